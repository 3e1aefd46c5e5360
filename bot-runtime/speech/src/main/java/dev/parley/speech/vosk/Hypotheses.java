package dev.parley.speech.vosk;

import dev.parley.speech.Transcript;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What an utterance may have been, by one or more listeners: the best first, each with how much worse it is than the best, as a
 * natural logarithm. Immutable.
 */
final class Hypotheses {
  /** More are not kept: what comes later is hundreds of times less likely. */
  private static final int MOST = 200;
  /** What a listener says of a hypothesis that it does not have: worse than all that it has. */
  private static final double UNHEARD = -10;

  /** Nothing was said. */
  static final Hypotheses NOTHING = new Hypotheses(List.of(new Hypothesis(List.of(), 0)));

  private final List<Hypothesis> all;

  private Hypotheses(List<Hypothesis> all) {
    this.all = all;
  }

  /** One way to hear it; its words include those that are unknown. */
  record Hypothesis(List<Transcript.Word> words, double score) {
    Hypothesis {
      words = List.copyOf(words);
    }

    /** The words that are known. */
    String text() {
      return words.stream().map(Transcript.Word::text).filter(word -> !word.equals(VoskResults.UNKNOWN)).collect(Collectors.joining(" "));
    }

    /** What tells it from others. */
    private String key() {
      return words.stream().map(Transcript.Word::text).collect(Collectors.joining(" "));
    }
  }

  /** In the order of their scores, of those with the same words the best only; scores are made relative to the best. */
  static Hypotheses of(List<Hypothesis> some) {
    Map<String, Hypothesis> best = new LinkedHashMap<>();
    some.forEach(h -> best.merge(h.key(), h, (one, other) -> one.score() >= other.score() ? one : other));
    double top = best.values().stream().mapToDouble(Hypothesis::score).max().orElse(0);
    return new Hypotheses(
        best.values().stream()
            .sorted(Comparator.comparingDouble(Hypothesis::score).reversed())
            .limit(MOST)
            .map(h -> new Hypothesis(h.words(), h.score() - top))
            .toList());
  }

  /** These, and then what was said after them. */
  Hypotheses then(Hypotheses later) {
    List<Hypothesis> joined = new ArrayList<>();
    for (Hypothesis first : all) {
      for (Hypothesis second : later.all) {
        List<Transcript.Word> words = new ArrayList<>(first.words());
        words.addAll(second.words());
        joined.add(new Hypothesis(words, first.score() + second.score()));
      }
    }
    return of(joined);
  }

  /** What two listeners make of the same utterance: each hypothesis counts what both say of it. */
  Hypotheses and(Hypotheses other) {
    Map<String, Hypothesis> theirs = new HashMap<>();
    other.all.forEach(h -> theirs.put(h.key(), h));
    List<Hypothesis> both = new ArrayList<>();
    for (Hypothesis mine : all) {
      Hypothesis their = theirs.remove(mine.key());
      both.add(new Hypothesis(mine.words(), Math.max(UNHEARD, mine.score()) + (their == null ? UNHEARD : Math.max(UNHEARD, their.score()))));
    }
    theirs.values().forEach(their -> both.add(new Hypothesis(their.words(), UNHEARD + Math.max(UNHEARD, their.score()))));
    return of(both);
  }

  /** The best first; never empty. */
  List<Hypothesis> bestFirst() {
    return all;
  }

  /**
   * What all hypotheses together say of each one's words.
   *
   * @param listeners by how many the scores were added up
   */
  Agreement agreement(int listeners) {
    return new Agreement(all, listeners);
  }

  /**
   * How sure a hypothesis' words are, 0 to 1: the share of all hypotheses, weighed by how likely they are, that have the word at
   * that time.
   */
  static final class Agreement {
    private final List<Hypothesis> all;
    private final double[] weights;
    private final double whole;

    private Agreement(List<Hypothesis> all, int listeners) {
      this.all = all;
      this.weights = all.stream().mapToDouble(h -> Math.exp(h.score() / listeners)).toArray();
      this.whole = Arrays.stream(weights).sum();
    }

    /** The words, each with how sure it is. */
    List<Transcript.Word> on(Hypothesis one) {
      List<Transcript.Word> words = new ArrayList<>(one.words().size());
      for (Transcript.Word word : one.words()) {
        double agreed = 0;
        for (int i = 0; i < weights.length; i++) {
          agreed += has(all.get(i).words(), word) ? weights[i] : 0;
        }
        words.add(new Transcript.Word(word.text(), word.startMs(), word.endMs(), Math.min(1, agreed / whole)));
      }
      return words;
    }

    private static boolean has(List<Transcript.Word> words, Transcript.Word word) {
      for (Transcript.Word other : words) {
        if (other.startMs() < word.endMs() && word.startMs() < other.endMs() && other.text().equals(word.text())) {
          return true;
        }
      }
      return false;
    }
  }
}
