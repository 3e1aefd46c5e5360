package dev.parley.slot;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Makes letters of what is said for them: "b as in boy" and "b for bravo" are b, "capital a" is A, "double u" w, "november" n where
 * a letter is expected. The word that is said for a letter outweighs the letter. Pure.
 */
final class SpokenLetters {

  /** The radio alphabet of aviation (ICAO). */
  private static final Map<String, String> ALPHABET =
      Map.ofEntries(
          Map.entry("alpha", "a"), Map.entry("alfa", "a"), Map.entry("bravo", "b"), Map.entry("charlie", "c"), Map.entry("delta", "d"),
          Map.entry("echo", "e"), Map.entry("foxtrot", "f"), Map.entry("golf", "g"), Map.entry("hotel", "h"), Map.entry("india", "i"),
          Map.entry("juliet", "j"), Map.entry("juliett", "j"), Map.entry("kilo", "k"), Map.entry("lima", "l"), Map.entry("mike", "m"),
          Map.entry("november", "n"), Map.entry("oscar", "o"), Map.entry("papa", "p"), Map.entry("quebec", "q"), Map.entry("romeo", "r"),
          Map.entry("sierra", "s"), Map.entry("tango", "t"), Map.entry("uniform", "u"), Map.entry("victor", "v"), Map.entry("whiskey", "w"),
          Map.entry("whisky", "w"), Map.entry("xray", "x"), Map.entry("yankee", "y"), Map.entry("zulu", "z"));

  /** What recognisers write for the names of letters. */
  private static final Map<String, String> NAMES =
      Map.ofEntries(
          Map.entry("bee", "b"), Map.entry("be", "b"), Map.entry("see", "c"), Map.entry("sea", "c"), Map.entry("cee", "c"),
          Map.entry("dee", "d"), Map.entry("ef", "f"), Map.entry("eff", "f"), Map.entry("gee", "g"), Map.entry("aitch", "h"),
          Map.entry("jay", "j"), Map.entry("kay", "k"), Map.entry("el", "l"), Map.entry("ell", "l"), Map.entry("em", "m"),
          Map.entry("en", "n"), Map.entry("pee", "p"), Map.entry("pea", "p"), Map.entry("queue", "q"), Map.entry("cue", "q"),
          Map.entry("ar", "r"), Map.entry("are", "r"), Map.entry("es", "s"), Map.entry("ess", "s"), Map.entry("tee", "t"),
          Map.entry("tea", "t"), Map.entry("vee", "v"), Map.entry("ex", "x"), Map.entry("zee", "z"), Map.entry("zed", "z"));

  private static final Set<String> FOR = Set.of("for", "like");
  private static final Set<String> CAPITAL = Set.of("capital", "uppercase", "big");
  private static final Set<String> U = Set.of("u", "you");

  private SpokenLetters() {}

  /** Whether the word stands for a letter in the radio alphabet. */
  static boolean radio(String token) {
    return ALPHABET.containsKey(token);
  }

  /** The letter whose name a recogniser writes so. */
  static Optional<String> named(String token) {
    return Optional.ofNullable(NAMES.get(token));
  }

  /**
   * The tokens with single letters for what is said for them.
   *
   * @param alone whether a word of the radio alphabet or a letter's name is a letter by itself; otherwise "mike" is a name
   */
  static List<String> collapse(List<String> tokens, boolean alone) {
    List<String> letters = new ArrayList<>();
    int i = 0;
    while (i < tokens.size()) {
      String token = tokens.get(i);
      String next = word(tokens, i + 1);
      boolean upper = CAPITAL.contains(token) && next.length() == 1;
      if (upper) {
        i++;
        token = next;
        next = word(tokens, i + 1);
      }
      if (token.equals("double") && U.contains(next)) {
        letters.add("w");
        i += 2;
        continue;
      }
      if (token.equals("x") && next.equals("ray")) {
        letters.add("x");
        i += 2;
        continue;
      }
      boolean letter = token.length() == 1 && Character.isLetter(token.charAt(0)) || NAMES.containsKey(token);
      int joint = letter ? joint(tokens, i + 1) : 0;
      if (joint > 0) {
        token = word(tokens, i + 1 + joint).substring(0, 1);
      } else if (alone) {
        token = ALPHABET.getOrDefault(token, NAMES.getOrDefault(token, token));
      }
      letters.add(upper ? token.toUpperCase(Locale.ROOT) : token);
      i += 1 + (joint > 0 ? joint + 1 : 0);
    }
    return letters;
  }

  /** How many words say that a word for the letter follows: "as in", "for", "like"; none when there is no such word. */
  private static int joint(List<String> tokens, int at) {
    String first = word(tokens, at);
    int joint = first.equals("as") && word(tokens, at + 1).equals("in") ? 2 : FOR.contains(first) ? 1 : 0;
    String meant = word(tokens, at + joint);
    return joint > 0 && meant.length() > 1 && SpokenTokens.small(meant) < 0 && Character.isLetter(meant.charAt(0)) ? joint : 0;
  }

  private static String word(List<String> tokens, int at) {
    return at < tokens.size() ? tokens.get(at) : "";
  }
}
