package dev.parley.tagging;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * Finds the best way to part a sentence into slots and other words (semi-Markov Viterbi): spans never overlap, and each is one
 * slot's from its first word to its last. Made for one sentence and one state of the weights; used by one thread.
 */
final class SpanDecoder {

  private static final double NEVER = Double.NEGATIVE_INFINITY;

  /** Columns of a word's features: no slot, the first or a later word of any slot, and of each slot. */
  static final int OUTSIDE = 0;

  private final TagModel model;
  private final Sentence sentence;
  private final int slots;
  private final double[][] tags;
  private final double[][][] spans;

  SpanDecoder(TagModel model, Sentence sentence) {
    this.model = model;
    this.sentence = sentence;
    this.slots = model.slots();
    tags = new double[sentence.size()][];
    spans = new double[sentence.size()][][];
    score();
  }

  private void score() {
    int n = sentence.size();
    double[][] before = new double[n + 1][slots + 1];
    double[][] after = new double[n + 1][slots + 1];
    for (int i = 0; i < n; i++) {
      tags[i] = new double[TagModel.tags(slots)];
      for (int row : sentence.tokens()[i]) {
        model.token().add(row, tags[i]);
      }
      for (int row : sentence.before()[i]) {
        model.span().add(row, before[i]);
      }
      for (int row : sentence.after()[i + 1]) {
        model.span().add(row, after[i + 1]);
      }
    }
    int[] rows = new int[OwnFeatures.FIELDS];
    for (int i = 0; i < n; i++) {
      spans[i] = new double[sentence.longest(i)][slots];
      double[] inside = new double[slots];
      int[] packed = new int[slots];
      double[] own = new double[slots];
      for (int length = 1; length <= spans[i].length; length++) {
        double[] any = new double[slots + 1];
        for (int row : sentence.spans()[i][length - 1]) {
          model.span().add(row, any);
        }
        int last = i + length - 1;
        for (int s = 0; s < slots; s++) {
          inside[s] += length == 1 ? tag(i, s, true) : tag(last, s, false);
          int features = sentence.own()[i][length - 1][s];
          // What a longer span says is often what the shorter one said.
          if (length == 1 || features != packed[s]) {
            packed[s] = features;
            own[s] = own(features, s, rows);
          }
          spans[i][length - 1][s] =
              inside[s] + own[s] + any[0] + any[s + 1] + before[i][0] + before[i][s + 1] + after[last + 1][0] + after[last + 1][s + 1];
        }
      }
    }
  }

  private double own(int features, int slot, int[] rows) {
    double own = 0;
    OwnFeatures.rows(features, rows);
    for (int row : rows) {
      own += model.own().at(row, 0) + model.own().at(row, slot + 1);
    }
    return own;
  }

  private double tag(int i, int slot, boolean first) {
    return first ? tags[i][1] + tags[i][TagModel.first(slot)] : tags[i][2] + tags[i][TagModel.first(slot) + 1];
  }

  /** Forbids a slot's span. */
  void forbid(TagModel.Segment segment) {
    spans[segment.from()][segment.to() - segment.from() - 1][segment.slot()] = NEVER;
  }

  /** What the sentence scores when the slot has no word of this span. */
  double without(TagModel.Segment segment) {
    double[][] kept = new double[sentence.size()][];
    for (int i = 0; i < segment.to(); i++) {
      kept[i] = new double[spans[i].length];
      for (int length = 1; length <= spans[i].length; length++) {
        kept[i][length - 1] = spans[i][length - 1][segment.slot()];
        if (i + length > segment.from()) {
          spans[i][length - 1][segment.slot()] = NEVER;
        }
      }
    }
    double score = best().score();
    for (int i = 0; i < segment.to(); i++) {
      for (int length = 1; length <= spans[i].length; length++) {
        spans[i][length - 1][segment.slot()] = kept[i][length - 1];
      }
    }
    return score;
  }

  /** Makes all that is not right cost more: each word that gets another tag than the right one. */
  void charge(List<TagModel.Segment> right, double cost) {
    int n = sentence.size();
    int[] slotAt = new int[n];
    boolean[] firstAt = new boolean[n];
    Arrays.fill(slotAt, -1);
    for (TagModel.Segment segment : right) {
      Arrays.fill(slotAt, segment.from(), segment.to(), segment.slot());
      firstAt[segment.from()] = true;
    }
    for (int i = 0; i < n; i++) {
      tags[i][OUTSIDE] += slotAt[i] < 0 ? 0 : cost;
      for (int s = 0; s < slots; s++) {
        double charged = 0;
        for (int length = 1; length <= spans[i].length; length++) {
          int at = i + length - 1;
          charged += slotAt[at] == s && firstAt[at] == (length == 1) ? 0 : cost;
          spans[i][length - 1][s] += charged;
        }
      }
    }
  }

  /** The best spans and what the whole sentence scores with them. */
  record Best(List<TagModel.Segment> segments, double score) {}

  Best best() {
    int n = sentence.size();
    int states = 2 * (slots + 1);
    double[][] best = new double[n + 1][states];
    int[][] from = new int[n + 1][states];
    int[][] previous = new int[n + 1][states];
    for (double[] row : best) {
      Arrays.fill(row, NEVER);
    }
    best[0][TagModel.START] = 0;
    for (int i = 0; i < n; i++) {
      for (int state = 0; state < states; state++) {
        if (best[i][state] == NEVER) {
          continue;
        }
        int gap = TagModel.gap(state);
        double score = best[i][state] + tags[i][OUTSIDE] + model.follow().at(state, 0);
        if (score > best[i + 1][gap]) {
          best[i + 1][gap] = score;
          from[i + 1][gap] = i;
          previous[i + 1][gap] = state;
        }
      }
      for (int s = 0; s < slots; s++) {
        double entry = NEVER;
        int entered = -1;
        for (int state = 0; state < states; state++) {
          double score = best[i][state] + model.follow().at(state, s + 1);
          if (score > entry) {
            entry = score;
            entered = state;
          }
        }
        if (entered < 0) {
          continue;
        }
        int reached = TagModel.after(s);
        for (int length = 1; length <= spans[i].length; length++) {
          double score = entry + spans[i][length - 1][s];
          if (score > best[i + length][reached]) {
            best[i + length][reached] = score;
            from[i + length][reached] = i;
            previous[i + length][reached] = entered;
          }
        }
      }
    }
    int state = 0;
    double score = NEVER;
    for (int last = 0; last < states; last++) {
      double whole = best[n][last] + model.follow().at(last, slots + 1);
      if (whole > score) {
        score = whole;
        state = last;
      }
    }
    List<TagModel.Segment> segments = new ArrayList<>();
    int at = n;
    while (at > 0) {
      int start = from[at][state];
      if (TagModel.isAfter(state)) {
        segments.add(new TagModel.Segment(TagModel.lastSlot(state), start, at));
      }
      state = previous[at][state];
      at = start;
    }
    Collections.reverse(segments);
    return new Best(List.copyOf(segments), score);
  }
}
