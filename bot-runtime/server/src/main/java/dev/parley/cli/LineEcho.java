package dev.parley.cli;

/**
 * How the bot's voice comes back from the caller's line. Immutable.
 *
 * @param ms how late
 * @param db how loud; {@code -96} = not at all
 * @param smeared whether the line smears it over some milliseconds, as the joint of two and four wires does
 */
record LineEcho(int ms, double db, boolean smeared) {

  static final LineEcho NONE = new LineEcho(0, -96, false);

  /** What is tried. */
  static final LineEcho PLAIN = new LineEcho(180, -12, false);
  static final LineEcho SMEARED = new LineEcho(180, -12, true);

  private static final int[] DELAYS = {0, 8, 19, 40, 75};
  private static final double[] WEIGHTS = {1, -0.5, 0.35, -0.2, 0.15};

  /** The sample that comes back at this place. */
  double at(int place, short[] played, int playedTo) {
    if (db <= -96) {
      return 0;
    }
    double sum = 0;
    for (int i = 0; i < (smeared ? DELAYS.length : 1); i++) {
      int from = place - ms * InterruptedCall.RATE_HZ / 1_000 - DELAYS[i];
      sum += from >= 0 && from < playedTo ? WEIGHTS[i] * played[from] : 0;
    }
    return sum * Math.pow(10, db / 20);
  }
}
