package dev.parley.nlu;

import dev.parley.definition.IntentDefinition;
import dev.parley.definition.IntentDefinition.SampleUtterance;
import dev.parley.definition.LocaleDefinition;
import dev.parley.definition.SlotDefinition;
import dev.parley.encoder.RememberedSamples;
import dev.parley.event.Interpretations.Interpretation;
import dev.parley.learning.LearntModels;
import dev.parley.learning.Recipe;
import dev.parley.nlu.Explanation.Basis;
import dev.parley.nlu.Explanation.IntentEvidence;
import dev.parley.nlu.Explanation.NearSample;
import dev.parley.nlu.SlotFinder.Sought;
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

  /** So many samples of an intent explain its confidence. */
  private static final int MAX_NEAREST = 3;

  /** What is said in a sample's words, but for those of a slot that any words may fill. */
  private static final double LIKE_A_SAMPLE = 0.9;

  private final LocaleDefinition locale;
  private final SlotFinder finder;
  private final Optional<RememberedSamples> encoder;
  private final Optional<IntentModel> model;
  private final Set<SlotDefinition> slotsInSamples = new LinkedHashSet<>();
  private final Map<String, List<Sample>> samples = new LinkedHashMap<>();
  /** The samples of each intent that may be said in other words than theirs. */
  private final Map<String, List<Sample>> patterns = new LinkedHashMap<>();
  private final Map<String, List<Question>> questions = new HashMap<>();

  /**
   * Trains.
   *
   * @param encoder one that knows the locale's language; without it, words alone tell
   * @param learnt what was learnt of the same samples before
   */
  IntentRanking(LocaleDefinition locale, SlotFinder finder, Optional<RememberedSamples> encoder, LearntModels learnt) {
    this.locale = locale;
    this.finder = finder;
    this.encoder = encoder;
    Map<String, List<Utterance>> all = new LinkedHashMap<>();
    Recipe recipe = new Recipe("intents").add(encoder.map(e -> e.encoder().fingerprint()).orElse(""));
    for (IntentDefinition intent : locale.intents().values()) {
      List<Sample> of = new ArrayList<>();
      intent.utterances().forEach(u -> of.add(sample(intent, u)));
      questions.put(intent.name(), questions(intent));
      questions.get(intent.name()).forEach(q -> of.add(q.asked));
      of.removeIf(s -> s.words.words().isEmpty());
      if (!of.isEmpty()) {
        samples.put(intent.name(), of);
        patterns.put(intent.name(), of.stream().filter(s -> s.pattern.tells()).toList());
        all.put(intent.name(), of.stream().map(Sample::words).toList());
        recipe.add(intent.name()).add(of.size());
        of.forEach(s -> recipe.add(s.words.words()).add(encoder.isEmpty() ? "" : sentence(intent, s.of)));
      }
    }
    model = all.isEmpty() ? Optional.empty() : Optional.of(new IntentModel(all, learnt, recipe));
  }

  /**
   * A sample, as intents are told apart by it.
   *
   * @param pattern where any words may stand in it
   */
  record Sample(SampleUtterance of, Utterance words, SamplePattern pattern) {}

  private Sample sample(IntentDefinition intent, SampleUtterance sample) {
    SamplePattern pattern = pattern(intent, sample);
    return new Sample(sample, Utterance.sample(pattern.words(), encoder.map(e -> e.encode(sentence(intent, sample)))), pattern);
  }

  /** A sample as a sentence, with the names of its slots in their places. */
  private static String sentence(IntentDefinition intent, SampleUtterance sample) {
    String sentence = sample.text();
    for (SlotDefinition slot : intent.slots()) {
      sentence = sentence.replace("{" + slot.name() + "}", String.join(" ", SlotNames.words(slot.name())));
    }
    return sentence.strip();
  }

  private SamplePattern pattern(IntentDefinition intent, SampleUtterance sample) {
    SampleTemplate template = SampleTemplate.of(sample.text());
    Set<String> open = new HashSet<>();
    template.slots().stream().flatMap(s -> intent.slot(s).stream()).forEach(slot -> {
      slotsInSamples.add(slot);
      if (finder.takesAnyWords(slot)) {
        open.add(Placeholders.of(slot.type()));
      }
    });
    return new SamplePattern(template.words(intent), open);
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

  /**
   * How likely intents are.
   *
   * @param of each intent's confidence, 0..1; 1 is said of a sample only
   * @param freely the sample that an intent is likely by, which is what was said but for the words of open slots
   */
  record Scores(Map<String, Double> of, Map<String, SampleUtterance> freely) {

    double of(String intent) {
      return of.getOrDefault(intent, 0.0);
    }

    /** Whether any intent is so likely. */
    boolean reach(double confidence) {
      return of.values().stream().anyMatch(s -> s >= confidence);
    }

    /** The intents that have a sample which is just what was said. */
    List<String> exact() {
      return of.entrySet().stream().filter(e -> e.getValue() >= 1).map(Map.Entry::getKey).toList();
    }
  }

  /** How likely each intent is that can be meant while these contexts are active. */
  Scores scores(Utterance said, List<String> contexts) {
    Set<String> candidates = candidates(contexts);
    Map<String, Double> scores = new LinkedHashMap<>(model.map(m -> m.scores(said, candidates)).orElse(Map.of()));
    Map<String, SampleUtterance> freely = new HashMap<>();
    scores.forEach((intent, score) -> {
      if (score < LIKE_A_SAMPLE) {
        patterns.getOrDefault(intent, List.of()).stream()
            .filter(s -> s.pattern.matches(said.filled()))
            .findFirst()
            .ifPresent(s -> freely.put(intent, s.of));
      }
    });
    freely.keySet().forEach(i -> scores.put(i, LIKE_A_SAMPLE));
    return new Scores(scores, freely);
  }

  /** Why this intent is as likely as it is. */
  IntentEvidence evidence(String intent, Utterance said, Scores scores) {
    List<Sample> of = samples.getOrDefault(intent, List.of());
    List<NearSample> nearest =
        of.stream()
            .map(s -> new NearSample(s.of, model.map(m -> m.words(said, s.words)).orElse(0.0), model.map(m -> m.meaning(said, s.words)).orElse(OptionalDouble.empty())))
            .sorted(Comparator.comparingDouble(NearSample::likeness).reversed())
            .limit(MAX_NEAREST)
            .toList();
    Optional<SampleUtterance> exact =
        scores.of(intent) < 1
            ? Optional.empty()
            : of.stream().filter(s -> s.words.words().equals(said.words()) || s.words.words().equals(said.filled())).map(Sample::of).findFirst();
    Optional<SampleUtterance> sample = exact.or(() -> Optional.ofNullable(scores.freely.get(intent)));
    Basis basis = exact.isPresent() ? Basis.SAMPLE : sample.isPresent() ? Basis.SAMPLE_BUT_FOR_FREE_WORDS : Basis.LIKENESS;
    return new IntentEvidence(intent, scores.of(intent), basis, sample, nearest);
  }

  /** The intents that cannot be meant while these contexts are active. */
  List<String> outOfContext(List<String> contexts) {
    Set<String> candidates = candidates(contexts);
    return locale.intents().keySet().stream().filter(i -> !candidates.contains(i)).toList();
  }

  /** Whether sentences are compared by what they mean. */
  boolean byMeaning() {
    return encoder.isPresent();
  }

  /**
   * The intents, best first, with the fallback intent where the threshold falls.
   *
   * @param said the text, as it was read
   * @param certain an intent that is meant for certain
   */
  List<Ranked> ranked(
      String text, Utterance said, Scores scores, double threshold, Meant certain, SlotContext context, boolean thorough) {
    List<Ranked> ranked = new ArrayList<>();
    Optional<String> first = certain.intent;
    first.ifPresent(i -> ranked.add(interpretation(i, 1, said, certain.slots)));
    List<Map.Entry<String, Double>> best =
        scores.of.entrySet().stream()
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
      Sought slots = meant && intent != null ? finder.find(intent, text, context, thorough) : Sought.NOTHING;
      ranked.add(interpretation(entry.getKey(), round(entry.getValue()), said, slots));
    }
    if (!fallen) {
      ranked.add(fallback());
    }
    return ranked;
  }

  /** An intent that is meant for certain, if there is one, with what was said of its slots. */
  record Meant(Optional<String> intent, Sought slots) {}

  /** An interpretation, with all that is known of its slots. */
  record Ranked(Interpretation interpretation, Sought slots) {}

  /** What was said of an intent's slots and nothing else: "from savings to checking", in any order. */
  Sought told(IntentDefinition intent, String text, SlotContext context) {
    return finder.findOnly(intent, text, context);
  }

  private Ranked interpretation(String name, double confidence, Utterance said, Sought slots) {
    IntentDefinition intent = locale.intents().get(name);
    OptionalInt question = intent == null || intent.questions().isEmpty() ? OptionalInt.empty() : question(intent, said);
    return new Ranked(new Interpretation(name, OptionalDouble.of(confidence), slots.values(), question), slots);
  }

  /** A question of a pair. */
  private record Question(int pair, Sample asked) {}

  private List<Question> questions(IntentDefinition intent) {
    List<Question> all = new ArrayList<>();
    for (int i = 0; i < intent.questions().size(); i++) {
      for (SampleUtterance question : intent.questions().get(i).questions()) {
        all.add(new Question(i, sample(intent, question)));
      }
    }
    return all;
  }

  /** The pair whose question is nearest to what was said. */
  private OptionalInt question(IntentDefinition intent, Utterance said) {
    OptionalInt best = OptionalInt.empty();
    double nearest = -1;
    for (Question question : questions.getOrDefault(intent.name(), List.of())) {
      double likeness = model.map(m -> m.likeness(said, question.asked.words)).orElse(0.0);
      if (likeness > nearest) {
        nearest = likeness;
        best = OptionalInt.of(question.pair);
      }
    }
    return best;
  }

  private Ranked fallback() {
    return new Ranked(new Interpretation(locale.fallback().name(), OptionalDouble.empty(), Map.of()), Sought.NOTHING);
  }

  private static double round(double score) {
    return Math.round(score * 100) / 100.0;
  }
}
