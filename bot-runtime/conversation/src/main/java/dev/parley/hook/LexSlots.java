package dev.parley.hook;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.event.SlotValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Lex's JSON of slots: scalar, list and composite. Pure. */
final class LexSlots {

  private LexSlots() {}

  /** Slots; one without a value is an explicit null. */
  static ObjectNode write(Map<String, Optional<SlotValue>> slots) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    slots.forEach((name, value) -> value.ifPresentOrElse(v -> node.set(name, slot(v)), () -> node.putNull(name)));
    return node;
  }

  static ObjectNode slot(SlotValue value) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    if (value instanceof SlotValue.Composite composite) {
      node.put("shape", "Composite");
      ObjectNode parts = node.putObject("subSlots");
      composite.parts().forEach((name, part) -> parts.set(name, slot(part)));
      return node;
    } else if (value instanceof SlotValue.Several several) {
      node.put("shape", "List");
      ArrayNode values = node.putArray("values");
      several.values().forEach(one -> values.add(slot(one)));
    } else {
      node.put("shape", "Scalar");
    }
    ObjectNode v = node.putObject("value");
    v.put("originalValue", value.originalValue());
    // As in Lex, what may be either of several has no value yet.
    v.put("interpretedValue", value.ambiguous() ? null : value.interpretedValue());
    ArrayNode resolved = v.putArray("resolvedValues");
    value.resolvedValues().forEach(resolved::add);
    return node;
  }

  /**
   * Reads a slot; null is one without a value.
   *
   * @throws LexJson.Invalid when it is not what Lex allows; the message names the slot
   */
  static Optional<SlotValue> read(String name, JsonNode node) {
    if (node.isNull()) {
      return Optional.empty();
    }
    String shape = LexJson.text(node, "shape").orElse("Scalar");
    if (shape.equals("Composite")) {
      Map<String, SlotValue> parts = new LinkedHashMap<>();
      LexJson.present(node, "subSlots").ifPresent(all -> {
        LexJson.requireObject(all, "slot " + name + ".subSlots");
        all.properties().forEach(e -> read(name + "." + e.getKey(), e.getValue()).ifPresent(v -> parts.put(e.getKey(), v)));
      });
      String said = LexJson.present(node, "value").flatMap(v -> LexJson.text(v, "originalValue")).orElse("");
      return parts.isEmpty() ? Optional.empty() : Optional.of(new SlotValue.Composite(said, parts));
    } else if (shape.equals("List")) {
      return readList(name, node);
    } else if (!shape.equals("Scalar")) {
      throw new LexJson.Invalid("slot " + name + " has the shape '" + shape + "'; it is one of Scalar, List, Composite");
    }
    return Optional.of(readScalar(name, node));
  }

  private static Optional<SlotValue> readList(String name, JsonNode node) {
    List<SlotValue.Scalar> values = new ArrayList<>();
    LexJson.list(node, "values").forEach(v -> values.add(readScalar(name, v)));
    if (values.isEmpty() && LexJson.present(node, "value").isPresent()) {
      values.add(readScalar(name, node));
    }
    String said = LexJson.present(node, "value").flatMap(v -> LexJson.text(v, "originalValue")).orElse("");
    return values.isEmpty() ? Optional.empty() : Optional.of(new SlotValue.Several(said, values));
  }

  private static SlotValue.Scalar readScalar(String name, JsonNode node) {
    JsonNode value = LexJson.present(node, "value").orElseThrow(() -> new LexJson.Invalid("slot " + name + " has no value"));
    List<String> resolved = new ArrayList<>();
    LexJson.list(value, "resolvedValues").forEach(v -> resolved.add(LexJson.plain(v, "resolvedValues")));
    String interpreted =
        LexJson.text(value, "interpretedValue")
            .or(() -> resolved.size() > 1 ? Optional.of("") : Optional.empty())
            .orElseThrow(() -> new LexJson.Invalid("slot " + name + " has no value.interpretedValue"));
    return new SlotValue.Scalar(LexJson.text(value, "originalValue").orElse(interpreted), interpreted, resolved);
  }
}
