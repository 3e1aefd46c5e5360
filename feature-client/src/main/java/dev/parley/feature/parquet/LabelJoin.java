package dev.parley.feature.parquet;

import dev.parley.feature.FeatureDefinition;
import dev.parley.feature.FeatureGroup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Joins labels with what was true at their times: a row of the output for each label, in their order, with the label's own columns, a
 * column {@code GROUP__FEATURE} for each chosen feature, and {@code GROUP__event_time}, the event time of the record. Where there was
 * no record, or it had expired, these have no value. Stateless.
 *
 * <p>CSV says values letter by letter as they were written; Parquet has them with their types.
 */
public final class LabelJoin {

  static final String LABELS = "labels";
  static final String ROW = "__row";
  static final String MICROS = "__us";
  static final String NANOS = "__ns";

  private LabelJoin() {}

  /**
   * What is joined.
   *
   * @param labels a file of CSV with a header, or of Parquet, by its ending
   * @param timeColumn the labels' times: texts with a zone, Unix seconds, or Parquet's time stamps that are adjusted to UTC
   * @param groups with what; at least one
   * @param known which writes count
   * @param output CSV or Parquet, by its ending; is replaced
   */
  public record Request(Path labels, String timeColumn, List<Group> groups, KnownAt known, Path output) {
    public Request {
      groups = List.copyOf(groups);
    }
  }

  /**
   * A group that is joined.
   *
   * @param group its name
   * @param keyColumn the labels' column that identifies its record
   * @param features which; empty = all
   */
  public record Group(String group, String keyColumn, List<String> features) {
    public Group {
      features = List.copyOf(features);
    }
  }

  /**
   * What came of it.
   *
   * @param rows of the output
   * @param found how many of them have a record of each group
   */
  public record Joined(long rows, Map<String, Long> found) {}

