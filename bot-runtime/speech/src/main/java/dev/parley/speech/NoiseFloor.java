package dev.parley.speech;

import java.util.Arrays;

/**
 * Follows the level of the line's own noise: the lowest level of the last seconds (minimum statistics). Speech dips between words
 * and syllables, steady noise does not. Not thread-safe.
 *
 * <pre>
 *   level  __/\_/\__/\/\____________/\/\_____      the floor lies on the valleys, and follows a rise
 *   floor  ..................................      when no valley was lower for WINDOW frames
 * </pre>
 */
final class NoiseFloor {
  /** 2 s: longer than vowels and words, shorter than people's patience when a car window opens. */
  private static final int WINDOW = 2_000 / VoiceActivityDetector.FRAME_MS;
  /** Each frame counts a third, so that a single quiet one does not make the floor. */
  private static final double SMOOTHING = 1.0 / 3;

  private final double[] levels = new double[WINDOW];
  private int count;
  private double smoothed;

  /** Takes the level of a frame, and gives the floor, both in dBFS. */
  double push(double levelDbfs) {
    smoothed = count == 0 ? levelDbfs : smoothed + SMOOTHING * (levelDbfs - smoothed);
    levels[count % WINDOW] = smoothed;
    count++;
    return Arrays.stream(levels, 0, Math.min(count, WINDOW)).min().orElse(levelDbfs);
  }

  void reset() {
    count = 0;
  }
}
