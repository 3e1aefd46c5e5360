package dev.parley.tagging;


/** Features by their number ({@link Hashes}), each with the row that is its own: 0, 1, 2, ... Not thread-safe while rows are added. */
final class FeatureRows {

  private static final int SMALLEST = 64;

  /** 0 is an empty place; the feature 0 is told by another number. */
  private static final long ZERO = 0x9E3779B97F4A7C15L;

  private long[] features = new long[SMALLEST];
  private int[] rows = new int[SMALLEST];
  private int size;

  int size() {
    return size;
  }

  /** The feature's row, or {@link Weights#UNKNOWN}. */
  int of(long feature) {
    int at = place(feature == 0 ? ZERO : feature);
    return features[at] == 0 ? Weights.UNKNOWN : rows[at];
  }

  /** The feature's row; the next one when it has none. */
  int add(long feature) {
    long key = feature == 0 ? ZERO : feature;
    int at = place(key);
    if (features[at] != 0) {
      return rows[at];
    }
    features[at] = key;
    rows[at] = size++;
    if (size * 2 > features.length) {
      grow();
    }
    return size - 1;
  }

  private int place(long key) {
    int at = (int) key & features.length - 1;
    while (features[at] != 0 && features[at] != key) {
      at = at + 1 & features.length - 1;
    }
    return at;
  }

  private void grow() {
    long[] ordered = inOrder();
    features = new long[features.length * 2];
    rows = new int[features.length];
    for (int row = 0; row < ordered.length; row++) {
      int at = place(ordered[row]);
      features[at] = ordered[row];
      rows[at] = row;
    }
  }

  /** The features of rows 0, 1, 2, ... */
  long[] inOrder() {
    long[] ordered = new long[size];
    for (int at = 0; at < features.length; at++) {
      if (features[at] != 0) {
        ordered[rows[at]] = features[at];
      }
    }
    return ordered;
  }
}
