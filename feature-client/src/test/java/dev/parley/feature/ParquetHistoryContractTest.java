package dev.parley.feature;

import dev.parley.feature.parquet.LocalFolder;
import dev.parley.feature.parquet.ParquetStorage;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;

/** Rows in the engine, in files, and in files that were made one: the same history. */
class ParquetHistoryContractTest {

  @TempDir Path folder;

  /** History and what it stands on, closed together. */
  static HistoryStore history(ParquetStorage storage) {
    return new HistoryStore() {
      @Override
      public void append(List<FeatureWrite> writes, Instant ingested) {
        storage.history().append(writes, ingested);
      }

      @Override
      public List<HistoryRow> rows(RecordKey key, Instant from, Instant to, int limit) {
        return storage.history().rows(key, from, to, limit);
      }

      @Override
      public void forget(RecordKey key) {
        storage.history().forget(key);
      }

      @Override
      public void flush() {
        storage.history().flush();
      }

      @Override
      public void close() {
        storage.close();
      }
    };
  }

  @Nested
  class History extends HistoryStoreContract {

    private ParquetStorage storage;
    private int settled;

    @Override
    protected HistoryStore open() throws IOException {
      storage = HistoryFixture.open(folder.resolve("home"), new LocalFolder(folder.resolve("files")));
      return history(storage);
    }

    @Override
    protected void settle(HistoryStore store) {
      storage.history().settler().settleAll();
      if (++settled % 2 == 0) {
        storage.history().settler().compact();
      }
    }
  }
}
