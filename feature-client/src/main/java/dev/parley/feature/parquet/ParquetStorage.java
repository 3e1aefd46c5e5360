package dev.parley.feature.parquet;

import dev.parley.feature.FeatureWrite;
import dev.parley.feature.GroupStore;
import dev.parley.feature.OnlineStore;
import dev.parley.feature.RecordStorage;
import dev.parley.feature.WriteOutcome;
import dev.parley.feature.embedded.EmbeddedStorage;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/**
 * The embedded store, whose history goes on to Parquet files. Thread-safe; blocks. A write is in both stores or in neither, and
 * survives the end of the process as soon as it has returned.
 */
public final class ParquetStorage implements RecordStorage {

  private final EmbeddedStorage engine;
  private final ParquetHistory history;

  private ParquetStorage(EmbeddedStorage engine, ParquetHistory history) {
    this.engine = engine;
    this.history = history;
  }

  /**
   * Opens the store.
   *
   * @param home its own folder: the engine's, and one for what is passing
   * @param files where history goes; closed with this, and when this fails
   * @throws IOException when another process holds the folder, it is damaged, or the files cannot be listed
   */
  public static ParquetStorage open(Path home, ObjectFolder files, ParquetHistory.Settings settings) throws IOException {
    EmbeddedStorage engine = null;
    try {
      engine = EmbeddedStorage.open(home.resolve("engine"));
      return new ParquetStorage(engine, ParquetHistory.open(engine, files, home.resolve("work"), settings));
    } catch (IOException | RuntimeException e) {
      files.close();
      if (engine != null) {
        engine.close();
      }
      throw e;
    }
  }

  @Override
  public OnlineStore online() {
    return engine.online();
  }

  @Override
  public ParquetHistory history() {
    return history;
  }

  @Override
  public GroupStore groups() {
    return engine.groups();
  }

  @Override
  public List<WriteOutcome> write(List<FeatureWrite> writes, Instant ingested) {
    ParquetHistory.check(writes);
    return engine.write(writes, ingested);
  }

  @Override
  public void close() {
    try {
      history.close();
    } finally {
      engine.close();
    }
  }
}
