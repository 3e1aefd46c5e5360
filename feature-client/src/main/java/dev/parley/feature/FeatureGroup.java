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
}
