package dev.parley.dialog;

import dev.parley.definition.SlotDefinition;
import dev.parley.event.SlotValue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Values that may be either of several, as "half past five" is a time in the morning and one in the evening. Where the slot's rules
 * leave one of them, it is meant; else the caller is asked which. Pure.
 */
final class Readings {

  private Readings() {}

  /** The value without the readings that break the slot's rules; when all of them do, the last one alone, which is to be refused. */
  static SlotValue narrow(Draft draft, SlotDefinition slot, SlotValue value) {
    if (!value.ambiguous()) {
      return value;
    } else if (value instanceof SlotValue.Scalar scalar) {
      return narrow(draft, slot, scalar);
    } else if (value instanceof SlotValue.Several several) {
      return new SlotValue.Several(several.originalValue(), several.values().stream().map(v -> v.ambiguous() ? narrow(draft, slot, v) : v).toList());
    } else if (value instanceof SlotValue.Composite composite) {
      Map<String, SlotValue> parts = new LinkedHashMap<>();
      composite.parts().forEach((name, part) -> parts.put(name, narrow(draft, slot.parts().getOrDefault(name, slot), part)));
      return new SlotValue.Composite(composite.originalValue(), parts);
    }
    return value;
  }

  private static SlotValue.Scalar narrow(Draft draft, SlotDefinition slot, SlotValue.Scalar value) {
    int reached = draft.reached.size();
    List<String> all = value.resolvedValues();
    List<String> left = all.stream().filter(r -> SlotRules.accepts(draft, slot, scalar(value, r))).toList();
    // That a reading keeps a rule is no answer that does.
    draft.reached.subList(reached, draft.reached.size()).clear();
    return left.size() > 1
        ? new SlotValue.Scalar(value.originalValue(), "", left)
        : scalar(value, left.isEmpty() ? all.get(all.size() - 1) : left.get(0));
  }

  private static SlotValue.Scalar scalar(SlotValue.Scalar said, String reading) {
    return new SlotValue.Scalar(said.originalValue(), reading, List.of(reading));
  }

  /** The part of a composite value that may be either of several. */
  static Optional<SlotDefinition> ambiguousPart(SlotDefinition slot, SlotValue value) {
    return value instanceof SlotValue.Composite composite
        ? composite.parts().entrySet().stream().filter(p -> p.getValue().ambiguous()).flatMap(p -> Optional.ofNullable(slot.parts().get(p.getKey())).stream()).findFirst()
        : Optional.empty();
  }

  /** What was given for the slot, or the part of it, that is asked, and may be either of several. */
  static Optional<SlotValue> unclear(Frame frame, SlotDefinition slot) {
    return Optional.ofNullable(frame.given().get(slot.name()))
        .filter(SlotValue::ambiguous)
        .map(v -> frame.askedPart().map(slot.parts()::get).map(part -> Composites.part(part, v)).orElse(v));
  }
}
