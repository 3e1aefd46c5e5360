package dev.parley.feature;

import java.time.Instant;
import java.util.Map;

/**
 * What is known of one thing at one time.
 *
 * @param group the feature group
 * @param key the record's identifier
 * @param eventTime when this was true
 * @param values features as text, by name; without the key and the event time; a feature that has no value is not there
 */
public record FeatureRecord(String group, String key, Instant eventTime, Map<String, String> values) {

  public FeatureRecord {
    values = Map.copyOf(values);
  }

  /** Without values: facts about customers belong to no log. */
  @Override
  public String toString() {
    return "FeatureRecord[" + group + " at " + eventTime + "]";
  }
}
