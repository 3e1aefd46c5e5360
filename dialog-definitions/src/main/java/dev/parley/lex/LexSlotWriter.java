package dev.parley.lex;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.definition.BotId;
import dev.parley.definition.IntentDefinition;
import dev.parley.definition.IntentDefinition.SampleUtterance;
import dev.parley.definition.SlotDefinition;
import dev.parley.definition.SlotDefinition.Spelling;
import dev.parley.definition.Transition;
import dev.parley.lex.Course.Leads;
import dev.parley.yaml.ExpressionWriter;
import java.util.List;
import java.util.Optional;

/** Writes slots. */
final class LexSlotWriter {

  private final LexWordWriter words;
  private final LexDialogWriter dialogs;
  private final LexTypeWriter types;
  private final Course course;
  private final LexReport report;

  LexSlotWriter(LexWordWriter words, LexDialogWriter dialogs, LexTypeWriter types, Course course) {
    this.words = words;
    this.dialogs = dialogs;
    this.types = types;
    this.course = course;
    this.report = words.texts().report();
  }

  ObjectNode slot(IntentDefinition intent, SlotDefinition slot) {
    String place = "intents." + intent.name() + ".slots." + slot.name();
    report.count("slot");
    ObjectNode node = LexWordWriter.JSON.objectNode();
    node.put("name", slot.name());
    node.put("identifier", BotId.of("slot " + intent.name() + " " + slot.name()));
    node.putNull("description");
    node.put("slotTypeName", slot.type().isEmpty() ? types.ofParts(slot, intent.name(), place) : types.name(slot.type(), place));
    boolean secret = slot.obfuscated() || slot.parts().values().stream().anyMatch(SlotDefinition::obfuscated);
    if (secret) {
      node.putObject("obfuscationSetting").put("obfuscationSettingType", "DefaultObfuscation");
    } else {
      node.putNull("obfuscationSetting");
    }
    if (slot.multiple()) {
      node.putObject("multipleValuesSetting").put("allowMultipleValues", true);
    } else {
      node.putNull("multipleValuesSetting");
    }
    ObjectNode elicitation = elicitation(slot, place);
    elicitation.put("slotConstraint", slot.required() ? "Required" : "Optional");
    elicitation.set("slotCaptureSetting", capture(slot, place));
    node.set("valueElicitationSetting", elicitation);
    if (slot.composite()) {
      node.set("subSlotSetting", parts(slot, place));
    }
    return node;
  }

  private ObjectNode elicitation(SlotDefinition slot, String place) {
    ours(slot, place);
    ObjectNode node = LexWordWriter.JSON.objectNode();
    node.set("promptSpecification", words.prompt(slot.prompt(), slot.input(), place));
    if (slot.defaults().isEmpty()) {
      node.putNull("defaultValueSpecification");
    } else {
      ArrayNode list = node.putObject("defaultValueSpecification").putArray("defaultValueList");
      slot.defaults().forEach(d -> list.addObject().put("defaultValue", words.texts().standard(d, place)));
    }
    node.set("sampleUtterances", utterances(slot.utterances()));
    node.set("waitAndContinueSpecification", words.hold(slot.waitAndContinue(), place));
    return node;
  }

  static JsonNode utterances(List<SampleUtterance> utterances) {
    if (utterances.isEmpty()) {
      return NullNode.getInstance();
    }
    ArrayNode list = LexWordWriter.JSON.arrayNode();
    utterances.forEach(u -> list.addObject().put("utterance", u.text()));
    return list;
  }

  /** What Lex has no form for. */
  private void ours(SlotDefinition slot, String place) {
    String lambda = "let the Lambda check the value and ask again";
    words.bargeIn(slot.bargeIn(), place);
    slot.onlyIf().ifPresent(c -> report.lost(place, "the condition of a slot (`if`)", "in Lex a slot is for all callers", "go round it with branches and next steps"));
    slot.suggestion().ifPresent(s -> report.lost(place, "the suggestion of a slot", "Lex offers no values", "let the Lambda do it"));
    slot.confirmation().ifPresent(c -> report.lost(place, "the confirmation of a slot", "Lex confirms intents alone", "let the Lambda read the value back"));
    slot.help().ifPresent(h -> report.lost(place, "the help of a slot", "Lex has none", "word it in an intent with the parent AMAZON.HelpIntent"));
    slot.which().ifPresent(w -> report.lost(place, "the question which of two values was meant", "Lex has none", "a retry's words are said instead"));
    if (!slot.validation().isEmpty()) {
      report.lost(place, "the rules of a slot (`validate`)", "Lex has none", lambda);
    }
    if (slot.spelling() != Spelling.DEFAULT) {
      report.lost(place, "the spelling of a slot", "in Lex the Lambda sets it with each question", "answer with slotElicitationStyle " + slot.spelling().lexName());
    }
  }

  private JsonNode capture(SlotDefinition slot, String place) {
    if (slot.captured().isEmpty() && slot.failed().isEmpty() && slot.retryHook().isEmpty()) {
      return NullNode.getInstance();
    }
    ObjectNode node = LexWordWriter.JSON.objectNode();
    dialogs.write(node, "captureResponse", "captureNextStep", "captureConditional", slot.captured(), Leads.on(course.captured(slot.name())), place);
    dialogs.write(node, "failureResponse", "failureNextStep", "failureConditional", slot.failed(), Leads.away(Optional.of(course.failed()), course.captured(slot.name())), place);
    node.set("elicitationCodeHook", dialogs.betweenAttempts(slot.retryHook(), place));
    boolean first = slot.captured().flatMap(Transition::hook).isPresent();
    boolean second = slot.failed().flatMap(Transition::hook).isPresent();
    node.set("codeHook", dialogs.codeHook(first ? slot.captured() : slot.failed(), first ? course.captured(slot.name()) : course.failed(), place));
    if (first && second) {
      report.changed(place, "two code hooks", "Lex has one for both ends of a slot; it is that of `captured`", "");
    }
    return node;
  }

  private ObjectNode parts(SlotDefinition slot, String place) {
    ObjectNode node = LexWordWriter.JSON.objectNode();
    node.put("expression", slot.expression().map(ExpressionWriter::parts).orElse(null));
    ObjectNode specifications = node.putObject("slotSpecifications");
    slot.parts().forEach((name, part) -> {
      String at = place + ".parts." + name;
      if (part.captured().isPresent() || part.failed().isPresent() || part.retryHook().isPresent()) {
        report.lost(at, "what is done when a part is known", "Lex does nothing then", "do it when the whole slot is known");
      }
      ObjectNode own = specifications.putObject(name);
      own.put("slotTypeName", types.name(part.type(), at));
      own.set("valueElicitationSetting", elicitation(part, at));
    });
    return node;
  }
}
