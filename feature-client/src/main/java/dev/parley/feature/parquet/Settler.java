package dev.parley.feature.parquet;

import dev.parley.feature.HistoryRow;
import dev.parley.feature.RecordKey;
import dev.parley.feature.embedded.PendingRows;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Moves rows from the engine to files, makes many small files one, and takes forgotten keys out of files. Thread-safe; one of these at
 * a time. Each can end anywhere with its process: what was begun is done again, into the same files, and no row is lost or seen twice.
 */
public final class Settler implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Settler.class);

  private final PendingRows pending;
  private final ObjectFolder folder;
  private final PartFiles parts;
  private final SqlEngine sql;
  private final Path work;
  private final ReadWriteLock places;
  private final ParquetHistory.Settings settings;
  private final ReentrantLock moving = new ReentrantLock();
  private @Nullable ScheduledFuture<?> schedule;
  private boolean closed;

  Settler(
      PendingRows pending,
      ObjectFolder folder,
      PartFiles parts,
      SqlEngine sql,
      Path work,
      ReadWriteLock places,
      ParquetHistory.Settings settings) {
    this.pending = pending;
    this.folder = folder;
    this.parts = parts;
    this.sql = sql;
    this.work = work;
    this.places = places;
    this.settings = settings;
  }

  /** Takes notice of files that others have written to the same place since. */
  public void refresh() {
    alone("files cannot be listed", () -> {
      load();
      return true;
    });
  }

  /** Where rows of one file come from: a group and a day. */
  private record Place(String group, LocalDate day) {}

  /** Work with files. */
  private interface Filing<T> {
    T run() throws IOException, SQLException;
  }

  private <T> T alone(String what, Filing<T> filing) {
    moving.lock();
    try {
      if (closed) {
        throw new IllegalStateException("the feature store is closed");
      }
      return filing.run();
    } catch (IOException e) {
      throw new UncheckedIOException(what, e);
    } catch (SQLException e) {
      throw SqlEngine.failed(what, e);
    } finally {
      moving.unlock();
    }
  }

  /** Takes what files there are. */
  void load() throws IOException {
    parts.load(pending.begun().map(PendingRows.Move::number));
  }

  /**
   * Moves what has waited long enough at this time, and all of it when it is much; ends a move that was begun.
   *
   * @return how many rows were moved
   */
  public int settle(Instant now) {
    return alone("rows cannot be moved to files", () -> {
      int moved = ended();
      while (due(now)) {
        moved += move();
      }
      return moved;
    });
  }

  /** Moves all that waits now. */
  public int settleAll() {
    return alone("rows cannot be moved to files", () -> {
      int moved = ended();
      // No longer than it takes to move what is there now: writers may go on for ever.
      for (int left = pending.count(Integer.MAX_VALUE); left > 0; ) {
        int some = move();
        moved += some;
        left -= Math.max(1, some);
      }
      return moved;
    });
  }

  private boolean due(Instant now) {
    List<HistoryRow> first = pending.oldest(1, Long.MAX_VALUE);
    if (first.isEmpty()) {
      return false;
    }
    Duration waited = Duration.between(first.get(0).ingested(), now);
    return waited.compareTo(settings.settle().delay()) >= 0 || pending.count(settings.settle().rows()) >= settings.settle().rows();
  }

  private int ended() throws IOException, SQLException {
    Optional<PendingRows.Move> begun = pending.begun();
    return begun.isPresent() ? finish(begun.get()) : 0;
  }

  private int move() throws IOException, SQLException {
    List<HistoryRow> rows = pending.oldest(settings.settle().rows(), settings.settle().bytes());
    return rows.isEmpty() ? 0 : finish(pending.begin(rows, parts.lastMove()));
  }

  private int finish(PendingRows.Move move) throws IOException, SQLException {
    Map<Place, List<HistoryRow>> byPlace = new LinkedHashMap<>();
    int count = 0;
    for (HistoryRow row : pending.rows(move)) {
      LocalDate day = LocalDate.ofInstant(row.record().eventTime(), ZoneOffset.UTC);
      byPlace.computeIfAbsent(new Place(row.record().group(), day), p -> new ArrayList<>()).add(row);
      count++;
    }
    Map<PartName, Long> written = new LinkedHashMap<>();
    try (Connection session = sql.session()) {
      for (Map.Entry<Place, List<HistoryRow>> entry : byPlace.entrySet()) {
        Place place = entry.getKey();
        PartName name = new PartName(place.group(), place.day(), pending.writer(), move.number(), move.number(), 0);
        Path file = work.resolve("move.parquet");
        PartRows.write(session, entry.getValue(), settings.groups().apply(place.group()), pending.writer(), file);
        written.put(name, keep(name, file));
      }
    }
    places.writeLock().lock();
    try {
      pending.end(move);
      parts.replace(written, List.of());
    } finally {
      places.writeLock().unlock();
    }
    return count;
  }

  private long keep(PartName name, Path file) throws IOException {
    long bytes = Files.size(file);
    folder.write(name.path(), file);
    return bytes;
  }

  /**
   * Makes many small files of one day one.
   *
   * @return how many files were replaced
   */
  public int compact() {
    int replaced = 0;
    for (int some = compactOne(); some > 0; some = compactOne()) {
      replaced += some;
    }
    return replaced;
  }

  private int compactOne() {
    return alone("small files cannot be made one", () -> {
      try (PartFiles.Lease lease = parts.lease(name -> name.writer().equals(pending.writer()))) {
        List<PartName> run = smallRun(lease.names());
        if (!run.isEmpty()) {
          PartName last = run.get(run.size() - 1);
          int generation = 1 + run.stream().mapToInt(PartName::generation).max().orElseThrow();
          PartName whole = new PartName(last.group(), last.day(), last.writer(), run.get(0).first(), last.last(), generation);
          rewrite(run, whole, "");
        }
        return run.size();
      }
    });
  }

  /** Neighbours by move, so that the range in the new file's name is theirs and nobody else's. */
  private List<PartName> smallRun(List<PartName> names) {
    List<PartName> run = new ArrayList<>();
    for (PartName name : names) {
      boolean together = !run.isEmpty() && run.get(0).group().equals(name.group()) && run.get(0).day().equals(name.day());
      boolean small = parts.bytes(name) < settings.settle().smallBytes();
      if (!together || !small) {
        if (run.size() >= settings.settle().parts()) {
          return run;
        }
        run.clear();
      }
      if (small) {
        run.add(name);
      }
    }
    return run.size() >= settings.settle().parts() ? run : List.of();
  }

  private void rewrite(List<PartName> from, PartName to, String where) throws IOException, SQLException {
    Path file = work.resolve("rewrite.parquet");
    try (ObjectFolder.Copies copies = folder.open(from.stream().map(PartName::path).toList());
        Connection session = sql.session()) {
      SqlEngine.run(session, List.of(PartRows.copy(SqlEngine.files(copies.paths()) + where, file)));
    }
    parts.replace(Map.of(to, keep(to, file)), from);
  }

  /** Takes a key out of the engine and out of all files; returns when no file that has it is left. */
  void forget(RecordKey key, Runnable inEngine) {
    String what = "a key of `" + key.group() + "` cannot be forgotten";
    CompletableFuture<Void> removed = alone(what, () -> {
      ended();
      inEngine.run();
      List<String> left = parts.load(Optional.empty());
      if (!left.isEmpty()) {
        throw new IOException("old files cannot be removed: " + String.join(", ", left));
      }
      try (PartFiles.Lease lease = parts.lease(name -> name.group().equals(key.group()))) {
        for (PartName name : lease.names()) {
          if (has(name, key.key())) {
            PartName without = new PartName(name.group(), name.day(), name.writer(), name.first(), name.last(), name.generation() + 1);
            rewrite(List.of(name), without, " WHERE " + PartColumns.KEY + " <> " + SqlEngine.expression(key.key()));
          }
        }
      }
      return parts.left();
    });
    try {
      // Outside, for a reader of an old file may take long.
      removed.join();
    } catch (CompletionException e) {
      throw new UncheckedIOException(what + " altogether: an old file cannot be removed; do it again", new IOException(e));
    }
  }

  private boolean has(PartName name, String key) throws IOException, SQLException {
    try (ObjectFolder.Copies copies = folder.open(List.of(name.path()));
        Connection session = sql.session();
        PreparedStatement statement =
            session.prepareStatement("SELECT count(*) FROM " + SqlEngine.files(copies.paths()) + " WHERE " + PartColumns.KEY + " = ?")) {
      statement.setString(1, key);
      try (ResultSet rows = statement.executeQuery()) {
        return rows.next() && rows.getLong(1) > 0;
      }
    }
  }

  /** From now on all of this is done now and then, until this is closed. A failure is logged, and tried again. */
  public synchronized void every(Duration pause, ScheduledExecutorService timers, Clock clock) {
    if (schedule == null) {
      schedule = timers.scheduleWithFixedDelay(() -> tick(clock.instant()), pause.toMillis(), pause.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  private void tick(Instant now) {
    try {
      settle(now);
      compact();
      refresh();
    } catch (RuntimeException e) {
      LOG.error("the feature store's history stays where it is for now; what was written is safe", e);
    }
  }

  /** Waits until whoever is moving rows has come to an end. */
  @Override
  public synchronized void close() {
    if (schedule != null) {
      schedule.cancel(false);
    }
    moving.lock();
    try {
      closed = true;
    } finally {
      moving.unlock();
    }
  }
}
