package dev.parley.feature;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * All writes, for ever. Thread-safe; may block. A write that has returned is seen by every later read, survives the end of the
 * process, and is there once. Implementations pass {@code HistoryStoreContract}.
 */
public interface HistoryStore extends AutoCloseable {

  /** Takes those of the writes that are for it, in this order. */
  void append(List<FeatureWrite> writes, Instant ingested);

  /** The rows of a key with event times from one instant (inclusive) to another (exclusive), in {@link HistoryRow#FOLDING} order. */
  default List<HistoryRow> rows(RecordKey key, Instant from, Instant to) {
    return rows(key, from, to, Integer.MAX_VALUE);
  }

  /** The first of {@link #rows(RecordKey, Instant, Instant)}: no more than {@code limit}, and no more than that are read. */
  List<HistoryRow> rows(RecordKey key, Instant from, Instant to, int limit);

  /** What was true at this instant, as far as it is known now. */
  default Optional<FeatureRecord> asOf(RecordKey key, Instant instant) {
    return asOf(key, instant, Instant.MAX);
  }

  /**
   * What was true at this instant, as far as it was known at another: writes that were taken after that do not count, so that what
   * was filled in later cannot leak into the past.
   */
  default Optional<FeatureRecord> asOf(RecordKey key, Instant instant, Instant known) {
    List<FeatureWrite> then =
        rows(key, Instant.MIN, instant.equals(Instant.MAX) ? instant : instant.plusNanos(1)).stream()
            .filter(row -> !row.ingested().isAfter(known))
            .map(HistoryRow::write)
            .toList();
    return RecordState.of(then).record(key.group(), key.key());
  }

  /** Removes every trace of a key, on disk too. */
  void forget(RecordKey key);

  /** Waits until what was written survives the end of the machine. */
  void flush();

  @Override
  void close();
}
