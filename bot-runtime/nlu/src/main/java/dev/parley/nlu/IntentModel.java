package dev.parley.nlu;

import de.bwaldvogel.liblinear.Feature;
import de.bwaldvogel.liblinear.FeatureNode;
import de.bwaldvogel.liblinear.Linear;
import de.bwaldvogel.liblinear.Model;
import de.bwaldvogel.liblinear.Parameter;
import de.bwaldvogel.liblinear.Problem;
import de.bwaldvogel.liblinear.SolverType;
import dev.parley.slot.SpokenTokens;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Scores a text against each intent: a linear model says which intent it is, the likeness to the intents' own samples says
 * whether it is any. A linear model alone is over-confident about what none of its intents is. Thread-safe once trained.
 */
final class IntentModel {

  /** liblinear's own defaults for its penalty and precision. */
  private static final double PENALTY = 10;

  private static final double PRECISION = 0.01;

  /** Where likeness counts as even odds, and how steeply it does: chosen on paraphrases of the sample bots, by hand. */
  private static final double EVEN_LIKENESS = 0.33;

  private static final double STEEPNESS = 14;

  private final List<String> intents;
  private final Features features;
  private final Map<String, List<Map<Integer, Double>>> samples = new LinkedHashMap<>();
  private final Map<String, String> exact = new HashMap<>();
  private final Model model;

  /** Trains on each intent's samples, which must not be empty. */
  IntentModel(Map<String, List<String>> samplesByIntent) {
    intents = List.copyOf(samplesByIntent.keySet());
    List<String> texts = samplesByIntent.values().stream().flatMap(List::stream).toList();
    features = new Features(texts);
    List<Feature[]> rows = new ArrayList<>();
    List<Double> labels = new ArrayList<>();
    samplesByIntent.forEach((intent, list) -> {
      List<Map<Integer, Double>> vectors = new ArrayList<>();
      for (String text : list) {
        Map<Integer, Double> vector = features.vector(text);
        vectors.add(vector);
        rows.add(row(vector));
        labels.add((double) intents.indexOf(intent));
        exact.putIfAbsent(String.join(" ", SpokenTokens.of(text)), intent);
      }
      samples.put(intent, vectors);
    });
    Problem problem = new Problem();
    problem.l = rows.size();
    problem.n = features.size() + 1;
    problem.x = rows.toArray(new Feature[0][]);
    problem.y = labels.stream().mapToDouble(Double::doubleValue).toArray();
    Linear.disableDebugOutput();
    model = Linear.train(problem, new Parameter(SolverType.L2R_LR, PENALTY, PRECISION));
  }

  /** Each intent's confidence, 0..1. */
  Map<String, Double> scores(String text) {
    Map<String, Double> scores = new LinkedHashMap<>();
    String said = String.join(" ", SpokenTokens.of(text));
    Map<Integer, Double> vector = features.vector(text);
    double[] probabilities = new double[intents.size()];
    Linear.predictProbability(model, row(vector), probabilities);
    int[] labels = model.getLabels();
    Map<String, Double> byIntent = new HashMap<>();
    for (int i = 0; i < labels.length; i++) {
      byIntent.put(intents.get(labels[i]), probabilities[i]);
    }
    for (String intent : intents) {
      double likeness = samples.getOrDefault(intent, List.of()).stream().mapToDouble(s -> Features.cosine(s, vector)).max().orElse(0);
      double known = 1 / (1 + Math.exp(-STEEPNESS * (likeness - EVEN_LIKENESS)));
      double share = intents.size() == 1 ? 1 : byIntent.getOrDefault(intent, 0.0);
      boolean sample = intent.equals(exact.get(said));
      scores.put(intent, sample ? 1.0 : Math.min(0.99, known * Math.min(1, share * 1.25)));
    }
    return scores;
  }

  private static Feature[] row(Map<Integer, Double> vector) {
    return vector.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .map(e -> new FeatureNode(e.getKey() + 1, e.getValue()))
        .toArray(Feature[]::new);
  }
}
