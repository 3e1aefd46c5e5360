package dev.parley.feature.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.Cache;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.ColumnFamilyOptions;
import org.rocksdb.CompactRangeOptions;
import org.rocksdb.CompressionType;
import org.rocksdb.DBOptions;
import org.rocksdb.FlushOptions;
import org.rocksdb.InfoLogLevel;
import org.rocksdb.LRUCache;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.Slice;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteBufferManager;
import org.rocksdb.WriteOptions;

/**
 * RocksDB as the embedded store uses it: four ordered maps in one folder, written together. Thread-safe. What a {@link #write} has
 * taken is in the log file, so it survives the end of the process; a torn end of the log, which no write had returned from, is cut
 * off when the folder is opened again. Memory outside the heap is bounded by {@link #CACHE_BYTES} and {@link #BUFFER_BYTES}.
 */
final class Engine implements AutoCloseable {

  /** Blocks of files, with their indexes and filters; and what is written but not yet in files, which counts against it. */
  static final long CACHE_BYTES = 64L << 20;

  static final long BUFFER_BYTES = 24L << 20;
  private static final long BUFFER_EACH = 8L << 20;
  private static final long LOG_BYTES = 64L << 20;
  private static final int OPEN_FILES = 256;
  private static final int FILTER_BITS = 10;
  private static final byte[] EXPUNGED = "expunged".getBytes(StandardCharsets.UTF_8);

  /** The maps. */
  enum Family {
    /** RocksDB must have it. */
    DEFAULT("default"),
    /** {@code group, key} to the state that its writes left behind. */
    ONLINE("online"),
    /** {@code group, key, event time, sequence} to a row. */
    HISTORY("history"),
    /** {@code sequence} to the row's key, of rows that are not in the offline files yet. */
    PENDING("pending"),
    /** Everything else, by name. */
    META("meta");

    private final String id;

    Family(String id) {
      this.id = id;
    }
  }

  private final List<AutoCloseable> owned;
  private final Map<Family, ColumnFamilyHandle> families;
  private final RocksDB db;
  private final WriteOptions writing = new WriteOptions();

  private Engine(RocksDB db, Map<Family, ColumnFamilyHandle> families, List<AutoCloseable> owned) {
    this.db = db;
    this.families = families;
    this.owned = owned;
  }

  /**
   * Opens the folder, which is made if need be.
   *
   * @throws IOException when another process holds it, or it is damaged
   */
  static Engine open(Path folder) throws IOException {
    Files.createDirectories(folder);
    RocksDB.loadLibrary();
    List<AutoCloseable> owned = new ArrayList<>();
    Cache cache = own(owned, new LRUCache(CACHE_BYTES));
    WriteBufferManager buffers = own(owned, new WriteBufferManager(BUFFER_BYTES, cache));
    BlockBasedTableConfig table =
        new BlockBasedTableConfig()
            .setBlockCache(cache)
            .setFilterPolicy(own(owned, new BloomFilter(FILTER_BITS)))
            .setCacheIndexAndFilterBlocks(true)
            .setPinL0FilterAndIndexBlocksInCache(true);
    ColumnFamilyOptions each =
        own(owned, new ColumnFamilyOptions())
            .setTableFormatConfig(table)
            .setWriteBufferSize(BUFFER_EACH)
            .setLevelCompactionDynamicLevelBytes(true)
            .setCompressionType(CompressionType.LZ4_COMPRESSION);
    DBOptions options =
        own(owned, shortManifest())
            .setCreateIfMissing(true)
            .setCreateMissingColumnFamilies(true)
            .setWriteBufferManager(buffers)
            .setMaxOpenFiles(OPEN_FILES)
            .setMaxTotalWalSize(LOG_BYTES)
            .setInfoLogLevel(InfoLogLevel.WARN_LEVEL)
            .setKeepLogFileNum(2);
    List<ColumnFamilyDescriptor> descriptors = new ArrayList<>();
    for (Family family : Family.values()) {
      descriptors.add(new ColumnFamilyDescriptor(family.id.getBytes(StandardCharsets.UTF_8), each));
    }
    List<ColumnFamilyHandle> handles = new ArrayList<>();
    try {
      RocksDB db = RocksDB.open(options, folder.toString(), descriptors, handles);
      Map<Family, ColumnFamilyHandle> families = new EnumMap<>(Family.class);
      for (Family family : Family.values()) {
        families.put(family, handles.get(families.size()));
      }
      return new Engine(db, families, owned);
    } catch (RocksDBException e) {
      closeAll(owned);
      throw refused(folder, e);
    }
  }

  /** The list of files, which has the first and last key of each, is written anew with each change, so that no key outlives its files in it. */
  private static DBOptions shortManifest() {
    Properties properties = new Properties();
    properties.setProperty("max_manifest_space_amp_pct", "0");
    return Objects.requireNonNull(DBOptions.getDBOptionsFromProps(properties)).setMaxManifestFileSize(1);
  }

