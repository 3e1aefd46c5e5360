package dev.parley.definition;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The feature groups that exist where a bot will run, as far as checking a bot needs to know them. */
public interface FeatureCatalogue {

  /** The names of all groups. */
  Set<String> groups();

  /** A group's features by name, or empty when there is no such group. */
  Optional<Map<String, Feature>> features(String group);

  /**
   * A feature.
   *
   * @param kind what its values are
   * @param sensitive whether its values are masked wherever people look
   */
  record Feature(Kind kind, boolean sensitive) {}

  /** What values are. */
  enum Kind {
    /** Any text. */
    STRING("text"),
    /** Whole numbers. */
    INTEGRAL("a whole number"),
    /** Numbers. */
    FRACTIONAL("a number"),
    /** Times with a zone. */
    EVENT_TIME("a time with its zone"),
    /** Several values. */
    COLLECTION("a collection"),
    /** The record's key, or its event time: they say which record it is. */
    IDENTITY("the record's key or its event time");

    private final String words;

    Kind(String words) {
      this.words = words;
    }

    /** For messages. */
    public String words() {
      return words;
    }

    /** Whether one can add to it. */
    public boolean isNumber() {
      return this == INTEGRAL || this == FRACTIONAL;
    }
  }
}
