package dev.parley.lex;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.definition.BotId;
import dev.parley.definition.BuiltInIntent;
import dev.parley.definition.DialogHook;
import dev.parley.definition.HookReference;
import dev.parley.definition.IntentDefinition;
import dev.parley.definition.IntentDefinition.ConfirmationDefinition;
import dev.parley.definition.IntentDefinition.FulfillmentDefinition;
import dev.parley.definition.IntentDefinition.Update;
import dev.parley.definition.LocaleDefinition;
import dev.parley.definition.NextStep;
import dev.parley.definition.SlotDefinition;
import dev.parley.definition.Transition;
import dev.parley.lex.Course.Leads;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Writes intents with their slots. */
final class LexIntentWriter {

  private static final String FALLBACK_ID = "FALLBCKINT";

  private final LexReport report;
  private final LexTypeWriter types;
  private final String fallback;
  private final Set<String> hooks = new TreeSet<>();
  private final Set<String> leftOut = new TreeSet<>();

  LexIntentWriter(LexReport report, LexTypeWriter types, LocaleDefinition locale) {
    this.report = report;
    this.types = types;
    this.fallback = locale.fallback().name();
    locale.intents().values().stream().filter(LexIntentWriter::unknownToLex).forEach(i -> leftOut.add(i.name()));
  }

  /** An intent and its slots, by name. */
  record Written(ObjectNode intent, Map<String, ObjectNode> slots) {}

  /** The names of the hooks that were written: in Lex they are one Lambda. */
  Set<String> hooks() {
    return hooks;
  }

  private static boolean unknownToLex(IntentDefinition intent) {
    return intent.is(BuiltInIntent.QNA) || intent.is(BuiltInIntent.PREVIOUS);
  }

  /** The intent; empty, and a report, when Lex has none like it. */
  Optional<Written> write(IntentDefinition intent) {
    String place = "intents." + intent.name();
    if (unknownToLex(intent)) {
      boolean questions = intent.is(BuiltInIntent.QNA);
      report.lost(place, questions ? "questions and answers" : "the way back to the slot before",
          questions ? "Lex asks a search service or a model for answers" : "Lex V2 has no such intent", questions ? "write an intent with utterances for each question" : "let the Lambda do it");
      return Optional.empty();
    }
    if (intent.digression()) {
      report.lost(place, "the digression", "in Lex an intent that comes in the middle of another drops that one", "let the Lambda save and restore it");
    }
    report.count("intent");
    return Optional.of(written(intent, place));
  }

  private Written written(IntentDefinition intent, String place) {
    LexWordWriter words = new LexWordWriter(new LexTextWriter(report));
    LexDialogWriter dialogs = new LexDialogWriter(words, leftOut::contains);
    List<String> needed = intent.slots().stream().filter(SlotDefinition::required).map(SlotDefinition::name).toList();
    Course course = new Course(needed, intent.confirmation().isPresent(), intent.fulfillment().isPresent(), intent.closing().isPresent(), fallback);
    LexSlotWriter slotWriter = new LexSlotWriter(words, dialogs, types, course);
    Map<String, ObjectNode> slots = new LinkedHashMap<>();
    intent.slots().forEach(s -> slots.put(s.name(), slotWriter.slot(intent, s)));
    ObjectNode node = LexWordWriter.JSON.objectNode();
    node.put("name", intent.name());
    node.put("identifier", intent.isFallback() ? FALLBACK_ID : BotId.of("intent " + intent.name()));
    node.put("description", intent.description().orElse(null));
    node.put("parentIntentSignature", intent.parent().orElse(null));
    node.set("sampleUtterances", LexSlotWriter.utterances(intent.utterances()));
    node.set("intentConfirmationSetting", confirmation(intent.confirmation(), words, dialogs, course, place + ".confirm"));
    node.set("intentClosingSetting", dialogs.closing(intent.closing(), place + ".close"));
    node.set("initialResponseSetting", dialogs.opening(intent.opening(), course.opening(), place + ".opening"));
    contexts(node, intent);
    node.putNull("kendraConfiguration");
    boolean points = !dialogs.hooks().isEmpty();
    turnHook(intent, points, place);
    if (points || intent.turnHook().isPresent()) {
      node.putObject("dialogCodeHook").put("enabled", true);
    } else {
      node.putNull("dialogCodeHook");
    }
    hooks.addAll(dialogs.hooks());
    node.set("fulfillmentCodeHook", fulfillment(intent.fulfillment(), words, dialogs, course, place + ".fulfill"));
    ArrayNode priorities = node.putArray("slotPriorities");
    intent.slots().forEach(s -> priorities.addObject().put("priority", priorities.size()).put("slotName", s.name()));
    return new Written(node, slots);
  }

  private void turnHook(IntentDefinition intent, boolean points, String place) {
    intent.turnHook().ifPresent(hook -> {
      hooks.add(hook.reference().target());
      if (points) {
        report.changed(place + ".turn_hook", "a turn hook beside other code hooks", "an intent of Lex with code hooks at its points calls the Lambda there", "");
      }
      if (hook.transitions().findAny().isPresent() || hook.filler().isPresent() || hook.label().isPresent()) {
        report.lost(place + ".turn_hook", "what follows a turn hook, its filler and its label", "Lex has none", "let the Lambda decide");
      }
    });
  }

