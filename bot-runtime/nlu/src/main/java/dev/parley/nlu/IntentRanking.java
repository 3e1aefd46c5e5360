package dev.parley.nlu;

import dev.parley.definition.IntentDefinition;
import dev.parley.definition.IntentDefinition.SampleUtterance;
import dev.parley.definition.LocaleDefinition;
import dev.parley.definition.SlotDefinition;
import dev.parley.encoder.RememberedSamples;
import dev.parley.event.Interpretations.Interpretation;
import dev.parley.event.SlotValue;
import dev.parley.slot.SlotContext;
import dev.parley.slot.SpokenTokens;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;

/** Which intents an utterance may be about, best first. Trains on a locale's samples; then pure and thread-safe. */
final class IntentRanking {

  private static final int MAX_INTERPRETATIONS = 5;

  /** What is said in a sample's words, but for those of a slot that any words may fill. */
  private static final double LIKE_A_SAMPLE = 0.9;

  private final LocaleDefinition locale;
  private final SlotFinder finder;
  private final Optional<RememberedSamples> encoder;
  private final Optional<IntentModel> model;
  private final Set<SlotDefinition> slotsInSamples = new LinkedHashSet<>();
  private final Map<String, List<SamplePattern>> patterns = new HashMap<>();
  private final Map<String, List<Question>> questions = new HashMap<>();

  /**
   * Trains.
   *
   * @param encoder one that knows the locale's language; without it, words alone tell
   */
  IntentRanking(LocaleDefinition locale, SlotFinder finder, Optional<RememberedSamples> encoder) {
    this.locale = locale;
    this.finder = finder;
    this.encoder = encoder;
    Map<String, List<Utterance>> samples = new LinkedHashMap<>();
    for (IntentDefinition intent : locale.intents().values()) {
      List<Utterance> all = new ArrayList<>();
      intent.utterances().forEach(u -> all.add(utterance(intent, u)));
      questions.put(intent.name(), questions(intent));
      questions.get(intent.name()).forEach(q -> all.add(q.asked));
      all.removeIf(u -> u.words().isEmpty());
      if (!all.isEmpty()) {
        samples.put(intent.name(), all);
      }
    }
    model = samples.isEmpty() ? Optional.empty() : Optional.of(new IntentModel(samples));
  }

  private Utterance utterance(IntentDefinition intent, SampleUtterance sample) {
    return Utterance.sample(words(intent, sample), encoder.map(e -> e.encode(sentence(intent, sample))));
  }

  /** A sample as a sentence, with the names of its slots in their places. */
  private static String sentence(IntentDefinition intent, SampleUtterance sample) {
    String sentence = sample.text();
    for (SlotDefinition slot : intent.slots()) {
      sentence = sentence.replace("{" + slot.name() + "}", String.join(" ", SlotNames.words(slot.name())));
    }
    return sentence.strip();
  }

  /** A sample's words, with placeholders of the slots' types: a slot's name is not what callers say in its place. */
  private List<String> words(IntentDefinition intent, SampleUtterance sample) {
    List<String> words = new ArrayList<>();
    Set<String> open = new HashSet<>();
    for (SampleTemplate.Part part : SampleTemplate.of(sample.text()).parts()) {
      Optional<SlotDefinition> slot = part.slot() ? intent.slot(part.text()) : Optional.empty();
      slot.ifPresent(slotsInSamples::add);
      words.add(slot.map(s -> Placeholders.of(s.type())).orElse(part.text()));
      slot.filter(finder::takesAnyWords).ifPresent(s -> open.add(Placeholders.of(s.type())));
    }
    SamplePattern pattern = new SamplePattern(words, open);
    if (pattern.tells()) {
      patterns.computeIfAbsent(intent.name(), i -> new ArrayList<>()).add(pattern);
    }
    return words;
  }

  /** The intents that can be meant while these contexts are active. */
  private Set<String> candidates(List<String> contexts) {
    Set<String> names = new HashSet<>();
    for (IntentDefinition intent : locale.intents().values()) {
      if (contexts.containsAll(intent.inputContexts())) {
        names.add(intent.name());
      }
    }
    return names;
  }

  /** Of two intents that are as likely, the one that needs more contexts is meant. */
  private int contexts(String intent) {
    IntentDefinition definition = locale.intents().get(intent);
    return definition == null ? 0 : definition.inputContexts().size();
  }

