package dev.parley.slot;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/**
 * Reads whole and decimal numbers, spoken or typed: "twelve hundred", "a hundred and five", "one fifty", "two and a half
 * million", "one two five", "1,234.50". Pure.
 *
 * <p>Two numbers side by side are hundreds, as callers mean prices and years: "one fifty" is 150, "twenty twenty eight" 2028.
 * "Three, four, 500" is nothing.
 */
final class Cardinals {

  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
  private static final BigDecimal HALF = new BigDecimal("0.5");
  private static final int MAX_TYPED = 18;
  private static final int MAX_DECIMALS = 9;

  /** What was read last may only be scaled: "1.5", "two and a half". */
  private static final int ONLY_SCALE = Integer.MAX_VALUE;

  private static final int AFTER_SCALE = -1;

  private final List<String> tokens;
  private BigDecimal total = BigDecimal.ZERO;
  private BigDecimal current = BigDecimal.ZERO;
  private BigDecimal smallestScale = BigDecimal.valueOf(Long.MAX_VALUE);
  private boolean any;
  private int last;
  private int i;

  private Cardinals(List<String> tokens, int start) {
    this.tokens = tokens;
    this.i = start;
  }

  /** A number, and the index of the first token after it. */
  record Reading(BigDecimal value, int end) {}

  /** The number that begins at this token, as long as it goes. */
  static Optional<Reading> read(List<String> tokens, int start) {
    boolean negative = start < tokens.size() && (tokens.get(start).equals("minus") || tokens.get(start).equals("negative"));
    int from = negative ? start + 1 : start;
    Optional<Reading> found =
        half(tokens, from).or(() -> spelled(tokens, from)).or(() -> new Cardinals(tokens, from).unsigned());
    return found.map(r -> negative ? new Reading(r.value.negate(), r.end) : r);
  }

  /** The number that all the tokens together are. */
  static Optional<BigDecimal> whole(List<String> tokens) {
    return read(tokens, 0).filter(r -> r.end == tokens.size()).map(Reading::value);
  }

  /** "Half a million". */
  private static Optional<Reading> half(List<String> tokens, int i) {
    if (i + 2 < tokens.size() && tokens.get(i).equals("half") && tokens.get(i + 1).equals("a")) {
      BigDecimal scale = scale(tokens.get(i + 2));
      return scale.signum() > 0 ? Optional.of(new Reading(scale.multiply(HALF), i + 3)) : Optional.empty();
    }
    return Optional.empty();
  }

  /** Digit by digit: "one two five". */
  private static Optional<Reading> spelled(List<String> tokens, int start) {
    StringBuilder digits = new StringBuilder();
    int i = start;
    while (i < tokens.size() && digits.length() < MAX_TYPED) {
      int small = tokens.get(i).equals("oh") ? 0 : SpokenTokens.small(tokens.get(i));
      if (small < 0 || small > 9) {
        break;
      }
      digits.append(small);
      i++;
    }
    return digits.length() > 1 && digits.charAt(0) != '0'
        ? Optional.of(new Reading(new BigDecimal(digits.toString()), i))
        : Optional.empty();
  }

  private Optional<Reading> unsigned() {
    while (i < tokens.size() && (number() || scaled() || joint())) {
      i++;
    }
    return any ? Optional.of(new Reading(total.add(current), i)) : Optional.empty();
  }

  private boolean number() {
    String token = tokens.get(i);
    int small = SpokenTokens.small(token);
    Optional<BigDecimal> typed = any ? Optional.empty() : typed(token);
    if (small >= 0 && fits(small)) {
      boolean paired = any && last >= 1 && last < 100 && small >= 10;
      current = (paired ? current.multiply(HUNDRED) : current).add(BigDecimal.valueOf(small));
      last = small;
    } else if (typed.isPresent()) {
      current = typed.get();
      last = ONLY_SCALE;
    } else if (!any && token.equals("a") && i + 1 < tokens.size() && isScale(tokens.get(i + 1))) {
      current = BigDecimal.ONE;
      last = 1;
    } else {
      return false;
    }
    any = true;
    return true;
  }

