package dev.parley.lex;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.definition.BotId;
import dev.parley.definition.BuiltInSlotType;
import dev.parley.definition.LocaleDefinition;
import dev.parley.definition.SlotDefinition;
import dev.parley.definition.SlotTypeDefinition;
import dev.parley.definition.SlotTypeDefinition.Phrase;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Writes slot types, and knows by which name Lex calls the type of a slot. */
final class LexTypeWriter {

  /** Types of ours, and what comes closest to them in Lex. */
  private static final Map<BuiltInSlotType, String> CLOSEST =
      new EnumMap<>(Map.of(
          BuiltInSlotType.DIGITS, "AMAZON.AlphaNumeric",
          BuiltInSlotType.PAYMENT_CARD, "AMAZON.AlphaNumeric",
          BuiltInSlotType.EXPIRY_DATE, "AMAZON.Date",
          BuiltInSlotType.DAY_OF_WEEK, "AMAZON.Date",
          BuiltInSlotType.ORDINAL, "AMAZON.Number"));

  private final LocaleDefinition locale;
  private final LexReport report;
  private final Map<String, ObjectNode> written = new LinkedHashMap<>();

  LexTypeWriter(LocaleDefinition locale, LexReport report) {
    this.locale = locale;
    this.report = report;
  }

  /** The slot types, by name. */
  Map<String, ObjectNode> written() {
    return written;
  }

  void write() {
    locale.slotTypes().values().forEach(t -> written.put(t.name(), type(t)));
  }

  /** The type of a slot or part as Lex calls it. */
  String name(String type, String place) {
    if (locale.slotTypes().containsKey(type)) {
      return type;
    }
    Optional<BuiltInSlotType> builtIn = BuiltInSlotType.named(type);
    Optional<String> closest = builtIn.flatMap(b -> Optional.ofNullable(CLOSEST.get(b)));
    closest.ifPresent(c -> report.changed(place, "the type " + type, "Lex has none like it; it is " + c + " now", "let the Lambda check the value"));
    return closest.orElse("AMAZON." + type);
  }

  /** The type of a slot with parts of its own. */
  String ofParts(SlotDefinition slot, String intent, String place) {
    String name = intent + slot.name() + "Parts";
    ObjectNode node = node(name);
    ArrayNode parts = node.putObject("compositeSlotTypeSetting").putArray("subSlots");
    slot.parts().values().forEach(p -> parts.addObject().put("name", p.name()).put("slotTypeName", name(p.type(), place)));
    written.put(name, node);
    report.note(place, "a slot with parts", "in Lex their types stand in a slot type; it is " + name, "");
    return name;
  }

  private static ObjectNode node(String name) {
    ObjectNode node = LexWordWriter.JSON.objectNode();
    node.put("name", name);
    node.put("identifier", BotId.of("slot type " + name));
    node.putNull("description");
    node.putNull("slotTypeValues");
    node.putNull("parentSlotTypeSignature");
    ObjectNode setting = node.putObject("valueSelectionSetting");
    setting.putNull("regexFilter");
    setting.put("resolutionStrategy", "ORIGINAL_VALUE");
    return node;
  }

  private ObjectNode type(SlotTypeDefinition type) {
    String place = "slot_types." + type.name();
    report.count("slot type");
    ObjectNode node = node(type.name());
    ObjectNode setting = (ObjectNode) node.get("valueSelectionSetting");
    if (type.pattern().isPresent()) {
      node.put("parentSlotTypeSignature", "AMAZON.AlphaNumeric");
      setting.putObject("regexFilter").put("pattern", type.pattern().get().pattern());
    } else if (!type.parts().isEmpty()) {
      ArrayNode parts = node.putObject("compositeSlotTypeSetting").putArray("subSlots");
      type.parts().forEach((name, of) -> parts.addObject().put("name", name).put("slotTypeName", name(of, place)));
    } else if (!type.grammar().isEmpty()) {
      List<String> plain = type.grammar().stream().map(Phrase::text).filter(t -> t.matches("[\\p{L}\\p{N} '-]+")).toList();
      report.changed(place, "the grammar of a slot type", "Lex reads grammars from XML files in a bucket; the type takes any words now, with its plain phrases as examples",
          "write the grammar as SRGS and name its file there");
      values(node, plain.isEmpty() ? List.of(new SlotTypeDefinition.Value(type.span(), type.name(), List.of()))
          : plain.stream().map(p -> new SlotTypeDefinition.Value(type.span(), p, List.of())).toList());
    } else {
      setting.put("resolutionStrategy", type.resolution().name());
      values(node, type.values());
    }
    return node;
  }

  private static void values(ObjectNode node, List<SlotTypeDefinition.Value> values) {
    ArrayNode list = node.putArray("slotTypeValues");
    for (SlotTypeDefinition.Value value : values) {
      ObjectNode own = list.addObject();
      own.putObject("sampleValue").put("value", value.value());
      if (value.synonyms().isEmpty()) {
        own.putNull("synonyms");
      } else {
        ArrayNode synonyms = own.putArray("synonyms");
        value.synonyms().forEach(s -> synonyms.addObject().put("value", s));
      }
    }
  }
}
