package dev.parley.twilio;

import dev.parley.diagnostic.DidYouMean;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads text settings by key, and remembers which keys there are, so that a mistyped one is found. Not thread-safe. */
final class SettingsReader {

  private static final Pattern DURATION = Pattern.compile("(\\d{1,9})(ms|s|m|h)");

  private final Map<String, String> settings;
  private final TreeSet<String> known = new TreeSet<>();

  SettingsReader(Map<String, String> settings) {
    this.settings = new TreeMap<>(settings);
  }

  Optional<String> text(String key) {
    known.add(key);
    return Optional.ofNullable(settings.get(key)).map(String::strip).filter(value -> !value.isEmpty());
  }

  List<String> list(String key) {
    return text(key).map(value -> Arrays.stream(value.split(",")).map(String::strip).filter(v -> !v.isEmpty()).toList())
        .orElse(List.of());
  }

  boolean flag(String key, boolean otherwise) {
    return text(key)
        .map(
            value ->
                switch (value.toLowerCase(Locale.ROOT)) {
                  case "true" -> true;
                  case "false" -> false;
                  default -> throw new IllegalArgumentException(key + " must be true or false, but is '" + value + "'");
                })
        .orElse(otherwise);
  }

  int number(String key, int otherwise) {
    Optional<String> value = text(key);
    try {
      return value.map(Integer::parseInt).orElse(otherwise);
    } catch (NumberFormatException broken) {
      throw new IllegalArgumentException(key + " must be a whole number, but is '" + value.orElse("") + "'", broken);
    }
  }

  Duration duration(String key, Duration otherwise) {
    return text(key).map(value -> duration(key, value)).orElse(otherwise);
  }

  private static Duration duration(String key, String value) {
    Matcher parts = DURATION.matcher(value);
    if (!parts.matches()) {
      throw new IllegalArgumentException(key + " must be a duration such as 300ms, 5s, 2m or 4h, but is '" + value + "'");
    }
    long amount = Long.parseLong(parts.group(1));
    return switch (parts.group(2)) {
      case "ms" -> Duration.ofMillis(amount);
      case "s" -> Duration.ofSeconds(amount);
      case "m" -> Duration.ofMinutes(amount);
      default -> Duration.ofHours(amount);
    };
  }

  /** To be called last. */
  void refuseUnknownKeys() {
    for (String key : settings.keySet()) {
      if (!known.contains(key)) {
        throw new IllegalArgumentException("unknown setting '" + key + "'" + suggestion(key));
      }
    }
  }

  private String suggestion(String key) {
    return DidYouMean.help(key, known).map(help -> "; " + help).orElse("; known are " + String.join(", ", known));
  }
}
