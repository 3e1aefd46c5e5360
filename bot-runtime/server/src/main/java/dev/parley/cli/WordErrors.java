package dev.parley.cli;

import java.util.List;

/**
 * How far what was heard is from what was said (Levenshtein): of each, the fewest words that were changed, left out or put in.
 *
 * @param said words or digits that were said
 * @param wrong changed, left out and put in
 * @param texts recordings
 * @param whole recordings without a mistake
 */
record WordErrors(int said, int wrong, int texts, int whole) {

  static final WordErrors NONE = new WordErrors(0, 0, 0, 0);

  /** Those of one recording. */
  static <T> WordErrors of(List<T> said, List<T> heard) {
    int[] row = new int[heard.size() + 1];
    for (int j = 0; j < row.length; j++) {
      row[j] = j;
    }
    for (int i = 1; i <= said.size(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j < row.length; j++) {
        int above = row[j];
        int changed = diagonal + (said.get(i - 1).equals(heard.get(j - 1)) ? 0 : 1);
        row[j] = Math.min(changed, 1 + Math.min(above, row[j - 1]));
        diagonal = above;
      }
    }
    int wrong = row[heard.size()];
    return new WordErrors(said.size(), wrong, 1, wrong == 0 ? 1 : 0);
  }

  WordErrors plus(WordErrors other) {
    return new WordErrors(said + other.said, wrong + other.wrong, texts + other.texts, whole + other.whole);
  }

  /** Mistakes by what was said; may be more than 1. */
  double rate() {
    return said == 0 ? 0 : (double) wrong / said;
  }

  /** Share of the recordings without a mistake. */
  double wholeRate() {
    return texts == 0 ? 0 : (double) whole / texts;
  }
}
