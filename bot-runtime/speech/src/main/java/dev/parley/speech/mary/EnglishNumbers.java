package dev.parley.speech.mary;

import com.ibm.icu.text.RuleBasedNumberFormat;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Numbers, money, letters and digits in English words (ICU's spell-out rules). Thread-safe. */
final class EnglishNumbers {
  private static final List<String> DIGITS = List.of("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine");
  /** Beyond this nobody follows words; digits are read instead. */
  private static final BigDecimal MOST = new BigDecimal("1e15");

  private EnglishNumbers() {}

  /** A count: "125" is "one hundred twenty five", "3.50" is "three point five zero". */
  static String cardinal(String number) {
    BigDecimal value = new BigDecimal(number.replace(",", ""));
    if (value.abs().compareTo(MOST) >= 0) {
      return digits(number);
    }
    String words = spelled(value.toBigInteger().longValue(), "%spellout-cardinal");
    String sign = value.signum() < 0 && value.toBigInteger().signum() == 0 ? "minus " : "";
    int point = number.indexOf('.');
    return sign + (point < 0 ? words : words + " point " + plainDigits(number.substring(point + 1)));
  }

  /** A rank: "21" is "twenty first". */
  static String ordinal(int number) {
    return spelled(number, "%spellout-ordinal");
  }

  /** A year: "2026" is "twenty twenty six". */
  static String year(int year) {
    return spelled(year, "%spellout-numbering-year");
  }

  /** An amount: "1,250.05" of dollars is "one thousand two hundred fifty dollars and five cents". */
  static String money(String amount, Currency currency) {
    String[] parts = amount.replace(",", "").split("\\.", -1);
    String whole = parts[0].isEmpty() ? "0" : parts[0];
    String hundredths = parts.length > 1 ? (parts[1] + "00").substring(0, 2) : "00";
    boolean noWhole = new BigDecimal(whole).signum() == 0;
    boolean noHundredths = hundredths.equals("00");
    String big = counted(whole, currency.one(), currency.many());
    String small = counted(hundredths, currency.hundredth(), currency.hundredths());
    return noHundredths ? big : noWhole ? small : big + " and " + small;
  }

  private static String counted(String number, String one, String many) {
    return cardinal(number) + " " + (new BigDecimal(number).compareTo(BigDecimal.ONE) == 0 ? one : many);
  }

  /**
   * Digits one by one, in groups with a short pause between: the writer's groups when there are separators, else fours, or as telephone
   * numbers are read. What is no digit only separates.
   */
  static String digits(String written) {
    String[] groups = written.strip().split("\\D+");
    // "4 1 1 1" is one group spaced out, not four of one digit.
    boolean grouped = groups.length > 1 && List.of(groups).stream().anyMatch(group -> group.length() > 1);
    List<String> pieces = grouped ? List.of(groups) : pieces(String.join("", groups));
    return pieces.stream().filter(piece -> !piece.isEmpty()).map(EnglishNumbers::plainDigits).collect(Collectors.joining(", "));
  }

  private static List<String> pieces(String digits) {
    int length = digits.length();
    if (length <= 5) {
      return List.of(digits);
    }
    if (length == 10) {
      return List.of(digits.substring(0, 3), digits.substring(3, 6), digits.substring(6));
    }
    int size = length % 4 == 0 ? 4 : 3;
    List<String> pieces = new ArrayList<>();
    for (int at = 0; at < length; at += size) {
      pieces.add(digits.substring(at, Math.min(length, at + size)));
    }
    return pieces;
  }

  private static String plainDigits(String digits) {
    return digits.chars().filter(Character::isDigit).mapToObj(digit -> DIGITS.get(Character.digit(digit, 10))).collect(Collectors.joining(" "));
  }

  /** Letters and digits one by one; other marks by their names, spaces and hyphens as short pauses. */
  static String characters(String written) {
    StringBuilder words = new StringBuilder();
    written.strip().codePoints().forEach(character -> words.append(character(character)).append(' '));
    return words.toString().replaceAll("(?: *, *)+", ", ").strip();
  }

  private static String character(int character) {
    if (Character.isDigit(character)) {
      return DIGITS.get(Character.digit(character, 10));
    }
    String upper = Character.toString(character).toUpperCase(Locale.ROOT);
    return switch (upper) {
      // Mary says "ah" to a lone A.
      case "A" -> "eigh";
      case "-", " " -> ",";
      case "." -> "dot";
      case "@" -> "at";
      case "#" -> "pound";
      case "*" -> "star";
      case "_" -> "underscore";
      case "/" -> "slash";
      case "+" -> "plus";
      case "&" -> "and";
      default -> Character.isLetter(character) ? upper : ",";
    };
  }

  private static String spelled(long number, String rule) {
    // ICU's formats are not thread-safe, and cheap to make beside the speech that follows.
    return new RuleBasedNumberFormat(Locale.US, RuleBasedNumberFormat.SPELLOUT).format(number, rule).replace('-', ' ').replace("−", "minus ");
  }

  /**
   * How an amount of money is said.
   *
   * @param one        one whole unit
   * @param many       several of it
   * @param hundredth  the hundredth part
   * @param hundredths several of these
   */
  record Currency(String one, String many, String hundredth, String hundredths) {
    private static final Currency DOLLAR = new Currency("dollar", "dollars", "cent", "cents");
    private static final Currency POUND = new Currency("pound", "pounds", "penny", "pence");
    private static final Currency EURO = new Currency("euro", "euros", "cent", "cents");

    /** By sign or ISO 4217 code. */
    static Optional<Currency> of(String sign) {
      return switch (sign.toUpperCase(Locale.ROOT)) {
        case "$", "USD", "CAD", "AUD", "NZD" -> Optional.of(DOLLAR);
        case "£", "GBP" -> Optional.of(POUND);
        case "€", "EUR" -> Optional.of(EURO);
        default -> Optional.empty();
      };
    }
  }
}
