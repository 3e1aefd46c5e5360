package dev.parley.feature.parquet;

import dev.parley.feature.FeatureDefinition;
import dev.parley.feature.FeatureGroup;
import java.math.BigInteger;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The join of labels with one group: a table of the labels that have a record, each with its features. Folds rows as {@link
 * dev.parley.feature.RecordState} does, in the order of event time, then of arrival. Three ways, all with the same outcome: where
 * nothing was merged, the newest row of a key at a time is the record; where something was, each row is made the whole record first,
 * by carrying features forward to the next put or deletion; and where each label has its own view of what was known, labels meet all
 * of their key's rows. Immutable.
 *
 * @param group of which
 * @param keyColumn the labels' column with its key
 * @param chosen the features
 * @param exact whether values are texts as they were written; else they have their types
 * @param known which writes count
 */
record GroupJoin(FeatureGroup group, String keyColumn, Map<String, FeatureDefinition> chosen, boolean exact, KnownAt known) {

  private static final String ROWS = "history_rows";
  private static final String TIME = "event_time";

  /** The columns that this makes, by their names in the output. */
  Map<String, String> output() {
    Map<String, String> columns = new LinkedHashMap<>();
    int i = 0;
    for (String name : chosen.keySet()) {
      columns.put(group.name() + "__" + name, "f" + i++);
    }
    columns.put(group.name() + "__event_time", TIME);
    return columns;
  }

  /** Makes the table. */
  void run(Connection session, List<Path> files, String table) throws SQLException {
    if (files.isEmpty()) {
      String features = each((name, i) -> "NULL::" + type(name) + " AS f" + i + ", ");
      String time = exact ? "VARCHAR" : "TIMESTAMPTZ";
      SqlEngine.run(session, List.of("CREATE TABLE " + table + " AS SELECT 0::BIGINT AS " + LabelJoin.ROW + ", " + features + "NULL::" + time + " AS " + TIME + " WHERE false"));
      return;
    }
    String source = SqlEngine.files(files) + knownFilter();
    Shape shape = shape(session, source);
    Set<String> columns = SqlEngine.columns(session, SqlEngine.files(files));
    List<String> statements = new ArrayList<>();
    statements.add("CREATE VIEW " + ROWS + " AS SELECT " + rowColumns(shape, columns) + " FROM " + source);
    String versions =
        known instanceof KnownAt.LabelTime ? pairs(statements, shape) : shape.merges ? carried(statements, shape) : plain(statements, shape);
    statements.add("CREATE TABLE " + table + " AS SELECT l." + LabelJoin.ROW + each((name, i) -> ", v.f" + i) + ", " + time(shape) + " AS " + TIME + " FROM (" + versions + ") AS v JOIN " + LabelJoin.LABELS + " AS l USING (" + LabelJoin.ROW + ") WHERE " + alive(shape));
    statements.add("DROP VIEW " + ROWS);
    for (String left : List.of("matched", "folded", "base")) {
      statements.add("DROP TABLE IF EXISTS " + left);
    }
    SqlEngine.run(session, statements);
  }

  /** What makes a join dearer. */
  private record Shape(boolean merges, boolean nanos) {}

  private static Shape shape(Connection session, String source) throws SQLException {
    try (Statement statement = session.createStatement();
        ResultSet rows =
            statement.executeQuery("SELECT coalesce(bool_or(_kind = 'MERGE'), false), coalesce(bool_or(_event_nanos <> 0), false) FROM " + source)) {
      rows.next();
      return new Shape(rows.getBoolean(1), rows.getBoolean(2));
    }
  }

  private String knownFilter() {
    if (!(known instanceof KnownAt.Fixed fixed)) {
      return "";
    }
    Instant at = fixed.instant();
    BigInteger nanos = BigInteger.valueOf(at.getEpochSecond()).multiply(BigInteger.valueOf(1_000_000_000)).add(BigInteger.valueOf(at.getNano()));
    return " WHERE epoch_us(_ingested)::HUGEINT * 1000 + _ingested_nanos <= " + nanos + "::HUGEINT";
  }

  private String rowColumns(Shape shape, Set<String> columns) {
    String time = shape.nanos ? "epoch_us(_event_time)::HUGEINT * 1000 + _event_nanos" : "epoch_us(_event_time)";
    return "_key AS k, "
        + time
        + " AS t, epoch_us(_ingested) AS i, _ingested_nanos AS n, _sequence AS s, _kind AS kind, _features AS c,"
        + " epoch_us(_expires_at)::HUGEINT * 1000 + _expires_nanos AS x"
        + each((name, i) -> ", " + source(name, columns) + " AS f" + i);
  }

  private String source(String feature, Set<String> columns) {
    boolean typed = PartColumns.typed(Optional.of(group)).containsKey(feature);
    if (typed && (!exact || PartColumns.literal(chosen.get(feature)))) {
      return columns.contains(feature) ? SqlEngine.name(feature) : "NULL::" + type(feature);
    }
    // A feature's name has no quote in it.
    String text = PartColumns.EXACT + " ->> " + SqlEngine.text("$.\"" + feature + "\"");
    return exact ? text : "TRY_CAST(" + text + " AS " + type(feature) + ")";
  }

  private String type(String feature) {
    return exact ? "VARCHAR" : PartColumns.type(Objects.requireNonNull(chosen.get(feature)));
  }

  private String each(BiFunction<String, Integer, String> column) {
    int[] i = new int[1];
    return chosen.keySet().stream().map(name -> column.apply(name, i[0]++)).collect(Collectors.joining());
  }

