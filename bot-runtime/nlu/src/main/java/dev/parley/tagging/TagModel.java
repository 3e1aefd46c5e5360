package dev.parley.tagging;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;

/**
 * The weights by which spans are scored. Learning changes them; then they are settled and the model is thread-safe.
 *
 * <p>Rows of {@code follow} are states: which slot came last, and whether it ended right here.
 */
final class TagModel {

  /** Nothing was said yet. */
  static final int START = 1;

  private final int slots;
  private final Weights token;
  private final Weights span;
  private final Weights own;
  private final Weights follow;

  /** A slot's span, from the first word to before {@code to}. */
  record Segment(int slot, int from, int to) {}

  TagModel(int slots, Weights token, Weights span) {
    this.slots = slots;
    this.token = token;
    this.span = span;
    own = Weights.numbered(OwnFeatures.ROWS, slots + 1);
    follow = Weights.numbered(2 * (slots + 1), slots + 2);
  }

  int slots() {
    return slots;
  }

  Weights token() {
    return token;
  }

  Weights span() {
    return span;
  }

  Weights own() {
    return own;
  }

  Weights follow() {
    return follow;
  }

  /** How many tags a word can have. */
  static int tags(int slots) {
    return 3 + 2 * slots;
  }

  /** The column of the slot's first word; the next is that of its other words. */
  static int first(int slot) {
    return 3 + 2 * slot;
  }

  static int gap(int state) {
    return state & ~1;
  }

  static int after(int slot) {
    return 2 * (slot + 1) + 1;
  }

  static boolean isAfter(int state) {
    return state > START && (state & 1) == 1;
  }

  static int lastSlot(int state) {
    return state / 2 - 1;
  }

  /** Leans to where these spans are right ({@code gradient} 1) or wrong (-1). */
  void lean(Sentence sentence, List<Segment> segments, double gradient) {
    int state = START;
    int at = 0;
    int[] rows = new int[OwnFeatures.FIELDS];
    for (Segment segment : segments) {
      state = outside(sentence, at, segment.from(), state, gradient);
      follow.lean(state, segment.slot() + 1, gradient);
      for (int i = segment.from(); i < segment.to(); i++) {
        int later = i == segment.from() ? 0 : 1;
        for (int row : sentence.tokens()[i]) {
          token.lean(row, 1 + later, gradient);
          token.lean(row, first(segment.slot()) + later, gradient);
        }
      }
      leanSpan(sentence.before()[segment.from()], segment, gradient);
      leanSpan(sentence.after()[segment.to()], segment, gradient);
      int length = segment.to() - segment.from() - 1;
      leanSpan(sentence.spans()[segment.from()][length], segment, gradient);
      OwnFeatures.rows(sentence.own()[segment.from()][length][segment.slot()], rows);
      for (int row : rows) {
        own.lean(row, 0, gradient);
        own.lean(row, segment.slot() + 1, gradient);
      }
      state = after(segment.slot());
      at = segment.to();
    }
    state = outside(sentence, at, sentence.size(), state, gradient);
    follow.lean(state, slots + 1, gradient);
  }

  private void leanSpan(int[] rows, Segment segment, double gradient) {
    for (int row : rows) {
      span.lean(row, 0, gradient);
      span.lean(row, segment.slot() + 1, gradient);
    }
  }

  private int outside(Sentence sentence, int from, int to, int before, double gradient) {
    int state = before;
    for (int i = from; i < to; i++) {
      follow.lean(state, 0, gradient);
      for (int row : sentence.tokens()[i]) {
        token.lean(row, SpanDecoder.OUTSIDE, gradient);
      }
      state = gap(state);
    }
    return state;
  }

  /** Takes a step to where it leans. */
  void step(double rate, long step) {
    token.step(rate, step);
    span.step(rate, step);
    own.step(rate, step);
    follow.step(rate, step);
  }

  void settle(long steps) {
    token.settle(steps);
    span.settle(steps);
    own.settle(steps);
    follow.settle(steps);
  }

  void write(DataOutput out) throws IOException {
    for (Weights weights : List.of(token, span, own, follow)) {
      weights.write(out);
    }
  }

  /** Takes what a model of as many slots has written. */
  void read(DataInput in) throws IOException {
    for (Weights weights : List.of(token, span, own, follow)) {
      weights.read(in);
    }
  }
}
