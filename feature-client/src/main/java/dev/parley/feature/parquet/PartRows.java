package dev.parley.feature.parquet;

import dev.parley.feature.EventTimes;
import dev.parley.feature.FeatureDefinition;
import dev.parley.feature.FeatureGroup;
import dev.parley.feature.FeatureRecord;
import dev.parley.feature.FeatureType;
import dev.parley.feature.FeatureValue;
import dev.parley.feature.FeatureWrite;
import dev.parley.feature.HistoryRow;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/** Rows into files, and out of them again. Stateless. */
final class PartRows {

  static final int NANOS = 1_000;
  private static final String FILES = "files.";
  private static final DateTimeFormatter MICROS = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSSSSSx", Locale.ROOT);

  /** As late as files can say; what expires then never does. */
  private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999999999Z");

  /** By key, so that a search for one opens few pages. */
  private static final String FORMAT = " (FORMAT parquet, COMPRESSION zstd)";

  private PartRows() {}

  /** Rows of one group as a file. */
  static void write(Connection session, List<HistoryRow> rows, Optional<FeatureGroup> group, String writer, Path file) throws SQLException {
    Map<String, FeatureDefinition> typed = PartColumns.typed(group);
    SqlEngine.run(session, List.of(PartColumns.table("part", typed)));
    try {
      try (DuckDBAppender out = ((DuckDBConnection) session).createAppender(DuckDBConnection.DEFAULT_SCHEMA, "part")) {
        for (HistoryRow row : rows) {
          append(out, row, typed, writer);
        }
      }
      SqlEngine.run(session, List.of(copy("part", file)));
    } finally {
      SqlEngine.run(session, List.of("DROP TABLE part"));
    }
  }

  /** A table, or something in its place, as a file. */
  static String copy(String table, Path file) {
    return "COPY (SELECT * FROM " + table + " ORDER BY " + PartColumns.ORDER + ") TO " + SqlEngine.text(file.toString()) + FORMAT;
  }

  private static void append(DuckDBAppender out, HistoryRow row, Map<String, FeatureDefinition> typed, String writer) throws SQLException {
    FeatureRecord record = row.record();
    out.beginRow();
    out.append(record.key());
    time(out, record.eventTime());
    time(out, row.ingested());
    out.append(row.kind().name());
    Optional<Instant> expiry = record.expiresAt().map(e -> e.isAfter(LATEST) ? LATEST : e);
    if (expiry.isPresent()) {
      time(out, expiry.get());
    } else {
      out.appendNull();
      out.appendNull();
    }
    out.append(row.sequence());
    out.append(writer);
    out.append(record.values().size());
    out.append(PartColumns.exact(record.values(), typed));
    for (Map.Entry<String, FeatureDefinition> feature : typed.entrySet()) {
      value(out, feature.getValue(), record.values().get(feature.getKey()));
    }
    out.endRow();
  }

  private static void time(DuckDBAppender out, Instant time) throws SQLException {
    out.append(utc(time));
    out.append((short) (time.get(ChronoField.NANO_OF_SECOND) % NANOS));
  }

  private static OffsetDateTime utc(Instant time) {
    return time.truncatedTo(ChronoUnit.MICROS).atOffset(ZoneOffset.UTC);
  }

  static void value(DuckDBAppender out, FeatureDefinition definition, @Nullable FeatureValue value) throws SQLException {
    // A value of another type was written before its feature was defined so: it stands in the exact column alone.
    if (value == null || !definition.accepts(value)) {
      out.appendNull();
    } else if (value instanceof FeatureValue.Many many) {
      List<Object> members = new ArrayList<>();
      many.texts().forEach(text -> members.add(typed(definition.type(), text)));
      out.append(members);
    } else {
      Object one = typed(definition.type(), ((FeatureValue.Single) value).text());
      if (one instanceof Long whole) {
        out.append(whole.longValue());
      } else if (one instanceof Double number) {
        out.append(number.doubleValue());
      } else if (one instanceof OffsetDateTime time) {
        out.append(time);
      } else {
        out.append((String) one);
      }
    }
  }

  private static Object typed(FeatureType type, String text) {
    return switch (type) {
      case STRING -> text;
      case INTEGRAL -> Long.parseLong(text);
      case FRACTIONAL -> Double.parseDouble(text);
      case EVENT_TIME -> EventTimes.parse(type, text).map(PartRows::utc).orElseThrow();
    };
  }

