package dev.parley.nlu;

import dev.parley.slot.SpokenTokens;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A cue as it is written in a table, unfolded to all that can be said: {@code [can you] (wait|hold on) <time>}. Square brackets
 * hold what may be left out, round ones alternatives, pointed ones name a part that the table defines elsewhere.
 */
final class CuePhrase {

  /** A phrase that unfolds to more is a mistake in the table. */
  static final int MAX_PHRASES = 5_000;

  private static final int MAX_DEPTH = 8;

  private final String source;
  private final Map<String, String> parts;
  private final int depth;
  private int at;

  private CuePhrase(String source, Map<String, String> parts, int depth) {
    this.source = source;
    this.parts = parts;
    this.depth = depth;
  }

  /**
   * All phrases, as words.
   *
   * @throws IllegalArgumentException when brackets do not match, a part is not defined or names itself, or there are too many
   */
  static Set<List<String>> expand(String phrase, Map<String, String> parts) {
    Set<List<String>> words = new LinkedHashSet<>();
    for (String text : unfold(phrase, parts, 0)) {
      List<String> tokens = tokens(text);
      if (!tokens.isEmpty()) {
        words.add(tokens);
      }
    }
    return words;
  }

  /** What {@link SpokenTokens} would give, sooner: nearly all phrases have small letters and spaces only. */
  private static List<String> tokens(String text) {
    List<String> tokens = new ArrayList<>();
    int start = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == ' ') {
        if (i > start) {
          tokens.add(text.substring(start, i));
        }
        start = i + 1;
      } else if ((c < 'a' || c > 'z') && c != '\'') {
        return SpokenTokens.of(text);
      }
    }
    if (start < text.length()) {
      tokens.add(text.substring(start));
    }
    return tokens;
  }

  private static List<String> unfold(String phrase, Map<String, String> parts, int depth) {
    CuePhrase reader = new CuePhrase(phrase, parts, depth);
    List<String> all = reader.alternatives();
    reader.check(reader.at == phrase.length());
    return all;
  }

  private List<String> alternatives() {
    List<String> all = new ArrayList<>(sequence());
    while (at < source.length() && source.charAt(at) == '|') {
      at++;
      all.addAll(sequence());
    }
    return all;
  }

  private List<String> sequence() {
    List<String> all = List.of("");
    while (at < source.length() && "|])>".indexOf(source.charAt(at)) < 0) {
      all = product(all, piece());
    }
    return all;
  }

  private List<String> piece() {
    char c = source.charAt(at);
    if (c == '[' || c == '(') {
      at++;
      List<String> inner = new ArrayList<>(alternatives());
      check(at < source.length() && source.charAt(at) == (c == '[' ? ']' : ')'));
      at++;
      if (c == '[') {
        inner.add("");
      }
      return inner;
    }
    if (c == '<') {
      int end = source.indexOf('>', at);
      check(end > 0 && depth < MAX_DEPTH);
      String part = parts.get(source.substring(at + 1, end));
      check(part != null);
      at = end + 1;
      return unfold(String.valueOf(part), parts, depth + 1);
    }
    int start = at;
    while (at < source.length() && "[]()<>|".indexOf(source.charAt(at)) < 0) {
      at++;
    }
    return List.of(source.substring(start, at));
  }

  private List<String> product(List<String> heads, List<String> tails) {
    check((long) heads.size() * tails.size() <= MAX_PHRASES);
    List<String> all = new ArrayList<>();
    for (String head : heads) {
      for (String tail : tails) {
        all.add(head + tail);
      }
    }
    return all;
  }

  private void check(boolean good) {
    if (!good) {
      throw new IllegalArgumentException("cue phrase `" + source + "` cannot be read at character " + (at + 1));
    }
  }
}
