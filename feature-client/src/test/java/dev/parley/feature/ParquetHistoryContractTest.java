package dev.parley.feature;

import dev.parley.feature.parquet.LocalFolder;
import dev.parley.feature.parquet.ParquetHistory;
import dev.parley.feature.parquet.ParquetStorage;
import dev.parley.feature.parquet.QueryLimits;
import dev.parley.feature.parquet.SettleLimits;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;

/** Rows in the engine, in files, in files that were made one, and in several of these at once: the same history. */
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
      public List<HistoryRow> rows(RecordKey key, Instant from, Instant to) {
        return storage.history().rows(key, from, to);
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

  abstract class Kept extends HistoryStoreContract {

    private ParquetStorage storage;

    abstract Optional<FeatureGroup> group(String name);

    @Override
    protected HistoryStore open() throws IOException {
      SettleLimits settle = new SettleLimits(10, 1 << 20, Duration.ZERO, 2, 1 << 20);
      storage = ParquetStorage.open(folder.resolve("home"), new LocalFolder(folder.resolve("files")), new ParquetHistory.Settings(this::group, settle, QueryLimits.DEFAULT));
      return history(storage);
    }

    private int settled;

    @Override
    protected void settle(HistoryStore store) {
      storage.history().settler().settleAll();
      if (++settled % 2 == 0) {
        storage.history().settler().compact();
      }
    }
  }

  @Nested
  class WithColumns extends Kept {
    @Override
    Optional<FeatureGroup> group(String name) {
      return Optional.of(HistoryFixture.account());
    }
  }

  /** What is defined nowhere has no columns, and is kept all the same. */
  @Nested
  class WithoutDefinitions extends Kept {
    @Override
    Optional<FeatureGroup> group(String name) {
      return Optional.empty();
    }
  }
}
