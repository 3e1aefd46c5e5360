package dev.parley.slot;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads letters and digits, said one by one or typed: "a b one two", "double b 7", "AB-123", "b as in boy four". Pure. */
final class AlphaNumerics {

  /** Said around such a value. A single letter is always part of it. */
  private static final Set<String> AROUND =
      Set.of("um", "uh", "er", "it's", "its", "it", "is", "my", "the", "code", "number", "id", "reference", "please", "ok", "okay", "that's", "yes",
          "so", "thanks", "policy", "booking", "order", "plate", "code's", "number's", "dash", "hyphen", "space", "then");

  private static final Map<String, Integer> REPEATS = Map.of("double", 2, "triple", 3, "treble", 3, "quadruple", 4);
  private static final int MAX_GROUP = 4;
  private static final int MAX_LENGTH = 100;

  private AlphaNumerics() {}

  /** The value that the whole text is. Groups of letters need a digit somewhere: else they are words. */
  static Optional<String> read(String text) {
    // What is typed has its letters: EN1 is no n.
    boolean typed = SpokenTokens.words(text).stream().anyMatch(AlphaNumerics::typed);
    List<String> said = SpokenTokens.corrected(SpokenTokens.of(text)).stream().filter(t -> !AROUND.contains(t)).toList();
    return said.size() > MAX_LENGTH ? Optional.empty() : letters(SpokenLetters.collapse(said, !typed));
  }

  private static boolean typed(String word) {
    boolean letters = word.chars().anyMatch(Character::isLetter);
    return letters && word.length() > 1 && (word.chars().anyMatch(Character::isDigit) || word.equals(word.toUpperCase(Locale.ROOT)));
  }

  private static Optional<String> letters(List<String> tokens) {
    StringBuilder out = new StringBuilder();
    boolean groups = false;
    int i = 0;
    while (i < tokens.size() && out.length() <= MAX_LENGTH) {
      int repeat = REPEATS.getOrDefault(tokens.get(i), 1);
      i += repeat > 1 ? 1 : 0;
      Optional<String> part = i < tokens.size() ? part(tokens, i) : Optional.empty();
      if (part.isEmpty() || repeat > 1 && part.get().length() != 1) {
        return Optional.empty();
      }
      groups |= part.get().length() > 1 && !part.get().chars().anyMatch(AlphaNumerics::digit);
      out.append(part.get().repeat(repeat));
      i += tensAndUnit(tokens, i) || hundred(tokens, i) ? 2 : 1;
    }
    boolean good = out.length() > 0 && out.length() <= MAX_LENGTH && (!groups || out.chars().anyMatch(AlphaNumerics::digit));
    return good ? Optional.of(out.toString()) : Optional.empty();
  }

  private static Optional<String> part(List<String> tokens, int i) {
    String token = tokens.get(i);
    int small = SpokenTokens.small(token);
    if (hundred(tokens, i)) {
      return Optional.of(small + "00");
    } else if (tensAndUnit(tokens, i)) {
      return Optional.of(Integer.toString(small + SpokenTokens.small(tokens.get(i + 1))));
    } else if (small >= 0) {
      return Optional.of(Integer.toString(small));
    } else if (token.equals("oh")) {
      return Optional.of("0");
    }
    boolean code = token.chars().anyMatch(AlphaNumerics::digit) || token.length() <= MAX_GROUP;
    return code && token.codePoints().allMatch(Character::isLetterOrDigit) ? Optional.of(token.toUpperCase(Locale.ROOT)) : Optional.empty();
  }

  private static boolean tensAndUnit(List<String> tokens, int i) {
    int unit = i + 1 < tokens.size() ? SpokenTokens.small(tokens.get(i + 1)) : -1;
    return SpokenTokens.small(tokens.get(i)) >= 20 && unit >= 1 && unit <= 9;
  }

  /** "One hundred", with nothing more of it after. */
  private static boolean hundred(List<String> tokens, int i) {
    return SpokenTokens.small(tokens.get(i)) > 0 && i + 1 < tokens.size() && tokens.get(i + 1).equals("hundred");
  }

  private static boolean digit(int c) {
    return c >= '0' && c <= '9';
  }
}
