package dev.parley.feature;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A change of some features of a record, some of which count. Immutable.
 *
 * @param at the event time
 * @param values features that become this
 * @param counts features that become more or less than they are when it is written
 */
public record FeatureChange(RecordKey key, Instant at, Map<String, FeatureValue> values, List<Count> counts) {

  public FeatureChange {
    values = Map.copyOf(values);
    counts = List.copyOf(counts);
  }

  /**
   * A feature that counts.
   *
   * @param since what was written before does not count, as of another day; empty = all counts
   */
  public record Count(String feature, BigDecimal add, Optional<Instant> since) {}

  /** Without values: facts about customers belong to no log. */
  @Override
  public String toString() {
    return "FeatureChange[" + key.group() + " at " + at + "]";
  }
}
