package dev.parley.nlu;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** How near a text is to the nearest sample of each intent, by words and by meaning. Immutable; thread-safe. */
final class NearestSamples {

  /** So many samples are compared by meaning at most, those of the likeliest intents: a fraction of a millisecond. */
  private static final int MAX_COMPARED = 2000;

  private final int intents;
  /** For each word feature, the samples that have it, and how much they have of it. */
  private final int[][] samplesOf;
  private final float[][] weightsOf;
  private final int[] intentOf;
  /** Each intent's samples' vectors, one after the other: the processor fetches ahead what lies side by side. */
  private final float[][] meanings;
  /** What each intent's samples mean in the mean; of length 1. */
  private final float[][] centres;

  /**
   * Of these samples.
   *
   * @param words each sample's word features
   * @param intentOf each sample's intent
   * @param meanings each sample's vector; empty without an encoder
   */
  NearestSamples(List<Map<Integer, Double>> words, int features, int[] intentOf, int intents, List<float[]> meanings) {
    this.intents = intents;
    this.intentOf = intentOf.clone();
    int[] counts = new int[features];
    words.forEach(w -> w.keySet().forEach(f -> counts[f]++));
    samplesOf = new int[features][];
    weightsOf = new float[features][];
    for (int f = 0; f < features; f++) {
      samplesOf[f] = new int[counts[f]];
      weightsOf[f] = new float[counts[f]];
    }
    for (int s = words.size() - 1; s >= 0; s--) {
      for (Map.Entry<Integer, Double> word : words.get(s).entrySet()) {
        int at = --counts[word.getKey()];
        samplesOf[word.getKey()][at] = s;
        weightsOf[word.getKey()][at] = word.getValue().floatValue();
      }
    }
    List<List<float[]>> byIntent = new ArrayList<>();
    for (int i = 0; i < intents; i++) {
      byIntent.add(new ArrayList<>());
    }
    for (int s = 0; s < meanings.size(); s++) {
      byIntent.get(intentOf[s]).add(meanings.get(s));
    }
    this.meanings = byIntent.stream().map(NearestSamples::sideBySide).toArray(float[][]::new);
    centres = byIntent.stream().map(NearestSamples::centre).toArray(float[][]::new);
  }

  private static float[] sideBySide(List<float[]> vectors) {
    int length = vectors.isEmpty() ? 0 : vectors.get(0).length;
    float[] all = new float[vectors.size() * length];
    for (int v = 0; v < vectors.size(); v++) {
      System.arraycopy(vectors.get(v), 0, all, v * length, length);
    }
    return all;
  }

  private static float[] centre(List<float[]> meanings) {
    float[] centre = new float[meanings.isEmpty() ? 0 : meanings.get(0).length];
    for (float[] meaning : meanings) {
      for (int d = 0; d < centre.length; d++) {
        centre[d] += meaning[d];
      }
    }
    float length = (float) Math.sqrt(dot(centre, centre));
    for (int d = 0; d < centre.length && length > 0; d++) {
      centre[d] /= length;
    }
    return centre;
  }

  /** For each intent the cosine to the mean of its samples' meanings; 0 where there is no meaning. */
  float[] toCentres(Optional<float[]> meaning) {
    float[] cosines = new float[intents];
    meaning.ifPresent(m -> {
      for (int i = 0; i < intents; i++) {
        cosines[i] = dot(m, centres[i]);
      }
    });
    return cosines;
  }

  /** For each intent the cosine of word features, 0..1. */
  float[] byWords(Map<Integer, Double> words) {
    float[] cosines = new float[intentOf.length];
    words.forEach((feature, weight) -> {
      int[] samples = samplesOf[feature];
      float[] weights = weightsOf[feature];
      float by = weight.floatValue();
      for (int i = 0; i < samples.length; i++) {
        cosines[samples[i]] += by * weights[i];
      }
    });
    float[] nearest = new float[intents];
    for (int s = 0; s < cosines.length; s++) {
      nearest[intentOf[s]] = Math.max(nearest[intentOf[s]], cosines[s]);
    }
    return nearest;
  }

  /** For each intent the cosine of meanings; 0 for those that are too unlikely to be looked at, and where there is no meaning. */
  float[] byMeaning(Optional<float[]> meaning, float[] likely) {
    float[] nearest = new float[intents];
    if (meaning.isEmpty()) {
      return nearest;
    }
    float[] said = meaning.get();
    int left = MAX_COMPARED;
    for (int intent : IntStream.range(0, intents).boxed().sorted(Comparator.comparing(i -> -likely[i])).toList()) {
      if (left <= 0) {
        break;
      }
      float[] samples = meanings[intent];
      for (int at = 0; at < samples.length; at += said.length) {
        nearest[intent] = Math.max(nearest[intent], dot(said, samples, at));
      }
      left -= samples.length / said.length;
    }
    return nearest;
  }

  static float dot(float[] one, float[] other) {
    return dot(one, other, 0);
  }

  /** Of a vector and the one that begins there. Four sums side by side: a single one must wait for itself. */
  private static float dot(float[] one, float[] others, int at) {
    float a = 0;
    float b = 0;
    float c = 0;
    float d = 0;
    int i = 0;
    for (; i + 3 < one.length; i += 4) {
      a += one[i] * others[at + i];
      b += one[i + 1] * others[at + i + 1];
      c += one[i + 2] * others[at + i + 2];
      d += one[i + 3] * others[at + i + 3];
    }
    for (; i < one.length; i++) {
      a += one[i] * others[at + i];
    }
    return a + b + c + d;
  }
}
