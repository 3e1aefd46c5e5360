package dev.parley.speech;

import Jama.CholeskyDecomposition;
import Jama.Matrix;

/**
 * What a line does to a voice that it gives back: the few milliseconds over which it smears it, found by least squares in one piece of
 * sound. Tells how much of that piece is the voice. Immutable.
 *
 * <p>How it works: the voice, at each of {@link #TAPS} delays beside each other, is weighed so that as little as possible is left of what was heard.
 * The normal equations' matrix grows along its diagonals from its first row, and is solved by Jama (Cholesky's method).
 */
final class EchoPath {

  /** 4 ms at 8 kHz: what a telephone line's hybrid smears an echo over. */
  static final int TAPS = 32;

  /** Keeps the equations solvable where the voice is a single tone. */
  private static final double RIDGE = 1e-3;

  private final double[] left;
  private final short[] heard;

  private EchoPath(double[] left, short[] heard) {
    this.left = left;
    this.heard = heard;
  }

  /**
   * Finds it.
   *
   * @param voice what was sent
   * @param at where in it what was heard begins, if nothing smears it
   */
  static EchoPath fit(short[] heard, short[] voice, int at) {
    int from = Math.max(0, Math.min(voice.length - heard.length - TAPS, at - TAPS / 2));
    Matrix cross = new Matrix(cross(heard, voice, from), TAPS);
    double[] weights = new CholeskyDecomposition(new Matrix(matrix(voice, from, heard.length))).solve(cross).getColumnPackedCopy();
    double[] left = new double[heard.length];
    for (int n = 0; n < heard.length; n++) {
      double echo = 0;
      for (int i = 0; i < TAPS; i++) {
        echo += weights[i] * voice[from + n + i];
      }
      left[n] = heard[n] - echo;
    }
    return new EchoPath(left, heard);
  }

  /** How much of what was heard from this sample on is the voice: 1 = all, 0 = nothing, and less where it only does harm. */
  double explained(int fromSample) {
    double rest = 0;
    double all = 1;
    for (int n = fromSample; n < left.length; n++) {
      rest += left[n] * left[n];
      all += heard[n] * (double) heard[n];
    }
    return 1 - rest / all;
  }

  private static double[] cross(short[] heard, short[] voice, int from) {
    double[] cross = new double[TAPS];
    for (int i = 0; i < TAPS; i++) {
      double sum = 0;
      for (int n = 0; n < heard.length; n++) {
        sum += heard[n] * (double) voice[from + n + i];
      }
      cross[i] = sum;
    }
    return cross;
  }

  private static double[][] matrix(short[] voice, int from, int length) {
    double[][] m = new double[TAPS][TAPS];
    for (int j = 0; j < TAPS; j++) {
      double sum = 0;
      for (int n = 0; n < length; n++) {
        sum += voice[from + n] * (double) voice[from + n + j];
      }
      m[0][j] = sum;
      m[j][0] = sum;
    }
    for (int i = 1; i < TAPS; i++) {
      for (int j = i; j < TAPS; j++) {
        double gone = voice[from + i - 1] * (double) voice[from + j - 1];
        double come = voice[from + length + i - 1] * (double) voice[from + length + j - 1];
        m[i][j] = m[i - 1][j - 1] - gone + come;
        m[j][i] = m[i][j];
      }
    }
    double ridge = RIDGE * m[0][0] + 1;
    for (int i = 0; i < TAPS; i++) {
      m[i][i] += ridge;
    }
    return m;
  }
}
