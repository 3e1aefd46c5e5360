package dev.parley.nlu;

import dev.parley.learning.LearntModels;
import dev.parley.learning.Recipe;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;

/**
 * Scores a text against each intent: a softmax regression over its meaning and its words says which intent it is, and the
 * likeness to the intents' own samples whether it is any. Without an encoder, words alone tell. Thread-safe once trained.
 */
final class IntentModel {

  /** On all weights together, as if one more sample spoke against each. */
  private static final double PENALTY = 1;

  private static final double MEANING_WEIGHT = 10;

  private static final double MOST_NEARNESS = 5;

  private static final double ALMOST_CERTAIN = 0.99;

  private final List<String> intents;
  private final Features features;
  private final double samplesOfAnIntent;
  private final int dimensions;
  private final float[] centre;
  private final double wordsWeight;
  private final double nearness;
  private final SoftmaxRegression regression;
  private final NearestSamples nearest;
  private final Map<List<String>, Set<String>> exact = new HashMap<>();

  /**
   * Trains on each intent's samples, which must not be empty; either all of them have a meaning or none has.
   *
   * @param recipe what tells these samples and their meanings from any others
   */
  IntentModel(Map<String, List<Utterance>> samplesByIntent, LearntModels learnt, Recipe recipe) {
    intents = List.copyOf(samplesByIntent.keySet());
    List<Utterance> samples = samplesByIntent.values().stream().flatMap(List::stream).toList();
    List<float[]> meanings = samples.stream().flatMap(s -> s.meaning().stream()).toList();
    boolean meant = !meanings.isEmpty();
    features = new Features(samples.stream().map(Utterance::words).toList());
    samplesOfAnIntent = (double) samples.size() / intents.size();
    dimensions = meant ? meanings.get(0).length : 0;
    centre = centre(meanings, dimensions);
    wordsWeight = meant ? MEANING_WEIGHT * wordsShare(intents.size()) : MEANING_WEIGHT;
    nearness = meant ? nearness(intents.size()) : MOST_NEARNESS;
    int[] labels = new int[samples.size()];
    List<Map<Integer, Double>> words = new ArrayList<>();
    List<SoftmaxRegression.Row> rows = new ArrayList<>();
    for (Map.Entry<String, List<Utterance>> entry : samplesByIntent.entrySet()) {
      for (Utterance sample : entry.getValue()) {
        labels[rows.size()] = intents.indexOf(entry.getKey());
        Map<Integer, Double> vector = features.vector(sample.words());
        words.add(vector);
        rows.add(row(sample.meaning(), vector));
        exact.computeIfAbsent(sample.words(), x -> new HashSet<>()).add(entry.getKey());
      }
    }
    int inputs = dimensions + features.size();
    regression = learnt.of(
        recipe, in -> SoftmaxRegression.read(in, inputs, intents.size()),
        () -> new SoftmaxRegression(rows, labels, inputs, intents.size(), PENALTY / rows.size()));
    nearest = new NearestSamples(words, features.size(), labels, intents.size(), meanings);
  }

  /**
   * How much words count beside meanings. Chosen on the validation parts of public data sets: with few intents their words tell
   * them apart, with many the same words are in several.
   */
  private static double wordsShare(int intents) {
    return Math.min(0.7, 0.25 + 3.0 / intents);
  }

  /**
   * How much the nearest sample says, beside the regression, of which intent it is. Chosen on the same data: from some 60 intents
   * on it helps, and with few it harms where free words (titles, names) make samples alike.
   */
  private static double nearness(int intents) {
    return Math.min(MOST_NEARNESS, intents / 15.0);
  }

  /** What all samples have in common tells no intent from another. */
  private static float[] centre(List<float[]> meanings, int dimensions) {
    float[] centre = new float[dimensions];
    for (float[] meaning : meanings) {
      for (int d = 0; d < dimensions; d++) {
        centre[d] += meaning[d] / meanings.size();
      }
    }
    return centre;
  }

  private SoftmaxRegression.Row row(Optional<float[]> meaning, Map<Integer, Double> words) {
    int[] inputs = new int[dimensions + words.size()];
    float[] values = new float[inputs.length];
    for (int d = 0; d < dimensions; d++) {
      inputs[d] = d;
      values[d] = (float) MEANING_WEIGHT * (meaning.orElse(centre)[d] - centre[d]);
    }
    int at = dimensions;
    for (Map.Entry<Integer, Double> word : new TreeMap<>(words).entrySet()) {
      inputs[at] = dimensions + word.getKey();
      values[at++] = (float) (wordsWeight * word.getValue());
    }
    return new SoftmaxRegression.Row(inputs, values);
  }

  /** The confidence of each of these intents, 0..1: others are no rivals. */
  Map<String, Double> scores(Utterance said, Set<String> candidates) {
    Map<String, Double> scores = new LinkedHashMap<>();
    add(said.words(), said.meaning(), candidates, scores);
    if (!said.filled().equals(said.words())) {
      add(said.filled(), said.meaning(), candidates, scores);
    }
    return scores;
  }

  private void add(List<String> words, Optional<float[]> meaning, Set<String> candidates, Map<String, Double> scores) {
    Set<String> same = exact.getOrDefault(words, Set.of());
    List<Evidence> all = evidence(words, meaning, candidates);
    for (Evidence evidence : all) {
      double score = same.contains(evidence.intent) ? 1 : words.isEmpty() ? 0 : Confidence.of(evidence, dimensions > 0, all.size() == 1, intents.size(), samplesOfAnIntent);
      scores.merge(evidence.intent, score, Math::max);
    }
  }

