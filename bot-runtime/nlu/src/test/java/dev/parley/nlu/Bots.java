package dev.parley.nlu;

import dev.parley.definition.BotDefinition;
import dev.parley.definition.BuiltInIntent;
import dev.parley.definition.IntentDefinition;
import dev.parley.definition.IntentDefinition.QuestionAnswer;
import dev.parley.definition.IntentDefinition.SampleUtterance;
import dev.parley.definition.LocaleDefinition;
import dev.parley.definition.ResponseDefinition;
import dev.parley.definition.SlotDefinition;
import dev.parley.definition.SlotTypeDefinition;
import dev.parley.diagnostic.SourceText;
import dev.parley.diagnostic.Span;
import dev.parley.event.Interpreter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Small bots that tests share, and bots changed by a test. */
final class Bots {

  private Bots() {}

  /** One intent with an amount, in German. */
  static Interpreter inGerman() {
    String yaml =
        """
        bot: Bank
        locale: de_DE
        intents:
          Transfer:
            utterances: [ich möchte etwas überweisen, überweisen]
            slots:
              amount: { type: Number, ask: Wie viel? }
              when: { type: Date, ask: Wann? }
            confirm: Soll ich?
            close: Fertig.
          FallbackIntent:
            close: Wie bitte?
        """;
    return Trainers.served().train(bot(yaml), "de_DE");
  }

  static BotDefinition bot(String yaml) {
    return ExampleFiles.bot(new SourceText("bot.yaml", yaml));
  }

  static Interpreter train(BotDefinition bot) {
    return Trainers.served().train(bot, bot.locales().keySet().iterator().next());
  }

  /** The bot with one intent changed. */
  static BotDefinition changed(BotDefinition bot, String intent, UnaryOperator<IntentDefinition> change) {
    return locale(bot, l -> {
      Map<String, IntentDefinition> intents = new LinkedHashMap<>(l.intents());
      intents.computeIfPresent(intent, (name, i) -> change.apply(i));
      return locale(l, intents, l.slotTypes());
    });
  }

  /** The bot with one more intent, which is a built-in one. */
  static BotDefinition with(BotDefinition bot, String name, BuiltInIntent parent, String... utterances) {
    return locale(bot, l -> {
      Map<String, IntentDefinition> intents = new LinkedHashMap<>(l.intents());
      intents.put(
          name,
          new IntentDefinition(
              Span.NONE, name, Optional.of(parent.signature()), Optional.empty(), samples(List.of(utterances)), List.of(), List.of(),
              List.of(), true, List.of(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty()));
      return locale(l, intents, l.slotTypes());
    });
  }

  /** The bot with one more slot type. */
  static BotDefinition with(BotDefinition bot, SlotTypeDefinition type) {
    return locale(bot, l -> {
      Map<String, SlotTypeDefinition> types = new LinkedHashMap<>(l.slotTypes());
      types.put(type.name(), type);
      return locale(l, l.intents(), types);
    });
  }

  static IntentDefinition answering(IntentDefinition i, List<List<String>> questions) {
    List<QuestionAnswer> pairs = new ArrayList<>();
    ResponseDefinition answer = new ResponseDefinition(Span.NONE, List.of(), true, false, List.of(), List.of());
    questions.forEach(q -> pairs.add(new QuestionAnswer(Span.NONE, samples(q), answer)));
    return copy(i, pairs, i.inputContexts(), i.slots());
  }

  static IntentDefinition needing(IntentDefinition i, String... contexts) {
    return copy(i, i.questions(), List.of(contexts), i.slots());
  }

  static IntentDefinition slot(IntentDefinition i, String slot, UnaryOperator<SlotDefinition> change) {
    return copy(i, i.questions(), i.inputContexts(), i.slots().stream().map(s -> s.name().equals(slot) ? change.apply(s) : s).toList());
  }

  static SlotDefinition utterances(SlotDefinition s, String... texts) {
    return copy(s, s.type(), samples(List.of(texts)), s.multiple(), s.parts());
  }

  static SlotDefinition several(SlotDefinition s) {
    return copy(s, s.type(), s.utterances(), true, s.parts());
  }

  static SlotDefinition typed(SlotDefinition s, String type) {
    return copy(s, type, s.utterances(), s.multiple(), s.parts());
  }

  static SlotDefinition of(SlotDefinition s, Map<String, String> parts) {
    Map<String, SlotDefinition> all = new LinkedHashMap<>();
    parts.forEach((name, type) -> all.put(name, typed(named(s, name), type)));
    return copy(s, s.type(), s.utterances(), s.multiple(), all);
  }

  private static List<SampleUtterance> samples(List<String> texts) {
    return texts.stream().map(t -> new SampleUtterance(Span.NONE, t)).toList();
  }

  private static BotDefinition locale(BotDefinition bot, UnaryOperator<LocaleDefinition> change) {
    Map<String, LocaleDefinition> locales = new LinkedHashMap<>();
    bot.locales().forEach((id, l) -> locales.put(id, change.apply(l)));
    return bot.withLocales(locales);
  }

  private static LocaleDefinition locale(
      LocaleDefinition l, Map<String, IntentDefinition> intents, Map<String, SlotTypeDefinition> types) {
    return new LocaleDefinition(
        l.span(), l.localeId(), l.intentConfidenceThreshold(), l.voice(), l.greeting(), l.start(), intents, types, l.features(), l.cues(),
        l.digressions());
  }

  private static IntentDefinition copy(
      IntentDefinition i, List<QuestionAnswer> questions, List<String> contexts, List<SlotDefinition> slots) {
    return new IntentDefinition(
        i.span(), i.name(), i.parent(), i.description(), i.utterances(), questions, contexts, i.outputContexts(), i.digression(),
        slots, i.turnHook(), i.opening(), i.confirmation(), i.fulfillment(), i.closing());
  }

  private static SlotDefinition named(SlotDefinition s, String name) {
    return new SlotDefinition(
        s.span(), name, s.type(), s.typeSpan(), s.required(), s.onlyIf(), s.prompt(), s.utterances(), s.defaults(), s.suggestion(),
        s.obfuscated(), s.multiple(), s.parts(), s.expression(), s.spelling(), s.waitAndContinue(), s.confirmation(),
        s.validation(), s.input(), s.help(), s.which(), s.captured(), s.failed(), s.retryHook());
  }

  private static SlotDefinition copy(
      SlotDefinition s, String type, List<SampleUtterance> utterances, boolean multiple, Map<String, SlotDefinition> parts) {
    return new SlotDefinition(
        s.span(), s.name(), type, s.typeSpan(), s.required(), s.onlyIf(), s.prompt(), utterances, s.defaults(), s.suggestion(),
        s.obfuscated(), multiple, parts, s.expression(), s.spelling(), s.waitAndContinue(), s.confirmation(), s.validation(),
        s.input(), s.help(), s.which(), s.captured(), s.failed(), s.retryHook());
  }
}
