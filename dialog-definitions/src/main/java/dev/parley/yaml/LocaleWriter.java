package dev.parley.yaml;

import dev.parley.definition.DialogHook;
import dev.parley.definition.HookReference;
import dev.parley.definition.InputSettings;
import dev.parley.definition.IntentDefinition;
import dev.parley.definition.IntentDefinition.ConfirmationDefinition;
import dev.parley.definition.IntentDefinition.OutputContext;
import dev.parley.definition.IntentDefinition.SampleUtterance;
import dev.parley.definition.LocaleDefinition;
import dev.parley.definition.LocaleDefinition.CuePhrases;
import dev.parley.definition.LocaleDefinition.Digressions;
import dev.parley.definition.SlotDefinition;
import dev.parley.definition.SlotDefinition.SlotConfirmation;
import dev.parley.definition.SlotTypeDefinition;
import dev.parley.definition.SlotTypeDefinition.Resolution;
import dev.parley.definition.Transition;
import dev.parley.definition.WaitAndContinue;
import dev.parley.yaml.YamlEmitter.Plain;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Writes a bot in one language. What is the same everywhere, the hook and the way to wait, is written once. */
final class LocaleWriter {

  private final LocaleDefinition locale;
  private final Optional<String> hook;
  private final Optional<Map<String, Object>> hold;
  private final DialogWriter dialogs;
  private final SlotWriter slots;

  LocaleWriter(LocaleDefinition locale) {
    this.locale = locale;
    this.hook = commonHook(locale);
    this.hold = commonHold(locale);
    this.dialogs = new DialogWriter(hook);
    this.slots = new SlotWriter(dialogs, locale.slotTypes(), hold);
  }

  void write(Map<String, Object> keys) {
    if (locale.intentConfidenceThreshold() != LocaleReader.DEFAULT_CONFIDENCE) {
      keys.put("intent_confidence", new Plain(Double.toString(locale.intentConfidenceThreshold())));
    }
    locale.voice().ifPresent(v -> keys.put("voice", v));
    locale.greeting().ifPresent(g -> keys.put("greeting", WordsWriter.response(g)));
    locale.start().flatMap(s -> s.intent()).ifPresent(i -> keys.put("start", i));
    if (!locale.features().isEmpty()) {
      Map<String, Object> features = new LinkedHashMap<>();
      locale.features().forEach((name, use) -> features.put(name, FeatureUseWriter.use(use)));
      keys.put("features", features);
    }
    hook.ifPresent(h -> keys.put("hook", h));
    hold.ifPresent(h -> keys.put("wait_and_continue", h));
    if (!locale.digressions().equals(Digressions.STANDARD)) {
      keys.put("digressions", digressions(locale.digressions()));
    }
    WordsWriter.bargeIn(keys, locale.bargeIn());
    Map<String, Object> intents = new LinkedHashMap<>();
    locale.intents().values().stream().filter(i -> !silentFallback(i)).forEach(i -> intents.put(i.name(), intent(i)));
    if (!intents.isEmpty()) {
      keys.put("intents", intents);
    }
    if (!locale.slotTypes().isEmpty()) {
      Map<String, Object> types = new LinkedHashMap<>();
      locale.slotTypes().values().forEach(t -> types.put(t.name(), type(t)));
      keys.put("slot_types", types);
    }
    cues(locale.cues()).ifPresent(c -> keys.put("cues", c));
  }

  /** The reader adds this one where no other is written. */
  private static boolean silentFallback(IntentDefinition intent) {
    return intent.equals(IntentDefinition.silentFallback(intent.span()));
  }

  /** The hook that is called at several points, and no other one. */
  private static Optional<String> commonHook(LocaleDefinition locale) {
    List<String> targets =
        locale.intents().values().stream().flatMap(LocaleWriter::hooks).map(DialogHook::reference).map(HookReference::target).toList();
    Set<String> distinct = Set.copyOf(targets);
    return targets.size() > 1 && distinct.size() == 1 ? distinct.stream().findFirst() : Optional.empty();
  }

