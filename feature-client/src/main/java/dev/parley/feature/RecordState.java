package dev.parley.feature;

import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the writes to one key have left behind, in a form that does not depend on the order in which they arrived (but at the same
 * event time, where the later arrival wins). Immutable; {@link #apply} is a pure function.
 *
 * <p>It is a map in which the last writer wins for each feature by itself, over a base: the newest whole record, or deletion. The
 * features of the base have its time; those that were merged later have their own. So a record that comes late changes what is
 * older than it, and nothing else.
 *
 * @param base the event time of the newest {@link FeatureWrite.Kind#PUT} or deletion; {@link Instant#MIN} where there was none
 * @param deleted whether that was a deletion
 * @param values the features with the event times of their writes, none before the base
 * @param expiry when the record stops to count, with the event time of the write that said so
 */
public record RecordState(Instant base, boolean deleted, Map<String, Timed<FeatureValue>> values, Optional<Timed<Instant>> expiry) {

  /** No write yet. */
  public static final RecordState NONE = new RecordState(Instant.MIN, true, Map.of(), Optional.empty());

  /** A value, and since when it is so. */
  public record Timed<T>(T value, Instant time) {}

  public RecordState {
    values = Collections.unmodifiableMap(values);
  }

  /** Whether a write at this time comes too late to count. */
  public boolean isAfter(Instant time) {
    return time.isBefore(base);
  }

  /** The event time of the newest write that counts. */
  public Instant newest() {
    Instant newest = base;
    for (Timed<FeatureValue> value : values.values()) {
      newest = value.time().isAfter(newest) ? value.time() : newest;
    }
    return newest;
  }

  /** The state after one more write; a hard deletion counts as any other here. */
  public RecordState apply(FeatureWrite write) {
    Instant time = write.record().eventTime();
    if (isAfter(time)) {
      return this;
    }
    Map<String, Timed<FeatureValue>> next = new HashMap<>(values);
    boolean whole = write.kind() != FeatureWrite.Kind.MERGE;
    if (whole) {
      next.values().removeIf(v -> !v.time().isAfter(time));
    }
    boolean deletes = whole && write.kind() != FeatureWrite.Kind.PUT;
    if (!deletes) {
      write.record().values().forEach((name, value) -> {
        Timed<FeatureValue> here = next.get(name);
        if (here == null || !here.time().isAfter(time)) {
          next.put(name, new Timed<>(value, time));
        }
      });
    }
    return new RecordState(whole ? time : base, whole ? deletes : deleted, next, expiryAfter(write, whole));
  }

  private Optional<Timed<Instant>> expiryAfter(FeatureWrite write, boolean whole) {
    Instant time = write.record().eventTime();
    if (expiry.isPresent() && expiry.get().time().isAfter(time)) {
      return expiry;
    }
    Optional<Timed<Instant>> said = write.record().expiresAt().map(e -> new Timed<>(e, time));
    return whole ? said : said.or(() -> expiry);
  }

  /** The record that counts, or empty where there is none. */
  public Optional<FeatureRecord> record(String group, String key) {
    if (deleted && values.isEmpty()) {
      return Optional.empty();
    }
    Map<String, FeatureValue> plain = new HashMap<>();
    values.forEach((name, value) -> plain.put(name, value.value()));
    return Optional.of(new FeatureRecord(group, key, newest(), plain, expiry.map(Timed::value)));
  }

  /** The state after all of these, from none. */
  public static RecordState of(Iterable<FeatureWrite> writes) {
    RecordState state = NONE;
    for (FeatureWrite write : writes) {
      state = state.apply(write);
    }
    return state;
  }

  /** What a write does to a state in the online store. */
  public static WriteOutcome outcome(@Nullable RecordState before, FeatureWrite write) {
    RecordState state = before == null ? NONE : before;
    if (write.kind() == FeatureWrite.Kind.HARD_DELETE) {
      return before == null || write.record().eventTime().isAfter(state.newest()) ? WriteOutcome.APPLIED : WriteOutcome.REFUSED;
    }
    return state.isAfter(write.record().eventTime()) ? WriteOutcome.OLDER : WriteOutcome.APPLIED;
  }
}
