package dev.parley.feature.parquet;

import java.io.UncheckedIOException;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;
import org.duckdb.DuckDBConnection;

/**
 * DuckDB, in memory, with nothing of the machine but what it is given: it loads no extension, reads and writes in named places only,
 * and spills to a folder what exceeds its memory. Thread-safe; a {@link #session} is not.
 */
final class SqlEngine implements AutoCloseable {

  private final DuckDBConnection root;

  private SqlEngine(DuckDBConnection root) {
    this.root = root;
  }

  /**
   * Opens one.
   *
   * @param work an own folder for what exceeds the memory
   * @param folders that it may read and write in
   * @param files that it may read and write besides
   */
  static SqlEngine open(QueryLimits limits, Path work, List<Path> folders, List<Path> files) {
    return open(limits, work, folders, files, new Properties());
  }

  /** The same; answers come as they are read, and a session has one at a time. */
  static SqlEngine openStreaming(QueryLimits limits, Path work, List<Path> folders, List<Path> files) {
    Properties settings = new Properties();
    settings.setProperty("jdbc_stream_results", "true");
    return open(limits, work, folders, files, settings);
  }

  private static SqlEngine open(QueryLimits limits, Path work, List<Path> folders, List<Path> files, Properties settings) {
    settings.setProperty("autoinstall_known_extensions", "false");
    settings.setProperty("autoload_known_extensions", "false");
    settings.setProperty("memory_limit", limits.memoryBytes() / 1024 + "KiB");
    settings.setProperty("threads", Integer.toString(limits.threads()));
    DuckDBConnection connection = null;
    try {
      connection = (DuckDBConnection) DriverManager.getConnection("jdbc:duckdb:", settings);
      try (Statement statement = connection.createStatement()) {
        statement.execute("SET temp_directory = " + text(work.resolve("spill").toString()));
        statement.execute("SET allowed_directories = " + list(folders.stream().map(f -> f + "/").toList()));
        statement.execute("SET allowed_paths = " + list(files.stream().map(Path::toString).toList()));
        statement.execute("SET TimeZone = 'UTC'");
        statement.execute("SET parquet_metadata_cache = true");
        statement.execute("SET enable_external_access = false");
        statement.execute("SET lock_configuration = true");
      }
      return new SqlEngine(connection);
    } catch (SQLException e) {
      if (connection != null) {
        try {
          connection.close();
        } catch (SQLException second) {
          e.addSuppressed(second);
        }
      }
      throw failed("the SQL engine cannot be started", e);
    }
  }

  /** One user's; closed by it. */
  Connection session() {
    try {
      return root.duplicate();
    } catch (SQLException e) {
      throw failed("the SQL engine cannot be reached", e);
    }
  }

  /** Any text, where SQL takes an expression: a statement would end at the character 0. */
  static String expression(String text) {
    return "(" + text(text).replace("\0", "' || chr(0) || '") + ")";
  }

  /** A text as SQL has it. */
  static String text(String text) {
    return "'" + text.replace("'", "''") + "'";
  }

  /** A name as SQL has it. */
  static String name(String name) {
    return "\"" + name.replace("\"", "\"\"") + "\"";
  }

  /** A list of texts as SQL has it. */
  static String list(List<String> texts) {
    return texts.stream().map(SqlEngine::text).collect(Collectors.joining(", ", "[", "]"));
  }

  /** Files as a table that has the columns of all of them. */
  static String files(List<Path> paths) {
    return "read_parquet(" + list(paths.stream().map(Path::toString).toList()) + ", union_by_name = true, hive_partitioning = false)";
  }

  /** The columns of a table, or of something in its place. */
  static Set<String> columns(Connection session, String table) throws SQLException {
    Set<String> columns = new HashSet<>();
    try (Statement statement = session.createStatement();
        ResultSet rows = statement.executeQuery("DESCRIBE SELECT * FROM " + table)) {
      while (rows.next()) {
        columns.add(rows.getString(1));
      }
    }
    return columns;
  }

  static void run(Connection session, List<String> statements) throws SQLException {
    try (Statement statement = session.createStatement()) {
      for (String sql : new ArrayList<>(statements)) {
        statement.execute(sql);
      }
    }
  }

  static UncheckedIOException failed(String what, SQLException e) {
    return new UncheckedIOException(what, new IOException(e));
  }

  @Override
  public void close() {
    try {
      root.close();
    } catch (SQLException e) {
      throw failed("the SQL engine cannot be stopped", e);
    }
  }
}
