package dev.parley.nlu;

import dev.parley.slot.SpokenTokens;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Words as unit vectors of weighted word 1-2-grams and in-word character 3-5-grams (TF-IDF). What the training texts never
 * hold still counts in a text's length, so that strange words make it less like anything known. Thread-safe once built.
 */
final class Features {

  private static final int MAX_TOKENS = 200;

  /** Content of words outweighs their letters. */
  private static final double CHARACTER_WEIGHT = 0.35;

  /** Words that say little of what is wanted, as does any value: an alarm can be set for six as well as a bill be paid. */
  private static final double FUNCTION_WORD_WEIGHT = 0.3;

  private static final Set<String> FUNCTION_WORDS =
      Set.of("a", "an", "the", "is", "are", "am", "be", "it", "its", "it's", "this", "that", "i", "i'd", "i'm", "me", "my",
          "you", "your", "we", "to", "of", "on", "in", "at", "for", "with", "and", "or", "do", "does", "did", "can",
          "would", "will", "like", "want", "need", "please", "tell", "what", "what's", "whats", "there", "so", "just", "hi",
          "hello", "thanks", "let", "have", "some", "any", "how", "much", "many", "when", "where", "why", "who", "which", "get",
          "not", "no", "from", "by", "if", "was", "has", "been", "about", "out", "up", "they", "he", "she", "should", "could");

  private final Map<String, Integer> index = new HashMap<>();
  private final List<Double> idf = new ArrayList<>();
  private final double unknownIdf;

  Features(List<List<String>> texts) {
    Map<String, Integer> documents = new HashMap<>();
    for (List<String> text : texts) {
      new HashSet<>(grams(text).keySet()).forEach(g -> documents.merge(g, 1, Integer::sum));
    }
    documents.entrySet().stream().sorted(Map.Entry.comparingByKey()).forEach(g -> {
      index.put(g.getKey(), index.size());
      idf.add(Math.log((1.0 + texts.size()) / (1 + g.getValue())) + 1);
    });
    unknownIdf = Math.log(1.0 + texts.size()) + 1;
  }

  int size() {
    return index.size();
  }

  /** The text's vector: index to weight; of length 1 or less. */
  Map<Integer, Double> vector(List<String> text) {
    Map<Integer, Double> vector = new HashMap<>();
    double squares = 0;
    for (Map.Entry<String, Double> gram : grams(text).entrySet()) {
      Integer at = index.get(gram.getKey());
      double weight = gram.getValue() * (at == null ? unknownIdf : idf.get(at));
      squares += weight * weight;
      if (at != null) {
        vector.put(at, weight);
      }
    }
    double length = squares == 0 ? 1 : Math.sqrt(squares);
    vector.replaceAll((i, w) -> w / length);
    return vector;
  }

  /** How alike two texts are by their vectors, 0..1. */
  static double cosine(Map<Integer, Double> one, Map<Integer, Double> other) {
    return one.entrySet().stream().mapToDouble(e -> e.getValue() * other.getOrDefault(e.getKey(), 0.0)).sum();
  }

  private static Map<String, Double> grams(List<String> all) {
    List<String> tokens = all.subList(0, Math.min(all.size(), MAX_TOKENS));
    Map<String, Double> grams = new HashMap<>();
    for (int i = 0; i < tokens.size(); i++) {
      String token = tokens.get(i);
      double weight = weight(token);
      grams.merge("w:" + token, weight, Double::sum);
      if (i > 0) {
        grams.merge("b:" + tokens.get(i - 1) + " " + token, (weight + weight(tokens.get(i - 1))) / 2, Double::sum);
      }
      if (Placeholders.is(token)) {
        continue;
      }
      characters(token).forEach(c -> grams.merge("c:" + c, weight * CHARACTER_WEIGHT, Double::sum));
    }
    return grams;
  }

  private static double weight(String token) {
    boolean value = Placeholders.is(token) || SpokenTokens.isNumeric(token);
    return value || FUNCTION_WORDS.contains(token) ? FUNCTION_WORD_WEIGHT : 1;
  }

  private static Set<String> characters(String token) {
    Set<String> grams = new HashSet<>();
    String padded = "<" + (token.length() > 40 ? token.substring(0, 40) : token) + ">";
    for (int size = 3; size <= 5; size++) {
      for (int i = 0; i + size <= padded.length(); i++) {
        grams.add(padded.substring(i, i + size));
      }
    }
    return grams;
  }
}
