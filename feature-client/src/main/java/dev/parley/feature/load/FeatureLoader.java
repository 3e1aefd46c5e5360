package dev.parley.feature.load;

import dev.parley.diagnostic.Diagnostic;
import dev.parley.diagnostic.DidYouMean;
import dev.parley.diagnostic.Report;
import dev.parley.diagnostic.Span;
import dev.parley.feature.FeatureGroup;
import dev.parley.feature.FeatureStore;
import dev.parley.feature.FeatureValue;
import dev.parley.feature.FeatureWrite;
import dev.parley.feature.InvalidRecordException.Problem;
import dev.parley.feature.RecordCheck;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Loads records of a group from CSV with a header, or JSON Lines. Rows are judged one by one: good ones are kept in batches, and
 * all that is wrong with the others is a diagnostic with its line; the report lists the first of those and counts the rest. A header
 * that does not fit keeps everything out. Memory does not grow with the file. What was loaded is on disk when this returns. Not
 * thread-safe.
 */
public final class FeatureLoader {

  static final String SYNTAX = "csv-syntax";
  static final String LENGTH = "row-length";
  private static final int BATCH = 500;

  private final FeatureStore store;
  private final Source source;
  private final Progress progress;

  /** How a file is written. */
  public enum Format {
    CSV,
    JSON_LINES,
    /** Given to the loader as the lines of JSON that its rows are. */
    PARQUET;

    /** By the file's name: JSON Lines for {@code .jsonl}, {@code .ndjson} and {@code .json}, Parquet for {@code .parquet}, else CSV. */
    public static Format of(String name) {
      return name.matches("(?i).*\\.parquet") ? PARQUET : name.matches("(?i).*\\.(jsonl|ndjson|json)") ? JSON_LINES : CSV;
    }
  }

  /**
   * What is loaded.
   *
   * @param name the file's name, for messages
   * @param kind {@link FeatureWrite.Kind#PUT} or {@link FeatureWrite.Kind#MERGE}
   */
  public record Source(String name, Format format, FeatureGroup group, FeatureWrite.Kind kind) {}

  /**
   * How far loading has come: all rows before this are kept, or were told as refused.
   *
   * @param offset in bytes
   * @param line the next one, from 1
   */
  public record Position(long offset, long line, long rows, long refused) {

    /** The beginning. */
    public static final Position START = new Position(0, 1, 0, 0);
  }

  /** Looks on. */
  public interface Progress {

    /** Does nothing. */
    Progress NONE = new Progress() {};

    /** All rows until here are kept, or refused. */
    default void kept(Position position) throws IOException {}

    /** A row is not taken; it is given as it stands in the file, which may be anything. */
    default void refused(byte[] row, long line, List<Problem> why) throws IOException {}
  }

  /** How many rows were loaded, and how many were refused (the report says why); those of an earlier attempt are among them. */
  public record Loaded(long rows, long refused) {}

  /** Loads into a store. */
  public FeatureLoader(FeatureStore store, Source source, Progress progress) {
    this.store = store;
    this.source = source;
    this.progress = progress;
  }

  /** Loads a whole file; throws {@link IOException} when it cannot be read. */
  public static Loaded load(Source source, InputStream in, FeatureStore store, Report report) throws IOException {
    return new FeatureLoader(store, source, Progress.NONE).load(in, Position.START, report);
  }

  /**
   * Loads what is behind a position.
   *
   * @param in the file from its beginning; not closed
   * @throws IOException when the file cannot be read
   */
  public Loaded load(InputStream in, Position from, Report report) throws IOException {
    boolean csv = source.format() == Format.CSV;
    RowSplitter rows = new RowSplitter(in, csv);
    RowReader reader;
    if (csv) {
      RawRow first = rows.next();
      if (first == null) {
        report.add(Diagnostic.error("empty-file", Span.of(source.name(), 1, 1, 1), "the file has no header"));
        return new Loaded(0, 0);
      }
      List<String> header = header(first);
      if (!checkHeader(header, report)) {
        return new Loaded(0, 0);
      }
      reader = new CsvRowReader(source.group(), header);
    } else {
      reader = new JsonRowReader(source.group());
    }
    if (from.offset() > 0) {
      rows.skipTo(from.offset(), from.line());
    }
    Position end = load(rows, reader, from, report);
    store.flush();
    return new Loaded(end.rows(), end.refused());
  }

