package dev.parley.feature;

import java.util.Optional;

/** The latest record of each key. Thread-safe; may block. Implementations pass {@code OnlineStoreContract}. */
public interface OnlineStore extends AutoCloseable {

  /** The latest record by event time. */
  Optional<FeatureRecord> latest(String group, String key);

  /**
   * Takes a record. The newest event time wins, whatever the order of arrival; at the same event time the features are merged, a
   * feature that is in both taken from the later arrival.
   */
  void put(FeatureRecord record);

  /** Whether there is no record of this group at all. */
  boolean isEmpty(String group);

  /** Waits until what was put is on disk. */
  void flush();

  @Override
  void close();
}
