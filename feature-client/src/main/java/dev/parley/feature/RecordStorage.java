package dev.parley.feature;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Where records are: the latest and the history, written together. Thread-safe; may block. */
public interface RecordStorage extends AutoCloseable {

  /** The latest. */
  OnlineStore online();

  /** All. */
  HistoryStore history();

  /** What they are records of. */
  GroupStore groups();

  /**
   * Takes writes, in this order. When it returns they survive the end of the process.
   *
   * @param ingested when they were taken
   * @return what became of each in the online store
   */
  List<WriteOutcome> write(List<FeatureWrite> writes, Instant ingested);

  @Override
  void close();

  /**
   * Two stores that know nothing of each other. Where the process ends in the middle, writes that were not acknowledged may be in
   * one of them only; those that were are in both.
   */
  static RecordStorage of(OnlineStore online, HistoryStore history, GroupStore groups) {
    return new Separate(online, history, groups);
  }

  /** See {@link #of}. */
  record Separate(OnlineStore online, HistoryStore history, GroupStore groups) implements RecordStorage {

    @Override
    public List<WriteOutcome> write(List<FeatureWrite> writes, Instant ingested) {
      List<WriteOutcome> outcomes = online.write(writes);
      List<FeatureWrite> kept = new ArrayList<>();
      for (int i = 0; i < writes.size(); i++) {
        if (outcomes.get(i) != WriteOutcome.REFUSED) {
          kept.add(writes.get(i));
        }
      }
      history.append(kept, ingested);
      return outcomes;
    }

    @Override
    public void close() {
      try {
        online.close();
      } finally {
        history.close();
      }
    }
  }
}
