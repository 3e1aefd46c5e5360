package dev.parley.feature;

import java.time.Instant;
import java.util.Comparator;

/**
 * A write as history keeps it. Immutable.
 *
 * @param kind what was done; a hard deletion is a deletion here
 * @param record what with
 * @param ingested when it was taken: SageMaker's {@code api_invocation_time}
 * @param sequence its place among the writes of one store; unique there
 */
public record HistoryRow(FeatureWrite.Kind kind, FeatureRecord record, Instant ingested, long sequence) {

  /** By event time, then by arrival: the order in which rows are folded. */
  public static final Comparator<HistoryRow> FOLDING =
      Comparator.comparing((HistoryRow row) -> row.record().eventTime()).thenComparing(HistoryRow::ingested).thenComparingLong(HistoryRow::sequence);

  /** As a write. */
  public FeatureWrite write() {
    return new FeatureWrite(kind, record, false, true);
  }
}
