package dev.parley.feature.parquet;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SequenceWriter;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import dev.parley.feature.EventTimes;
import dev.parley.feature.FeatureDefinition;
import dev.parley.feature.FeatureGroup;
import dev.parley.feature.FeatureRecord;
import dev.parley.feature.FeatureType;
import dev.parley.feature.FeatureValue;
import dev.parley.feature.HistoryRow;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/**
 * Records of one group as a file that can be loaded again: CSV (a collection as a JSON list), JSON Lines, or Parquet with types, by its
 * name. It is there whole or not at all: {@link #finish} puts it in its place. Not thread-safe.
 */
public final class ExportFile implements AutoCloseable {

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final String NUMBER = "-?(0|[1-9]\\d*)(\\.\\d+)?([eE][+-]?\\d+)?";
  private static final String PARQUET = ".parquet";

  /** What a row has beside its features, when it is one of history. */
  private static final List<String> WRITTEN = List.of("_kind", "_ingested");

  private final Path output;
  private final Path unfinished;
  private final FeatureGroup group;
  private final Map<String, FeatureDefinition> columns;
  private final Sink sink;

  /** Takes rows. */
  private interface Sink extends AutoCloseable {
    void row(Map<String, FeatureValue> values) throws IOException;

    @Override
    void close() throws IOException;
  }

  private ExportFile(Path output, Path unfinished, FeatureGroup group, Map<String, FeatureDefinition> columns, Sink sink) {
    this.output = output;
    this.unfinished = unfinished;
    this.group = group;
    this.columns = columns;
    this.sink = sink;
  }

  /**
   * Begins a file.
   *
   * @param features which, beside the key and the event time
   * @param history whether rows are writes: with their kind, and when they were taken
   * @throws IllegalArgumentException when the name of the file says no format
   * @throws IOException when it cannot be written
   */
  public static ExportFile create(Path file, FeatureGroup group, List<String> features, boolean history) throws IOException {
    Path output = file.toAbsolutePath().normalize();
    String name = String.valueOf(output.getFileName());
    Map<String, FeatureDefinition> columns = new LinkedHashMap<>();
    group.features().forEach((feature, definition) -> {
      if (feature.equals(group.key()) || feature.equals(group.eventTime()) || features.contains(feature)) {
        columns.put(feature, definition);
      }
    });
    if (history) {
      columns.put(WRITTEN.get(0), FeatureDefinition.of(FeatureType.STRING));
      columns.put(WRITTEN.get(1), FeatureDefinition.of(FeatureType.EVENT_TIME));
    }
    Path unfinished = output.resolveSibling(name + ".part");
    Sink sink;
    if (name.endsWith(".csv")) {
      sink = csv(unfinished, columns);
    } else if (name.endsWith(".jsonl") || name.endsWith(".ndjson")) {
      sink = lines(unfinished, columns);
    } else if (name.endsWith(PARQUET)) {
      sink = new Parquet(unfinished, columns);
    } else {
      throw new IllegalArgumentException("the name of " + file + " must end in .csv, .jsonl or .parquet");
    }
    return new ExportFile(output, unfinished, group, columns, sink);
  }

  /** Takes a record. */
  public void record(FeatureRecord record) throws IOException {
    sink.row(values(record));
  }

  /** Takes a write. */
  public void written(HistoryRow row) throws IOException {
    Map<String, FeatureValue> values = values(row.record());
    values.put(WRITTEN.get(0), FeatureValue.of(row.kind().name()));
    values.put(WRITTEN.get(1), FeatureValue.of(row.ingested().toString()));
    sink.row(values);
  }

  private Map<String, FeatureValue> values(FeatureRecord record) {
    Map<String, FeatureValue> values = new LinkedHashMap<>(record.values());
    values.keySet().retainAll(columns.keySet());
    values.put(group.key(), FeatureValue.of(record.key()));
    values.put(group.eventTime(), FeatureValue.of(EventTimes.format(group.eventTimeType(), record.eventTime())));
    return values;
  }

