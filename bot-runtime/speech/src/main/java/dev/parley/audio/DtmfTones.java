package dev.parley.audio;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The two-tone sounds of telephone keys (ITU-T Q.23), made and recognised. Thread-safe.
 *
 * <p>Recognition looks at one frame: a Goertzel filter measures each of the eight tones; a key is heard when one low and one high
 * tone together hold most of the frame's energy and are about equally loud. Speech does not do that for long.
 */
public final class DtmfTones {
  private static final double[] LOW_HZ = {697, 770, 852, 941};
  private static final double[] HIGH_HZ = {1_209, 1_336, 1_477, 1_633};
  private static final String KEYS = "123A456B789C*0#D";
  /** Level of each tone: a usual sending level, well below clipping when both peak together. */
  private static final double LEVEL_DBFS = -16;
  /** Part of the energy that the two tones must hold. A clean key has nearly 1; vowels stayed below 0.6 in our tests. */
  private static final double DOMINANCE = 0.75;
  /** Most difference between the tones, in dB: Q.24 receivers accept 4 to 8 dB of "twist"; lines add some. */
  private static final double MAX_TWIST_DB = 10;
  /** Quieter frames are not looked at: Q.24 receivers need not hear below about -40 dBm. */
  private static final double MIN_LEVEL_DBFS = -50;

  private DtmfTones() {}

  /**
   * The sound of one key.
   *
   * @param key    one of {@code 0123456789*#ABCD}
   * @param rateHz samples per second
   * @param ms     how long; at least 40 for other people's receivers (ITU-T Q.24)
   * @throws IllegalArgumentException for any other key
   */
  public static Pcm key(char key, int rateHz, long ms) {
    int place = KEYS.indexOf(key);
    if (place < 0) {
      throw new IllegalArgumentException("no telephone key '" + key + "'; there are " + KEYS);
    }
    return ToneGenerator.tones(rateHz, ms, LEVEL_DBFS, LOW_HZ[place / 4], HIGH_HZ[place % 4]);
  }

  /** Keys one after the other, each followed by a pause. */
  public static Pcm keys(String keys, int rateHz, long toneMs, long pauseMs) {
    List<Pcm> parts = new ArrayList<>();
    parts.add(Pcm.empty(rateHz));
    for (int i = 0; i < keys.length(); i++) {
      parts.add(key(keys.charAt(i), rateHz, toneMs));
      parts.add(Pcm.silence(pauseMs, rateHz));
    }
    return Pcm.concat(parts);
  }

  /** The key whose tones fill a frame, if one does. The frame should be 20 to 60 ms long. */
  public static Optional<Character> keyIn(short[] frame, int rateHz) {
    if (frame.length == 0 || Pcm.levelDbfs(frame) < MIN_LEVEL_DBFS) {
      return Optional.empty();
    }
    int low = loudest(frame, rateHz, LOW_HZ);
    int high = loudest(frame, rateHz, HIGH_HZ);
    double lowPower = power(frame, rateHz, LOW_HZ[low]);
    double highPower = power(frame, rateHz, HIGH_HZ[high]);
    double energy = 0;
    for (short sample : frame) {
      energy += (double) sample * sample;
    }
    boolean dominant = lowPower + highPower >= DOMINANCE * energy;
    boolean balanced = Math.abs(10 * Math.log10(lowPower / highPower)) <= MAX_TWIST_DB;
    return dominant && balanced ? Optional.of(KEYS.charAt(low * 4 + high)) : Optional.empty();
  }

  private static int loudest(short[] frame, int rateHz, double[] frequenciesHz) {
    int best = 0;
    for (int i = 1; i < frequenciesHz.length; i++) {
      if (power(frame, rateHz, frequenciesHz[i]) > power(frame, rateHz, frequenciesHz[best])) {
        best = i;
      }
    }
    return best;
  }

  /** Energy of one frequency by Goertzel's recursion, scaled so that a pure tone of it gives the frame's energy. */
  private static double power(short[] frame, int rateHz, double hz) {
    double coefficient = 2 * Math.cos(2 * Math.PI * hz / rateHz);
    double last = 0;
    double beforeLast = 0;
    for (short sample : frame) {
      double now = sample + coefficient * last - beforeLast;
      beforeLast = last;
      last = now;
    }
    return (last * last + beforeLast * beforeLast - coefficient * last * beforeLast) * 2 / frame.length;
  }
}
