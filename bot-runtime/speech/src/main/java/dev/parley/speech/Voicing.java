package dev.parley.speech;

/**
 * Tells voice from noise: vocal cords repeat themselves two hundred times a second or so, and a cough, a keyboard and breath do not. Not
 * thread-safe.
 *
 * <p>How it works: a frame is compared with what was heard one period of a voice before, for every period of 65 to 320 Hz; how well the best one
 * fits is its correlation.
 */
final class Voicing {

  private static final int FRAME = VoiceActivityDetector.FRAME_SAMPLES;
  private static final int SHORTEST = VoiceActivityDetector.SAMPLE_RATE_HZ / 320;
  private static final int LONGEST = VoiceActivityDetector.SAMPLE_RATE_HZ / 65;

  /** Noise that telephones let through stays below 0.4, vowels lie above 0.6. */
  private static final double VOICED = 0.5;

  private final short[] before = new short[2 * FRAME];

  /** Whether this frame is voiced, going by the one before it, which must have been pushed too. */
  boolean push(short[] frame) {
    System.arraycopy(before, FRAME, before, 0, FRAME);
    System.arraycopy(frame, 0, before, FRAME, FRAME);
    return correlation() >= VOICED;
  }

  private double correlation() {
    double now = 1;
    double then = 1;
    for (int i = 0; i < FRAME; i++) {
      now += before[FRAME + i] * (double) before[FRAME + i];
      then += before[FRAME + i - SHORTEST] * (double) before[FRAME + i - SHORTEST];
    }
    double best = 0;
    for (int lag = SHORTEST; lag <= LONGEST; lag++) {
      double cross = 0;
      for (int i = FRAME; i < 2 * FRAME; i++) {
        cross += before[i] * (double) before[i - lag];
      }
      best = Math.max(best, cross / Math.sqrt(now * then));
      double gone = before[2 * FRAME - 1 - lag];
      double come = before[FRAME - lag - 1];
      then = Math.max(1, then - gone * gone + come * come);
    }
    return best;
  }
}