  /** All rows are there: puts the file in its place. */
  public void finish() throws IOException {
    sink.close();
    Files.move(unfinished, output, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
  }

  /** Removes what is not finished. */
  @Override
  public void close() throws IOException {
    sink.close();
    Files.deleteIfExists(unfinished);
  }

  private static String json(FeatureValue.Many many) throws IOException {
    return MAPPER.writeValueAsString(many.texts());
  }

  private static Sink csv(Path file, Map<String, FeatureDefinition> columns) throws IOException {
    CsvSchema.Builder schema = CsvSchema.builder();
    columns.keySet().forEach(schema::addColumn);
    Writer out = Files.newBufferedWriter(file);
    SequenceWriter rows = new CsvMapper().writer(schema.build().withHeader().withLineSeparator("\n")).writeValues(out);
    return new Sink() {
      private boolean begun;

      @Override
      public void row(Map<String, FeatureValue> values) throws IOException {
        begun = true;
        List<@Nullable String> cells = new ArrayList<>();
        for (String column : columns.keySet()) {
          FeatureValue value = values.get(column);
          cells.add(value instanceof FeatureValue.Many many ? json(many) : value == null ? null : ((FeatureValue.Single) value).text());
        }
        rows.write(cells);
      }

      @Override
      public void close() throws IOException {
        if (!begun) {
          begun = true;
          out.write(String.join(",", columns.keySet()) + "\n");
        }
        rows.close();
      }
    };
  }

  private static Sink lines(Path file, Map<String, FeatureDefinition> columns) throws IOException {
    Writer out = Files.newBufferedWriter(file);
    JsonGenerator json = MAPPER.createGenerator(out).setRootValueSeparator(null);
    return new Sink() {
      @Override
      public void row(Map<String, FeatureValue> values) throws IOException {
        json.writeStartObject();
        for (Map.Entry<String, FeatureDefinition> column : columns.entrySet()) {
          FeatureValue value = values.get(column.getKey());
          if (value != null) {
            json.writeFieldName(column.getKey());
            boolean numbers = column.getValue().type() == FeatureType.INTEGRAL || column.getValue().type() == FeatureType.FRACTIONAL;
            if (value instanceof FeatureValue.Many many) {
              json.writeStartArray();
              for (String text : many.texts()) {
                member(json, text, numbers);
              }
              json.writeEndArray();
            } else {
              member(json, ((FeatureValue.Single) value).text(), numbers);
            }
          }
        }
        json.writeEndObject();
        json.writeRaw('\n');
      }

      @Override
      public void close() throws IOException {
        json.close();
      }
    };
  }

  /** A number letter by letter, where JSON has it so. */
  private static void member(JsonGenerator json, String text, boolean number) throws IOException {
    if (number && text.matches(NUMBER)) {
      json.writeNumber(text);
    } else {
      json.writeString(text);
    }
  }

  /** A table that spills to disk, and then the file. */
  private static final class Parquet implements Sink {

    private final Path file;
    private final Path work;
    private final Map<String, FeatureDefinition> columns;
    private final SqlEngine engine;
    private final Connection session;
    private final DuckDBAppender out;
    private boolean closed;

    Parquet(Path file, Map<String, FeatureDefinition> columns) throws IOException {
      this.file = file;
      this.columns = columns;
      this.work = Files.createTempDirectory("parley-parquet");
      this.engine = SqlEngine.open(QueryLimits.DEFAULT, work, List.of(work), List.of(file));
      try {
        session = engine.session();
        List<String> typed = new ArrayList<>();
        columns.forEach((name, definition) -> typed.add(SqlEngine.name(name) + " " + PartColumns.type(definition)));
        SqlEngine.run(session, List.of("CREATE TABLE exported (" + String.join(", ", typed) + ")"));
        out = ((DuckDBConnection) session).createAppender(DuckDBConnection.DEFAULT_SCHEMA, "exported");
      } catch (SQLException e) {
        engine.close();
        throw new IOException("the file " + file + " cannot be begun: " + e.getMessage(), e);
      }
    }

    @Override
    public void row(Map<String, FeatureValue> values) throws IOException {
      try {
        out.beginRow();
        for (Map.Entry<String, FeatureDefinition> column : columns.entrySet()) {
          PartRows.value(out, column.getValue(), values.get(column.getKey()));
        }
        out.endRow();
      } catch (SQLException e) {
        throw new IOException("the file " + file + " cannot be written: " + e.getMessage(), e);
      }
    }

    @Override
    public void close() throws IOException {
      if (closed) {
        return;
      }
      closed = true;
      try {
        out.close();
        SqlEngine.run(session, List.of("COPY exported TO " + SqlEngine.text(file.toString()) + " (FORMAT parquet, COMPRESSION zstd)"));
        session.close();
      } catch (SQLException e) {
        throw new IOException("the file " + file + " cannot be written: " + e.getMessage(), e);
      } finally {
        engine.close();
        Files.deleteIfExists(work.resolve("spill"));
        Files.deleteIfExists(work);
      }
    }
  }
}
