package dev.parley.feature;

import dev.parley.diagnostic.Span;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A kind of record: its features with their types. Immutable.
 *
 * @param span where it is defined
 * @param name letters, digits, - and _
 * @param key the feature that identifies a record
 * @param eventTime the feature that tells when a record's facts were true
 * @param features all features with their types, the key and the event time among them
 * @param seed a CSV file, beside the definition, that is loaded where the store has no record of the group; empty = none
 * @param ttl how long after its event time a record counts; empty = for ever
 */
public record FeatureGroup(
    Span span,
    String name,
    String key,
    String eventTime,
    Map<String, FeatureType> features,
    Optional<String> seed,
    Optional<Duration> ttl) {

  public FeatureGroup {
    features = Collections.unmodifiableMap(new LinkedHashMap<>(features));
  }

  /** Whether records of both can be kept as one. */
  boolean fits(FeatureGroup other) {
    return key.equals(other.key)
        && eventTime.equals(other.eventTime)
        && other.features.entrySet().stream().allMatch(f -> features.getOrDefault(f.getKey(), f.getValue()) == f.getValue());
  }

  /** The same with these features too. */
  FeatureGroup with(Map<String, FeatureType> more) {
    Map<String, FeatureType> all = new LinkedHashMap<>(features);
    more.forEach(all::putIfAbsent);
    return new FeatureGroup(span, name, key, eventTime, all, seed, ttl);
  }
}
