package dev.parley.feature.embedded;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.parley.feature.FeatureRecord;
import dev.parley.feature.HistoryStore;
import dev.parley.feature.OnlineStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;

/**
 * Both stores in one file, for one process. Thread-safe. What was {@linkplain #flush flushed} or is older than a second survives
 * a crash; closing flushes. A file that another process holds, or that is damaged, is refused with a message that says so.
 *
 * <p>How it works: the map {@code history} holds every record under {@code group, key, event time}; the map {@code online} holds
 * the latest one under {@code group, key}. Keys are ordered, so a point in time is one look-up of the next smaller key.
 */
public final class EmbeddedStore implements OnlineStore, HistoryStore {

  private static final String FILE = "features.mv";
  private static final int CACHE_MB = 32;
  private static final char SEPARATOR = '\u0000';
  private static final ObjectMapper JSON = new ObjectMapper();

  private final MVStore store;
  private final MVMap<String, String> online;
  private final MVMap<String, String> history;

  private EmbeddedStore(MVStore store) {
    this.store = store;
    this.online = store.openMap("online");
    this.history = store.openMap("history");
  }

  /**
   * Opens the store in this folder, which is made if need be.
   *
   * @throws IOException when another process holds it, or it is damaged
   */
  public static EmbeddedStore open(Path folder) throws IOException {
    Files.createDirectories(folder);
    Path file = folder.resolve(FILE);
    MVStore store;
    try {
      store = new MVStore.Builder().fileName(file.toString()).cacheSize(CACHE_MB).open();
    } catch (MVStoreException e) {
      throw refused(file, e);
    }
    try {
      return new EmbeddedStore(store);
    } catch (MVStoreException e) {
      store.closeImmediately();
      throw refused(file, e);
    }
  }

  private static IOException refused(Path file, MVStoreException e) {
    return new IOException(
        e.getErrorCode() == DataUtils.ERROR_FILE_LOCKED
            ? "the feature store " + file + " is in use by another process; stop that one, or use another folder"
            : "the feature store " + file + " cannot be read (" + e.getMessage() + "); restore it from a backup, or move it away to begin anew",
        e);
  }

  @Override
  public Optional<FeatureRecord> latest(String group, String key) {
    // A closed map still answers from memory, which would pass for "nobody is known".
    if (store.isClosed()) {
      throw new IllegalStateException("the feature store is closed");
    }
    String found = online.get(group + SEPARATOR + key);
    return found == null ? Optional.empty() : Optional.of(read(group, key, found));
  }

  @Override
  public void put(FeatureRecord record) {
    String at = record.group() + SEPARATOR + record.key();
    synchronized (online) {
      Optional<FeatureRecord> old = latest(record.group(), record.key());
      if (old.isEmpty() || old.get().eventTime().isBefore(record.eventTime())) {
        online.put(at, write(record));
      } else if (old.get().eventTime().equals(record.eventTime())) {
        online.put(at, write(merged(old.get(), record)));
      }
    }
  }

  @Override
  public void append(FeatureRecord record) {
    String at = historyKey(record.group(), record.key(), record.eventTime());
    synchronized (history) {
      String old = history.get(at);
      history.put(at, write(old == null ? record : merged(read(record.group(), record.key(), old), record)));
    }
  }

  @Override
  public Optional<FeatureRecord> asOf(String group, String key, Instant instant) {
    String at = history.floorKey(historyKey(group, key, instant));
    if (at == null || !at.startsWith(group + SEPARATOR + key + SEPARATOR)) {
      return Optional.empty();
    }
    return Optional.ofNullable(history.get(at)).map(json -> read(group, key, json));
  }

  @Override
  public List<FeatureRecord> history(String group, String key, Instant from, Instant to) {
    List<FeatureRecord> records = new ArrayList<>();
    var cursor = history.cursor(historyKey(group, key, from), historyKey(group, key, to), false);
    while (cursor.hasNext()) {
      cursor.next();
      FeatureRecord record = read(group, key, cursor.getValue());
      if (record.eventTime().isBefore(to)) {
        records.add(record);
      }
    }
    return records;
  }

  private static FeatureRecord merged(FeatureRecord old, FeatureRecord later) {
    Map<String, String> values = new HashMap<>(old.values());
    values.putAll(later.values());
    return new FeatureRecord(later.group(), later.key(), later.eventTime(), values);
  }

  /** Times as fixed-width text, so that their order is the text's: seconds since year -1e9, and nanoseconds. */
  private static String historyKey(String group, String key, Instant time) {
    long seconds = Math.max(0, time.getEpochSecond() - Instant.MIN.getEpochSecond());
    return group + SEPARATOR + key + SEPARATOR + String.format(java.util.Locale.ROOT, "%020d%09d", seconds, time.getNano());
  }

  private static String write(FeatureRecord record) {
    try {
      return record.eventTime() + "\n" + JSON.writeValueAsString(record.values());
    } catch (JsonProcessingException e) {
      throw new AssertionError("a map of texts has a JSON form", e);
    }
  }

  private static FeatureRecord read(String group, String key, String stored) {
    int end = stored.indexOf('\n');
    try {
      Map<String, String> values = JSON.readValue(stored.substring(end + 1), new TypeReference<Map<String, String>>() {});
      return new FeatureRecord(group, key, Instant.parse(stored.substring(0, end)), values);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException("a record of feature group " + group + " is damaged", e);
    }
  }

  @Override
  public boolean isEmpty(String group) {
    String first = online.ceilingKey(group + SEPARATOR);
    return first == null || !first.startsWith(group + SEPARATOR);
  }

  @Override
  public void flush() {
    store.commit();
    store.sync();
  }

  @Override
  public void close() {
    store.close();
  }
}
