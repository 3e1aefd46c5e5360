package dev.parley.feature;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.RuntimeJsonMappingException;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import dev.parley.diagnostic.Diagnostic;
import dev.parley.diagnostic.DidYouMean;
import dev.parley.diagnostic.Report;
import dev.parley.diagnostic.Span;
import java.io.IOException;
import java.io.Reader;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Loads records of a group from CSV with a header. Rows are judged one by one: good ones are kept, and each that is not is a
 * diagnostic with its line. A header that does not fit keeps everything out. What was loaded is on disk when this returns.
 */
public final class FeatureLoader {

  private FeatureLoader() {}

  /** How many rows were loaded, and how many were refused (the report says why). */
  public record Loaded(int rows, int refused) {}

  /**
   * Loads a file.
   *
   * @param name the file's name, for messages
   * @throws IOException when the file cannot be read
   */
  public static Loaded load(String name, Reader csv, FeatureGroup group, FeatureStore store, Report report) throws IOException {
    CsvMapper mapper = CsvMapper.builder().enable(CsvParser.Feature.WRAP_AS_ARRAY, CsvParser.Feature.TRIM_SPACES).build();
    int rows = 0;
    int refused = 0;
    try (MappingIterator<String[]> lines = mapper.readerFor(String[].class).readValues(csv)) {
      if (!lines.hasNext()) {
        report.add(Diagnostic.error("empty-file", Span.of(name, 1, 1, 1), "the file has no header"));
        return new Loaded(0, 0);
      }
      String[] header = withoutByteOrderMark(lines.next());
      if (!checkHeader(name, header, group, report)) {
        return new Loaded(0, 0);
      }
      while (lines.hasNext()) {
        int line = Optional.ofNullable(lines.getCurrentLocation()).map(JsonLocation::getLineNr).orElse(0);
        String[] row = lines.next();
        if (row.length == 1 && row[0].isBlank()) {
          continue;
        }
        Optional<FeatureRecord> record = record(name, line, header, row, group, report);
        record.ifPresent(store::put);
        rows += record.isPresent() ? 1 : 0;
        refused += record.isPresent() ? 0 : 1;
      }
    } catch (JsonProcessingException e) {
      broken(name, e, report);
    } catch (RuntimeJsonMappingException e) {
      broken(name, e.getCause() instanceof JsonProcessingException cause ? cause : null, report);
    }
    store.flush();
    return new Loaded(rows, refused);
  }

  /** Spreadsheets begin their UTF-8 files with one. */
  private static String[] withoutByteOrderMark(String[] header) {
    if (header.length > 0 && header[0].startsWith("\uFEFF")) {
      header[0] = header[0].substring(1);
    }
    return header;
  }

  private static void broken(String name, @Nullable JsonProcessingException e, Report report) {
    int line = e == null || e.getLocation() == null ? 1 : Math.max(1, e.getLocation().getLineNr());
    report.add(
        Diagnostic.error("csv-syntax", Span.of(name, line, 1, 1), "this is not CSV that can be read from here on")
            .help("a quote is opened and not closed, or text follows a closing quote; rows before this one are loaded, those after it are not"));
  }

  private static boolean checkHeader(String name, String[] header, FeatureGroup group, Report report) {
    List<String> columns = Arrays.asList(header);
    Span place = Span.of(name, 1, 1, String.join(",", header).length());
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

  private static Optional<FeatureRecord> record(
      String name, int line, String[] header, String[] row, FeatureGroup group, Report report) {
    if (row.length != header.length) {
      report.add(
          Diagnostic.error("row-length", Span.of(name, line, 1, 1), "this row has " + row.length + " columns, the header has " + header.length));
      return Optional.empty();
    }
    Map<String, String> values = new HashMap<>();
    // With quotes in the line the values' places cannot be told from their lengths; then the line must do.
    boolean quoted = report.source(name).map(t -> t.lines()).filter(t -> line <= t.size() && t.get(line - 1).indexOf('"') >= 0).isPresent();
    int column = 1;
    boolean good = true;
    for (int i = 0; i < row.length; i++) {
      FeatureType type = group.features().getOrDefault(header[i], FeatureType.STRING);
      if (!row[i].isEmpty() && !type.accepts(row[i])) {
        report.add(
            Diagnostic.error("wrong-type", quoted ? Span.of(name, line, 1, 1) : Span.of(name, line, column, row[i].length()), "`" + header[i] + "` is not " + type.expected()));
        good = false;
      } else if (!row[i].isEmpty()) {
        values.put(header[i], row[i]);
      }
      column += row[i].length() + 1;
    }
    String key = values.remove(group.key());
    String time = values.remove(group.eventTime());
    if (good && (key == null || time == null)) {
      report.add(
          Diagnostic.error("missing-value", Span.of(name, line, 1, 1), "this row has no `" + (key == null ? group.key() : group.eventTime()) + "`"));
    }
    if (!good || key == null || time == null) {
      return Optional.empty();
    }
    Instant eventTime = OffsetDateTime.parse(time).toInstant();
    return Optional.of(new FeatureRecord(group.name(), key, eventTime, values));
  }
}
