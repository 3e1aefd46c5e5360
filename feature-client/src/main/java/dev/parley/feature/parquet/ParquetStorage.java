package dev.parley.feature.parquet;

import dev.parley.feature.FeatureWrite;
import dev.parley.feature.GroupStore;
import dev.parley.feature.OnlineStore;
import dev.parley.feature.RecordStorage;
import dev.parley.feature.WriteOutcome;
import dev.parley.feature.embedded.EmbeddedStorage;
import dev.parley.feature.seal.FeatureKeys;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

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

  /** Opens the store in the clear; see {@link #open(Path, Optional, ObjectFolder, Path, ParquetHistory.Settings)}. */
  public static ParquetStorage open(Path home, ObjectFolder files, ParquetHistory.Settings settings) throws IOException {
    return open(home, Optional.empty(), files, home.resolve("work"), settings);
  }

  /**
   * Opens the store.
   *
   * @param home its own folder, where the engine is
   * @param keys seal what the engine keeps; the files are to be a {@link SealedFolder} then
   * @param files where history goes; closed with this, and when this fails
   * @param work an own folder for what is passing, in the clear; what is in it is removed
   * @throws IOException when another process holds the folder, it is damaged, other keys have sealed it, or the files cannot be listed
   */
  public static ParquetStorage open(Path home, Optional<FeatureKeys> keys, ObjectFolder files, Path work, ParquetHistory.Settings settings)
      throws IOException {
    EmbeddedStorage engine = null;
    try {
      engine = EmbeddedStorage.open(home.resolve("engine"), keys);
      return new ParquetStorage(engine, ParquetHistory.open(engine, files, work, settings));
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
