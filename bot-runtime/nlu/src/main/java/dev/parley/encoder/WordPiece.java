package dev.parley.encoder;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Cuts a text into the pieces that a BERT model reads: words and punctuation apart, each word into the longest pieces known, from
 * left to right. Immutable; takes time in proportion to the text, at most. Source: the tokenizer of google-research/bert.
 */
public final class WordPiece {

  /** Longer words are unknown ones, as BERT has it. */
  private static final int MAX_WORD = 100;

  /** What a piece can come from at most: what is beyond the limit of pieces for certain is not looked at. */
  private static final int MAX_CHARACTERS_OF_A_PIECE = 100;

  private final Vocabulary vocabulary;
  private final int maxPieces;
  private final int longest;

  /**
   * A cutter.
   *
   * @param maxPieces how many pieces are kept, the first and the last one included; at least 2
   */
  public WordPiece(Vocabulary vocabulary, int maxPieces) {
    if (maxPieces < 2) {
      throw new IllegalArgumentException("a text has a first and a last piece; keep at least 2, not " + maxPieces);
    }
    this.vocabulary = vocabulary;
    this.maxPieces = maxPieces;
    longest = vocabulary.pieces().keySet().stream().mapToInt(String::length).max().orElse(1);
  }

  /** The text's pieces, from {@code [CLS]} to {@code [SEP]}. */
  public List<String> pieces(String text) {
    List<String> pieces = new ArrayList<>();
    pieces.add(Vocabulary.BEGIN);
    for (String word : words(text.substring(0, Math.min(text.length(), maxPieces * MAX_CHARACTERS_OF_A_PIECE)))) {
      if (pieces.size() >= maxPieces - 1) {
        break;
      }
      pieces.addAll(cut(word));
    }
    List<String> kept = new ArrayList<>(pieces.subList(0, Math.min(pieces.size(), maxPieces - 1)));
    kept.add(Vocabulary.END);
    return kept;
  }

  /** The numbers of the text's pieces. */
  long[] numbers(String text) {
    Map<String, Integer> numbers = vocabulary.pieces();
    return pieces(text).stream().mapToLong(p -> numbers.getOrDefault(p, 0)).toArray();
  }

  private List<String> cut(String word) {
    if (word.codePointCount(0, word.length()) > MAX_WORD) {
      return List.of(Vocabulary.UNKNOWN);
    }
    List<String> pieces = new ArrayList<>();
    int from = 0;
    while (from < word.length()) {
      String piece = longestFrom(word, from);
      if (piece.isEmpty()) {
        return List.of(Vocabulary.UNKNOWN);
      }
      pieces.add(piece);
      from += piece.length() - (from > 0 ? 2 : 0);
    }
    return pieces;
  }

  private String longestFrom(String word, int from) {
    String mark = from > 0 ? "##" : "";
    for (int to = Math.min(word.length(), from + longest); to > from; to--) {
      String piece = mark + word.substring(from, to);
      if (vocabulary.pieces().containsKey(piece)) {
        return piece;
      }
    }
    return "";
  }

  private List<String> words(String text) {
    String plain = vocabulary.stripAccents() ? Normalizer.normalize(text, Normalizer.Form.NFD) : text;
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    plain.codePoints().forEach(c -> {
      if (isNothing(c) || vocabulary.stripAccents() && Character.getType(c) == Character.NON_SPACING_MARK) {
        return;
      }
      boolean alone = isPunctuation(c) || isIdeograph(c);
      if (alone || isSpace(c)) {
        take(word, words);
      }
      if (!isSpace(c)) {
        word.appendCodePoint(c);
      }
      if (alone) {
        take(word, words);
      }
    });
    take(word, words);
    return words;
  }

  private void take(StringBuilder word, List<String> words) {
    if (word.length() > 0) {
      words.add(vocabulary.lowerCase() ? word.toString().toLowerCase(Locale.ROOT) : word.toString());
      word.setLength(0);
    }
  }

  private static boolean isSpace(int c) {
    return c == '\t' || c == '\n' || c == '\r' || Character.getType(c) == Character.SPACE_SEPARATOR;
  }

  /** What BERT throws away: control characters, and marks of what could not be read. */
  private static boolean isNothing(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL, Character.FORMAT, Character.SURROGATE, Character.PRIVATE_USE, Character.UNASSIGNED -> !isSpace(c);
      default -> c == 0xFFFD;
    };
  }

  private static boolean isPunctuation(int c) {
    if (c >= '!' && c <= '/' || c >= ':' && c <= '@' || c >= '[' && c <= '`' || c >= '{' && c <= '~') {
      return true;
    }
    return switch (Character.getType(c)) {
      case Character.CONNECTOR_PUNCTUATION, Character.DASH_PUNCTUATION, Character.START_PUNCTUATION, Character.END_PUNCTUATION,
          Character.INITIAL_QUOTE_PUNCTUATION, Character.FINAL_QUOTE_PUNCTUATION, Character.OTHER_PUNCTUATION -> true;
      default -> false;
    };
  }

  private static boolean isIdeograph(int c) {
    return c >= 0x4E00 && c <= 0x9FFF || c >= 0x3400 && c <= 0x4DBF || c >= 0x20000 && c <= 0x2CEAF
        || c >= 0xF900 && c <= 0xFAFF || c >= 0x2F800 && c <= 0x2FA1F;
  }
}
