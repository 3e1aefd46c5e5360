package dev.parley.slot;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/** Reads whole and decimal numbers, spoken or typed: "twelve hundred", "a hundred and five", "one fifty", "1,234.50". Pure. */
final class Cardinals {

  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

  private Cardinals() {}

  /** A number, and the index of the first token after it. */
  record Reading(BigDecimal value, int end) {}

  /** The number that begins at this token, as long as it goes. */
  static Optional<Reading> read(List<String> tokens, int start) {
    int i = start;
    boolean negative = i < tokens.size() && (tokens.get(i).equals("minus") || tokens.get(i).equals("negative"));
    i += negative ? 1 : 0;
    Optional<Reading> found = half(tokens, i).or(() -> unsigned(tokens, negative ? start + 1 : start));
    return found.map(r -> negative ? new Reading(r.value.negate(), r.end) : r);
  }

  /** "Half a million". */
  private static Optional<Reading> half(List<String> tokens, int i) {
    if (i + 2 < tokens.size() && tokens.get(i).equals("half") && tokens.get(i + 1).equals("a")) {
      BigDecimal scale = scale(tokens.get(i + 2));
      return scale.signum() > 0
          ? Optional.of(new Reading(scale.divide(BigDecimal.valueOf(2)), i + 3))
          : Optional.empty();
    }
    return Optional.empty();
  }

  private static Optional<Reading> unsigned(List<String> tokens, int start) {
    BigDecimal total = BigDecimal.ZERO;
    BigDecimal current = BigDecimal.ZERO;
    boolean any = false;
    int last = -1;
    int i = start;
    while (i < tokens.size()) {
      String token = tokens.get(i);
      int small = SpokenTokens.small(token);
      Optional<BigDecimal> typed = typed(token);
      if (small >= 0 && fits(current, last, small, any)) {
        current = join(current, last, small);
        last = small;
        any = true;
      } else if (typed.isPresent() && !any) {
        current = typed.get();
        last = Integer.MAX_VALUE;
        any = true;
      } else if (token.equals("hundred") && any) {
        current = current.max(BigDecimal.ONE).multiply(HUNDRED);
        last = 100;
      } else if (scale(token).signum() > 0 && any) {
        total = total.add(current.multiply(scale(token)));
        current = BigDecimal.ZERO;
        last = -1;
      } else if (token.equals("a") && !any && i + 1 < tokens.size() && isScale(tokens.get(i + 1))) {
        current = BigDecimal.ONE;
        last = 1;
        any = true;
      } else if (token.equals("and") && any && (last == 100 || last == -1) && i + 1 < tokens.size() && SpokenTokens.small(tokens.get(i + 1)) >= 0) {
        // "a hundred and five"
      } else if (token.equals("point") && any && i + 1 < tokens.size() && SpokenTokens.small(tokens.get(i + 1)) >= 0) {
        return Optional.of(decimals(tokens, i + 1, total.add(current)));
      } else {
        break;
      }
      i++;
    }
    return any ? Optional.of(new Reading(total.add(current), i)) : Optional.empty();
  }

  /** Whether a number word may go on with what was said: "twenty" "five", "hundred" "five", "one" "fifty". */
  private static boolean fits(BigDecimal current, int last, int small, boolean any) {
    if (!any || last == -1 || last == 100) {
      return true;
    }
    boolean tensThenUnit = last >= 20 && last < 100 && last % 10 == 0 && small > 0 && small < 10;
    boolean paired = last >= 1 && last < 100 && small >= 10 && current.compareTo(HUNDRED) < 0;
    return tensThenUnit || paired;
  }

  private static BigDecimal join(BigDecimal current, int last, int small) {
    boolean paired = last >= 1 && last < 100 && small >= 10;
    return (paired ? current.multiply(HUNDRED) : current).add(BigDecimal.valueOf(small));
  }

  private static Reading decimals(List<String> tokens, int start, BigDecimal whole) {
    StringBuilder digits = new StringBuilder();
    int i = start;
    while (i < tokens.size() && SpokenTokens.small(tokens.get(i)) >= 0 && digits.length() < 9) {
      digits.append(SpokenTokens.small(tokens.get(i)));
      i++;
    }
    return new Reading(whole.add(new BigDecimal("0." + digits)), i);
  }

  /** "1,234.50": a comma before three digits groups, a point parts the decimals. */
  static Optional<BigDecimal> typed(String token) {
    if (token.isEmpty() || token.length() > 18 || !SpokenTokens.digit(token.charAt(0))) {
      return Optional.empty();
    }
    try {
      return Optional.of(new BigDecimal(token.replace(",", "")));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  private static boolean isScale(String token) {
    return token.equals("hundred") || scale(token).signum() > 0;
  }

  private static BigDecimal scale(String token) {
    return switch (token) {
      case "thousand", "k", "grand" -> BigDecimal.valueOf(1_000);
      case "million", "m" -> BigDecimal.valueOf(1_000_000);
      case "billion" -> BigDecimal.valueOf(1_000_000_000);
      default -> BigDecimal.ZERO;
    };
  }
}
