package dev.parley.feature.parquet;

import dev.parley.feature.FeatureGroup;
import dev.parley.feature.FeatureWrite;
import dev.parley.feature.HistoryRow;
import dev.parley.feature.HistoryStore;
import dev.parley.feature.RecordKey;
import dev.parley.feature.embedded.EmbeddedStorage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * History in the embedded engine while it is new, and in Parquet files after that. Thread-safe; blocks. A row is in the engine when a
 * write returns, is {@linkplain Settler#settle moved} later, and is seen once by every reader, whatever ended in between.
 */
public final class ParquetHistory implements HistoryStore {

  /** As in {@link dev.parley.feature.EventTimes}: years that people mean, and files can say. */
  private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");

  private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999999999Z");

  private final EmbeddedStorage engine;
  private final ObjectFolder folder;
  private final Path work;
  private final QueryLimits queries;
  private final SqlEngine sql;
  private final PartFiles parts;
  private final Settler settler;

  /** Written while rows change places, so that a reader finds each of them in one. */
  private final ReadWriteLock places = new ReentrantReadWriteLock();

  private ParquetHistory(EmbeddedStorage engine, ObjectFolder folder, Path work, QueryLimits queries, SqlEngine sql, Settings settings)
      throws IOException {
    this.engine = engine;
    this.folder = folder;
    this.work = work;
    this.queries = queries;
    this.sql = sql;
    this.parts = new PartFiles(folder, engine.pending().writer());
    this.settler = new Settler(engine.pending(), folder, parts, sql, work, places, settings);
    settler.load();
  }

  /**
   * What can be chosen.
   *
   * @param groups the definitions by name: their features have columns; a group that has none is kept all the same
   */
  public record Settings(Function<String, Optional<FeatureGroup>> groups, SettleLimits settle, QueryLimits queries) {

    /** With usual limits. */
    public static Settings of(Function<String, Optional<FeatureGroup>> groups) {
      return new Settings(groups, SettleLimits.DEFAULT, QueryLimits.DEFAULT);
    }
  }

  /**
   * Opens the history.
   *
   * @param engine where new rows are; not closed with this
   * @param folder where files are; closed with this
   * @param work an own folder for what is passing; what is in it is removed
   * @throws IOException when the files cannot be listed
   */
  public static ParquetHistory open(EmbeddedStorage engine, ObjectFolder folder, Path work, Settings settings) throws IOException {
    Path own = work.toAbsolutePath().normalize();
    clean(own);
    SqlEngine sql = SqlEngine.open(settings.queries(), own, List.of(own, folder.readable()), List.of());
    try {
      return new ParquetHistory(engine, folder, own, settings.queries(), sql, settings);
    } catch (IOException | RuntimeException e) {
      sql.close();
      throw e;
    }
  }

  private static void clean(Path work) throws IOException {
    Files.createDirectories(work);
    try (Stream<Path> all = Files.walk(work)) {
      for (Path file : all.sorted(Comparator.reverseOrder()).filter(f -> !f.equals(work)).toList()) {
        Files.delete(file);
      }
    }
  }

  /** Moves rows to files, and makes small files large. */
  public Settler settler() {
    return settler;
  }

  @Override
  public void append(List<FeatureWrite> writes, Instant ingested) {
    check(writes);
    engine.history().append(writes, ingested);
  }

  /** Throws {@link IllegalArgumentException} when an event time is none that files can say. */
  static void check(List<FeatureWrite> writes) {
    for (FeatureWrite write : writes) {
      Instant time = write.record().eventTime();
      if (write.offline() && (time.isBefore(EARLIEST) || time.isAfter(LATEST))) {
        throw new IllegalArgumentException("the event time of a record of `" + write.record().group() + "` must lie in the years 1 to 9999");
      }
    }
  }

  @Override
  public List<HistoryRow> rows(RecordKey key, Instant from, Instant to, int limit) {
    List<HistoryRow> rows;
    PartFiles.Lease lease;
    places.readLock().lock();
    try {
      rows = new ArrayList<>(engine.history().rows(key, from, to, limit));
      lease = parts.lease(name -> name.group().equals(key.group()) && !name.day().isBefore(day(from)) && !name.day().isAfter(day(to)));
    } finally {
      places.readLock().unlock();
    }
    try (lease) {
      if (!lease.names().isEmpty()) {
        rows.addAll(inFiles(lease.names(), key, from, to, limit));
      }
    }
    rows.sort(HistoryRow.FOLDING);
    return rows.size() <= limit ? rows : new ArrayList<>(rows.subList(0, limit));
  }

  private List<HistoryRow> inFiles(List<PartName> names, RecordKey key, Instant from, Instant to, int limit) {
    try (ObjectFolder.Copies copies = folder.open(names.stream().map(PartName::path).toList());
        Connection session = sql.session()) {
      List<HistoryRow> found = new ArrayList<>();
      PartRows.read(session, copies.paths(), key.group(), new PartRows.Asked(Optional.of(key.key()), after(from), before(to), limit), found::add);
      return found;
    } catch (IOException e) {
      throw new UncheckedIOException("the files of `" + key.group() + "`'s history cannot be read", e);
    } catch (SQLException e) {
      throw SqlEngine.failed("the files of `" + key.group() + "`'s history cannot be read", e);
    }
  }

  private static Optional<Instant> after(Instant from) {
    return Optional.of(from).filter(f -> f.isAfter(EARLIEST));
  }

  private static Optional<Instant> before(Instant to) {
    return Optional.of(to).filter(t -> !t.isAfter(LATEST));
  }

  private static LocalDate day(Instant time) {
    return LocalDate.ofInstant(sayable(time), ZoneOffset.UTC);
  }

  private static Instant sayable(Instant time) {
    return time.isBefore(EARLIEST) ? EARLIEST : time.isAfter(LATEST) ? LATEST : time;
  }

  /**
   * Joins labels with what was true at their times. Rows that were written before are in it.
   *
   * @throws IllegalArgumentException when the request does not fit the labels or the groups
   * @throws IOException when files cannot be read or written
   */
  public LabelJoin.Joined join(LabelJoin.Request request, Function<String, Optional<FeatureGroup>> groups) throws IOException {
    settler.settleAll();
    return LabelJoin.run(request, groups, folder, parts, work, queries);
  }

  /**
   * Shows all writes to a group with event times from one instant (inclusive) to another (exclusive), by day and, in a day, in {@link
   * HistoryRow#FOLDING} order. Memory does not grow with them. Rows that were written before are among them.
   *
   * @throws IOException when files cannot be read, or the visitor throws it
   */
  public void each(String group, Instant from, Instant to, RowVisitor visitor) throws IOException {
    settler.settleAll();
    Path own = Files.createTempDirectory(work, "export");
    try (PartFiles.Lease lease = parts.lease(n -> n.group().equals(group) && !n.day().isBefore(day(from)) && !n.day().isAfter(day(to)));
        SqlEngine engine = SqlEngine.openStreaming(queries, own, List.of(folder.readable(), own), List.of());
        Connection session = engine.session()) {
      for (LocalDate day : lease.names().stream().map(PartName::day).distinct().sorted().toList()) {
        List<String> paths = lease.names().stream().filter(n -> n.day().equals(day)).map(PartName::path).toList();
        try (ObjectFolder.Copies copies = folder.open(paths)) {
          PartRows.read(session, copies.paths(), group, new PartRows.Asked(Optional.empty(), after(from), before(to), Integer.MAX_VALUE), visitor);
        }
      }
    } catch (SQLException e) {
      throw new IOException("the files of `" + group + "`'s history cannot be read", e);
    } finally {
      clean(own);
      Files.deleteIfExists(own);
    }
  }

  /** Looks at rows, one by one. */
  public interface RowVisitor {
    void row(HistoryRow row) throws IOException;
  }

  @Override
  public void forget(RecordKey key) {
    settler.forget(key, () -> engine.history().forget(key));
  }

  @Override
  public void flush() {
    engine.history().flush();
  }

  @Override
  public void close() {
    settler.close();
    sql.close();
    folder.close();
  }
}
