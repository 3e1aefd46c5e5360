package dev.parley.nlu;

import dev.parley.definition.IntentDefinition;
import dev.parley.definition.IntentDefinition.SampleUtterance;
import dev.parley.definition.LocaleDefinition;
import dev.parley.definition.SlotDefinition;
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

  private final LocaleDefinition locale;
  private final SlotFinder finder;
  private final Optional<IntentModel> model;
  private final Set<SlotDefinition> slotsInSamples = new LinkedHashSet<>();
  private final Map<String, List<Question>> questions = new HashMap<>();

  IntentRanking(LocaleDefinition locale, SlotFinder finder) {
    this.locale = locale;
    this.finder = finder;
    Map<String, List<List<String>>> samples = new LinkedHashMap<>();
    for (IntentDefinition intent : locale.intents().values()) {
      List<List<String>> words = new ArrayList<>();
      intent.utterances().forEach(u -> words.add(words(intent, u)));
      questions.put(intent.name(), questions(intent));
      questions.get(intent.name()).forEach(q -> words.add(q.words));
      words.removeIf(List::isEmpty);
      if (!words.isEmpty()) {
        samples.put(intent.name(), words);
      }
    }
    model = samples.isEmpty() ? Optional.empty() : Optional.of(new IntentModel(samples));
  }

  /** A sample's words, with placeholders of the slots' types: a slot's name is not what callers say in its place. */
  private List<String> words(IntentDefinition intent, SampleUtterance sample) {
    List<String> words = new ArrayList<>();
    for (SampleTemplate.Part part : SampleTemplate.of(sample.text()).parts()) {
      Optional<SlotDefinition> slot = part.slot() ? intent.slot(part.text()) : Optional.empty();
      slot.ifPresent(slotsInSamples::add);
      words.add(slot.map(s -> SlotFinder.placeholder(s.type())).orElse(part.text()));
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

  /** Each intent's confidence, 0..1; 1 is said of a sample only. */
  Map<String, Double> scores(String text, List<String> contexts, SlotContext context) {
    if (model.isEmpty()) {
      return Map.of();
    }
    Set<String> candidates = candidates(contexts);
    List<String> words = SpokenTokens.of(text);
    Map<String, Double> scores = new LinkedHashMap<>(model.get().scores(words, candidates));
    List<String> filled = filled(text, words, context);
    if (!filled.equals(words)) {
      model.get().scores(filled, candidates).forEach((intent, score) -> scores.merge(intent, score, Math::max));
    }
    return scores;
  }

  /** The words with placeholders for values; a value alone says nothing of what is wanted. */
  private List<String> filled(String text, List<String> words, SlotContext context) {
    List<String> filled = slotsInSamples.isEmpty() ? words : finder.withPlaceholders(List.copyOf(slotsInSamples), text, context);
    return filled.size() > 1 ? filled : words;
  }

  /**
   * The intents, best first, with the fallback intent where the threshold falls.
   *
   * @param certain an intent that is meant for certain
   */
  List<Interpretation> ranked(
      String text, Map<String, Double> scores, double threshold, Meant certain, SlotContext context) {
    List<Interpretation> ranked = new ArrayList<>();
    Optional<String> first = certain.intent;
    first.ifPresent(i -> ranked.add(interpretation(i, 1, text, certain.slots, context)));
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
      ranked.add(interpretation(entry.getKey(), round(entry.getValue()), text, slots, context));
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

  private Interpretation interpretation(
      String name, double confidence, String text, Map<String, SlotValue> slots, SlotContext context) {
    IntentDefinition intent = locale.intents().get(name);
    OptionalInt question = intent == null || intent.questions().isEmpty() ? OptionalInt.empty() : question(intent, text, context);
    return new Interpretation(name, OptionalDouble.of(confidence), slots, question);
  }

  /** A question of a pair, as words. */
  private record Question(int pair, List<String> words) {}

  private List<Question> questions(IntentDefinition intent) {
    List<Question> all = new ArrayList<>();
    for (int i = 0; i < intent.questions().size(); i++) {
      for (SampleUtterance question : intent.questions().get(i).questions()) {
        all.add(new Question(i, words(intent, question)));
      }
    }
    return all;
  }

  /** The pair whose question is nearest to what was said. */
  private OptionalInt question(IntentDefinition intent, String text, SlotContext context) {
    List<String> words = SpokenTokens.of(text);
    List<String> filled = filled(text, words, context);
    OptionalInt best = OptionalInt.empty();
    double nearest = -1;
    for (Question question : questions.getOrDefault(intent.name(), List.of())) {
      double likeness =
          model.map(m -> Math.max(m.likeness(words, question.words), m.likeness(filled, question.words))).orElse(0.0);
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
