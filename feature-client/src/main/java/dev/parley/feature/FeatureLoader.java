package dev.parley.feature;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.RuntimeJsonMappingException;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import dev.parley.diagnostic.Diagnostic;
import dev.parley.diagnostic.DidYouMean;
import dev.parley.diagnostic.Report;
import dev.parley.diagnostic.Span;
import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
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

  private static final int BATCH = 500;
  private static final ObjectMapper LISTS = new ObjectMapper();

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
    List<FeatureWrite> batch = new ArrayList<>();
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
        if (record.isPresent()) {
          batch.add(FeatureWrite.put(record.get()));
        }
        if (batch.size() == BATCH) {
          store.write(batch);
          batch.clear();
        }
        rows += record.isPresent() ? 1 : 0;
        refused += record.isPresent() ? 0 : 1;
      }
    } catch (JsonProcessingException e) {
      broken(name, e, report);
    } catch (RuntimeJsonMappingException e) {
      broken(name, e.getCause() instanceof JsonProcessingException cause ? cause : null, report);
    }
    store.write(batch);
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
    Map<String, FeatureValue> values = new HashMap<>();
    // With quotes in the line the values' places cannot be told from their lengths; then the line must do.
    boolean quoted = report.source(name).map(t -> t.lines()).filter(t -> line <= t.size() && t.get(line - 1).indexOf('"') >= 0).isPresent();
    int column = 1;
    boolean good = true;
    for (int i = 0; i < row.length; i++) {
      FeatureDefinition definition = group.features().getOrDefault(header[i], FeatureDefinition.of(FeatureType.STRING));
      String feature = header[i];
      if (!row[i].isEmpty()) {
        Optional<FeatureValue> value = value(definition, row[i]);
        boolean fits = header[i].equals(group.eventTime()) ? EventTimes.parse(definition.type(), row[i]).isPresent() : value.isPresent();
        if (!fits) {
          Span span = quoted ? Span.of(name, line, 1, 1) : Span.of(name, line, column, row[i].length());
          report.add(Diagnostic.error("wrong-type", span, "`" + header[i] + "` is not " + definition.expected()));
          good = false;
        }
        value.ifPresent(v -> values.put(feature, v));
      }
      column += row[i].length() + 1;
    }
    if (good && !(values.containsKey(group.key()) && values.containsKey(group.eventTime()))) {
      String missing = values.containsKey(group.key()) ? group.eventTime() : group.key();
      report.add(Diagnostic.error("missing-value", Span.of(name, line, 1, 1), "this row has no `" + missing + "`"));
      return Optional.empty();
    }
    if (!good) {
      return Optional.empty();
    }
    try {
      return Optional.of(RecordCheck.record(group, values, Optional.empty()));
    } catch (InvalidRecordException e) {
      report.add(Diagnostic.error("wrong-record", Span.of(name, line, 1, 1), String.valueOf(e.getMessage())));
      return Optional.empty();
    }
  }

  /** A collection stands in its column as a JSON list. */
  private static Optional<FeatureValue> value(FeatureDefinition definition, String text) {
    try {
      FeatureValue value =
          definition.collection().isEmpty() ? FeatureValue.of(text) : FeatureValue.of(List.of(LISTS.readValue(text, String[].class)));
      return Optional.of(value).filter(definition::accepts);
    } catch (JsonProcessingException | NullPointerException e) {
      return Optional.empty();
    }
  }
}
