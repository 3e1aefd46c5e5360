package dev.parley.tagging;

import java.util.List;

/**
 * A sentence's features, ready to be scored.
 *
 * @param words in lower case
 * @param tokens rows of features of each word
 * @param before rows of features of what stands before a span that begins at an index
 * @param after rows of features of what stands after a span that ends before an index
 * @param spans by start and length - 1: rows of features of a stretch, whatever the slot
 * @param own by start and length - 1, for each slot: what its catalogue says of the stretch, packed ({@link OwnFeatures})
 */
record Sentence(List<String> words, int[][] tokens, int[][] before, int[][] after, int[][][] spans, int[][][] own) {

  int size() {
    return words.size();
  }

  /** How long a span may be that begins here. */
  int longest(int from) {
    return spans[from].length;
  }
}
