package dev.parley.feature.statistics;

import dev.parley.feature.FeatureGroup;
import dev.parley.feature.FeatureRecord;
import dev.parley.feature.FeatureStore;
import dev.parley.feature.FeatureValue;
import dev.parley.feature.FeatureWrite;
import dev.parley.feature.HistoryRow;
import dev.parley.feature.RecordKey;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import org.apache.datasketches.kll.KllDoublesSketch;
import org.apache.datasketches.quantilescommon.QuantileSearchCriteria;

/**
 * What a group's records look like together: how many, how fresh, how often a feature has no value, how its values are distributed,
 * and how far what is served now has moved from what was written before. Memory does not grow with the group. Not thread-safe.
 */
public final class GroupStatistics {

  /** Of this many records the history is read too. */
  public static final int COMPARED = 10_000;

  private final FeatureGroup group;
  private final Map<String, FeatureSketch> all = new LinkedHashMap<>();
  private final Map<String, FeatureSketch> served = new LinkedHashMap<>();
  private final Map<String, FeatureSketch> written = new LinkedHashMap<>();
  private final KllDoublesSketch times = KllDoublesSketch.newHeapInstance();
  private long count;
  private long compared;
  private Instant newest = Instant.MIN;
  private Instant oldest = Instant.MAX;

  private GroupStatistics(FeatureGroup group) {
    this.group = group;
    group.features().forEach((name, definition) -> {
      if (!name.equals(group.key()) && !name.equals(group.eventTime())) {
        all.put(name, new FeatureSketch(definition));
        served.put(name, new FeatureSketch(definition));
        written.put(name, new FeatureSketch(definition));
      }
    });
  }

  /** Goes through a group's records that are online and not expired; throws {@link UnsupportedOperationException} where a store cannot list them. */
  public static GroupStatistics of(FeatureStore store, String group) {
    return of(store, group, COMPARED);
  }

  /** The same, with the history of no more records than this. */
  public static GroupStatistics of(FeatureStore store, String group, int comparing) {
    FeatureGroup definition = store.group(group);
    GroupStatistics statistics = new GroupStatistics(definition);
    store.scan(group, record -> {
      statistics.take(record);
      if (definition.targets().offline() && statistics.compared < comparing) {
        statistics.compare(record, store);
      }
      return true;
    });
    return statistics;
  }

  private void take(FeatureRecord record) {
    count++;
    newest = record.eventTime().isAfter(newest) ? record.eventTime() : newest;
    oldest = record.eventTime().isBefore(oldest) ? record.eventTime() : oldest;
    times.update((double) record.eventTime().getEpochSecond());
    add(all, record);
  }

  private void compare(FeatureRecord record, FeatureStore store) {
    compared++;
    add(served, record);
    for (HistoryRow row : store.history(new RecordKey(group.name(), record.key()), Instant.MIN, Instant.MAX)) {
      if (row.kind() == FeatureWrite.Kind.PUT || row.kind() == FeatureWrite.Kind.MERGE) {
        add(written, row.record());
      }
    }
  }

  private static void add(Map<String, FeatureSketch> sketches, FeatureRecord record) {
    for (Map.Entry<String, FeatureValue> value : record.values().entrySet()) {
      FeatureSketch sketch = sketches.get(value.getKey());
      if (sketch != null) {
        sketch.add(value.getValue());
      }
    }
  }

  /** The group. */
  public FeatureGroup group() {
    return group;
  }

  /** How many records there are. */
  public long count() {
    return count;
  }

  /** Of how many records the history was read for {@link #drift}. */
  public long compared() {
    return compared;
  }

  /** The features but the key and the event time, by name. */
  public Map<String, FeatureSketch> features() {
    return Collections.unmodifiableMap(all);
  }

  /** The newest event time, the median to the second, and the oldest. */
  public record Times(Instant newest, Instant median, Instant oldest) {}

  /** Event times; empty when there are no records. */
  public Optional<Times> times() {
    return count == 0
        ? Optional.empty()
        : Optional.of(new Times(newest, Instant.ofEpochSecond((long) times.getQuantile(0.5, QuantileSearchCriteria.INCLUSIVE)), oldest));
  }

  /** The share of records in which the feature has no value; 0 when there are no records. */
  public double nullRate(String feature) {
    return count == 0 ? 0 : 1 - (double) sketch(all, feature).present() / count;
  }

  /** How far the feature's latest values are from all that were written, {@link FeatureSketch#distance}. */
  public OptionalDouble drift(String feature) {
    return sketch(served, feature).distance(sketch(written, feature));
  }

  private static FeatureSketch sketch(Map<String, FeatureSketch> sketches, String feature) {
    return Objects.requireNonNull(sketches.get(feature), feature);
  }
}
