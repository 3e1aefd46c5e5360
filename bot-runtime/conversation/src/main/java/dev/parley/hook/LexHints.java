package dev.parley.hook;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.event.SessionView.SlotHints;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Lex's JSON of runtime hints: {@code runtimeHints.slotHints.INTENT.SLOT.runtimeHintValues[].phrase}. Pure. */
final class LexHints {

  private static final int MAX_NAMES = 100;
  private static final int MAX_PHRASES = 100;
  private static final int MAX_CHARACTERS = 140;

  private LexHints() {}

  static void write(Map<String, Map<String, SlotHints>> hints, ObjectNode session) {
    if (hints.isEmpty()) {
      return;
    }
    ObjectNode intents = session.putObject("runtimeHints").putObject("slotHints");
    hints.forEach((intent, slots) -> write(slots, intents.putObject(intent), 0));
  }

  private static void write(Map<String, SlotHints> slots, ObjectNode to, int depth) {
    slots.forEach((name, hints) -> {
      ObjectNode node = to.putObject(name);
      ArrayNode values = node.putArray("runtimeHintValues");
      hints.phrases().forEach(p -> values.addObject().put("phrase", p));
      if (!hints.parts().isEmpty() && depth == 0) {
        write(hints.parts(), node.putObject("subSlotHints"), depth + 1);
      }
    });
  }

  /**
   * The hints of a session; empty when there are none.
   *
   * @throws LexJson.Invalid when they break Lex's rules; the message names the member
   */
  static Map<String, Map<String, SlotHints>> read(JsonNode session) {
    Map<String, Map<String, SlotHints>> hints = new LinkedHashMap<>();
    LexJson.present(session, "runtimeHints").flatMap(h -> LexJson.present(h, "slotHints")).ifPresent(intents -> {
      String place = "sessionState.runtimeHints.slotHints";
      named(intents, place).forEach((intent, slots) -> hints.put(intent, slots(slots, place + "." + intent, 0)));
    });
    return hints;
  }

  private static Map<String, SlotHints> slots(JsonNode node, String place, int depth) {
    Map<String, SlotHints> slots = new LinkedHashMap<>();
    named(node, place).forEach((name, hints) -> slots.put(name, slot(hints, place + "." + name, depth)));
    return slots;
  }

  private static SlotHints slot(JsonNode node, String place, int depth) {
    LexJson.requireObject(node, place);
    List<String> phrases = new ArrayList<>();
    for (JsonNode value : LexJson.list(node, "runtimeHintValues")) {
      String phrase = LexJson.text(value, "phrase").orElseThrow(() -> new LexJson.Invalid(place + ".runtimeHintValues has one without a phrase"));
      if (phrase.isBlank() || phrase.length() > MAX_CHARACTERS) {
        throw new LexJson.Invalid(place + " has a phrase of " + phrase.length() + " characters; 1 to " + MAX_CHARACTERS + " are taken");
      }
      phrases.add(phrase);
    }
    if (phrases.size() > MAX_PHRASES) {
      throw new LexJson.Invalid(place + " has " + phrases.size() + " phrases; at most " + MAX_PHRASES + " are taken");
    }
    // Lex nests no deeper than the parts of a composite slot.
    Map<String, SlotHints> parts =
        depth > 0 ? Map.of() : LexJson.present(node, "subSlotHints").map(p -> slots(p, place + ".subSlotHints", depth + 1)).orElse(Map.of());
    return new SlotHints(phrases, parts);
  }

  private static Map<String, JsonNode> named(JsonNode node, String place) {
    LexJson.requireObject(node, place);
    Map<String, JsonNode> named = new LinkedHashMap<>();
    node.properties().forEach(e -> named.put(e.getKey(), e.getValue()));
    if (named.size() > MAX_NAMES) {
      throw new LexJson.Invalid(place + " has " + named.size() + " members; at most " + MAX_NAMES + " are taken");
    }
    return named;
  }
}
