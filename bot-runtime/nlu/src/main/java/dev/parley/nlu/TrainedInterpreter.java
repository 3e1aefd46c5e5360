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
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

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
  static final double SWITCH_CONFIDENCE = 0.75;

  private static final int MAX_INTERPRETATIONS = 5;

  private static final Set<String> AROUND_SUGGESTIONS =
      Set.of("let's", "let", "us", "me", "do", "make", "take", "go", "with", "for", "to", "i'll", "i", "will", "have", "as", "again", "a");

  private static final Hints DIGIT_WORDS =
      new Hints(
          List.of("zero", "oh", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "double", "triple"), true);

  private final LocaleDefinition locale;
  private final Cues cues;
  private final Optional<IntentModel> intents;
  private final Map<String, SlotType> types;
  private final SlotFinder finder;
  private final Set<SlotDefinition> slotsInSamples = new LinkedHashSet<>();

  TrainedInterpreter(LocaleDefinition locale) {
    this.locale = locale;
    cues = new Cues(locale.localeId(), locale.cues());
    Map<String, SlotType> own = new HashMap<>();
    locale.slotTypes().values().forEach(t -> own.put(t.name(), new ListedSlotType(t)));
    types = SlotFinder.types(own);
    finder = new SlotFinder(types, locale.intents().values());
    Map<String, List<List<String>>> samples = new LinkedHashMap<>();
    for (IntentDefinition intent : locale.intents().values()) {
      List<List<String>> words = intent.utterances().stream().map(u -> sample(intent, u.text())).filter(w -> !w.isEmpty()).toList();
      if (!words.isEmpty()) {
        samples.put(intent.name(), words);
      }
    }
    intents = samples.isEmpty() ? Optional.empty() : Optional.of(new IntentModel(samples));
  }

  /** A sample's words, with placeholders of the slots' types: a slot's name is not what callers say in its place. */
  private List<String> sample(IntentDefinition intent, String text) {
    List<String> words = new ArrayList<>();
    for (SampleTemplate.Part part : SampleTemplate.of(text).parts()) {
      Optional<SlotDefinition> slot = part.slot() ? intent.slot(part.text()) : Optional.empty();
      slot.ifPresent(slotsInSamples::add);
      words.add(slot.map(s -> SlotFinder.placeholder(s.type())).orElse(part.text()));
    }
    return words;
  }

  private Map<String, Double> scores(String text, SlotContext context) {
    if (intents.isEmpty()) {
      return Map.of();
    }
    List<String> words = SpokenTokens.of(text);
    Map<String, Double> scores = new LinkedHashMap<>(intents.get().scores(words));
    List<String> filled = slotsInSamples.isEmpty() ? words : finder.withPlaceholders(List.copyOf(slotsInSamples), text, context);
    // A value alone says nothing of what is wanted.
    if (filled.size() > 1 && !filled.equals(words)) {
      intents.get().scores(filled).forEach((intent, score) -> scores.merge(intent, score, Math::max));
    }
    return scores;
  }

  @Override
  public Interpretations interpret(String text, Expectation expectation) {
    String said = text.length() > MAX_CHARACTERS ? text.substring(0, MAX_CHARACTERS) : text;
    SlotContext context = new SlotContext(locale.localeId(), LocalDate.ofInstant(expectation.now(), expectation.zone()));
    Optional<Cue> cue = cues.read(said, confirming(expectation));
    Optional<SlotDefinition> slot = slot(expectation);
    boolean suggested = expectation.kind() == Expectation.Kind.SLOT && takesSuggestion(said, cue, expectation);
    Optional<SlotValue> answer = Optional.empty();
    Optional<String> back = expectation.waiting() ? cues.afterResume(said) : Optional.empty();
    if (back.isPresent()) {
      answer = slot.flatMap(s -> answer(s, back.get(), context));
      cue = answer.isPresent() ? Optional.of(Cue.RESUME) : cue;
    }
    if (answer.isEmpty() && !suggested && !cueOutranks(cue, expectation)) {
      answer = slot.flatMap(s -> answer(s, said, context));
    }
    boolean settled = answer.isPresent() || suggested || cue.isPresent() && expectation.kind() != Expectation.Kind.INTENT;
    return new Interpretations(ranked(said, expectation, context, settled), cue, answer, suggested);
  }

  /** Yes and no answer a confirmation; hold and the like are no values, whatever the type would take. */
  private static boolean cueOutranks(Optional<Cue> cue, Expectation expectation) {
    return cue.isPresent() && (confirming(expectation) || cue.get() != Cue.YES && cue.get() != Cue.NO);
  }

  private static boolean confirming(Expectation expectation) {
    return expectation.kind() == Expectation.Kind.SLOT_CONFIRMATION
        || expectation.kind() == Expectation.Kind.INTENT_CONFIRMATION;
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
    List<String> said = SpokenTokens.of(text);
    return cue.filter(Cue.YES::equals).isPresent()
        || expectation.suggestionPhrases().stream().map(SpokenTokens::of).anyMatch(p -> isWithin(p, said));
  }

  /** Whether the phrase was said, and nothing else but words around it: "I'll take the usual, please". */
  private static boolean isWithin(List<String> phrase, List<String> said) {
    int at = phrase.isEmpty() ? -1 : Collections.indexOfSubList(said, phrase);
    if (at < 0) {
      return false;
    }
    List<String> rest = new ArrayList<>(said);
    rest.subList(at, at + phrase.size()).clear();
    return rest.stream().allMatch(t -> SpokenTokens.isFiller(t) || AROUND_SUGGESTIONS.contains(t));
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
    if (confirming(expectation)) {
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
    Optional<String> cue = nBest.stream().filter(g -> cues.read(g, confirming(expectation)).isPresent()).findFirst();
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
