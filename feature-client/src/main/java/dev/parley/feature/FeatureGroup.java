package dev.parley.feature;

import dev.parley.diagnostic.Span;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A kind of record: its features with their types. Immutable.
 *
 * @param span where it is defined
 * @param name letters, digits and single hyphens or underscores between them, up to 64
 * @param key the feature that identifies a record
 * @param eventTime the feature that tells when a record's facts were true
 * @param features all features, the key and the event time among them
 * @param seed a CSV file, beside the definition, that is loaded where the store has no record of the group; empty = none
 * @param ttl how long after its event time a record counts that has no time of its own; empty = for ever
 * @param targets which stores keep it; not empty
 * @param about words for people and programs: description, owner, tags
 */
public record FeatureGroup(
    Span span,
    String name,
    String key,
    String eventTime,
    Map<String, FeatureDefinition> features,
    Optional<String> seed,
    Optional<Duration> ttl,
    Targets targets,
    About about) {

  public FeatureGroup {
    features = Collections.unmodifiableMap(new LinkedHashMap<>(features));
  }

  /** Which stores keep a group's records; at least one. */
  public record Targets(boolean online, boolean offline) {

    /** Both. */
    public static final Targets BOTH = new Targets(true, true);
  }

  /** What people say of a group. */
  public record About(String description, String owner, Map<String, String> tags) {

    /** Nothing. */
    public static final About NOTHING = new About("", "", Map.of());

    public About {
      tags = Collections.unmodifiableMap(new LinkedHashMap<>(tags));
    }
  }

  /** The feature of the event time. */
  public FeatureType eventTimeType() {
    FeatureDefinition time = features.get(eventTime);
    return time == null ? FeatureType.EVENT_TIME : time.type();
  }

  /** When a record stops to count, by its own time or the group's. */
  public Optional<Instant> expiry(FeatureRecord record) {
    return record.expiresAt().or(() -> ttl.map(record.eventTime()::plus));
  }

  /** Why records of a group defined like that cannot be kept with this one's: one sentence each; empty = they can. */
  List<String> contradictions(FeatureGroup other) {
    List<String> reasons = new ArrayList<>();
    if (!key.equals(other.key)) {
      reasons.add("its key was `" + key + "` and is now `" + other.key + "`");
    }
    if (!eventTime.equals(other.eventTime)) {
      reasons.add("its event time was `" + eventTime + "` and is now `" + other.eventTime + "`");
    }
    other.features.forEach((feature, definition) -> {
      FeatureDefinition here = features.get(feature);
      if (here != null && !here.fits(definition)) {
        reasons.add("`" + feature + "` was " + here.typeInWords() + " and is now " + definition.typeInWords());
      }
    });
    return reasons;
  }

  /** As the other says it, with the features that only this one has. */
  FeatureGroup evolved(FeatureGroup other) {
    Map<String, FeatureDefinition> all = new LinkedHashMap<>(features);
    all.putAll(other.features);
    return new FeatureGroup(other.span, name, key, eventTime, all, other.seed, other.ttl, other.targets, other.about);
  }
}