  private Position load(RowSplitter rows, RowReader reader, Position from, Report report) throws IOException {
    List<FeatureWrite> batch = new ArrayList<>(BATCH);
    Position position = from;
    int unkept = 0;
    for (RawRow row = rows.next(); row != null; row = rows.next()) {
      String text = row.text().orElse("");
      if (row.bytes().length > 0 && !text.isBlank() || row.text().isEmpty()) {
        List<Problem> problems = new ArrayList<>();
        Optional<FeatureWrite> write = judge(row, reader, problems);
        write.ifPresent(batch::add);
        if (write.isEmpty()) {
          tell(row, text, reader, problems, report);
          progress.refused(row.bytes(), row.line(), problems);
        }
        position =
            new Position(row.end(), row.nextLine(), position.rows() + (write.isPresent() ? 1 : 0), position.refused() + (write.isPresent() ? 0 : 1));
      }
      if (++unkept == BATCH) {
        keep(batch, position);
        unkept = 0;
      }
    }
    keep(batch, position);
    return position;
  }

  private void keep(List<FeatureWrite> batch, Position position) throws IOException {
    if (!batch.isEmpty()) {
      store.write(batch);
      batch.clear();
    }
    progress.kept(position);
  }

  private Optional<FeatureWrite> judge(RawRow row, RowReader reader, List<Problem> problems) {
    if (!row.fault().isEmpty()) {
      problems.add(new Problem("", source.format() == Format.CSV ? SYNTAX : LENGTH, row.fault()));
      return Optional.empty();
    }
    Optional<String> text = row.text();
    if (text.isEmpty()) {
      problems.add(new Problem("", "encoding", "this row is not text in UTF-8; save the file as UTF-8"));
      return Optional.empty();
    }
    Map<String, FeatureValue> values = reader.read(withoutByteOrderMark(text.get()), problems);
    boolean unreadable = problems.stream().anyMatch(p -> p.feature().isEmpty());
    return unreadable ? Optional.empty() : RecordCheck.write(source.group(), source.kind(), values, Optional.empty(), problems);
  }

  private void tell(RawRow row, String text, RowReader reader, List<Problem> problems, Report report) {
    int line = (int) Math.min(Integer.MAX_VALUE, row.line());
    for (Problem problem : problems) {
      int[] place = reader.place(text, problem.feature());
      report.add(Diagnostic.error(problem.code(), Span.of(source.name(), line, place[0], place[1]), problem.reason()));
    }
  }

  /** Spreadsheets begin their UTF-8 files with one. */
  private static String withoutByteOrderMark(String text) {
    return text.startsWith("\uFEFF") ? text.substring(1) : text;
  }

  private static List<String> header(RawRow first) {
    return first.text().map(FeatureLoader::withoutByteOrderMark).flatMap(CsvRowReader::fields).orElse(List.of(""));
  }

  private boolean checkHeader(List<String> columns, Report report) {
    FeatureGroup group = source.group();
    Span place = Span.of(source.name(), 1, 1, Math.max(1, String.join(",", columns).length()));
    boolean good = true;
    Set<String> seen = new HashSet<>();
    for (String column : columns) {
      if (!seen.add(column)) {
        report.add(Diagnostic.error("duplicate-column", place, "the header has `" + column + "` twice").help("keep one of them"));
        good = false;
      }
      if (!group.features().containsKey(column)) {
        report.add(
            Diagnostic.error("unknown-feature", place, "feature group `" + group.name() + "` has no feature `" + column + "`")
                .help(DidYouMean.help(column, group.features().keySet())
                    .orElse("its features are " + String.join(", ", group.features().keySet()))));
        good = false;
      }
    }
    for (String needed : List.of(group.key(), group.eventTime())) {
      if (!columns.contains(needed)) {
        report.add(
            Diagnostic.error("missing-column", place, "the header lacks `" + needed + "`")
                .help("every record of `" + group.name() + "` needs it"));
        good = false;
      }
    }
    return good;
  }
}
