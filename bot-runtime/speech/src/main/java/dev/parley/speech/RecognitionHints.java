package dev.parley.speech;

import java.util.List;

/**
 * What a caller is likely to say next. Engines are much surer of few words than of all: of real digits by telephone, 92 of 100 were
 * right instead of 62. The fewer the words, the better.
 *
 * <p><em>Likely</em> hints keep ears open for everything else, and are the right ones where a caller may ask back. <em>Closed</em> ones are deaf
 * to all else, and a word beside the list may drown the listed ones around it; they cost a tenth.
 *
 * @param phrases words, or phrases of several words, in any order and number; written as they are spoken ("two", not "2")
 * @param closed  whether nothing else can be said; without phrases it has no effect
 */
public record RecognitionHints(List<String> phrases, boolean closed) {
  /** Most phrases that are taken: a longer list is a language, not a hint. */
  public static final int MAX_PHRASES = 2_000;

  /** No hints: anything may be said. */
  public static final RecognitionHints NONE = new RecognitionHints(List.of(), false);

  /** The ten digits in English, with "oh" for zero. */
  public static final RecognitionHints ENGLISH_DIGITS =
      closed(List.of("zero", "oh", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"));

  public RecognitionHints {
    phrases = List.copyOf(phrases);
    if (phrases.size() > MAX_PHRASES) {
      throw new IllegalArgumentException(phrases.size() + " phrases are too many for hints; at most " + MAX_PHRASES);
    }
  }

  /** Only these can be said. */
  public static RecognitionHints closed(List<String> phrases) {
    return new RecognitionHints(phrases, true);
  }

  /** These are likely, others possible. */
  public static RecognitionHints likely(List<String> phrases) {
    return new RecognitionHints(phrases, false);
  }

  /** Whether only the phrases can be heard. */
  public boolean limits() {
    return closed && !phrases.isEmpty();
  }
}
