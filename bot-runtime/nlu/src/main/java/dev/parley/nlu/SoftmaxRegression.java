package dev.parley.nlu;

import dev.parley.learning.LearntModel;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Which of some classes a vector belongs to: multinomial logistic regression with a penalty on large weights, found by L-BFGS over
 * all samples at once, so that the same samples give the same weights. Immutable once trained; thread-safe.
 */
final class SoftmaxRegression implements LearntModel {

  /** How many past steps tell L-BFGS how the ground bends. */
  private static final int MEMORY = 6;

  private static final int MAX_STEPS = 80;

  /** A step that wins less than this share of what is left to lose is the last one. */
  private static final double ENOUGH = 1e-4;

  private static final double SUFFICIENT = 1e-4;
  private static final int MAX_HALVINGS = 20;

  private final int classes;
  private final int inputs;
  /** For each input, and after them for the constant one, a weight for each class, side by side. */
  private final float[] weights;

  /**
   * Trains.
   *
   * @param rows of values by input, each 0..inputs - 1
   * @param labels each row's class, 0..classes - 1
   * @param penalty on half the sum of squared weights, against the mean loss of the rows
   */
  SoftmaxRegression(List<Row> rows, int[] labels, int inputs, int classes, double penalty) {
    this.classes = classes;
    this.inputs = inputs;
    weights = new Training(rows, labels, penalty).run();
  }

  private SoftmaxRegression(int inputs, int classes, float[] weights) {
    this.inputs = inputs;
    this.classes = classes;
    this.weights = weights;
  }

