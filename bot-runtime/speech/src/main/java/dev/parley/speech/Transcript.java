package dev.parley.speech;

import java.util.List;
import java.util.Objects;

/**
 * What was said in one utterance.
 *
 * @param text       the words, separated by one space, in lower case; empty when nothing was understood
 * @param confidence how sure the engine is of the whole, 0 to 1; 0 when nothing was understood
 * @param words      the words with their times; may be empty when the engine does not tell
 */
public record Transcript(String text, double confidence, List<Word> words) {
  /** Nothing was understood. */
  public static final Transcript NOTHING = new Transcript("", 0, List.of());

  public Transcript {
    Objects.requireNonNull(text, "text");
    words = List.copyOf(words);
    requireConfidence(confidence);
  }

  /** Whether nothing was understood. */
  public boolean isEmpty() {
    return text.isEmpty();
  }

  private static void requireConfidence(double confidence) {
    if (!(confidence >= 0 && confidence <= 1)) {
      throw new IllegalArgumentException("confidence must be 0 to 1, was " + confidence);
    }
  }

  /**
   * One word.
   *
   * @param text       the word
   * @param startMs    where it begins, in milliseconds from the beginning of the utterance
   * @param endMs      where it ends
   * @param confidence how sure the engine is of it, 0 to 1
   */
  public record Word(String text, long startMs, long endMs, double confidence) {
    public Word {
      Objects.requireNonNull(text, "text");
      requireConfidence(confidence);
    }
  }
}
