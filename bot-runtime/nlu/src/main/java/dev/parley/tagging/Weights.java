package dev.parley.tagging;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * Rows of weights, and the steps by which training changes them: AdaGrad (Duchi, Hazan, Singer 2011), averaged over all steps.
 * A row is a feature's, or just has a number. Not thread-safe while it learns; thread-safe once settled.
 */
final class Weights {

  static final int UNKNOWN = -1;

  /** What claims to have more rows is none: no bot has as many words. */
  private static final int MOST_ROWS = 1 << 22;

  private final int width;
  private final boolean numbered;
  private FeatureRows rows = new FeatureRows();
  private double[] weights = {};
  private double[] squares = {};
  private double[] sums = {};
  private double[] gradients = {};
  private int[] leaning = new int[64];
  private int touched;
  private boolean open = true;

  private Weights(int width, boolean numbered) {
    this.width = width;
    this.numbered = numbered;
  }

  /** Of features, which are gathered first. */
  static Weights ofFeatures(int width) {
    return new Weights(width, false);
  }

  /** Of so many rows without features. */
  static Weights numbered(int rows, int width) {
    Weights weights = new Weights(width, true);
    weights.learn(rows);
    return weights;
  }

  /** The feature's row; a new one while features are gathered, then {@link #UNKNOWN}. */
  int row(long feature) {
    return open ? rows.add(feature) : rows.of(feature);
  }

  /** All features are known: learning begins. */
  void gathered() {
    learn(rows.size());
  }

  private void learn(int count) {
    open = false;
    weights = new double[count * width];
    squares = new double[weights.length];
    sums = new double[weights.length];
    gradients = new double[weights.length];
  }

  double at(int row, int column) {
    return row < 0 ? 0 : weights[row * width + column];
  }

  /** Adds the row's weights to a vector. */
  void add(int row, double[] to) {
    if (row >= 0) {
      for (int c = 0, at = row * width; c < width; c++, at++) {
        to[c] += weights[at];
      }
    }
  }

  /** Adds to the direction of the next step. */
  void lean(int row, int column, double gradient) {
    if (row < 0) {
      return;
    }
    int at = row * width + column;
    if (gradients[at] == 0) {
      if (touched == leaning.length) {
        leaning = Arrays.copyOf(leaning, 2 * touched);
      }
      leaning[touched++] = at;
    }
    gradients[at] += gradient;
  }

  /** Takes the step; {@code step} counts from 1. */
  void step(double rate, long step) {
    for (int i = 0; i < touched; i++) {
      int at = leaning[i];
      double gradient = gradients[at];
      gradients[at] = 0;
      if (gradient != 0) {
        squares[at] += gradient * gradient;
        double change = rate * gradient / Math.sqrt(1 + squares[at]);
        weights[at] += change;
        sums[at] += step * change;
      }
    }
    touched = 0;
  }

  /** Ends learning: each weight is its mean over all steps, and features that learnt nothing are forgotten. */
  void settle(long steps) {
    for (int i = 0; i < weights.length; i++) {
      weights[i] -= sums[i] / (steps + 1);
    }
    if (!numbered) {
      forgetBlank();
    }
    learntAll();
  }

  private void learntAll() {
    open = false;
    squares = new double[0];
    sums = new double[0];
    gradients = new double[0];
    leaning = new int[0];
  }

  private void forgetBlank() {
    FeatureRows kept = new FeatureRows();
    long[] features = rows.inOrder();
    int to = 0;
    for (int row = 0; row < features.length; row++) {
      if (!blank(row)) {
        System.arraycopy(weights, row * width, weights, to, width);
        to += width;
        kept.add(features[row]);
      }
    }
    rows = kept;
    weights = Arrays.copyOf(weights, to);
  }

  private boolean blank(int row) {
    for (int at = row * width; at < (row + 1) * width; at++) {
      if (weights[at] != 0) {
        return false;
      }
    }
    return true;
  }

  /** Writes what was learnt; most weights are 0 and take no room. */
  void write(DataOutput out) throws IOException {
    int count = weights.length / width;
    long[] features = rows.inOrder();
    out.writeInt(count);
    for (int row = 0; row < count; row++) {
      if (!numbered) {
        out.writeLong(features[row]);
      }
      int used = 0;
      for (int c = 0; c < width; c++) {
        used += at(row, c) == 0 ? 0 : 1;
      }
      out.writeShort(used);
      for (int c = 0; c < width; c++) {
        if (at(row, c) != 0) {
          out.writeShort(c);
          out.writeDouble(at(row, c));
        }
      }
    }
  }

  /**
   * Takes what weights of the same width have written, as if it had been learnt here.
   *
   * @throws IOException when it is none of that
   */
  void read(DataInput in) throws IOException {
    int count = in.readInt();
    if (count < 0 || count > MOST_ROWS || numbered && count * width != weights.length) {
      throw new IOException("weights of another shape");
    }
    weights = new double[count * width];
    for (int row = 0; row < count; row++) {
      if (!numbered && rows.add(in.readLong()) != row) {
        throw new IOException("a feature stands there twice");
      }
      for (int used = in.readUnsignedShort(); used > 0; used--) {
        int column = in.readUnsignedShort();
        if (column >= width) {
          throw new IOException("weights of another shape");
        }
        weights[row * width + column] = in.readDouble();
      }
    }
    learntAll();
  }
}
