package dev.parley.simulation;

import dev.parley.event.FeatureSnapshot;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * The customers of a script: what is on record of them, and how the store behaves. Immutable.
 *
 * @param groups by feature group
 */
public record ScriptedFeatures(Map<String, Group> groups) implements FeatureScript {

  /** No customers. */
  public static final ScriptedFeatures NONE = new ScriptedFeatures(Map.of());

  /** What a healthy store takes. */
  static final Duration USUAL = Duration.ofMillis(5);

  public ScriptedFeatures {
    groups = Map.copyOf(groups);
  }

  /** What the store answers; a key that nobody mentions has no record. */
  @Override
  public Reply find(String group, String key) {
    Group known = groups.get(group);
    if (known == null) {
      return Reply.ABSENT;
    }
    return known.whole().orElseGet(() -> known.records().getOrDefault(key, Reply.ABSENT));
  }

  /**
   * The records of a feature group.
   *
   * @param whole how the store answers for every key of the group
   * @param records by key
   */
  public record Group(Optional<Reply> whole, Map<String, Reply> records) {
    public Group {
      records = Map.copyOf(records);
    }
  }

  /**
   * What the store answers, and when.
   *
   * @param late whether it answers only when the bot has stopped waiting
   */
  public record Reply(FeatureSnapshot snapshot, boolean late) {

    /** There is no record. */
    public static final Reply ABSENT = new Reply(FeatureSnapshot.absent(), false);

    /** The store is broken. */
    public static final Reply UNAVAILABLE = new Reply(FeatureSnapshot.unavailable(), false);

    /** The store is too slow. */
    public static final Reply LATE = new Reply(FeatureSnapshot.unavailable(), true);
  }
}
