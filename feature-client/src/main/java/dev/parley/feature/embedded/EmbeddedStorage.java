package dev.parley.feature.embedded;

import dev.parley.feature.FeatureRecord;
import dev.parley.feature.FeatureWrite;
import dev.parley.feature.GroupStore;
import dev.parley.feature.HistoryRow;
import dev.parley.feature.HistoryStore;
import dev.parley.feature.OnlineStore;
import dev.parley.feature.RecordCodec;
import dev.parley.feature.RecordKey;
import dev.parley.feature.RecordState;
import dev.parley.feature.RecordStorage;
import dev.parley.feature.WriteOutcome;
import dev.parley.feature.embedded.Engine.Family;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Both stores in one folder, for one process. Thread-safe. A write is in both or in neither, and survives the end of the process as
 * soon as it has returned; {@linkplain OnlineStore#flush flushed}, the end of the machine too. A folder that another process holds,
 * or that is damaged, is refused with a message that says so.
 */
public final class EmbeddedStorage implements RecordStorage {

  private static final byte[] SEQUENCE = "sequence".getBytes(StandardCharsets.UTF_8);

  /** Sequence numbers are taken from the engine in blocks, so that a write needs no more than its own entries. */
  private static final long SEQUENCE_BLOCK = 100_000;

  private static final int STRIPES = 64;

  private final Engine engine;
  private final Online online = new Online();
  private final History history = new History();
  private final Groups groups = new Groups();
  /** Of two writes to one key the later one has no earlier stamp, whatever the clock does: history is folded in this order. */
  private final AtomicReference<Instant> stamps = new AtomicReference<>(Instant.MIN);

  private final ReentrantLock[] stripes = new ReentrantLock[STRIPES];

  /** Closing waits for those who read and write, for the engine is native code that would fall over. */
  private final ReadWriteLock open = new ReentrantReadWriteLock();

  private boolean closed;
  private final Object sequences = new Object();
  private long nextSequence;
  private long reserved;

  private EmbeddedStorage(Engine engine) {
    this.engine = engine;
    for (int i = 0; i < STRIPES; i++) {
      stripes[i] = new ReentrantLock();
    }
    byte[] known = engine.get(Family.META, SEQUENCE);
    this.nextSequence = known == null ? 0 : EngineKeys.number(known);
    this.reserved = nextSequence;
  }

  /**
   * Opens the store in this folder, which is made if need be.
   *
   * @throws IOException when another process holds it, or it is damaged
   */
  public static EmbeddedStorage open(Path folder) throws IOException {
    return new EmbeddedStorage(Engine.open(folder));
  }

  @Override
  public OnlineStore online() {
    return online;
  }

  @Override
  public HistoryStore history() {
    return history;
  }

  @Override
  public GroupStore groups() {
    return groups;
  }

  @Override
  public List<WriteOutcome> write(List<FeatureWrite> writes, Instant ingested) {
    return writes.isEmpty() ? List.of() : using(() -> locked(writes, () -> writeLocked(writes, stamps.accumulateAndGet(ingested, EmbeddedStorage::later))));
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }

  private List<WriteOutcome> writeLocked(List<FeatureWrite> writes, Instant ingested) {
    Map<RecordKey, Optional<RecordState>> states = new HashMap<>();
    List<WriteOutcome> outcomes = new ArrayList<>(writes.size());
    long sequence = sequences(writes.size());
    try (Engine.Batch batch = engine.batch()) {
      for (FeatureWrite write : writes) {
        RecordKey key = new RecordKey(write.record().group(), write.record().key());
        WriteOutcome outcome = WriteOutcome.NOT_ASKED;
        if (write.online()) {
          RecordState before = states.computeIfAbsent(key, this::state).orElse(null);
          outcome = RecordState.outcome(before, write);
          if (outcome == WriteOutcome.APPLIED) {
            states.put(key, after(before, write));
          }
        }
        outcomes.add(outcome);
        if (write.offline() && outcome != WriteOutcome.REFUSED) {
          row(batch, write, key, ingested, sequence);
        }
        sequence++;
      }
      states.forEach((key, state) -> state.ifPresentOrElse(
          s -> batch.put(Family.ONLINE, EngineKeys.record(key), RecordCodec.state(s)),
          () -> batch.delete(Family.ONLINE, EngineKeys.record(key))));
      engine.write(batch);
    }
    return outcomes;
  }

  private static Optional<RecordState> after(@Nullable RecordState before, FeatureWrite write) {
    return write.kind() == FeatureWrite.Kind.HARD_DELETE
        ? Optional.empty()
        : Optional.of((before == null ? RecordState.NONE : before).apply(write));
  }

  private static void row(Engine.Batch batch, FeatureWrite write, RecordKey key, Instant ingested, long sequence) {
    FeatureWrite.Kind kind = write.kind() == FeatureWrite.Kind.HARD_DELETE ? FeatureWrite.Kind.DELETE : write.kind();
    byte[] at = EngineKeys.row(key, write.record().eventTime(), sequence);
    batch.put(Family.HISTORY, at, RecordCodec.row(kind, write.record(), ingested));
    batch.put(Family.PENDING, EngineKeys.number(sequence), at);
  }

  private Optional<RecordState> state(RecordKey key) {
    return Optional.ofNullable(engine.get(Family.ONLINE, EngineKeys.record(key))).map(RecordCodec::state);
  }

  private long sequences(int count) {
    synchronized (sequences) {
      if (nextSequence + count > reserved) {
        reserved = nextSequence + count + SEQUENCE_BLOCK;
        try (Engine.Batch batch = engine.batch()) {
          batch.put(Family.META, SEQUENCE, EngineKeys.number(reserved));
          engine.write(batch);
        }
      }
      long first = nextSequence;
      nextSequence += count;
      return first;
    }
  }

  /** Writers of one key come one after the other; a key's lock is one of a few, taken in their order. */
  private <T> T locked(List<FeatureWrite> writes, Supplier<T> work) {
    TreeSet<Integer> wanted = new TreeSet<>();
    for (FeatureWrite write : writes) {
      wanted.add(stripe(new RecordKey(write.record().group(), write.record().key())));
    }
    wanted.forEach(i -> stripes[i].lock());
    try {
      return work.get();
    } finally {
      wanted.descendingSet().forEach(i -> stripes[i].unlock());
    }
  }

  private static int stripe(RecordKey key) {
    return Math.floorMod(key.hashCode(), STRIPES);
  }

  private <T> T using(Supplier<T> work) {
    open.readLock().lock();
    try {
      if (closed) {
        throw new IllegalStateException("the feature store is closed");
      }
      return work.get();
    } finally {
      open.readLock().unlock();
    }
  }

  private void forget(Family family, RecordKey key) {
    using(() -> {
      byte[] from = EngineKeys.record(key);
      byte[] to = EngineKeys.after(from);
      try (Engine.Batch batch = engine.batch()) {
        engine.scan(family, from, to, (at, value) -> {
          // A longer key that begins like this one is another record's.
          if (EngineKeys.record(at).equals(key)) {
            batch.delete(family, at);
            if (family == Family.HISTORY) {
              batch.delete(Family.PENDING, EngineKeys.number(EngineKeys.sequence(at)));
            }
          }
          return true;
        });
        engine.write(batch);
      }
      engine.expunge(family, from, to);
      if (family == Family.HISTORY) {
        engine.expunge(Family.PENDING, EngineKeys.number(0), EngineKeys.number(-1));
      }
      return true;
    });
  }

  private void sync() {
    using(() -> {
      engine.sync();
      return true;
    });
  }

  @Override
  public void close() {
    open.writeLock().lock();
    try {
      if (!closed) {
        closed = true;
        engine.close();
      }
    } finally {
      open.writeLock().unlock();
    }
  }

  /** The latest. */
  private final class Online implements OnlineStore {

    @Override
    public List<Optional<FeatureRecord>> latest(List<RecordKey> keys) {
      return using(() -> {
        List<Optional<FeatureRecord>> found = new ArrayList<>(keys.size());
        List<byte[]> stored =
            keys.size() == 1
                ? Collections.singletonList(engine.get(Family.ONLINE, EngineKeys.record(keys.get(0))))
                : engine.get(Family.ONLINE, keys.stream().map(EngineKeys::record).toList());
        for (int i = 0; i < keys.size(); i++) {
          RecordKey key = keys.get(i);
          byte[] state = stored.get(i);
          found.add(state == null ? Optional.empty() : RecordCodec.state(state).record(key.group(), key.key()));
        }
        return found;
      });
    }

    @Override
    public Optional<RecordState> state(RecordKey key) {
      return using(() -> EmbeddedStorage.this.state(key));
    }

    @Override
    public List<WriteOutcome> write(List<FeatureWrite> writes) {
      return EmbeddedStorage.this.write(writes.stream().map(w -> w.to(w.online(), false)).toList(), Instant.EPOCH);
    }

    @Override
    public void scan(String group, Predicate<FeatureRecord> visitor) {
      using(() -> {
        byte[] from = EngineKeys.group(group);
        engine.scan(Family.ONLINE, from, EngineKeys.after(from), (at, value) -> {
          RecordKey key = EngineKeys.record(at);
          return RecordCodec.state(value).record(key.group(), key.key()).map(visitor::test).orElse(true);
        });
        return true;
      });
    }

    @Override
    public void forget(RecordKey key) {
      EmbeddedStorage.this.forget(Family.ONLINE, key);
    }

    @Override
    public void flush() {
      sync();
    }

    @Override
    public void close() {
      EmbeddedStorage.this.close();
    }
  }

  /** Beside the records, so that these can be read as long as they are there. */
  private final class Groups implements GroupStore {

    private static final String PREFIX = "group/";

    @Override
    public Map<String, String> all() {
      return using(() -> {
        Map<String, String> texts = new HashMap<>();
        byte[] from = PREFIX.getBytes(StandardCharsets.UTF_8);
        engine.scan(Family.META, from, EngineKeys.after(from), (name, text) -> {
          texts.put(new String(name, StandardCharsets.UTF_8).substring(PREFIX.length()), new String(text, StandardCharsets.UTF_8));
          return true;
        });
        return texts;
      });
    }

    @Override
    public void put(String name, String text) {
      using(() -> {
        try (Engine.Batch batch = engine.batch()) {
          batch.put(Family.META, (PREFIX + name).getBytes(StandardCharsets.UTF_8), text.getBytes(StandardCharsets.UTF_8));
          engine.write(batch);
        }
        return true;
      });
    }
  }

  /** All that is not in offline files. */
  private final class History implements HistoryStore {

    @Override
    public void append(List<FeatureWrite> writes, Instant ingested) {
      EmbeddedStorage.this.write(writes.stream().map(w -> w.to(false, w.offline())).toList(), ingested);
    }

    @Override
    public List<HistoryRow> rows(RecordKey key, Instant from, Instant to) {
      return using(() -> {
        List<HistoryRow> rows = new ArrayList<>();
        engine.scan(Family.HISTORY, EngineKeys.row(key, from, 0), EngineKeys.row(key, to, 0), (at, value) -> {
          rows.add(RecordCodec.row(key, EngineKeys.time(at), EngineKeys.sequence(at), value));
          return true;
        });
        rows.sort(HistoryRow.FOLDING);
        return rows;
      });
    }

    @Override
    public void forget(RecordKey key) {
      EmbeddedStorage.this.forget(Family.HISTORY, key);
    }

    @Override
    public void flush() {
      sync();
    }

    @Override
    public void close() {
      EmbeddedStorage.this.close();
    }
  }
}
