package dev.parley.secret;

import dev.parley.event.SlotValue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Changes the texts of slots' values. Pure. */
final class SlotTexts {

  private SlotTexts() {}

  /** The same value with its texts changed; a secret stays one. */
  static SlotValue mapped(SlotValue value, UnaryOperator<String> text) {
    if (value instanceof SlotValue.Several several) {
      List<SlotValue.Scalar> values = several.values().stream().map(v -> mapped(v, text)).toList();
      return new SlotValue.Several(text.apply(several.originalValue()), values);
    } else if (value instanceof SlotValue.Composite composite) {
      Map<String, SlotValue> parts = new LinkedHashMap<>();
      composite.parts().forEach((name, part) -> parts.put(name, mapped(part, text)));
      return new SlotValue.Composite(text.apply(composite.originalValue()), parts);
    }
    return value instanceof SlotValue.Scalar scalar ? mapped(scalar, text) : value;
  }

  private static SlotValue.Scalar mapped(SlotValue.Scalar value, UnaryOperator<String> text) {
    return new SlotValue.Scalar(
        text.apply(value.originalValue()), text.apply(value.interpretedValue()), value.resolvedValues().stream().map(text).toList());
  }
}
