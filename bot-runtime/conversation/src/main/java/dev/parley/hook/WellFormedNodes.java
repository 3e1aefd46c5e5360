package dev.parley.hook;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;

/**
 * JSON texts as Unicode knows them. JSON can escape half of a character ({@code "\ud83d"}), and such a half can be kept but never be
 * written as UTF-8 again: a session that holds one could be sent to nobody. Each becomes U+FFFD when it is read; in
 * a member's name the parser itself refuses one. Thread-safe.
 */
public final class WellFormedNodes extends JsonNodeFactory {

  private static final long serialVersionUID = 1L;
  private static final char REPLACEMENT = '\uFFFD';

  @Override
  public TextNode textNode(String text) {
    return super.textNode(wellFormed(text));
  }

  /** The text, with U+FFFD in place of each half of a character. */
  public static String wellFormed(String text) {
    if (text.codePoints().noneMatch(WellFormedNodes::half)) {
      return text;
    }
    StringBuilder whole = new StringBuilder(text.length());
    text.codePoints().forEach(c -> whole.appendCodePoint(half(c) ? REPLACEMENT : c));
    return whole.toString();
  }

  private static boolean half(int codePoint) {
    return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
  }
}
