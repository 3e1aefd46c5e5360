package dev.parley.feature.remote;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.parley.feature.FeatureRecord;
import dev.parley.feature.FeatureValue;
import dev.parley.feature.FeatureWrite;
import dev.parley.feature.OnlineStore;
import dev.parley.feature.RecordKey;
import dev.parley.feature.RecordState;
import dev.parley.feature.WriteOutcome;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Remembers what a store that is far away has answered: for a while it is not asked again, and for a longer while what it said stands
 * in when it fails. What is written through here is seen by the next read. Thread-safe.
 */
public final class CachedOnlineStore implements OnlineStore {

  private static final Logger LOG = LoggerFactory.getLogger(CachedOnlineStore.class);

  /** What a record costs beside its texts, in bytes. */
  private static final int OVERHEAD = 200;

  private final OnlineStore store;
  private final LongSupplier nanos;
  private final long freshNanos;
  private final Cache<RecordKey, Remembered> cache;
  private final MeterRegistry meters;

  /** That there is no record is remembered too. */
  private record Remembered(Optional<FeatureRecord> record, long at) {}

  /**
   * @param store what is far away; closed with this
   * @param maxBytes of what is remembered, about
   * @param fresh how long the store is not asked again; zero = always
   * @param staleIfError how long after it was read a record stands in for a store that fails; at least {@code fresh}
   * @param nanos the time, as {@link System#nanoTime}
   */
  public CachedOnlineStore(
      OnlineStore store, long maxBytes, Duration fresh, Duration staleIfError, LongSupplier nanos, MeterRegistry meters) {
    this.store = store;
    this.nanos = nanos;
    this.freshNanos = fresh.toNanos();
    this.meters = meters;
    this.cache =
        Caffeine.newBuilder()
            .maximumWeight(maxBytes)
            .weigher((RecordKey key, Remembered value) -> weight(key, value))
            .expireAfterWrite(staleIfError.compareTo(fresh) < 0 ? fresh : staleIfError)
            .ticker(nanos::getAsLong)
            .build();
    meters.gauge("parley.features.remembered", cache, c -> c.estimatedSize());
  }

  private static int weight(RecordKey key, Remembered value) {
    long bytes = (long) OVERHEAD + key.key().length();
    if (value.record.isPresent()) {
      for (Map.Entry<String, FeatureValue> entry : value.record.get().values().entrySet()) {
        bytes += (long) OVERHEAD + entry.getKey().length() + entry.getValue().words().length();
      }
    }
    return (int) Math.min(Integer.MAX_VALUE, bytes);
  }

  /** Not what is remembered: whoever counts needs what is there. */
  @Override
  public Optional<RecordState> state(RecordKey key) {
    return store.state(key);
  }

  @Override
  public List<Optional<FeatureRecord>> latest(List<RecordKey> keys) {
    long now = nanos.getAsLong();
    Map<RecordKey, Remembered> known = cache.getAllPresent(keys);
    List<RecordKey> missing = keys.stream().distinct().filter(k -> !fresh(known.get(k), now)).toList();
    if (missing.isEmpty()) {
      meters.counter("parley.features.reads", "from", "cache").increment();
      return keys.stream().map(k -> known.getOrDefault(k, new Remembered(Optional.empty(), now)).record()).toList();
    }
    Map<RecordKey, Optional<FeatureRecord>> read = read(missing, known, now);
    List<Optional<FeatureRecord>> answers = new ArrayList<>(keys.size());
    for (RecordKey key : keys) {
      Optional<FeatureRecord> answer = read.get(key);
      answers.add(answer != null ? answer : known.getOrDefault(key, new Remembered(Optional.empty(), now)).record());
    }
    return answers;
  }

  private boolean fresh(@Nullable Remembered remembered, long now) {
    return remembered != null && now - remembered.at < freshNanos;
  }

  private Map<RecordKey, Optional<FeatureRecord>> read(List<RecordKey> missing, Map<RecordKey, Remembered> known, long now) {
    Map<RecordKey, Optional<FeatureRecord>> answers = new HashMap<>();
    try {
      List<Optional<FeatureRecord>> found = store.latest(missing);
      for (int i = 0; i < missing.size(); i++) {
        answers.put(missing.get(i), found.get(i));
        cache.put(missing.get(i), new Remembered(found.get(i), now));
      }
      meters.counter("parley.features.reads", "from", "store").increment();
    } catch (RuntimeException e) {
      if (!known.keySet().containsAll(missing)) {
        throw e;
      }
      // Of those that are known nothing is put: what was read last stands in, and the caller takes it.
      LOG.warn("a feature store fails, and what it said before stands in: {}", e.getMessage());
      meters.counter("parley.features.reads", "from", "stale").increment();
    }
    return answers;
  }

  @Override
  public List<WriteOutcome> write(List<FeatureWrite> writes) {
    try {
      return store.write(writes);
    } finally {
      // Also when it failed: it may have been done.
      writes.forEach(w -> cache.invalidate(new RecordKey(w.record().group(), w.record().key())));
    }
  }

  @Override
  public void scan(String group, Predicate<FeatureRecord> visitor) {
    store.scan(group, visitor);
  }

  @Override
  public boolean isEmpty(String group) {
    return store.isEmpty(group);
  }

  @Override
  public void forget(RecordKey key) {
    try {
      store.forget(key);
    } finally {
      cache.invalidate(key);
    }
  }

  @Override
  public void flush() {
    store.flush();
  }

  @Override
  public void close() {
    store.close();
  }
}
