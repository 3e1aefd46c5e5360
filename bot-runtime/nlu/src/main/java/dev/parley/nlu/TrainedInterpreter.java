package dev.parley.nlu;

import dev.parley.definition.BuiltInSlotType;
import dev.parley.definition.IntentDefinition;
import dev.parley.definition.LocaleDefinition;
import dev.parley.definition.SlotDefinition;
import dev.parley.dialog.SlotRules;
import dev.parley.event.Cue;
import dev.parley.event.Expectation;
import dev.parley.event.Interpretations;
import dev.parley.event.Interpretations.Interpretation;
import dev.parley.event.Interpreter;
import dev.parley.event.SlotValue;
import dev.parley.slot.ListedSlotType;
import dev.parley.slot.SecretSpotter;
import dev.parley.slot.SlotContext;
import dev.parley.slot.SlotType;
import dev.parley.slot.SpokenTokens;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Text to meaning for one bot in one locale. Pure once trained; thread-safe; never throws for any text.
 *
 * <p>How it works: (1) is the whole utterance a cue? (2) while a slot is asked, does the whole utterance read as its type?
 * (3) which intent is it like, and which slots does it fill? While a slot is asked, its answer outranks an intent: another
 * intent must be {@link #SWITCH_CONFIDENCE} sure.
 */
final class TrainedInterpreter implements Interpreter {

  /** Longer texts are read to here. */
  static final int MAX_CHARACTERS = 1024;

  /** How sure another intent must be to take a caller away from a question. */
  static final double SWITCH_CONFIDENCE = 0.6;

  private static final int MAX_INTERPRETATIONS = 5;

  private static final Hints DIGIT_WORDS =
      new Hints(
          List.of("zero", "oh", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "double", "triple"), true);

  private final LocaleDefinition locale;
  private final Cues cues;
  private final Optional<IntentModel> intents;
  private final Map<String, SlotType> types;
  private final SlotFinder finder;
  private final List<SlotDefinition> slotsInSamples = new ArrayList<>();

  TrainedInterpreter(LocaleDefinition locale) {
    this.locale = locale;
    cues = new Cues(locale.localeId(), locale.cues());
    Map<String, SlotType> own = new HashMap<>();
    locale.slotTypes().values().forEach(t -> own.put(t.name(), new ListedSlotType(t)));
    types = SlotFinder.types(own);
    finder = new SlotFinder(types);
    Map<String, List<String>> samples = new LinkedHashMap<>();
    for (IntentDefinition intent : locale.intents().values()) {
      List<String> texts = intent.utterances().stream().map(u -> sample(intent, u.text())).toList();
      if (!texts.isEmpty()) {
        samples.put(intent.name(), texts);
      }
    }
    intents = samples.isEmpty() ? Optional.empty() : Optional.of(new IntentModel(samples));
  }

  /** A sample with placeholders of the slots' types: a slot's name is not what callers say in its place. */
  private String sample(IntentDefinition intent, String text) {
    String sample = text;
    for (SlotDefinition slot : intent.slots()) {
      if (text.contains("{" + slot.name() + "}")) {
        sample = sample.replace("{" + slot.name() + "}", SlotFinder.placeholder(slot.type()));
        slotsInSamples.add(slot);
      }
    }
    return sample;
  }

  private Map<String, Double> scores(String text, SlotContext context) {
    if (intents.isEmpty()) {
      return Map.of();
    }
    Map<String, Double> scores = new LinkedHashMap<>(intents.get().scores(text));
    if (!slotsInSamples.isEmpty()) {
      intents.get()
          .scores(finder.withPlaceholders(slotsInSamples, text, context))
          .forEach((intent, score) -> scores.merge(intent, score, Math::max));
    }
    return scores;
  }

  @Override
  public Interpretations interpret(String text, Expectation expectation) {
    String said = text.length() > MAX_CHARACTERS ? text.substring(0, MAX_CHARACTERS) : text;
    SlotContext context = new SlotContext(locale.localeId(), LocalDate.ofInstant(expectation.now(), expectation.zone()));
    Optional<Cue> cue = cues.read(said);
    Optional<SlotDefinition> slot = slot(expectation);
    boolean suggested = expectation.kind() == Expectation.Kind.SLOT && takesSuggestion(said, cue, expectation);
    Optional<SlotValue> answer =
        suggested || cueOutranks(cue, expectation) ? Optional.empty() : slot.flatMap(s -> answer(s, said, context));
    if (answer.isEmpty() && expectation.waiting()) {
      Optional<String> rest = cues.afterResume(said);
      answer = rest.isEmpty() ? answer : slot.flatMap(s -> answer(s, rest.get(), context));
      cue = answer.isPresent() ? Optional.of(Cue.RESUME) : cue;
    }
    boolean settled = answer.isPresent() || suggested || cue.isPresent() && expectation.kind() != Expectation.Kind.INTENT;
    return new Interpretations(ranked(said, expectation, context, settled), cue, answer, suggested);
  }

  /** Yes and no answer a confirmation; hold and the like are no values, whatever the type would take. */
  private static boolean cueOutranks(Optional<Cue> cue, Expectation expectation) {
    boolean confirming =
        expectation.kind() == Expectation.Kind.SLOT_CONFIRMATION || expectation.kind() == Expectation.Kind.INTENT_CONFIRMATION;
    return cue.isPresent() && (confirming || cue.get() != Cue.YES && cue.get() != Cue.NO);
  }

  private Optional<SlotDefinition> slot(Expectation expectation) {
    boolean slotAsked =
        expectation.kind() == Expectation.Kind.SLOT || expectation.kind() == Expectation.Kind.SLOT_CONFIRMATION;
    return slotAsked
        ? expectation.intent().map(i -> locale.intents().get(i)).flatMap(i -> expectation.slot().flatMap(i::slot))
        : Optional.empty();
  }

  private Optional<SlotValue> answer(SlotDefinition slot, String text, SlotContext context) {
    SlotType type = types.get(slot.type());
    return type == null ? Optional.empty() : type.resolve(text, context).stream().findFirst().map(SlotValue.class::cast);
  }

  private static boolean takesSuggestion(String text, Optional<Cue> cue, Expectation expectation) {
    if (expectation.suggestionPhrases().isEmpty()) {
      return false;
    }
    String said = String.join(" ", SpokenTokens.of(text));
    return cue.filter(Cue.YES::equals).isPresent()
        || expectation.suggestionPhrases().stream()
            .map(p -> String.join(" ", SpokenTokens.of(p)))
            .anyMatch(p -> said.equals(p) || said.equals(p + " please") || said.endsWith(" " + p) && said.length() <= p.length() + 12);
  }

  private List<Interpretation> ranked(String text, Expectation expectation, SlotContext context, boolean settled) {
    Map<String, Double> scores = scores(text, context);
    boolean asked = expectation.kind() != Expectation.Kind.INTENT && expectation.kind() != Expectation.Kind.NOTHING;
    double threshold =
        settled ? Double.MAX_VALUE : asked ? Math.max(SWITCH_CONFIDENCE, locale.intentConfidenceThreshold()) : locale.intentConfidenceThreshold();
    List<Map.Entry<String, Double>> best =
        scores.entrySet().stream()
            .sorted(Map.Entry.<String, Double>comparingByValue(Comparator.reverseOrder()))
            .limit(MAX_INTERPRETATIONS - 1L)
            .toList();
    List<Interpretation> ranked = new ArrayList<>();
    if (settled) {
      // The question is answered: the open intent goes on.
      expectation.intent().ifPresent(i -> ranked.add(new Interpretation(i, OptionalDouble.of(1), Map.of())));
    }
    boolean fallen = settled;
    for (Map.Entry<String, Double> entry : best) {
      if (settled && expectation.intent().equals(Optional.of(entry.getKey()))) {
        continue;
      }
      if (!fallen && entry.getValue() < threshold) {
        ranked.add(fallback());
        fallen = true;
      }
      IntentDefinition intent = locale.intents().get(entry.getKey());
      Map<String, SlotValue> slots =
          entry.getValue() >= threshold && intent != null ? finder.find(intent, text, context) : Map.of();
      ranked.add(new Interpretation(entry.getKey(), OptionalDouble.of(round(entry.getValue())), slots));
    }
    if (!fallen || settled) {
      ranked.add(fallback());
    }
    return ranked;
  }

  private Interpretation fallback() {
    return new Interpretation(locale.fallback().name(), OptionalDouble.empty(), Map.of());
  }

  private static double round(double score) {
    return Math.round(score * 100) / 100.0;
  }

  @Override
  public Hints hints(Expectation expectation) {
    if (expectation.kind() == Expectation.Kind.SLOT_CONFIRMATION || expectation.kind() == Expectation.Kind.INTENT_CONFIRMATION) {
      return Hints.OPEN;
    }
    Optional<BuiltInSlotType> type = slot(expectation).flatMap(s -> BuiltInSlotType.named(s.type()));
    boolean digits = type.filter(t -> t == BuiltInSlotType.DIGITS || t == BuiltInSlotType.PAYMENT_CARD).isPresent();
    if (!digits) {
      return Hints.OPEN;
    }
    return DIGIT_WORDS;
  }

  @Override
  public String rescore(List<String> nBest, Expectation expectation) {
    Optional<SlotDefinition> slot = slot(expectation);
    if (slot.isEmpty()) {
      return nBest.get(0);
    }
    Optional<String> cue = nBest.stream().filter(g -> cues.read(g).isPresent()).findFirst();
    if (cue.isPresent()) {
      return cue.get();
    }
    LocalDate today = LocalDate.ofInstant(expectation.now(), expectation.zone());
    SlotContext context = new SlotContext(locale.localeId(), today);
    List<String> readable = nBest.stream().filter(g -> answer(slot.get(), g, context).isPresent()).toList();
    return readable.stream()
        .filter(g -> answer(slot.get(), g, context).filter(v -> SlotRules.failed(slot.get(), v.interpretedValue(), today).isEmpty()).isPresent())
        .findFirst()
        .orElseGet(() -> readable.isEmpty() ? nBest.get(nBest.size() - 1) : readable.get(0));
  }

  @Override
  public boolean looksSecret(String text) {
    return SecretSpotter.looksSecret(text);
  }
}
