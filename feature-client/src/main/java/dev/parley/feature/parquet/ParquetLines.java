package dev.parley.feature.parquet;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.diagnostic.DidYouMean;
import dev.parley.feature.FeatureGroup;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Array;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a Parquet file as lines of JSON, in their order, made while they are read: for whoever takes lines. Values are texts,
 * lists are lists of texts, time stamps are ISO 8601 in UTC. The same file gives the same bytes, so that a position in them is one in the
 * file. Not thread-safe.
 */
public final class ParquetLines extends InputStream {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final Path work;
  private final SqlEngine engine;
  private final Connection session;
  private final Statement statement;
  private final ResultSet rows;
  private final List<String> columns;
  private byte[] line = {};
  private int at;

  private ParquetLines(Path work, SqlEngine engine, Connection session, Statement statement, ResultSet rows, List<String> columns) {
    this.work = work;
    this.engine = engine;
    this.session = session;
    this.statement = statement;
    this.rows = rows;
    this.columns = columns;
  }

  /**
   * Opens a file.
   *
   * @param group whose records it has
   * @throws IllegalArgumentException when its columns are not features of the group; says all that is wrong
   * @throws IOException when it cannot be read
   */
  public static ParquetLines open(Path file, FeatureGroup group) throws IOException {
    Path whole = file.toAbsolutePath().normalize();
    if (!Files.isRegularFile(whole)) {
      throw new IOException("there is no file " + file);
    }
    Path work = Files.createTempDirectory("parley-parquet");
    SqlEngine engine = SqlEngine.openStreaming(QueryLimits.DEFAULT, work, List.of(work), List.of(whole));
    try {
      Connection session = engine.session();
      String source = "read_parquet(" + SqlEngine.text(whole.toString()) + ", hive_partitioning = false)";
      Map<String, String> types = new LinkedHashMap<>();
      try (Statement statement = session.createStatement();
          ResultSet described = statement.executeQuery("DESCRIBE SELECT * FROM " + source)) {
        while (described.next()) {
          types.put(described.getString(1), described.getString(2));
        }
      }
      List<String> selected = selected(types, group, file);
      Statement statement = session.createStatement();
      ResultSet rows = statement.executeQuery("SELECT " + String.join(", ", selected) + " FROM " + source);
      return new ParquetLines(work, engine, session, statement, rows, List.copyOf(types.keySet()));
    } catch (SQLException e) {
      engine.close();
      Files.deleteIfExists(work);
      throw new IOException(file + " cannot be read as Parquet: " + e.getMessage(), e);
    } catch (RuntimeException e) {
      engine.close();
      Files.deleteIfExists(work);
      throw e;
    }
  }

  private static List<String> selected(Map<String, String> types, FeatureGroup group, Path file) {
    List<String> problems = new ArrayList<>();
    List<String> selected = new ArrayList<>();
    types.forEach((column, type) -> {
      if (!group.features().containsKey(column)) {
        problems.add("feature group `" + group.name() + "` has no feature `" + column + "`" + DidYouMean.help(column, group.features().keySet()).map(h -> "; " + h).orElse(""));
      } else if (type.startsWith("TIMESTAMP") && !type.equals("TIMESTAMP WITH TIME ZONE")) {
        problems.add("column `" + column + "` has times without a zone; write them adjusted to UTC");
      } else if (type.matches("(?s).*(STRUCT|MAP|UNION|BLOB|\\[\\d+\\]|\\[\\]\\[\\]).*")) {
        problems.add("column `" + column + "` is " + type + ", which no feature is");
      }
      String name = SqlEngine.name(column);
      selected.add(
          type.equals("TIMESTAMP WITH TIME ZONE")
              ? "strftime(" + name + " AT TIME ZONE 'UTC', '%Y-%m-%dT%H:%M:%S.%fZ')"
              : "CAST(" + name + " AS VARCHAR" + (type.endsWith("[]") ? "[])" : ")"));
    });
    for (String needed : List.of(group.key(), group.eventTime())) {
      if (!types.containsKey(needed)) {
        problems.add("there is no column `" + needed + "`, which every record of `" + group.name() + "` needs");
      }
    }
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(file + ": " + String.join("; ", problems));
    }
    return selected;
  }

  /** Whether there is a byte left; reads the next row when the last one is used up. */
  private boolean ready() throws IOException {
    if (at < line.length) {
      return true;
    }
    try {
      if (!rows.next()) {
        return false;
      }
      ObjectNode row = MAPPER.createObjectNode();
      for (int i = 0; i < columns.size(); i++) {
        put(row, columns.get(i), rows.getObject(i + 1));
      }
      line = (row + "\n").getBytes(StandardCharsets.UTF_8);
      at = 0;
      return true;
    } catch (SQLException e) {
      throw new IOException("the Parquet file is damaged: " + e.getMessage(), e);
    }
  }

  private static void put(ObjectNode row, String column, @Nullable Object value) throws SQLException {
    if (value instanceof Array list) {
      ArrayNode members = row.putArray(column);
      for (Object member : (Object[]) list.getArray()) {
        members.add(member == null ? null : member.toString());
      }
    } else if (value != null) {
      row.put(column, value.toString());
    }
  }

  @Override
  public int read() throws IOException {
    return ready() ? line[at++] & 0xff : -1;
  }

  @Override
  public int read(byte[] bytes, int from, int length) throws IOException {
    if (length == 0) {
      return 0;
    } else if (!ready()) {
      return -1;
    }
    int count = Math.min(length, line.length - at);
    System.arraycopy(line, at, bytes, from, count);
    at += count;
    return count;
  }

  @Override
  public void close() throws IOException {
    try {
      rows.close();
      statement.close();
      session.close();
    } catch (SQLException e) {
      throw new IOException("the Parquet file cannot be closed", e);
    } finally {
      engine.close();
      Files.deleteIfExists(work.resolve("spill"));
      Files.deleteIfExists(work);
    }
  }
}