  private static Stream<DialogHook> hooks(IntentDefinition intent) {
    Stream<DialogHook> own =
        Stream.of(
                intent.turnHook().stream(),
                intent.fulfillment().flatMap(f -> f.hook()).stream(),
                intent.confirmation().flatMap(ConfirmationDefinition::retryHook).stream(),
                intent.slots().stream().flatMap(s -> Stream.concat(Stream.of(s), s.parts().values().stream())).flatMap(s -> s.retryHook().stream()))
            .flatMap(h -> h);
    Stream<Transition> points = Stream.concat(intent.transitions(), intent.slots().stream().flatMap(SlotDefinition::transitions));
    return Stream.concat(own, points.flatMap(t -> t.hook().stream())).flatMap(LocaleWriter::withInner);
  }

  private static Stream<DialogHook> withInner(DialogHook hook) {
    return Stream.concat(Stream.of(hook), hook.transitions().flatMap(t -> t.hook().stream()).flatMap(LocaleWriter::withInner));
  }

  private static Optional<Map<String, Object>> commonHold(LocaleDefinition locale) {
    List<Optional<Map<String, Object>>> ways =
        locale.intents().values().stream().flatMap(LocaleWriter::waits).map(w -> w.map(WordsWriter::hold)).toList();
    return ways.stream()
        .distinct()
        .flatMap(Optional::stream)
        .filter(way -> ways.size() > 1 && 2 * Collections.frequency(ways, Optional.of(way)) > ways.size())
        .findFirst();
  }

  private static Stream<Optional<WaitAndContinue>> waits(IntentDefinition intent) {
    Stream<Optional<WaitAndContinue>> ofSlots =
        intent.slots().stream()
            .flatMap(s -> Stream.concat(Stream.of(s), s.parts().values().stream()))
            .flatMap(s -> Stream.concat(Stream.of(s.waitAndContinue()), s.confirmation().map(SlotConfirmation::waitAndContinue).stream()));
    return Stream.concat(ofSlots, intent.confirmation().map(ConfirmationDefinition::waitAndContinue).stream());
  }

  private Map<String, Object> intent(IntentDefinition intent) {
    Map<String, Object> keys = new LinkedHashMap<>();
    intent.description().ifPresent(d -> keys.put("description", d));
    boolean byName = intent.name().equals(IntentDefinition.FALLBACK_NAME) && intent.isFallback();
    intent.parent().filter(p -> !byName).ifPresent(p -> keys.put("parent", p));
    SlotWriter.texts(keys, "utterances", texts(intent.utterances()));
    if (!intent.questions().isEmpty()) {
      List<Object> questions = new ArrayList<>();
      for (IntentDefinition.QuestionAnswer question : intent.questions()) {
        Map<String, Object> own = new LinkedHashMap<>();
        own.put("ask", WordsWriter.oneOrMore(texts(question.questions())));
        own.put("answer", WordsWriter.response(question.answer()));
        questions.add(own);
      }
      keys.put("questions", questions);
    }
    SlotWriter.texts(keys, "input_contexts", intent.inputContexts());
    if (!intent.outputContexts().isEmpty()) {
      Map<String, Object> contexts = new LinkedHashMap<>();
      intent.outputContexts().forEach(c -> contexts.put(c.name(), context(c)));
      keys.put("output_contexts", contexts);
    }
    if (intent.digression()) {
      keys.put("digression", WordsWriter.flag(true));
    }
    intent.turnHook().ifPresent(h -> keys.put("turn_hook", dialogs.hook(h)));
    intent.opening().ifPresent(t -> keys.put("opening", dialogs.transition(t)));
    if (!intent.slots().isEmpty()) {
      Map<String, Object> own = new LinkedHashMap<>();
      intent.slots().forEach(s -> own.put(s.name(), slots.slot(s)));
      keys.put("slots", own);
    }
    intent.confirmation().ifPresent(c -> keys.put("confirm", confirmation(c)));
    intent.fulfillment().ifPresent(f -> keys.put("fulfill", dialogs.fulfillment(f)));
    intent.closing().ifPresent(t -> keys.put("close", dialogs.closing(t, intent.afterClosing())));
    return keys;
  }

