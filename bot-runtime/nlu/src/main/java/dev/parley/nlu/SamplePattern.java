package dev.parley.nlu;

import java.util.List;
import java.util.Set;

/**
 * A sample in which any words may stand for some of its slots: "add {Song} to my list". What is like it in all other words is as
 * good as a sample, whatever the song is called. Immutable.
 *
 * @param words of the sample, with placeholders for its slots
 * @param open those placeholders for which any words may stand
 */
record SamplePattern(List<String> words, Set<String> open) {

  /** With fewer words of its own a sample would be like almost anything. */
  private static final int FEWEST_FIXED = 2;

  SamplePattern {
    words = List.copyOf(words);
    open = Set.copyOf(open);
  }

  /** Whether it says enough beside its open slots, and has any. */
  boolean tells() {
    long free = words.stream().filter(open::contains).count();
    return free > 0 && words.size() - free >= FEWEST_FIXED;
  }

  /** Whether an utterance, with placeholders for the values that are known in it, is this sample. Takes time with the product of their lengths. */
  boolean matches(List<String> said) {
    // reached[j]: the pattern up to here can be the first j words.
    boolean[] reached = new boolean[said.size() + 1];
    reached[0] = true;
    for (String word : words) {
      boolean[] next = new boolean[said.size() + 1];
      boolean free = open.contains(word);
      for (int j = 1; j <= said.size(); j++) {
        next[j] = free ? reached[j - 1] || next[j - 1] : reached[j - 1] && word.equals(said.get(j - 1));
      }
      reached = next;
    }
    return reached[said.size()];
  }
}
