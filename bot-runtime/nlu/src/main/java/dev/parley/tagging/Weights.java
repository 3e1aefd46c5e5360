package dev.parley.tagging;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Features by name, each with a row of weights, and the steps by which training changes them: AdaGrad (Duchi, Hazan, Singer
 * 2011), averaged over all steps. Not thread-safe while it learns; thread-safe once settled.
 */
final class Weights {

  static final int UNKNOWN = -1;

  private final int width;
  private final Map<String, Integer> rows = new HashMap<>();
  private double[] weights = {};
  private double[] squares = {};
  private double[] sums = {};
  private double[] gradients = {};
  private int[] leaning = new int[64];
  private int touched;
  private boolean open = true;

  Weights(int width) {
    this.width = width;
  }

  /** The feature's row; a new one while features are gathered, then {@link #UNKNOWN}. */
  int row(String feature) {
    Integer row = rows.get(feature);
    if (row != null) {
      return row;
    } else if (!open) {
      return UNKNOWN;
    }
    rows.put(feature, rows.size());
    return rows.size() - 1;
  }

  /** All features are known: learning begins. */
  void gathered() {
    open = false;
    weights = new double[rows.size() * width];
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

  /** Ends learning: each weight is its mean over all steps. */
  void settle(long steps) {
    for (int i = 0; i < weights.length; i++) {
      weights[i] -= sums[i] / (steps + 1);
    }
    squares = new double[0];
    sums = new double[0];
    gradients = new double[0];
    // What learnt nothing says nothing.
    rows.values().removeIf(r -> blank(r));
  }

  private boolean blank(int row) {
    return Arrays.stream(weights, row * width, (row + 1) * width).allMatch(w -> w == 0);
  }
}
