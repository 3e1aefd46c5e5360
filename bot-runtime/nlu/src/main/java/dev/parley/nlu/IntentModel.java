package dev.parley.nlu;

import de.bwaldvogel.liblinear.Feature;
import de.bwaldvogel.liblinear.FeatureNode;
import de.bwaldvogel.liblinear.Linear;
import de.bwaldvogel.liblinear.Model;
import de.bwaldvogel.liblinear.Parameter;
import de.bwaldvogel.liblinear.Problem;
import de.bwaldvogel.liblinear.SolverType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Scores a text against each intent: a linear model says which intent it is, the likeness to the intents' own samples says
 * whether it is any. A linear model alone is over-confident about what none of its intents is. Thread-safe once trained.
 */
final class IntentModel {

  /** liblinear's own defaults for its penalty and precision. */
  private static final double PENALTY = 10;

  private static final double PRECISION = 0.01;

  /** Where likeness counts as even odds, and how steeply it does: chosen on the validation parts of public data sets. */
  private static final double EVEN_LIKENESS = 0.24;

  private static final double STEEPNESS = 8;

  /** An intent this much ahead of its strongest rival is as clear as can be: 1 / 1.25 of the two. */
  private static final double CLEAR_SHARE = 1.25;

  private final List<String> intents;
  private final Features features;
  private final List<Integer> intentOfSample = new ArrayList<>();
  private final Map<Integer, List<Posting>> postings = new HashMap<>();
  private final Map<List<String>, Set<String>> exact = new HashMap<>();
  private final Model model;

  /** Trains on each intent's samples, which must not be empty. */
  IntentModel(Map<String, List<List<String>>> samplesByIntent) {
    intents = List.copyOf(samplesByIntent.keySet());
    List<List<String>> texts = samplesByIntent.values().stream().flatMap(List::stream).toList();
    features = new Features(texts);
    List<Feature[]> rows = new ArrayList<>();
    List<Double> labels = new ArrayList<>();
    samplesByIntent.forEach((intent, list) -> {
      for (List<String> text : list) {
        Map<Integer, Double> vector = features.vector(text);
        int sample = intentOfSample.size();
        intentOfSample.add(intents.indexOf(intent));
        vector.forEach((f, w) -> postings.computeIfAbsent(f, x -> new ArrayList<>()).add(new Posting(sample, w)));
        rows.add(row(vector));
        labels.add((double) intents.indexOf(intent));
        exact.computeIfAbsent(text, x -> new LinkedHashSet<>()).add(intent);
      }
    });
    Problem problem = new Problem();
    problem.l = rows.size();
    problem.n = features.size() + 1;
    problem.x = rows.toArray(new Feature[0][]);
    problem.y = labels.stream().mapToDouble(Double::doubleValue).toArray();
    Linear.disableDebugOutput();
    model = Linear.train(problem, new Parameter(SolverType.L2R_LR, PENALTY, PRECISION));
  }

  /** The confidence of each of these intents, 0..1: others are no rivals. */
  Map<String, Double> scores(List<String> words, Set<String> candidates) {
    Map<String, Double> scores = new LinkedHashMap<>();
    for (Evidence evidence : evidence(words, candidates)) {
      boolean sample = exact.getOrDefault(words, Set.of()).contains(evidence.intent);
      scores.put(evidence.intent, sample ? 1.0 : evidence.confidence());
    }
    return scores;
  }

  /** The cosine of two texts. */
  double likeness(List<String> one, List<String> other) {
    Map<Integer, Double> left = features.vector(one);
    Map<Integer, Double> right = features.vector(other);
    return one.equals(other) ? 1 : left.entrySet().stream().mapToDouble(e -> e.getValue() * right.getOrDefault(e.getKey(), 0.0)).sum();
  }

  /** What speaks for each of these intents. */
  List<Evidence> evidence(List<String> words, Set<String> candidates) {
    Map<Integer, Double> vector = features.vector(words);
    double[] likeness = likeness(vector);
    double[] probabilities = new double[intents.size()];
    Linear.predictProbability(model, row(vector), probabilities);
    int[] labels = model.getLabels();
    double[] own = new double[intents.size()];
    for (int i = 0; i < labels.length; i++) {
      own[labels[i]] = probabilities[i];
    }
    List<Evidence> evidence = new ArrayList<>();
    for (int i = 0; i < own.length; i++) {
      if (!candidates.contains(intents.get(i))) {
        continue;
      }
      double rival = 0;
      for (int j = 0; j < own.length; j++) {
        rival = j == i || !candidates.contains(intents.get(j)) ? rival : Math.max(rival, own[j]);
      }
      evidence.add(new Evidence(intents.get(i), likeness[i], own[i] + rival == 0 ? 0 : own[i] / (own[i] + rival)));
    }
    return evidence;
  }

  /** For each intent the cosine to its nearest sample. */
  private double[] likeness(Map<Integer, Double> vector) {
    double[] cosines = new double[intentOfSample.size()];
    vector.forEach((feature, weight) -> {
      for (Posting posting : postings.getOrDefault(feature, List.of())) {
        cosines[posting.sample] += weight * posting.weight;
      }
    });
    double[] likeness = new double[intents.size()];
    for (int i = 0; i < cosines.length; i++) {
      int intent = intentOfSample.get(i);
      likeness[intent] = Math.max(likeness[intent], cosines[i]);
    }
    return likeness;
  }

  /**
   * What speaks for an intent.
   *
   * @param likeness the cosine to its nearest sample, 0..1
   * @param share its probability by the linear model against its strongest rival alone: with many intents, what is left to
   *     each of them is little, however clear the best one is
   */
  record Evidence(String intent, double likeness, double share) {

    double confidence() {
      double known = 1 / (1 + Math.exp(-STEEPNESS * (likeness - EVEN_LIKENESS)));
      return Math.min(0.99, known * Math.min(1, share * CLEAR_SHARE));
    }
  }

  /** A feature's weight in a sample. */
  private record Posting(int sample, double weight) {}

  private static Feature[] row(Map<Integer, Double> vector) {
    return vector.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .map(e -> new FeatureNode(e.getKey() + 1, e.getValue()))
        .toArray(Feature[]::new);
  }
}