  static Joined run(
      Request request, Function<String, Optional<FeatureGroup>> groups, ObjectFolder folder, PartFiles parts, Path work, QueryLimits limits)
      throws IOException {
    Path labels = request.labels().toAbsolutePath().normalize();
    Path output = request.output().toAbsolutePath().normalize();
    Path unfinished = output.resolveSibling(output.getFileName() + ".part");
    boolean csv = csv(output);
    List<GroupJoin> joins = new ArrayList<>();
    for (Group group : request.groups()) {
      joins.add(join(group, groups, csv, request.known()));
    }
    if (!Files.isRegularFile(labels)) {
      throw new IOException("there is no file " + labels);
    }
    Path own = Files.createTempDirectory(work, "join");
    try (SqlEngine engine = SqlEngine.open(limits, own, List.of(folder.readable(), own), List.of(labels, unfinished));
        Connection session = engine.session()) {
      Labels read = Labels.read(session, labels, request.timeColumn(), request.groups().stream().map(Group::keyColumn).toList());
      Map<String, Long> found = new LinkedHashMap<>();
      Set<String> columns = new LinkedHashSet<>();
      for (String column : read.columns()) {
        columns.add(LABELS + "." + SqlEngine.name(column) + " AS " + SqlEngine.name(column));
      }
      StringBuilder from = new StringBuilder(LABELS);
      for (int i = 0; i < joins.size(); i++) {
        GroupJoin join = joins.get(i);
        String table = "joined" + i;
        LocalDate last = LocalDate.ofInstant(read.latest(), ZoneOffset.UTC);
        try (PartFiles.Lease lease = parts.lease(n -> n.group().equals(join.group().name()) && !n.day().isAfter(last));
            ObjectFolder.Copies copies = folder.open(lease.names().stream().map(PartName::path).toList())) {
          join.run(session, copies.paths(), table);
        }
        found.put(join.group().name(), count(session, table));
        join.output().forEach((name, value) -> {
          if (read.columns().contains(name) || !columns.add(table + "." + value + " AS " + SqlEngine.name(name))) {
            throw new IllegalArgumentException("the output would have the column `" + name + "` twice: rename the labels' column, and name each group once");
          }
        });
        from.append(" LEFT JOIN ").append(table).append(" ON ").append(table).append('.').append(ROW).append(" = ").append(LABELS).append('.').append(ROW);
      }
      String format = csv ? " (FORMAT csv, HEADER)" : " (FORMAT parquet, COMPRESSION zstd)";
      SqlEngine.run(
          session,
          List.of(
              "COPY (SELECT " + String.join(", ", columns) + " FROM " + from + " ORDER BY " + LABELS + "." + ROW + ") TO "
                  + SqlEngine.text(unfinished.toString()) + format));
      Files.move(unfinished, output, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
      return new Joined(count(session, LABELS), found);
    } catch (SQLException e) {
      throw new IOException("the labels of " + labels + " cannot be joined: " + e.getMessage(), e);
    } finally {
      Files.deleteIfExists(unfinished);
      try (var left = Files.walk(own)) {
        for (Path file : left.sorted(Comparator.reverseOrder()).toList()) {
          Files.deleteIfExists(file);
        }
      }
    }
  }

  private static GroupJoin join(Group asked, Function<String, Optional<FeatureGroup>> groups, boolean csv, KnownAt known) {
    FeatureGroup group =
        groups.apply(asked.group()).orElseThrow(() -> new IllegalArgumentException("there is no feature group `" + asked.group() + "`"));
    Map<String, FeatureDefinition> chosen = new LinkedHashMap<>();
    group.features().forEach((name, definition) -> {
      if (!name.equals(group.key()) && !name.equals(group.eventTime()) && (asked.features().isEmpty() || asked.features().contains(name))) {
        chosen.put(name, definition);
      }
    });
    for (String name : asked.features()) {
      if (!chosen.containsKey(name)) {
        throw new IllegalArgumentException(
            "feature group `" + group.name() + "` has no feature `" + name + "` beside its key and event time; it has " + String.join(", ", group.features().keySet()));
      }
    }
    return new GroupJoin(group, asked.keyColumn(), chosen, csv, known);
  }

  /** Whether a file is CSV; throws {@link IllegalArgumentException} when it is neither that nor Parquet. */
  static boolean csv(Path file) {
    String name = Objects.requireNonNull(file.getFileName()).toString();
    if (!name.endsWith(".csv") && !name.endsWith(".parquet")) {
      throw new IllegalArgumentException("the name of " + file + " must end in .csv or .parquet");
    }
    return name.endsWith(".csv");
  }

  private static long count(Connection session, String table) throws SQLException {
    try (Statement statement = session.createStatement();
        ResultSet rows = statement.executeQuery("SELECT count(*) FROM " + table)) {
      return rows.next() ? rows.getLong(1) : 0;
    }
  }

  /**
   * The labels, as the table {@link #LABELS}.
   *
   * @param columns theirs, without ours
   * @param latest the latest time of one
   */
  record Labels(Set<String> columns, Instant latest) {

    private static final String ZONED = "^\\d{4}-\\d\\d-\\d\\d[T ]\\d\\d:\\d\\d(:\\d\\d(\\.\\d{1,9})?)?(Z|[+-]\\d\\d(:?\\d\\d)?)$";

    static Labels read(Connection session, Path file, String timeColumn, List<String> keyColumns) throws SQLException {
      String name = String.valueOf(file.getFileName());
      String source =
          csv(file)
              ? "read_csv(" + SqlEngine.text(file.toString()) + ", header = true, all_varchar = true, sample_size = -1)"
              : "read_parquet(" + SqlEngine.text(file.toString()) + ", hive_partitioning = false)";
      Map<String, String> types = new LinkedHashMap<>();
      try (Statement statement = session.createStatement();
          ResultSet rows = statement.executeQuery("DESCRIBE SELECT * FROM " + source)) {
        while (rows.next()) {
          types.put(rows.getString(1), rows.getString(2));
        }
      }
      List<String> needed = new ArrayList<>(keyColumns);
      needed.add(timeColumn);
      for (String column : needed) {
        if (!types.containsKey(column)) {
          throw new IllegalArgumentException(name + " has no column `" + column + "`; it has " + String.join(", ", types.keySet()));
        }
      }
      String time = SqlEngine.name(timeColumn);
      String type = types.getOrDefault(timeColumn, "");
      String micros;
      String nanos = "0";
      if (type.equals("VARCHAR")) {
        // What is finer than a microsecond is taken off first: a time that is rounded up would see the future.
        micros =
            "CASE WHEN regexp_matches(" + time + ", " + SqlEngine.text(ZONED) + ") THEN epoch_us(TRY_CAST(regexp_replace(" + time
                + ", '(\\.\\d{6})\\d{1,3}', '\\1') AS TIMESTAMPTZ)) END";
        nanos = "TRY_CAST(rpad(regexp_extract(" + time + ", '\\.\\d{6}(\\d{1,3})', 1), 3, '0') AS SMALLINT)";
      } else if (type.equals("TIMESTAMP WITH TIME ZONE")) {
        micros = "epoch_us(" + time + ")";
      } else if (type.equals("BIGINT") || type.equals("INTEGER")) {
        micros = time + "::BIGINT * 1000000";
      } else if (type.equals("DOUBLE")) {
        micros = "floor(" + time + " * 1000000)::BIGINT";
      } else {
        throw new IllegalArgumentException(
            "`" + timeColumn + "` in " + name + " is " + type + "; it must be a time with its zone, such as a time stamp that is adjusted to UTC");
      }
      SqlEngine.run(
          session,
          List.of(
              "CREATE TABLE " + LABELS + " AS SELECT *, row_number() OVER () AS " + ROW + ", " + micros + " AS " + MICROS + ", " + nanos
                  + "::SMALLINT AS " + NANOS + " FROM " + source));
      try (Statement statement = session.createStatement();
          ResultSet rows =
              statement.executeQuery(
                  "SELECT min(" + ROW + ") FILTER (" + MICROS + " IS NULL), coalesce(max(" + MICROS + "), 0) FROM " + LABELS)) {
        rows.next();
        long wrong = rows.getLong(1);
        if (wrong > 0) {
          throw new IllegalArgumentException(
              "label " + wrong + " of " + name + ": `" + timeColumn + "` must be a time with its zone, such as 2026-11-25T09:30:00Z");
        }
        return new Labels(types.keySet(), Instant.ofEpochSecond(Math.floorDiv(rows.getLong(2), 1_000_000L)).plusSeconds(1));
      }
    }
  }
}
