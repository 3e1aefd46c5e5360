package dev.parley.slot;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads whole and decimal numbers, spoken or typed: "twelve hundred", "a hundred and five", "one fifty", "two and a half
 * million", "one two five", "1,234.50". Pure.
 *
 * <p>Two numbers side by side are hundreds, as callers mean prices and years: "one fifty" is 150, "twenty twenty eight" 2028.
 * "Three, four, 500" is nothing.
 */
final class Cardinals {

  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
    private static final int MAX_TYPED = 18;
  private static final int MAX_DECIMALS = 9;

  /** What was read last may only be scaled: "1.5", "two and a half". */
  private static final int ONLY_SCALE = Integer.MAX_VALUE;

  /** What was read last is a whole number in figures. */
  private static final int TYPED = Integer.MAX_VALUE - 1;

  private static final Set<String> ZEROS = Set.of("oh", "o", "zero");

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
        Fractions.scaled(tokens, from).or(() -> spelled(tokens, from)).or(() -> new Cardinals(tokens, from).unsigned());
    return found.map(r -> negative ? new Reading(r.value.negate(), r.end) : r);
  }

  /** The number that all the tokens together are. */
  static Optional<BigDecimal> whole(List<String> tokens) {
    return read(tokens, 0).filter(r -> r.end == tokens.size()).map(Reading::value);
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
    Optional<BigDecimal> typed = typed(token).filter(this::fitsTyped);
    if (small >= 0 && fits(small)) {
      boolean paired = any && last >= 1 && last < 100 && small >= 10;
      current = (paired ? current.multiply(HUNDRED) : current).add(BigDecimal.valueOf(small));
      last = small;
    } else if (typed.isPresent()) {
      current = current.add(typed.get());
      last = typed.get().scale() > 0 ? ONLY_SCALE : TYPED;
    } else if (!any && token.equals("a") && isScale(word(i + 1))) {
      current = BigDecimal.ONE;
      last = 1;
    } else if (!any && (token.equals("couple") || token.equals("a") && word(i + 1).equals("couple"))) {
      current = BigDecimal.valueOf(2);
      last = ONLY_SCALE;
      i += token.equals("a") ? 1 : 0;
      i += word(i + 1).equals("of") ? 1 : 0;
    } else if (ZEROS.contains(token) && last >= 10 && last < 100 && current.compareTo(HUNDRED) < 0 && unit(i + 1)) {
      // "Twenty oh nine".
      current = current.multiply(HUNDRED).add(BigDecimal.valueOf(SpokenTokens.small(word(++i))));
      last = 1;
    } else {
      return false;
    }
    any = true;
    return true;
  }

  private String word(int at) {
    return at < tokens.size() ? tokens.get(at) : "";
  }

  private boolean unit(int at) {
    int small = SpokenTokens.small(word(at));
    return small >= 1 && small <= 9;
  }

  /** Figures begin a number, or go on with one: "3 hundred and 21". */
  private boolean fitsTyped(BigDecimal typed) {
    return !any || last == 100 && typed.compareTo(HUNDRED) < 0 || last == AFTER_SCALE && typed.compareTo(smallestScale) < 0 && typed.scale() <= 0;
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
    boolean after = and && any && last != ONLY_SCALE;
    Optional<Reading> more = after && last == AFTER_SCALE ? Fractions.scaled(tokens, i + 1) : Optional.empty();
    if (more.isPresent() && more.get().value().compareTo(smallestScale) < 0) {
      // "A billion and a half million".
      total = total.add(current).add(more.get().value());
      current = BigDecimal.ZERO;
      last = ONLY_SCALE;
      i = more.get().end() - 1;
      return true;
    }
    Optional<Reading> fraction = after ? Fractions.read(tokens, i + 1) : Optional.empty();
    if (fraction.isPresent()) {
      // "A million and a half" is half a million more; "a hundred and a half" is one half more.
      boolean ofScale = last == AFTER_SCALE;
      current = current.add(ofScale ? smallestScale.multiply(fraction.get().value()) : fraction.get().value());
      last = ONLY_SCALE;
      i = fraction.get().end() - 1;
      return true;
    }
    if (and && any && (last == 100 || last == AFTER_SCALE)) {
      return SpokenTokens.small(word(i + 1)) > 0 || SpokenTokens.digits(word(i + 1)) || word(i + 1).equals("a") && isScale(word(i + 2));
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

  /** Whether a number may be so many of it. */
  static boolean isScale(String token) {
    return scale(token).signum() > 0 || token.equals("hundred");
  }

  /** How many a word from a thousand on stands for, or a dozen; 0 for any other word. */
  static BigDecimal scale(String token) {
    return switch (token) {
      case "dozen", "dozens" -> BigDecimal.valueOf(12);
      case "thousand", "k", "grand" -> BigDecimal.valueOf(1_000);
      case "million", "m" -> BigDecimal.valueOf(1_000_000);
      case "billion" -> BigDecimal.valueOf(1_000_000_000);
      case "trillion" -> BigDecimal.valueOf(1_000_000_000_000L);
      default -> BigDecimal.ZERO;
    };
  }
}