  private static void contexts(ObjectNode node, IntentDefinition intent) {
    if (intent.inputContexts().isEmpty()) {
      node.putNull("inputContexts");
    } else {
      ArrayNode list = node.putArray("inputContexts");
      intent.inputContexts().forEach(c -> list.addObject().put("name", c));
    }
    if (intent.outputContexts().isEmpty()) {
      node.putNull("outputContexts");
    } else {
      ArrayNode list = node.putArray("outputContexts");
      intent.outputContexts().forEach(c ->
          list.addObject().put("name", c.name()).put("timeToLiveInSeconds", c.lifetime().toSeconds()).put("turnsToLive", c.turns()));
    }
  }

  private JsonNode confirmation(Optional<ConfirmationDefinition> confirmation, LexWordWriter words, LexDialogWriter dialogs, Course course, String place) {
    if (confirmation.isEmpty()) {
      return NullNode.getInstance();
    }
    ConfirmationDefinition c = confirmation.get();
    ObjectNode node = LexWordWriter.JSON.objectNode();
    node.put("isActive", true);
    node.set("promptSpecification", words.prompt(c.prompt(), c.input(), place));
    dialogs.write(node, "confirmationResponse", "confirmationNextStep", "confirmationConditional", c.confirmed(), Leads.on(course.confirmed()), place + ".yes");
    dialogs.write(node, "declinationResponse", "declinationNextStep", "declinationConditional", c.declined(), Leads.away(Optional.empty(), course.confirmed()), place + ".no");
    dialogs.write(node, "failureResponse", "failureNextStep", "failureConditional", c.failed(), Leads.away(Optional.of(course.failed()), course.confirmed()), place + ".failed");
    node.set("elicitationCodeHook", dialogs.betweenAttempts(c.retryHook(), place));
    List<Optional<Transition>> hooked =
        Stream.of(c.confirmed(), c.declined(), c.failed()).filter(t -> t.flatMap(Transition::hook).isPresent()).toList();
    NextStep usual = c.confirmed().flatMap(Transition::hook).isPresent() ? course.confirmed() : course.failed();
    node.set("codeHook", dialogs.codeHook(hooked.isEmpty() ? Optional.empty() : hooked.get(0), usual, place));
    if (hooked.size() > 1) {
      report.changed(place, "several code hooks", "Lex has one for yes, no and neither; it is the first of them", "");
    }
    if (!c.yes().isEmpty() || !c.no().isEmpty()) {
      report.lost(place, "phrases for yes and no", "Lex has its own alone", "");
    }
    c.waitAndContinue().ifPresent(w -> report.lost(place, "wait and continue at a confirmation", "Lex has it at slots alone", ""));
    return node;
  }

  private JsonNode fulfillment(Optional<FulfillmentDefinition> fulfillment, LexWordWriter words, LexDialogWriter dialogs, Course course, String place) {
    if (fulfillment.isEmpty()) {
      return NullNode.getInstance();
    }
    FulfillmentDefinition f = fulfillment.get();
    Optional<DialogHook> hook = f.hook();
    ObjectNode node = LexWordWriter.JSON.objectNode();
    node.put("enabled", hook.isPresent());
    node.put("isActive", true);
    Optional<Transition> success = hook.map(DialogHook::success).orElse(f.success());
    Optional<Transition> failure = hook.flatMap(DialogHook::failure);
    Optional<Transition> timeout = hook.flatMap(DialogHook::timeout);
    if (success.isEmpty() && failure.isEmpty() && timeout.isEmpty()) {
      node.putNull("postFulfillmentStatusSpecification");
    } else {
      ObjectNode after = node.putObject("postFulfillmentStatusSpecification");
      dialogs.point(after, "success", success, Leads.on(course.fulfilled()), place + ".success");
      dialogs.point(after, "failure", failure, Leads.away(Optional.empty(), course.fulfilled()), place + ".failure");
      dialogs.point(after, "timeout", timeout, Leads.away(Optional.empty(), course.fulfilled()), place + ".timeout");
    }
    hook.ifPresent(h -> {
      hooks.add(h.reference().target());
      if (h.filler().isPresent() || h.label().isPresent()) {
        report.lost(place, "the filler and the label of a fulfilment", "Lex has none there", "say `updates`");
      }
    });
    node.set("fulfillmentUpdatesSpecification", updates(f, words, place));
    return node;
  }

  private JsonNode updates(FulfillmentDefinition f, LexWordWriter words, String place) {
    int seconds = (int) f.hook().map(h -> h.reference().within()).orElse(HookReference.LEX_TIMEOUT).toSeconds();
    boolean told = f.started().isPresent() || f.progress().isPresent();
    if (!told && seconds != HookReference.LEX_TIMEOUT.toSeconds()) {
      report.changed(place, "the time of a hook", "without updates it is 30 s in Lex", "");
    }
    if (!told) {
      return NullNode.getInstance();
    } else if (f.started().isEmpty() || f.progress().isEmpty()) {
      report.note(place, "updates", "Lex wants words for the start and for the progress", "write both");
    }
    ObjectNode node = LexWordWriter.JSON.objectNode();
    node.put("isActive", true);
    node.set("startResponse", update(f.started(), words, "delayInSeconds", place));
    node.set("updateResponse", update(f.progress(), words, "frequencyInSeconds", place));
    node.put("timeoutInSeconds", Math.max(1, seconds));
    return node;
  }

  private static JsonNode update(Optional<Update> update, LexWordWriter words, String time, String place) {
    JsonNode node = words.response(update.map(Update::response), place);
    update.ifPresent(u -> {
      if (node instanceof ObjectNode said) {
        said.put(time, u.after().toSeconds());
      }
    });
    return node;
  }
}
