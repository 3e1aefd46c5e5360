package dev.parley.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;

/**
 * Draws texts that fit a notation with choices: a regular expression as slot types may have them, or a phrase of a slot type's
 * grammar. Knows groups, choices, character classes, counts, optional words and holes; what else stands there is taken as it is
 * written, so that a text may not fit at times. For one text; one thread.
 */
final class SampleWords {

  private static final String DIGITS = "0123456789";
  private static final String LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
  private static final int MOST = 3;

  private final String notation;
  private final Random random;
  private final UnaryOperator<String> holes;
  private final boolean phrase;
  private int at;

  private SampleWords(String notation, Random random, UnaryOperator<String> holes, boolean phrase) {
    this.notation = notation;
    this.random = random;
    this.holes = holes;
    this.phrase = phrase;
  }

  /** A text that most likely matches the regular expression. */
  static String ofPattern(String regex, Random random) {
    return new SampleWords(regex, random, h -> "", false).choice();
  }

  /** A text that fits the phrase; {@code holes} gives words for what stands in braces. */
  static String ofPhrase(String phrase, Random random, UnaryOperator<String> holes) {
    return new SampleWords(phrase, random, holes, true).choice().strip().replaceAll(" +", " ");
  }

  private boolean more() {
    return at < notation.length();
  }

  /** One of several ways, up to the group's end. */
  private String choice() {
    List<String> ways = new ArrayList<>();
    ways.add(sequence());
    while (more() && notation.charAt(at) == '|') {
      at++;
      ways.add(sequence());
    }
    return ways.get(random.nextInt(ways.size()));
  }

  private String sequence() {
    StringBuilder out = new StringBuilder();
    while (more() && "|)".indexOf(notation.charAt(at)) < 0 && !(phrase && notation.charAt(at) == ']')) {
      out.append(phrase ? piece() : repeated());
    }
    return out.toString();
  }

  /** A piece of a phrase. */
  private String piece() {
    char c = notation.charAt(at++);
    switch (c) {
      case '(', '[' -> {
        String inner = choice();
        at++;
        return c == '(' || random.nextBoolean() ? inner : "";
      }
      case '{' -> {
        int end = notation.indexOf('}', at);
        String hole = end < 0 ? "" : notation.substring(at, end);
        at = end < 0 ? notation.length() : end + 1;
        return holes.apply(hole);
      }
      default -> {
        return String.valueOf(c);
      }
    }
  }

  /** A piece of a regular expression as often as is written behind it. */
  private String repeated() {
    int from = at;
    StringBuilder out = new StringBuilder(atom());
    int end = at;
    int count = count();
    int after = at;
    if (count == 0) {
      return "";
    }
    for (int i = 1; i < count; i++) {
      at = from;
      out.append(atom());
    }
    at = Math.max(after, end);
    return out.toString();
  }

  private int count() {
    if (!more()) {
      return 1;
    }
    char c = notation.charAt(at);
    if (c == '?' || c == '*' || c == '+') {
      at++;
      return c == '?' ? random.nextInt(2) : (c == '+' ? 1 : 0) + random.nextInt(MOST);
    }
    int end = c == '{' ? notation.indexOf('}', at) : -1;
    if (end < 0) {
      return 1;
    }
    String[] bounds = notation.substring(at + 1, end).split(",", -1);
    at = end + 1;
    int least = whole(bounds[0], 1);
    int most = bounds.length > 1 ? whole(bounds[1], least + MOST) : least;
    return least + random.nextInt(Math.max(1, most - least + 1));
  }

  private static int whole(String digits, int otherwise) {
    return digits.matches("[0-9]{1,3}") ? Integer.parseInt(digits) : otherwise;
  }

  private String atom() {
    char c = notation.charAt(at++);
    switch (c) {
      case '(' -> {
        if (notation.startsWith("?:", at)) {
          at += 2;
        }
        String inner = choice();
        at++;
        return inner;
      }
      case '[' -> {
        return one(set());
      }
      case '\\' -> {
        char escaped = more() ? notation.charAt(at++) : '\\';
        return escaped == 'd' ? one(DIGITS) : escaped == 'w' ? one(LETTERS) : String.valueOf(escaped);
      }
      case '.' -> {
        return one(LETTERS + DIGITS);
      }
      case '^', '$' -> {
        return "";
      }
      default -> {
        return String.valueOf(c);
      }
    }
  }

  private String one(String of) {
    return of.isEmpty() ? "" : String.valueOf(of.charAt(random.nextInt(of.length())));
  }

  /** The characters of a class, up to its end; of a negated one, letters that are not in it. */
  private String set() {
    boolean negated = more() && notation.charAt(at) == '^';
    at += negated ? 1 : 0;
    StringBuilder set = new StringBuilder();
    while (more() && notation.charAt(at) != ']') {
      char from = notation.charAt(at++);
      if (from == '\\' && more()) {
        char escaped = notation.charAt(at++);
        set.append(escaped == 'd' ? DIGITS : escaped == 'w' ? LETTERS : String.valueOf(escaped));
      } else if (at + 1 < notation.length() && notation.charAt(at) == '-' && notation.charAt(at + 1) != ']') {
        char to = notation.charAt(at + 1);
        at += 2;
        for (char c = from; c <= to; c++) {
          set.append(c);
        }
      } else {
        set.append(from);
      }
    }
    at++;
    String all = set.toString();
    return negated ? LETTERS.chars().filter(c -> all.indexOf(c) < 0).collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append).toString() : all;
  }
}
