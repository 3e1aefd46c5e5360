package dev.parley.speech.mary;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What {@code <say-as interpret-as="...">} makes of its text. An unknown way, or a text that does not fit it, is read as plain text. Pure. */
final class SayAs {
  private static final Pattern NUMBER = Pattern.compile("-?(?:\\d{1,3}(?:,\\d{3})+|\\d{1,15})(?:\\.\\d{1,15})?");
  private static final Pattern MONEY = Pattern.compile("([$£€]|[A-Za-z]{3})?\\s*(\\d{1,3}(?:,\\d{3})+|\\d{1,15})(\\.\\d{1,2})?\\s*([A-Za-z]{3})?");
  private static final Pattern DATE_PARTS = Pattern.compile("(\\d{1,4})[/.-](\\d{1,2})[/.-](\\d{1,4})");
  private static final Pattern COMPACT_DATE = Pattern.compile("(\\d{4})(\\d{2})(\\d{2})");

  private static final Pattern DURATION = Pattern.compile("(\\d{1,3})'(?:\\s*([0-5]?\\d)(?:\"|''))?");
  private static final Pattern CLOCK = Pattern.compile("(?i)\\d{1,2}:[0-5]\\d(\\s?[ap]\\.?m\\.?)?|\\d{1,2}\\s?[ap]\\.?m\\.?");

  private SayAs() {}

  static String words(String as, String format, String text, Reading reading) {
    return switch (as) {
      case "digits", "digit", "telephone" -> text.codePoints().anyMatch(Character::isDigit) ? EnglishNumbers.digits(text) : reading.read(text);
      case "characters", "character", "spell-out", "verbatim" -> EnglishNumbers.characters(text);
      case "cardinal", "number" -> NUMBER.matcher(text).matches() ? EnglishNumbers.cardinal(text) : reading.read(text);
      case "ordinal" -> text.matches("\\d{1,9}") ? EnglishNumbers.ordinal(Integer.parseInt(text)) : reading.read(text);
      case "currency" -> currency(text).orElseGet(() -> reading.read(text));
      case "time" -> time(text).orElseGet(() -> reading.read(text));
      case "date" -> date(format.toLowerCase(Locale.ROOT), text).orElseGet(() -> reading.read(text));
      default -> reading.read(text);
    };
  }

  /** A time of day ({@code 14:30}, {@code 2:30pm}), or as Polly has it a duration ({@code 1'21"}). */
  private static Optional<String> time(String text) {
    Matcher lasting = DURATION.matcher(text);
    if (lasting.matches()) {
      return Optional.of(many(lasting.group(1), "minute") + (lasting.group(2) == null ? "" : " and " + many(lasting.group(2), "second")));
    }
    return CLOCK.matcher(text).matches() ? Optional.of(EnglishReading.of(text)) : Optional.empty();
  }

  private static String many(String count, String one) {
    return EnglishNumbers.cardinal(count) + " " + one + (count.matches("0*1") ? "" : "s");
  }

  /** An amount with a sign before it or a code on either side; dollars when there is neither. */
  private static Optional<String> currency(String text) {
    Matcher matcher = MONEY.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    String unit = Optional.ofNullable(matcher.group(1)).or(() -> Optional.ofNullable(matcher.group(4))).orElse("$");
    String amount = matcher.group(2) + Optional.ofNullable(matcher.group(3)).orElse("");
    return EnglishNumbers.Currency.of(unit).map(currency -> EnglishNumbers.money(amount, currency));
  }

  /** Of the formats those with day, month and year ({@code mdy} unless told otherwise), and Polly's {@code yyyymmdd}. */
  private static Optional<String> date(String format, String text) {
    Matcher compact = COMPACT_DATE.matcher(text);
    if (compact.matches()) {
      return Optional.of(EnglishReading.date(compact.group(1), compact.group(2), compact.group(3), text));
    }
    Matcher parts = DATE_PARTS.matcher(text);
    String order = format.isEmpty() ? text.matches("\\d{4}\\D.*") ? "ymd" : "mdy" : format;
    if (!parts.matches() || order.length() != 3 || !order.matches("[dmy]{3}") || !(order.contains("d") && order.contains("m") && order.contains("y"))) {
      return Optional.empty();
    }
    return Optional.of(EnglishReading.date(
        parts.group(order.indexOf('y') + 1), parts.group(order.indexOf('m') + 1), parts.group(order.indexOf('d') + 1), text));
  }
}
