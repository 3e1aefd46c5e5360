package dev.parley.tagging;

/** What a slot's own values say of a stretch of words: a few small numbers packed into one. Pure. */
final class OwnFeatures {

  /** How many values each number has; the first bits hold the first. */
  private static final int[] SIZES = {8, 4, 8, 8, 8, 8, 4, 4, 8};

  static final int FIELDS = SIZES.length;
  static final int ROWS = rows();

  private OwnFeatures() {}

  private static int rows() {
    int rows = 0;
    for (int size : SIZES) {
      rows += size;
    }
    return rows;
  }

  static int pack(int... values) {
    int packed = 0;
    int shift = 0;
    for (int i = 0; i < SIZES.length; i++) {
      packed |= values[i] << shift;
      shift += Integer.numberOfTrailingZeros(SIZES[i]);
    }
    return packed;
  }

  /** The rows, one for each number. */
  static void rows(int packed, int[] rows) {
    int offset = 0;
    int rest = packed;
    for (int i = 0; i < SIZES.length; i++) {
      rows[i] = offset + (rest & (SIZES[i] - 1));
      rest >>>= Integer.numberOfTrailingZeros(SIZES[i]);
      offset += SIZES[i];
    }
  }
}