  /** Whether a number word may go on with what was said: "twenty" "five", "hundred" "five", "one" "fifty". */
  private boolean fits(int small) {
    if (!any || last == AFTER_SCALE || last == 100) {
      return true;
    }
    boolean tensThenUnit = last >= 20 && last < 100 && last % 10 == 0 && small > 0 && small < 10;
    boolean paired = last >= 1 && last < 100 && small >= 10 && current.compareTo(HUNDRED) < 0 && total.signum() == 0;
    return tensThenUnit || paired;
  }

  private boolean scaled() {
    String token = tokens.get(i);
    BigDecimal scale = scale(token);
    if (any && last == AFTER_SCALE || !any && token.length() < 6) {
      return false;
    }
    if (token.equals("hundred") && last != 100 && current.compareTo(HUNDRED) < 0) {
      current = (any ? current : BigDecimal.ONE).multiply(HUNDRED);
      last = 100;
    } else if (scale.signum() > 0 && scale.compareTo(smallestScale) < 0) {
      total = total.add((any ? current : BigDecimal.ONE).multiply(scale));
      current = BigDecimal.ZERO;
      smallestScale = scale;
      last = AFTER_SCALE;
    } else {
      return false;
    }
    any = true;
    return true;
  }

  /** Words within a number: "a hundred and five", "two and a half", "fifty point two five". Stops on the joint's last word. */
  private boolean joint() {
    boolean and = tokens.get(i).equals("and");
    if (and && any && i + 2 < tokens.size() && tokens.get(i + 1).equals("a") && tokens.get(i + 2).equals("half") && last != ONLY_SCALE) {
      current = current.add(HALF);
      last = ONLY_SCALE;
      i += 2;
      return true;
    }
    if (and && any && (last == 100 || last == AFTER_SCALE)) {
      return i + 1 < tokens.size() && SpokenTokens.small(tokens.get(i + 1)) > 0;
    }
    return tokens.get(i).equals("point") && last != ONLY_SCALE && decimals();
  }

  private boolean decimals() {
    StringBuilder digits = new StringBuilder();
    int at = i + 1;
    while (at < tokens.size() && digits.length() < MAX_DECIMALS) {
      int small = tokens.get(at).equals("oh") ? 0 : SpokenTokens.small(tokens.get(at));
      int unit = at + 1 < tokens.size() ? SpokenTokens.small(tokens.get(at + 1)) : -1;
      if (small < 0) {
        break;
      }
      boolean tensAndUnit = small >= 20 && unit > 0 && unit < 10;
      digits.append(tensAndUnit ? small + unit : small);
      at += tensAndUnit ? 2 : 1;
    }
    if (digits.length() == 0) {
      return false;
    }
    current = current.add(new BigDecimal("0." + digits));
    last = ONLY_SCALE;
    any = true;
    i = at - 1;
    return true;
  }

  /** "1,234.50": commas part groups of three digits, a point parts the decimals. "12,34" is nothing. */
  static Optional<BigDecimal> typed(String token) {
    if (token.isEmpty() || token.length() > MAX_TYPED) {
      return Optional.empty();
    }
    int point = token.indexOf('.');
    String[] groups = (point < 0 ? token : token.substring(0, point)).split(",", -1);
    boolean good = point < 0 || SpokenTokens.digits(token.substring(point + 1));
    for (int g = 0; g < groups.length; g++) {
      boolean size = groups.length == 1 || (g == 0 ? groups[g].length() <= 3 : groups[g].length() == 3);
      good &= size && SpokenTokens.digits(groups[g]);
    }
    return good ? Optional.of(new BigDecimal(token.replace(",", ""))) : Optional.empty();
  }

  private static boolean isScale(String token) {
    return token.equals("hundred") || scale(token).signum() > 0;
  }

  private static BigDecimal scale(String token) {
    return switch (token) {
      case "dozen" -> BigDecimal.valueOf(12);
      case "thousand", "k", "grand" -> BigDecimal.valueOf(1_000);
      case "million", "m" -> BigDecimal.valueOf(1_000_000);
      case "billion" -> BigDecimal.valueOf(1_000_000_000);
      default -> BigDecimal.ZERO;
    };
  }
}