  /** A caller's text, as intents are told apart by it. */
  Utterance read(String text, SlotContext context) {
    List<String> words = SpokenTokens.of(text);
    List<String> filled =
        slotsInSamples.isEmpty() ? words : finder.withPlaceholders(List.copyOf(slotsInSamples), text, context);
    Optional<float[]> meaning =
        model.isEmpty() || words.isEmpty() ? Optional.empty() : encoder.map(e -> e.encoder().encode(text.strip()));
    return new Utterance(words, filled.size() > 1 ? filled : words, meaning);
  }

  /** Each intent's confidence, 0..1; 1 is said of a sample only. */
  Map<String, Double> scores(Utterance said, List<String> contexts) {
    Set<String> candidates = candidates(contexts);
    Map<String, Double> scores = new LinkedHashMap<>(model.map(m -> m.scores(said, candidates)).orElse(Map.of()));
    scores.replaceAll((intent, score) ->
        score < LIKE_A_SAMPLE && patterns.getOrDefault(intent, List.of()).stream().anyMatch(p -> p.matches(said.filled())) ? LIKE_A_SAMPLE : score);
    return scores;
  }

  /**
   * The intents, best first, with the fallback intent where the threshold falls.
   *
   * @param said the text, as it was read
   * @param certain an intent that is meant for certain
   */
  List<Interpretation> ranked(
      String text, Utterance said, Map<String, Double> scores, double threshold, Meant certain, SlotContext context) {
    List<Interpretation> ranked = new ArrayList<>();
    Optional<String> first = certain.intent;
    first.ifPresent(i -> ranked.add(interpretation(i, 1, said, certain.slots)));
    List<Map.Entry<String, Double>> best =
        scores.entrySet().stream()
            .filter(e -> !first.equals(Optional.of(e.getKey())))
            .sorted(Map.Entry.<String, Double>comparingByValue(Comparator.reverseOrder()).thenComparing(e -> -contexts(e.getKey())))
            .limit(MAX_INTERPRETATIONS - 1L - ranked.size())
            .toList();
    boolean fallen = false;
    for (Map.Entry<String, Double> entry : best) {
      boolean meant = first.isEmpty() && entry.getValue() >= threshold;
      if (first.isEmpty() && !fallen && !meant) {
        ranked.add(fallback());
        fallen = true;
      }
      IntentDefinition intent = locale.intents().get(entry.getKey());
      Map<String, SlotValue> slots = meant && intent != null ? finder.find(intent, text, context) : Map.of();
      ranked.add(interpretation(entry.getKey(), round(entry.getValue()), said, slots));
    }
    if (!fallen) {
      ranked.add(fallback());
    }
    return ranked;
  }

  /** An intent that is meant for certain, if there is one, with what was said of its slots. */
  record Meant(Optional<String> intent, Map<String, SlotValue> slots) {}

  /** What was said of an intent's slots and nothing else: "from savings to checking", in any order. */
  Map<String, SlotValue> told(IntentDefinition intent, String text, SlotContext context) {
    return finder.findOnly(intent, text, context);
  }

  private Interpretation interpretation(String name, double confidence, Utterance said, Map<String, SlotValue> slots) {
    IntentDefinition intent = locale.intents().get(name);
    OptionalInt question = intent == null || intent.questions().isEmpty() ? OptionalInt.empty() : question(intent, said);
    return new Interpretation(name, OptionalDouble.of(confidence), slots, question);
  }

  /** A question of a pair. */
  private record Question(int pair, Utterance asked) {}

  private List<Question> questions(IntentDefinition intent) {
    List<Question> all = new ArrayList<>();
    for (int i = 0; i < intent.questions().size(); i++) {
      for (SampleUtterance question : intent.questions().get(i).questions()) {
        all.add(new Question(i, utterance(intent, question)));
      }
    }
    return all;
  }

  /** The pair whose question is nearest to what was said. */
  private OptionalInt question(IntentDefinition intent, Utterance said) {
    OptionalInt best = OptionalInt.empty();
    double nearest = -1;
    for (Question question : questions.getOrDefault(intent.name(), List.of())) {
      double likeness = model.map(m -> m.likeness(said, question.asked)).orElse(0.0);
      if (likeness > nearest) {
        nearest = likeness;
        best = OptionalInt.of(question.pair);
      }
    }
    return best;
  }

  private Interpretation fallback() {
    return new Interpretation(locale.fallback().name(), OptionalDouble.empty(), Map.of());
  }

  private static double round(double score) {
    return Math.round(score * 100) / 100.0;
  }
}
