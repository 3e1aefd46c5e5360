package dev.parley.slot;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads letters and digits, said one by one or typed: "a b one two", "double b 7", "AB-123". Pure. */
final class AlphaNumerics {

  /** Said around such a value. A single letter is always part of it. */
  private static final Set<String> AROUND =
      Set.of("um", "uh", "it's", "its", "it", "is", "my", "the", "code", "number", "id", "reference", "please", "ok", "okay",
          "that's", "yes", "so", "thanks");

  private static final Map<String, Integer> REPEATS = Map.of("double", 2, "triple", 3);
  private static final int MAX_GROUP = 4;
  private static final int MAX_LENGTH = 100;

  private AlphaNumerics() {}

  /** The value that all the tokens together are. Groups of letters need a digit somewhere: else they are words. */
  static Optional<String> read(List<String> said) {
    List<String> tokens = said.stream().filter(t -> !AROUND.contains(t)).toList();
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
      i += tensAndUnit(tokens, i) ? 2 : 1;
    }
    boolean good = out.length() > 0 && out.length() <= MAX_LENGTH && (!groups || out.chars().anyMatch(AlphaNumerics::digit));
    return good ? Optional.of(out.toString()) : Optional.empty();
  }

  private static Optional<String> part(List<String> tokens, int i) {
    String token = tokens.get(i);
    int small = SpokenTokens.small(token);
    if (tensAndUnit(tokens, i)) {
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

  private static boolean digit(int c) {
    return c >= '0' && c <= '9';
  }
}