  private static List<String> texts(List<SampleUtterance> utterances) {
    return utterances.stream().map(SampleUtterance::text).toList();
  }

  private static Map<String, Object> context(OutputContext context) {
    Map<String, Object> keys = new LinkedHashMap<>();
    if (context.turns() != IntentReader.CONTEXT_TURNS) {
      keys.put("turns", new Plain(Integer.toString(context.turns())));
    }
    if (!context.lifetime().equals(IntentReader.CONTEXT_LIFETIME)) {
      keys.put("lifetime", new Plain(Times.write(context.lifetime())));
    }
    return keys;
  }

  private Object confirmation(ConfirmationDefinition confirmation) {
    Map<String, Object> keys = new LinkedHashMap<>();
    Object ask = WordsWriter.prompt(confirmation.prompt(), confirmation.input());
    keys.put("ask", ask);
    confirmation.confirmed().ifPresent(t -> keys.put("yes", dialogs.transition(t)));
    confirmation.declined().ifPresent(t -> keys.put("no", dialogs.transition(t)));
    confirmation.failed().ifPresent(t -> keys.put("failed", dialogs.transition(t)));
    SlotWriter.texts(keys, "yes_phrases", confirmation.yes());
    SlotWriter.texts(keys, "no_phrases", confirmation.no());
    slots.hold(keys, confirmation.waitAndContinue());
    confirmation.retryHook().ifPresent(h -> keys.put("on_retry", dialogs.hook(h)));
    WordsWriter.input(keys, confirmation.input(), InputSettings.LEX_DEFAULTS);
    return keys.size() == 1 && !(ask instanceof Map<?, ?>) ? ask : keys;
  }

  private static Map<String, Object> digressions(Digressions digressions) {
    Map<String, Object> keys = new LinkedHashMap<>();
    if (digressions.depth() != Digressions.STANDARD.depth()) {
      keys.put("depth", new Plain(Integer.toString(digressions.depth())));
    }
    digressions.tooDeep().ifPresent(r -> keys.put("too_deep", WordsWriter.response(r)));
    return keys;
  }

  private static Optional<Map<String, Object>> cues(CuePhrases cues) {
    Map<String, Object> keys = new LinkedHashMap<>();
    SlotWriter.texts(keys, "hold", cues.hold());
    SlotWriter.texts(keys, "resume", cues.resume());
    SlotWriter.texts(keys, "yes", cues.yes());
    SlotWriter.texts(keys, "no", cues.no());
    return keys.isEmpty() ? Optional.empty() : Optional.of(keys);
  }

  private static Map<String, Object> type(SlotTypeDefinition type) {
    Map<String, Object> keys = new LinkedHashMap<>();
    if (!type.values().isEmpty()) {
      List<Object> values = new ArrayList<>();
      for (SlotTypeDefinition.Value value : type.values()) {
        Map<String, Object> own = new LinkedHashMap<>();
        own.put("value", value.value());
        SlotWriter.texts(own, "synonyms", value.synonyms());
        values.add(value.synonyms().isEmpty() ? value.value() : own);
      }
      keys.put("values", values);
    }
    if (type.resolution() != Resolution.TOP_RESOLUTION) {
      keys.put("resolution", type.resolution() == Resolution.ORIGINAL_VALUE ? "original" : "concatenation");
    }
    type.pattern().ifPresent(p -> keys.put("pattern", p.pattern()));
    if (!type.grammar().isEmpty()) {
      List<Object> phrases = new ArrayList<>();
      for (SlotTypeDefinition.Phrase phrase : type.grammar()) {
        Map<String, Object> own = new LinkedHashMap<>();
        own.put("phrase", phrase.text());
        phrase.value().ifPresent(v -> own.put("value", v));
        phrases.add(phrase.value().isEmpty() ? phrase.text() : own);
      }
      keys.put("grammar", phrases);
    }
    if (!type.parts().isEmpty()) {
      keys.put("parts", new LinkedHashMap<String, Object>(type.parts()));
    }
    return keys;
  }
}
