package dev.parley.feature;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** All records of each key. Thread-safe; may block. Implementations pass {@code HistoryStoreContract}. */
public interface HistoryStore {

  /** What was known to be true at this instant: the record with the latest event time that is not after it. */
  Optional<FeatureRecord> asOf(String group, String key, Instant instant);

  /** All records from one instant (inclusive) to another (exclusive), oldest first. */
  List<FeatureRecord> history(String group, String key, Instant from, Instant to);

  /** Takes a record; at the same event time features are merged as in {@link OnlineStore#put}. */
  void append(FeatureRecord record);
}
