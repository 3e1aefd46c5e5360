package dev.parley.speech;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * An engine's part of the configuration: texts under keys. Wrong values and unknown keys are {@link SpeechException}s of kind {@code
 * NOT_INSTALLED} that name the key. Immutable.
 */
public final class EngineSettings {
  /** Everything as the engine likes it. */
  public static final EngineSettings NONE = new EngineSettings(Map.of());

  private final Map<String, String> values;

  public EngineSettings(Map<String, String> values) {
    this.values = Map.copyOf(values);
  }

  /** Complains about a key that is none of these: a typing mistake must not be lost. */
  public EngineSettings onlyKnowing(String engine, Set<String> keys) {
    for (String key : new TreeSet<>(values.keySet())) {
      if (!keys.contains(key)) {
        throw wrong("the speech engine " + engine + " has no setting '" + key + "'; it has " + new TreeSet<>(keys));
      }
    }
    return this;
  }

  /** A text. */
  public Optional<String> text(String key) {
    return Optional.ofNullable(values.get(key)).map(String::strip).filter(value -> !value.isEmpty());
  }

  /** A file or folder. */
  public Optional<Path> path(String key) {
    return text(key).map(Path::of);
  }

  /** A language such as {@code en-US} or {@code en_US}. */
  public Optional<Locale> locale(String key) {
    return text(key).map(tag -> Locale.forLanguageTag(tag.replace('_', '-')));
  }

  /** Yes or no. */
  public boolean flag(String key, boolean otherwise) {
    Optional<String> text = text(key);
    if (text.isPresent() && !text.get().equals("yes") && !text.get().equals("no")) {
      throw wrong("the setting '" + key + "' must be yes or no, not '" + text.get() + "'");
    }
    return text.map("yes"::equals).orElse(otherwise);
  }

  /** A whole number within bounds, both included. */
  public int count(String key, int otherwise, int least, int most) {
    Optional<String> text = text(key);
    if (text.isEmpty()) {
      return otherwise;
    }
    try {
      int value = Integer.parseInt(text.get());
      if (value >= least && value <= most) {
        return value;
      }
    } catch (NumberFormatException e) {
      throw new SpeechException(SpeechException.Kind.NOT_INSTALLED, "the setting '" + key + "' must be a whole number, not '" + text.get() + "'", e);
    }
    throw wrong("the setting '" + key + "' must be " + least + " to " + most + ", not " + text.get());
  }

  private static SpeechException wrong(String message) {
    return new SpeechException(SpeechException.Kind.NOT_INSTALLED, message);
  }
}
