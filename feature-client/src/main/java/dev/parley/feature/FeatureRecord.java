package dev.parley.feature;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What is known of one thing at one time. Immutable.
 *
 * @param group the feature group
 * @param key the record's identifier
 * @param eventTime when this was true
 * @param values features by name; without the key and the event time; a feature that has no value is not there
 * @param expiresAt when it stops to count, where it was written with a time to live of its own
 */
public record FeatureRecord(String group, String key, Instant eventTime, Map<String, FeatureValue> values, Optional<Instant> expiresAt) {

  public FeatureRecord {
    values = Map.copyOf(values);
  }

  /** A record without a time to live of its own. */
  public FeatureRecord(String group, String key, Instant eventTime, Map<String, FeatureValue> values) {
    this(group, key, eventTime, values, Optional.empty());
  }

  /** A record of single values. */
  public static FeatureRecord of(String group, String key, Instant eventTime, Map<String, String> texts) {
    Map<String, FeatureValue> values = new LinkedHashMap<>();
    texts.forEach((name, text) -> values.put(name, FeatureValue.of(text)));
    return new FeatureRecord(group, key, eventTime, values);
  }

  /** The values as people read them. */
  public Map<String, String> words() {
    Map<String, String> words = new LinkedHashMap<>();
    values.forEach((name, value) -> words.put(name, value.words()));
    return Collections.unmodifiableMap(words);
  }

  /** Without values: facts about customers belong to no log. */
  @Override
  public String toString() {
    return "FeatureRecord[" + group + " at " + eventTime + "]";
  }
}
