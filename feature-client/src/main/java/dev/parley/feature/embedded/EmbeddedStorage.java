package dev.parley.feature.embedded;

import dev.parley.feature.FeatureRecord;
import dev.parley.feature.FeatureWrite;
import dev.parley.feature.GroupStore;
import dev.parley.feature.HistoryRow;
import dev.parley.feature.HistoryStore;
import dev.parley.feature.OnlineStore;
import dev.parley.feature.RecordKey;
import dev.parley.feature.RecordState;
import dev.parley.feature.RecordStorage;
import dev.parley.feature.WriteOutcome;
import dev.parley.feature.embedded.Engine.Family;
import dev.parley.feature.seal.FeatureKeys;
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

  private static final byte[] SEALED = "sealed".getBytes(StandardCharsets.UTF_8);
  private static final byte[] SEQUENCE = "sequence".getBytes(StandardCharsets.UTF_8);

  /** Sequence numbers are taken from the engine in blocks, so that a write needs no more than its own entries. */
  private static final long SEQUENCE_BLOCK = 100_000;

  private static final int STRIPES = 64;

  private final Engine engine;
  private final Entries entries;
  private final Online online = new Online();
  private final History history = new History();
  private final Groups groups = new Groups();
  private final PendingRows pending;

  /** Of two writes to one key the later one has no earlier stamp, whatever the clock does: history is folded in this order. */
  private final AtomicReference<Instant> stamps = new AtomicReference<>(Instant.MIN);

  private final ReentrantLock[] stripes = new ReentrantLock[STRIPES];

  /** Closing waits for those who read and write, for the engine is native code that would fall over. */
  private final ReadWriteLock open = new ReentrantReadWriteLock();

  private boolean closed;
  private final Object sequences = new Object();
  private long nextSequence;
  private long reserved;

  private EmbeddedStorage(Engine engine, Entries entries) {
    this.engine = engine;
    this.entries = entries;
    for (int i = 0; i < STRIPES; i++) {
      stripes[i] = new ReentrantLock();
    }
    byte[] known = engine.get(Family.META, SEQUENCE);
    this.nextSequence = known == null ? 0 : EngineKeys.number(known);
    this.reserved = nextSequence;
    this.pending = new PendingRows(engine, entries, this::using);
  }

  /**
   * Opens the store in this folder, which is made if need be, in the clear.
   *
   * @throws IOException when another process holds it, it is damaged, or it is sealed
   */
  public static EmbeddedStorage open(Path folder) throws IOException {
    return open(folder, Optional.empty());
  }

  /**
   * Opens the store in this folder, which is made if need be.
   *
   * @param keys seal what is kept of customers: identifiers and values, but no times and no definitions of groups
   * @throws IOException when another process holds it, it is damaged, or other keys have sealed it
   */
  public static EmbeddedStorage open(Path folder, Optional<FeatureKeys> keys) throws IOException {
    Engine engine = Engine.open(folder);
    try {
      Sealing sealing = keys.map(Sealing::with).orElse(Sealing.NONE);
      check(engine, sealing, folder);
      return new EmbeddedStorage(engine, new Entries(sealing));
    } catch (IOException | RuntimeException e) {
      engine.close();
      throw e;
    }
  }

  private static void check(Engine engine, Sealing sealing, Path folder) throws IOException {
    byte[] known = engine.get(Family.META, SEALED);
    String by = known == null ? "" : new String(known, StandardCharsets.UTF_8);
    boolean fresh = known == null && engine.get(Family.META, SEQUENCE) == null;
    if (fresh) {
      try (Engine.Batch batch = engine.batch()) {
        batch.put(Family.META, SEALED, sealing.fingerprint().getBytes(StandardCharsets.UTF_8));
        engine.write(batch);
      }
    } else if (!by.equals(sealing.fingerprint())) {
      throw new IOException(
          "the feature store " + folder
              + (by.isEmpty()
                  ? " was begun without keys, and stays so: load its records into a new one that has keys"
                  : sealing.fingerprint().isEmpty() ? " is sealed: name its keys" : " is sealed with other keys than these"));
    }
  }

  @Override
  public OnlineStore online() {
    return online;
  }

  @Override
  public HistoryStore history() {
    return history;
  }

  /** Rows of the history that wait to be moved elsewhere. */
  public PendingRows pending() {
    return pending;
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
    Map<RecordKey, Optional<RecordState>> states = states(writes);
    List<WriteOutcome> outcomes = new ArrayList<>(writes.size());
    long sequence = sequences(writes.size());
    try (Engine.Batch batch = engine.batch()) {
      for (FeatureWrite write : writes) {
        RecordKey key = new RecordKey(write.record().group(), write.record().key());
        WriteOutcome outcome = WriteOutcome.NOT_ASKED;
        if (write.online()) {
          RecordState before = states.getOrDefault(key, Optional.empty()).orElse(null);
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
      states.forEach((key, state) -> {
        byte[] at = entries.at(key);
        state.ifPresentOrElse(s -> batch.put(Family.ONLINE, at, entries.state(s, at)), () -> batch.delete(Family.ONLINE, at));
      });
      engine.write(batch);
    }
    return outcomes;
  }

  private static Optional<RecordState> after(@Nullable RecordState before, FeatureWrite write) {
    return write.kind() == FeatureWrite.Kind.HARD_DELETE
        ? Optional.empty()
        : Optional.of((before == null ? RecordState.NONE : before).apply(write));
  }

  private void row(Engine.Batch batch, FeatureWrite write, RecordKey key, Instant ingested, long sequence) {
    FeatureWrite.Kind kind = write.kind() == FeatureWrite.Kind.HARD_DELETE ? FeatureWrite.Kind.DELETE : write.kind();
    byte[] at = entries.at(key, write.record().eventTime(), sequence);
    batch.put(Family.HISTORY, at, entries.row(kind, write.record(), ingested, at));
    batch.put(Family.PENDING, EngineKeys.number(sequence), at);
  }

  /** The states of all that are written online, read together: one call for a batch. */
  private Map<RecordKey, Optional<RecordState>> states(List<FeatureWrite> writes) {
    List<RecordKey> keys =
        writes.stream().filter(FeatureWrite::online).map(w -> new RecordKey(w.record().group(), w.record().key())).distinct().toList();
    Map<RecordKey, Optional<RecordState>> states = new HashMap<>();
    if (keys.size() == 1) {
      states.put(keys.get(0), state(keys.get(0)));
      return states;
    }
    List<byte[]> places = keys.stream().map(entries::at).toList();
    List<byte[]> stored = engine.get(Family.ONLINE, places);
    for (int i = 0; i < keys.size(); i++) {
      byte[] at = places.get(i);
      states.put(keys.get(i), Optional.ofNullable(stored.get(i)).map(value -> entries.state(value, at)));
    }
    return states;
  }

  private Optional<RecordState> state(RecordKey key) {
    byte[] at = entries.at(key);
    return Optional.ofNullable(engine.get(Family.ONLINE, at)).map(value -> entries.state(value, at));
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
      byte[] from = entries.at(key);
      byte[] to = EngineKeys.after(from);
      try (Engine.Batch batch = engine.batch()) {
        engine.scan(family, from, to, (at, value) -> {
          // A longer key that begins like this one is another record's.
          if (entries.record(at).equals(key)) {
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
        List<byte[]> places = keys.stream().map(entries::at).toList();
        List<byte[]> stored =
            places.size() == 1 ? Collections.singletonList(engine.get(Family.ONLINE, places.get(0))) : engine.get(Family.ONLINE, places);
        List<Optional<FeatureRecord>> found = new ArrayList<>(keys.size());
        for (int i = 0; i < keys.size(); i++) {
          RecordKey key = keys.get(i);
          byte[] state = stored.get(i);
          found.add(state == null ? Optional.empty() : entries.state(state, places.get(i)).record(key.group(), key.key()));
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
          RecordKey key = entries.record(at);
          return entries.state(value, at).record(key.group(), key.key()).map(visitor::test).orElse(true);
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
    public List<HistoryRow> rows(RecordKey key, Instant from, Instant to, int limit) {
      return using(() -> {
        List<HistoryRow> rows = new ArrayList<>();
        // A later write of one key has a later stamp and a later number, so that they stand here in the order of folding.
        engine.scan(Family.HISTORY, entries.at(key, from, 0), entries.at(key, to, 0), (at, value) -> {
          rows.add(entries.row(key, at, value));
          return rows.size() < limit;
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