  private static <T extends AutoCloseable> T own(List<AutoCloseable> owned, T option) {
    owned.add(option);
    return option;
  }

  private static IOException refused(Path folder, RocksDBException e) {
    String reason = String.valueOf(e.getMessage());
    return reason.contains("lock")
        ? new StoreInUseException(folder, e)
        : new IOException(
            "the feature store " + folder + " cannot be read (" + reason + "); restore it from a backup, or move it away to begin anew", e);
  }

  byte @Nullable [] get(Family family, byte[] key) {
    try {
      return db.get(handle(family), key);
    } catch (RocksDBException e) {
      throw failed("read", e);
    }
  }

  /** Values in the order of the keys; null where there is none. */
  List<byte[]> get(Family family, List<byte[]> keys) {
    if (keys.isEmpty()) {
      return List.of();
    }
    try {
      return db.multiGetAsList(Collections.nCopies(keys.size(), handle(family)), keys);
    } catch (RocksDBException e) {
      throw failed("read", e);
    }
  }

  /** Writes together, to be taken by {@link #write}. */
  final class Batch implements AutoCloseable {

    private final WriteBatch batch = new WriteBatch();

    void put(Family family, byte[] key, byte[] value) {
      try {
        batch.put(handle(family), key, value);
      } catch (RocksDBException e) {
        throw failed("written", e);
      }
    }

    void delete(Family family, byte[] key) {
      try {
        batch.delete(handle(family), key);
      } catch (RocksDBException e) {
        throw failed("written", e);
      }
    }

    @Override
    public void close() {
      batch.close();
    }
  }

  Batch batch() {
    return new Batch();
  }

  /** All of the batch, or nothing of it. */
  void write(Batch batch) {
    try {
      db.write(writing, batch.batch);
    } catch (RocksDBException e) {
      throw failed("written", e);
    }
  }

  /** What is shown while going through a map. */
  interface Visitor {
    /** Whether to go on. */
    boolean visit(byte[] key, byte[] value);
  }

  /** Goes through the keys from one (inclusive) to another (exclusive), in their order. Sees the map as it was when it began. */
  void scan(Family family, byte[] from, byte[] to, Visitor visitor) {
    try (Slice end = new Slice(to);
        ReadOptions reading = new ReadOptions().setIterateUpperBound(end);
        RocksIterator entries = db.newIterator(handle(family), reading)) {
      for (entries.seek(from); entries.isValid(); entries.next()) {
        if (!visitor.visit(entries.key(), entries.value())) {
          return;
        }
      }
      entries.status();
    } catch (RocksDBException e) {
      throw failed("read", e);
    }
  }

  /** Writes what is in memory to files, and rewrites the files of this span without what was deleted in it. */
  void expunge(Family family, byte[] from, byte[] to) {
    try (FlushOptions flushing = new FlushOptions().setWaitForFlush(true);
        CompactRangeOptions whole =
            new CompactRangeOptions().setBottommostLevelCompaction(CompactRangeOptions.BottommostLevelCompaction.kForce)) {
      // All of them: a log file goes when nothing in it is needed for any map.
      db.flush(flushing, List.copyOf(families.values()));
      db.compactRange(handle(family), from, to, whole);
      // The list of files still has what it began with; the next change begins a new one, and then the old one can go.
      db.put(handle(Family.DEFAULT), writing, EXPUNGED, EXPUNGED);
      db.flush(flushing, handle(Family.DEFAULT));
      db.disableFileDeletions();
      db.enableFileDeletions();
    } catch (RocksDBException e) {
      throw failed("written", e);
    }
  }

  /** Waits until the log is on disk. */
  void sync() {
    try {
      db.flushWal(true);
    } catch (RocksDBException e) {
      throw failed("written", e);
    }
  }

  private ColumnFamilyHandle handle(Family family) {
    if (!db.isOwningHandle()) {
      throw new IllegalStateException("the feature store is closed");
    }
    return Objects.requireNonNull(families.get(family));
  }

  private static UncheckedIOException failed(String done, RocksDBException e) {
    return new UncheckedIOException("the feature store cannot be " + done, new IOException(e));
  }

  @Override
  public void close() {
    if (db.isOwningHandle()) {
      families.values().forEach(ColumnFamilyHandle::close);
      db.close();
      writing.close();
      closeAll(owned);
    }
  }

  private static void closeAll(List<AutoCloseable> owned) {
    for (int i = owned.size() - 1; i >= 0; i--) {
      try {
        owned.get(i).close();
      } catch (Exception e) {
        throw new IllegalStateException("the feature store's memory cannot be given back", e);
      }
    }
  }
}
