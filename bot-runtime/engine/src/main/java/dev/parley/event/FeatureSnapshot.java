package dev.parley.event;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * What a feature look-up brought.
 *
 * @param status whether there was a record
 * @param values the record's features as text, by name; a feature without a value is not there
 * @param eventTime when the record's facts were true
 */
public record FeatureSnapshot(Status status, Map<String, String> values, Optional<Instant> eventTime) {

  public FeatureSnapshot {
    values = Map.copyOf(values);
  }

  /** How a look-up ended. */
  public enum Status {
    /** There is a record. */
    FOUND,
    /** There is no record under this key, or it has expired. */
    ABSENT,
    /** The store did not answer in time or is broken. */
    UNAVAILABLE
  }

  /** There is a record. */
  public static FeatureSnapshot found(Map<String, String> values, Instant eventTime) {
    return new FeatureSnapshot(Status.FOUND, values, Optional.of(eventTime));
  }

  /** There is no record. */
  public static FeatureSnapshot absent() {
    return new FeatureSnapshot(Status.ABSENT, Map.of(), Optional.empty());
  }

  /** The store could not be asked. */
  public static FeatureSnapshot unavailable() {
    return new FeatureSnapshot(Status.UNAVAILABLE, Map.of(), Optional.empty());
  }
}
