package dev.parley.slot;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads strings of digits, spoken or typed, with leading zeros kept. Pure. */
final class DigitStrings {

  /** A caller gives no longer number. */
  private static final int MAX_DIGITS = 64;

  private static final Map<String, Integer> ZEROS = Map.of("oh", 0, "o", 0, "nought", 0, "naught", 0, "nil", 0, "null", 0);

  /** What recognisers hear for digits. Taken only among other digits. */
  private static final Map<String, Integer> HOMOPHONES =
      Map.of("for", 4, "fore", 4, "to", 2, "too", 2, "ate", 8, "won", 1, "tree", 3, "sex", 6, "niner", 9);

  private static final Map<String, Integer> REPEATS = Map.of("double", 2, "triple", 3, "treble", 3, "quadruple", 4);

  private DigitStrings() {}

  /** The digits that all the tokens together are, or empty when one of them is none. */
  static Optional<String> read(List<String> tokens) {
    StringBuilder digits = new StringBuilder();
    boolean certain = false;
    int i = 0;
    while (i < tokens.size() && digits.length() <= MAX_DIGITS) {
      String token = tokens.get(i);
      int repeat = REPEATS.getOrDefault(token, 1);
      if (repeat > 1 && i + 1 < tokens.size() && single(tokens.get(i + 1)) >= 0) {
        digits.append(String.valueOf(single(tokens.get(i + 1))).repeat(repeat));
        certain = true;
        i += 2;
        continue;
      }
      String plain = token.replace(",", "").replace(".", "").replace("/", "");
      int small = SpokenTokens.small(token);
      if (SpokenTokens.digits(plain)) {
        digits.append(plain);
        certain = true;
      } else if (small >= 20 && i + 1 < tokens.size() && between(SpokenTokens.small(tokens.get(i + 1)), 1, 9)) {
        digits.append(small + SpokenTokens.small(tokens.get(++i)));
        certain = true;
      } else if (small >= 0) {
        digits.append(small);
        certain = true;
      } else if (ZEROS.containsKey(token)) {
        digits.append(0);
        certain = true;
      } else if (token.equals("hundred") && digits.length() > 0) {
        digits.append("00");
      } else if (token.equals("thousand") && digits.length() > 0) {
        digits.append("000");
      } else if (HOMOPHONES.containsKey(token)) {
        digits.append(HOMOPHONES.get(token));
      } else if (!token.equals("dash") && !token.equals("and") && !token.equals("then")) {
        return Optional.empty();
      }
      i++;
    }
    return certain && digits.length() <= MAX_DIGITS ? Optional.of(digits.toString()) : Optional.empty();
  }

  private static int single(String token) {
    int small = SpokenTokens.small(token);
    if (between(small, 0, 9)) {
      return small;
    }
    if (token.length() == 1 && SpokenTokens.digits(token)) {
      return token.charAt(0) - '0';
    }
    return ZEROS.getOrDefault(token, HOMOPHONES.getOrDefault(token, -1));
  }

  private static boolean between(int value, int min, int max) {
    return value >= min && value <= max;
  }

  /** How many digits the longest unbroken run of digit words has. */
  static int longestRun(List<String> tokens) {
    int longest = 0;
    int run = 0;
    for (String token : tokens) {
      String plain = token.replace(",", "").replace(".", "").replace("/", "");
      int small = SpokenTokens.small(token);
      int here =
          SpokenTokens.digits(plain)
              ? plain.length()
              : small >= 10 ? 2 : small >= 0 || ZEROS.containsKey(token) ? 1 : REPEATS.getOrDefault(token, 1) - 1;
      boolean joins = here > 0 || token.equals("dash") || HOMOPHONES.containsKey(token);
      run = joins ? run + here : 0;
      longest = Math.max(longest, run);
    }
    return longest;
  }
}