  /** How alike two texts are, 0..1. */
  double likeness(Utterance one, Utterance other) {
    double words = words(one, other);
    return (words + meaning(one, other).orElse(words)) / 2;
  }

  /** How alike the words of two texts are, 0..1; of the first text with placeholders for values where that is more. */
  double words(Utterance one, Utterance other) {
    return Math.max(cosine(one.words(), other.words()), cosine(one.filled(), other.words()));
  }

  /** How alike the meanings of two texts are, where they are known. */
  OptionalDouble meaning(Utterance one, Utterance other) {
    return one.meaning().isEmpty() || other.meaning().isEmpty()
        ? OptionalDouble.empty()
        : OptionalDouble.of(NearestSamples.dot(one.meaning().get(), other.meaning().get()));
  }

  private double cosine(List<String> one, List<String> other) {
    return one.equals(other) ? 1 : Features.cosine(features.vector(one), features.vector(other));
  }

  /** What speaks for each of these intents. */
  private List<Evidence> evidence(List<String> words, Optional<float[]> meaning, Set<String> candidates) {
    Map<Integer, Double> vector = features.vector(words);
    float[] scores = regression.scores(row(meaning, vector));
    float[] byWords = nearest.byWords(vector);
    float[] byMeaning = nearest.byMeaning(meaning, scores);
    float[] near = dimensions > 0 ? byMeaning : byWords;
    double most = Double.NEGATIVE_INFINITY;
    double second = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < scores.length; i++) {
      scores[i] = candidates.contains(intents.get(i)) ? scores[i] + (float) (nearness * near[i]) : Float.NEGATIVE_INFINITY;
      second = Math.max(second, Math.min(most, scores[i]));
      most = Math.max(most, scores[i]);
    }
    float[] probabilities = scores.clone();
    SoftmaxRegression.softmax(probabilities);
    List<Evidence> evidence = new ArrayList<>();
    for (int i = 0; i < scores.length; i++) {
      if (candidates.contains(intents.get(i))) {
        double lead = scores[i] - (scores[i] < most ? most : second);
        evidence.add(new Evidence(intents.get(i), byMeaning[i], byWords[i], lead, probabilities[i]));
      }
    }
    return evidence;
  }

  /**
   * What speaks for an intent.
   *
   * @param meaning the cosine of meanings to its nearest sample; 0 without an encoder
   * @param words the cosine of words to its nearest sample
   * @param lead how far it is ahead of its strongest rival, as a logarithm of odds
   * @param probability among all that can be meant
   */
  private record Evidence(String intent, double meaning, double words, double lead, double probability) {}

  /**
   * How sure it is that an intent is meant, as a logistic regression over the evidence for it. Learnt on the validation parts of
   * public data sets, from bots of 2 to 150 intents with 2 to 100 samples each, where a text of no intent that is taken for one
   * counts more than twice as much as one that is not understood.
   *
   * @param lead of what is no more than {@link #MOST_LEAD}
   * @param intents of the logarithm of how many intents there are
   * @param samples of the logarithm of how many samples an intent has: with many, all the evidence is stronger
   * @param mostSamples more than so many count as so many
   */
  private record Confidence(
      double constant, double meaning, double words, double lead, double probability, double intents, double samples, double mostSamples) {

    static final double MOST_LEAD = 4;
    /** Up to so many samples an intent has few, from so many on it has many; between them it has something of both. */
    static final double FEW = 10;

    static final double MANY = 30;
    static final double LEAST_PROBABILITY = 1e-9;

    static final Confidence WITH_MEANING = new Confidence(-5.76, 8.14, 0.93, 0.76, 1.70, 0.07, -0.97, FEW);
    static final Confidence WITH_MEANING_OF_MANY = new Confidence(-7.88, 9.10, 2.66, 0.64, 1.93, 0.25, -0.56, 100);
    static final Confidence OF_WORDS = new Confidence(-1.27, 0, 2.91, 0.81, 0.74, -0.10, -0.32, FEW);

    /** Where nothing else can be meant, to be ahead of the rest says nothing: the likeness alone does. */
    static final Confidence WITH_MEANING_ALONE = new Confidence(-9.88, 11.8, 4.12, 0, 0, 0, 0, FEW);
    static final Confidence OF_WORDS_ALONE = new Confidence(-2.41, 0, 8.93, 0, 0, 0, 0, FEW);

    /** How sure it is, 0..1. */
    static double of(Evidence evidence, boolean meaning, boolean alone, int intentsInAll, double samplesOfAnIntent) {
      if (!meaning || alone) {
        Confidence one = alone ? meaning ? WITH_MEANING_ALONE : OF_WORDS_ALONE : OF_WORDS;
        return sure(one.odds(evidence, intentsInAll, samplesOfAnIntent));
      }
      double many = Math.max(0, Math.min(1, Math.log(samplesOfAnIntent / FEW) / Math.log(MANY / FEW)));
      return sure(
          (1 - many) * WITH_MEANING.odds(evidence, intentsInAll, samplesOfAnIntent)
              + many * WITH_MEANING_OF_MANY.odds(evidence, intentsInAll, samplesOfAnIntent));
    }

    private static double sure(double odds) {
      return Math.min(ALMOST_CERTAIN, 1 / (1 + Math.exp(-odds)));
    }

    private double odds(Evidence evidence, int intentsInAll, double samplesOfAnIntent) {
      return constant
          + meaning * evidence.meaning
          + words * evidence.words
          + lead * Math.min(MOST_LEAD, evidence.lead)
          + probability * Math.log(Math.max(LEAST_PROBABILITY, evidence.probability))
          + intents * Math.log(intentsInAll)
          + samples * Math.log(Math.min(mostSamples, samplesOfAnIntent));
    }
  }
}