  @Override
  public void write(DataOutput out) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(weights.length * Float.BYTES);
    bytes.asFloatBuffer().put(weights);
    out.writeInt(weights.length);
    out.write(bytes.array());
  }

  /** What was written of as many inputs and classes. */
  static SoftmaxRegression read(DataInput in, int inputs, int classes) throws IOException {
    float[] weights = new float[(inputs + 1) * classes];
    if (in.readInt() != weights.length) {
      throw new IOException("weights of another shape");
    }
    ByteBuffer bytes = ByteBuffer.allocate(weights.length * Float.BYTES);
    in.readFully(bytes.array());
    bytes.asFloatBuffer().get(weights);
    return new SoftmaxRegression(inputs, classes, weights);
  }

  /** The values that are not 0, and where. */
  record Row(int[] inputs, float[] values) {}

  /** The probability of each class, as logarithms but for a constant. */
  float[] scores(Row row) {
    float[] scores = new float[classes];
    add(row, weights, scores);
    return scores;
  }

  private void add(Row row, float[] w, float[] to) {
    System.arraycopy(w, inputs * classes, to, 0, classes);
    for (int i = 0; i < row.inputs.length; i++) {
      int from = row.inputs[i] * classes;
      float value = row.values[i];
      for (int c = 0; c < to.length; c++) {
        to[c] += value * w[from + c];
      }
    }
  }

  /** Turns scores into probabilities, in place; returns the logarithm of what they were divided by. */
  static double softmax(float[] scores) {
    float most = Float.NEGATIVE_INFINITY;
    for (float s : scores) {
      most = Math.max(most, s);
    }
    double sum = 0;
    for (int c = 0; c < scores.length; c++) {
      scores[c] = (float) Math.exp(scores[c] - most);
      sum += scores[c];
    }
    for (int c = 0; c < scores.length; c++) {
      scores[c] /= (float) sum;
    }
    return Math.log(sum) + most;
  }

  /** One step that was made: how the weights changed, and how the slope did. */
  private record Step(float[] weights, float[] slope, double product) {}

  /** The search for the weights. */
  private final class Training {

    private final List<Row> rows;
    private final int[] labels;
    private final double penalty;
    private final int size = (inputs + 1) * classes;

    Training(List<Row> rows, int[] labels, double penalty) {
      this.rows = new ArrayList<>(rows);
      this.labels = labels;
      this.penalty = penalty;
    }

    float[] run() {
      float[] at = new float[size];
      float[] slope = new float[size];
      double loss = loss(at, slope);
      Deque<Step> steps = new ArrayDeque<>();
      for (int i = 0; i < MAX_STEPS; i++) {
        float[] direction = direction(slope, steps);
        double descent = dot(direction, slope);
        double length = i == 0 ? 1 / Math.max(1e-12, Math.sqrt(dot(slope, slope))) : 1;
        float[] next = new float[size];
        float[] nextSlope = new float[size];
        double nextLoss = loss;
        boolean lower = false;
        for (int h = 0; h < MAX_HALVINGS && !lower; h++, length /= h == 1 ? 2 : 4) {
          move(at, direction, length, next);
          nextLoss = loss(next, nextSlope);
          lower = nextLoss <= loss + SUFFICIENT * length * descent;
        }
        if (!lower) {
          return at;
        }
        remember(steps, difference(next, at), difference(nextSlope, slope));
        double won = loss - nextLoss;
        at = next;
        slope = nextSlope;
        loss = nextLoss;
        if (won < ENOUGH * Math.max(loss, 1e-6)) {
          return at;
        }
      }
      return at;
    }

    /** The mean loss with its penalty; its slope goes to the array. */
    private double loss(float[] w, float[] slope) {
      java.util.Arrays.fill(slope, 0);
      double loss = 0;
      float share = 1f / rows.size();
      float[] scores = new float[classes];
      for (int r = 0; r < rows.size(); r++) {
        Row row = rows.get(r);
        add(row, w, scores);
        float own = scores[labels[r]];
        loss += softmax(scores) - own;
        scores[labels[r]] -= 1;
        for (int c = 0; c < scores.length; c++) {
          scores[c] *= share;
          slope[inputs * classes + c] += scores[c];
        }
        for (int i = 0; i < row.inputs.length; i++) {
          int from = row.inputs[i] * classes;
          float value = row.values[i];
          for (int c = 0; c < scores.length; c++) {
            slope[from + c] += value * scores[c];
          }
        }
      }
      // The constant input is free.
      double squares = 0;
      for (int i = 0; i < inputs * classes; i++) {
        squares += (double) w[i] * w[i];
        slope[i] += (float) (penalty * w[i]);
      }
      return loss / rows.size() + penalty * squares / 2;
    }

    /** Where to go: against the slope, bent by what the past steps tell. */
    private float[] direction(float[] slope, Deque<Step> steps) {
      float[] direction = new float[size];
      for (int i = 0; i < size; i++) {
        direction[i] = -slope[i];
      }
      double[] shares = new double[steps.size()];
      int at = steps.size();
      for (Step step : (Iterable<Step>) steps::descendingIterator) {
        shares[--at] = dot(step.weights, direction) / step.product;
        move(direction, step.slope, -shares[at], direction);
      }
      if (!steps.isEmpty()) {
        Step last = steps.getLast();
        double scale = last.product / dot(last.slope, last.slope);
        for (int i = 0; i < size; i++) {
          direction[i] *= (float) scale;
        }
      }
      for (Step step : steps) {
        double share = shares[at++] - dot(step.slope, direction) / step.product;
        move(direction, step.weights, share, direction);
      }
      return direction;
    }

    private void remember(Deque<Step> steps, float[] weights, float[] slope) {
      double product = dot(weights, slope);
      if (product > 1e-12) {
        steps.addLast(new Step(weights, slope, product));
        if (steps.size() > MEMORY) {
          steps.removeFirst();
        }
      }
    }
  }

  private static void move(float[] from, float[] direction, double length, float[] to) {
    float by = (float) length;
    for (int i = 0; i < from.length; i++) {
      to[i] = from[i] + by * direction[i];
    }
  }

  private static float[] difference(float[] one, float[] other) {
    float[] difference = new float[one.length];
    for (int i = 0; i < one.length; i++) {
      difference[i] = one[i] - other[i];
    }
    return difference;
  }

  private static double dot(float[] one, float[] other) {
    double sum = 0;
    for (int i = 0; i < one.length; i++) {
      sum += (double) one[i] * other[i];
    }
    return sum;
  }
}
