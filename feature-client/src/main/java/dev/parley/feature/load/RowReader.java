package dev.parley.feature.load;

import dev.parley.feature.FeatureValue;
import dev.parley.feature.InvalidRecordException.Problem;
import java.util.List;
import java.util.Map;

/** Reads a row's text. Not thread-safe. */
interface RowReader {

  /** The features that the row names, as it writes them; what cannot be read is a problem. */
  Map<String, FeatureValue> read(String row, List<Problem> problems);

  /** Where a feature stands in the row: its column in characters from 1, and its length; {@code {1, 1}} where that cannot be told. */
  default int[] place(String row, String feature) {
    return new int[] {1, 1};
  }
}
