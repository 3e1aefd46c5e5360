package dev.parley.hook;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NumericNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;

/**
 * JSON texts as Unicode knows them. JSON can escape half of a character ({@code "\ud83d"}), and such a half can be kept but never be
 * written as UTF-8 again: a session that holds one could be sent to nobody. Each becomes U+FFFD when it is read, also in a
 * member's name, where the parser refuses the escape but not the bytes. And JSON knows no infinity: a number beyond a double
 * ({@code 8e7247}) becomes the largest one, since what is read must be a number when it is written. Thread-safe.
 */
public final class WellFormedNodes extends JsonNodeFactory {

  private static final long serialVersionUID = 1L;
  private static final char REPLACEMENT = '\uFFFD';

  @Override
  public TextNode textNode(String text) {
    return super.textNode(wellFormed(text));
  }

  @Override
  public NumericNode numberNode(double number) {
    return super.numberNode(Math.max(-Double.MAX_VALUE, Math.min(Double.MAX_VALUE, number)));
  }

  @Override
  public ObjectNode objectNode() {
    return new WellFormedObject(this);
  }

  @SuppressWarnings("unchecked") // Jackson's own deepCopy.
  private static final class WellFormedObject extends ObjectNode {

    private static final long serialVersionUID = 1L;

    WellFormedObject(JsonNodeFactory nodes) {
      super(nodes);
    }

    @Override
    public JsonNode replace(String name, JsonNode value) {
      return super.replace(wellFormed(name), value);
    }

    // Jackson declares it so.
    @SuppressWarnings("TypeParameterUnusedInFormals")
    @Override
    public <T extends JsonNode> T set(String name, JsonNode value) {
      return super.set(wellFormed(name), value);
    }
  }

  /** The text, with U+FFFD in place of each half of a character. */
  public static String wellFormed(String text) {
    if (!hasHalf(text)) {
      return text;
    }
    StringBuilder whole = new StringBuilder(text.length());
    text.codePoints().forEach(c -> whole.appendCodePoint(half(c) ? REPLACEMENT : c));
    return whole.toString();
  }

  /** A loop, since every text that is read or written comes by here. */
  private static boolean hasHalf(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        if (half(text.codePointAt(i))) {
          return true;
        }
        i++;
      }
    }
    return false;
  }

  private static boolean half(int codePoint) {
    return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
  }
}
