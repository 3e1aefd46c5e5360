package dev.parley.yaml;

import java.time.Duration;
import java.util.Optional;

/** Lengths of time as people write them: {@code 300ms}, {@code 20s}, {@code 5m}, {@code 1h}. */
public final class Times {

  private Times() {}

  /** The length of time, or empty when the text is none. */
  public static Optional<Duration> parse(String text) {
    String t = text.strip();
    int unit = 0;
    while (unit < t.length() && Character.isDigit(t.charAt(unit)) && unit < 9) {
      unit++;
    }
    if (unit == 0) {
      return Optional.empty();
    }
    long count = Long.parseLong(t.substring(0, unit));
    return switch (t.substring(unit).strip()) {
      case "ms" -> Optional.of(Duration.ofMillis(count));
      case "s" -> Optional.of(Duration.ofSeconds(count));
      case "m" -> Optional.of(Duration.ofMinutes(count));
      case "h" -> Optional.of(Duration.ofHours(count));
      default -> Optional.empty();
    };
  }

  /** The shortest text that {@link #parse} takes for this: {@code 90s}, {@code 5m}. */
  public static String write(Duration time) {
    long ms = time.toMillis();
    return ms != 0 && ms % 60_000 == 0 && ms % 3_600_000 != 0 ? ms / 60_000 + "m" : print(ms);
  }

  static String print(long ms) {
    if (ms % 3_600_000 == 0) {
      return ms / 3_600_000 + "h";
    }
    return ms % 1000 == 0 ? ms / 1000 + "s" : ms + "ms";
  }
}