  private String labelTime(Shape shape) {
    return shape.nanos ? "(l." + LabelJoin.MICROS + "::HUGEINT * 1000 + l." + LabelJoin.NANOS + ")" : "l." + LabelJoin.MICROS;
  }

  private String key() {
    return "l." + SqlEngine.name(keyColumn) + "::VARCHAR";
  }

  /** For each label the time of its newest version, and then that version: so times are compared before features are read. */
  private String match(List<String> statements, Shape shape, String versions) {
    statements.add(
        "CREATE TABLE matched AS SELECT l." + LabelJoin.ROW + ", r.k, r.t FROM " + LabelJoin.LABELS + " AS l ASOF JOIN (SELECT k, t FROM " + versions
            + ") AS r ON " + key() + " = r.k AND " + labelTime(shape) + " >= r.t");
    return "SELECT m." + LabelJoin.ROW + ", r.* FROM matched AS m JOIN " + versions + " AS r ON m.k = r.k AND m.t = r.t";
  }

  private String plain(List<String> statements, Shape shape) {
    return match(statements, shape, ROWS)
        + " QUALIFY row_number() OVER (PARTITION BY m." + LabelJoin.ROW + " ORDER BY r.i DESC, r.n DESC, r.s DESC) = 1";
  }

  private String carried(List<String> statements, Shape shape) {
    Function<String, String> carry = value -> "last_value(CASE WHEN kind <> 'MERGE' OR " + value + " IS NOT NULL THEN {'v': " + value + "} END IGNORE NULLS) OVER w";
    statements.add(
        "CREATE TABLE folded AS SELECT k, t, 'PUT' AS kind, "
            + "(last_value(CASE WHEN kind = 'DELETE' THEN {'v': NULL::" + (shape.nanos ? "HUGEINT" : "BIGINT")
            + "} WHEN kind = 'PUT' OR c > 0 THEN {'v': t} END IGNORE NULLS) OVER w).v AS e, (" + carry.apply("x") + ").v AS x"
            + each((name, i) -> ", (" + carry.apply("f" + i) + ").v AS f" + i)
            + " FROM " + ROWS + " SEMI JOIN (SELECT DISTINCT " + key() + " AS k FROM " + LabelJoin.LABELS + " AS l) USING (k)"
            + " WINDOW w AS (PARTITION BY k ORDER BY t, i, n, s ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW)"
            + " QUALIFY lead(t) OVER (PARTITION BY k ORDER BY t, i, n, s) IS DISTINCT FROM t");
    return match(statements, shape, "folded");
  }

  private String pairs(List<String> statements, Shape shape) {
    String pair =
        LabelJoin.LABELS + " AS l JOIN folded AS r ON " + key() + " = r.k AND r.t <= " + labelTime(shape) + " AND (r.i < l." + LabelJoin.MICROS + " OR (r.i = l."
            + LabelJoin.MICROS + " AND r.n <= l." + LabelJoin.NANOS + "))";
    statements.add(
        "CREATE TABLE folded AS SELECT *, row_number() OVER (PARTITION BY k ORDER BY t, i, n, s) AS o FROM " + ROWS + " SEMI JOIN (SELECT DISTINCT " + key()
            + " AS k FROM " + LabelJoin.LABELS + " AS l) USING (k)");
    statements.add(
        "CREATE TABLE base AS SELECT l." + LabelJoin.ROW + ", coalesce(max(r.o) FILTER (r.kind <> 'MERGE'), 0) AS o FROM " + pair + " GROUP BY ALL");
    return "SELECT l." + LabelJoin.ROW + ", 'PUT' AS kind, max(r.t) FILTER (r.kind = 'PUT' OR r.c > 0) AS e, arg_max(r.x, r.o) FILTER (r.x IS NOT NULL) AS x"
        + each((name, i) -> ", arg_max(r.f" + i + ", r.o) FILTER (r.f" + i + " IS NOT NULL) AS f" + i)
        + " FROM " + pair + " JOIN base AS b ON b." + LabelJoin.ROW + " = l." + LabelJoin.ROW + " AND r.o >= b.o GROUP BY ALL";
  }

  /** The event time of what counts: of a plain row its own. */
  private String eventTime(Shape shape) {
    return known instanceof KnownAt.LabelTime || shape.merges ? "v.e" : "v.t";
  }

  private String alive(Shape shape) {
    String time = eventTime(shape);
    String nanos = shape.nanos ? time : time + "::HUGEINT * 1000";
    String end = "v.x";
    if (group.ttl().isPresent()) {
      end = "coalesce(v.x, " + nanos + " + " + nanos(group.ttl().get()) + "::HUGEINT)";
    }
    return "v.kind <> 'DELETE' AND " + time + " IS NOT NULL AND coalesce(l." + LabelJoin.MICROS + "::HUGEINT * 1000 + l." + LabelJoin.NANOS + " < " + end + ", true)";
  }

  private static BigInteger nanos(Duration duration) {
    return BigInteger.valueOf(duration.getSeconds()).multiply(BigInteger.valueOf(1_000_000_000)).add(BigInteger.valueOf(duration.getNano()));
  }

  private String time(Shape shape) {
    String micros = shape.nanos ? "(" + eventTime(shape) + " // 1000)::BIGINT" : eventTime(shape);
    String stamp = "make_timestamptz(" + micros + ")";
    if (!exact) {
      return stamp;
    }
    String nanos = shape.nanos ? " || CASE WHEN " + eventTime(shape) + " % 1000 = 0 THEN '' ELSE lpad((" + eventTime(shape) + " % 1000)::VARCHAR, 3, '0') END" : "";
    return "strftime(" + stamp + ", '%Y-%m-%dT%H:%M:%S.%f')" + nanos + " || 'Z'";
  }
}
