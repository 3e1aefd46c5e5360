package dev.parley.feature;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The latest record of each key. Thread-safe; may block. A write that has returned is seen by every later read, and survives the
 * end of the process. Implementations pass {@code OnlineStoreContract}.
 */
public interface OnlineStore extends AutoCloseable {

  /** The latest records by event time, in the order asked for. Expired ones are among them: whoever asks knows the time. */
  List<Optional<FeatureRecord>> latest(List<RecordKey> keys);

  /** The latest record by event time. */
  default Optional<FeatureRecord> latest(String group, String key) {
    return latest(List.of(new RecordKey(group, key))).get(0);
  }

  /**
   * The latest record, with the time of each feature where the store keeps it; else all have the record's. Empty where nothing was
   * written.
   */
  default Optional<RecordState> state(RecordKey key) {
    return latest(List.of(key)).get(0).map(record -> RecordState.NONE.apply(FeatureWrite.put(record)));
  }

  /** Takes writes as {@link RecordState} says, one by one in this order; each has its outcome, {@code NOT_ASKED} for those that are not for it. */
  List<WriteOutcome> write(List<FeatureWrite> writes);

  /** Shows every record of a group, in no order, until one is answered {@code false}. */
  void scan(String group, Predicate<FeatureRecord> visitor);

  /** Whether there is no record of this group at all. */
  default boolean isEmpty(String group) {
    boolean[] found = new boolean[1];
    scan(group, r -> {
      found[0] = true;
      return false;
    });
    return !found[0];
  }

  /** Removes every trace of a key, on disk too. */
  void forget(RecordKey key);

  /** Waits until what was written survives the end of the machine. */
  void flush();

  @Override
  void close();
}