  /**
   * Which rows.
   *
   * @param key whose; empty = all
   * @param from inclusive
   * @param to exclusive
   * @param limit no more than these, the first by event time
   */
  record Asked(Optional<String> key, Optional<Instant> from, Optional<Instant> to, int limit) {

    private String sql() {
      List<String> conditions = new ArrayList<>();
      key.ifPresent(k -> conditions.add(PartColumns.KEY + " = ?"));
      from.ifPresent(t -> conditions.add(compared(">", ">=", t)));
      to.ifPresent(t -> conditions.add(compared("<", "<", t)));
      String order = String.join(
          ", ", FILES + PartColumns.EVENT_TIME, PartColumns.EVENT_NANOS, FILES + PartColumns.INGESTED, PartColumns.INGESTED_NANOS, PartColumns.SEQUENCE);
      return (conditions.isEmpty() ? "" : " WHERE " + String.join(" AND ", conditions))
          + " ORDER BY " + order + (limit == Integer.MAX_VALUE ? "" : " LIMIT " + limit);
    }

    /** Microseconds first, which files have statistics of. */
    private static String compared(String beyond, String within, Instant time) {
      String column = FILES + PartColumns.EVENT_TIME;
      String micros = "TIMESTAMPTZ '" + MICROS.format(utc(time)) + "'";
      return "(" + column + " " + beyond + " " + micros + " OR (" + column + " = " + micros + " AND " + PartColumns.EVENT_NANOS + " " + within + " "
          + time.get(ChronoField.NANO_OF_SECOND) % NANOS + "))";
    }
  }

  /** The rows in these files, in {@link HistoryRow#FOLDING} order. */
  static void read(Connection session, List<Path> files, String group, Asked asked, ParquetHistory.RowVisitor visitor) throws SQLException, IOException {
    String sql =
        "SELECT files.* EXCLUDE (_event_time, _ingested, _expires_at, _writer, _features), epoch_us(files._event_time) AS _event_time,"
            + " epoch_us(files._ingested) AS _ingested, epoch_us(files._expires_at) AS _expires_at FROM "
            + SqlEngine.files(files) + " AS files"
            + asked.sql();
    try (PreparedStatement statement = session.prepareStatement(sql)) {
      if (asked.key().isPresent()) {
        statement.setString(1, asked.key().get());
      }
      try (ResultSet rows = statement.executeQuery()) {
        List<String> literal = literal(rows.getMetaData());
        while (rows.next()) {
          visitor.row(row(rows, group, literal));
        }
      }
    }
  }

  private static HistoryRow row(ResultSet rows, String group, List<String> literal) throws SQLException {
    Map<String, FeatureValue> values = PartColumns.exact(rows.getString(PartColumns.EXACT));
    for (String feature : literal) {
      String text = rows.getString(feature);
      if (text != null) {
        values.putIfAbsent(feature, FeatureValue.of(text));
      }
    }
    Optional<Instant> expiry =
        rows.getObject(PartColumns.EXPIRES_AT) == null
            ? Optional.empty()
            : Optional.of(instant(rows, PartColumns.EXPIRES_AT, PartColumns.EXPIRES_NANOS));
    Instant eventTime = instant(rows, PartColumns.EVENT_TIME, PartColumns.EVENT_NANOS);
    return new HistoryRow(
        FeatureWrite.Kind.valueOf(rows.getString(PartColumns.KIND)),
        new FeatureRecord(group, rows.getString(PartColumns.KEY), eventTime, values, expiry),
        instant(rows, PartColumns.INGESTED, PartColumns.INGESTED_NANOS),
        rows.getLong(PartColumns.SEQUENCE));
  }

  private static List<String> literal(ResultSetMetaData columns) throws SQLException {
    List<String> literal = new ArrayList<>();
    for (int i = 1; i <= columns.getColumnCount(); i++) {
      if (!PartColumns.own(columns.getColumnName(i)) && columns.getColumnTypeName(i).equals("VARCHAR")) {
        literal.add(columns.getColumnName(i));
      }
    }
    return literal;
  }

  private static Instant instant(ResultSet row, String micros, String nanos) throws SQLException {
    long us = row.getLong(micros);
    return Instant.ofEpochSecond(Math.floorDiv(us, 1_000_000L), Math.floorMod(us, 1_000_000L) * NANOS + row.getLong(nanos));
  }
}
