package dev.parley.feature;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/**
 * Event times as text, and back. SageMaker takes them as ISO 8601 with a zone, or as Unix seconds in features of type
 * Fractional; both are instants here, so a naive local time is refused and a clock change cannot put records out of order.
 */
public final class EventTimes {

  /** Years that people mean; others are a unit mistaken, such as milliseconds for seconds. */
  private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");

  private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999999999Z");

  /** As SageMaker's own examples write them: an offset may lack its colon. */
  private static final DateTimeFormatter BASIC_OFFSET =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss[.SSSSSSSSS][.SSSSSS][.SSS]XX", Locale.ROOT);

  private static final int NANO_DIGITS = 9;
  private static final int SECONDS_LENGTH = 40;

  private EventTimes() {}

  /** The instant that a text says, or empty when it says none. */
  public static Optional<Instant> parse(FeatureType type, String text) {
    try {
      return Optional.of(type == FeatureType.FRACTIONAL || type == FeatureType.INTEGRAL ? seconds(text) : iso(text))
          .filter(t -> !t.isBefore(EARLIEST) && !t.isAfter(LATEST));
    } catch (DateTimeException | ArithmeticException | NumberFormatException e) {
      return Optional.empty();
    }
  }

  /** Whether a text would be a time if it said its zone. */
  static boolean naive(FeatureType type, String text) {
    try {
      return type != FeatureType.FRACTIONAL && type != FeatureType.INTEGRAL && LocalDateTime.parse(text).getYear() > 0;
    } catch (DateTimeException e) {
      return false;
    }
  }

  private static Instant iso(String text) {
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException e) {
      return OffsetDateTime.parse(text, BASIC_OFFSET).toInstant();
    }
  }

  private static Instant seconds(String text) {
    if (text.length() > SECONDS_LENGTH) {
      throw new NumberFormatException("too long");
    }
    BigDecimal seconds = new BigDecimal(text);
    if (Math.abs(seconds.scale()) > SECONDS_LENGTH) {
      throw new NumberFormatException("no time has this exponent");
    }
    BigDecimal whole = seconds.setScale(0, RoundingMode.FLOOR);
    return Instant.ofEpochSecond(
        whole.longValueExact(), seconds.subtract(whole).movePointRight(NANO_DIGITS).setScale(0, RoundingMode.DOWN).longValueExact());
  }

  /** The instant as a feature of this type has it. */
  public static String format(FeatureType type, Instant time) {
    if (type == FeatureType.INTEGRAL) {
      return Long.toString(time.getEpochSecond());
    }
    if (type == FeatureType.FRACTIONAL) {
      BigDecimal seconds = BigDecimal.valueOf(time.getEpochSecond()).add(BigDecimal.valueOf(time.getNano(), NANO_DIGITS));
      return seconds.signum() == 0 ? "0" : seconds.stripTrailingZeros().toPlainString();
    }
    return time.toString();
  }
}
