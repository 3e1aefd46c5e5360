package dev.parley.feature.load;

import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import dev.parley.feature.FeatureGroup;
import dev.parley.feature.FeatureValue;
import dev.parley.feature.InvalidRecordException.Problem;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads a record from a row of CSV. A collection stands in its column as a JSON list; an empty field is no value. Not thread-safe. */
final class CsvRowReader implements RowReader {

  private static final ObjectReader FIELDS =
      CsvMapper.builder().enable(CsvParser.Feature.WRAP_AS_ARRAY, CsvParser.Feature.TRIM_SPACES).build().readerFor(String[].class);

  private final FeatureGroup group;
  private final List<String> header;

  CsvRowReader(FeatureGroup group, List<String> header) {
    this.group = group;
    this.header = header;
  }

  /** The fields of a row; empty when it is no CSV. */
  static Optional<List<String>> fields(String row) {
    try (var rows = FIELDS.<String[]>readValues(row)) {
      List<String> fields = rows.hasNextValue() ? Arrays.asList(rows.nextValue()) : List.of("");
      return rows.hasNextValue() ? Optional.empty() : Optional.of(fields);
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  @Override
  public Map<String, FeatureValue> read(String row, List<Problem> problems) {
    Map<String, FeatureValue> values = new LinkedHashMap<>();
    Optional<List<String>> read = fields(row);
    if (read.isEmpty()) {
      problems.add(new Problem("", FeatureLoader.SYNTAX, "this is not CSV: text follows a closing quote"));
      return values;
    }
    List<String> fields = read.get();
    if (fields.size() != header.size()) {
      problems.add(new Problem("", FeatureLoader.LENGTH, "this row has " + fields.size() + " columns, the header has " + header.size()));
      return values;
    }
    for (int i = 0; i < fields.size(); i++) {
      if (!fields.get(i).isEmpty()) {
        values.put(header.get(i), FeatureText.value(group, header.get(i), fields.get(i)));
      }
    }
    return values;
  }

  @Override
  public int[] place(String row, String feature) {
    // With quotes the fields' places cannot be told from their lengths; then the line must do.
    int column = header.indexOf(feature);
    if (column < 0 || row.indexOf('"') >= 0) {
      return new int[] {1, 1};
    }
    String[] fields = row.split(",", -1);
    int start = 1;
    for (int i = 0; i < column && i < fields.length; i++) {
      start += fields[i].length() + 1;
    }
    return new int[] {start, column < fields.length ? Math.max(1, fields[column].length()) : 1};
  }
}
