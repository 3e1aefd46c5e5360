package dev.parley.conformance;

import dev.parley.audio.Pcm;

/** What callers of the suite sound like. */
final class Sounds {

  private static final int PITCH_HZ = 140;
  private static final int HARMONICS = 20;
  private static final int FORMANT_HZ = 700;
  private static final int SYLLABLES_PER_SECOND = 4;

  private Sounds() {}

  /** A voice without words: a buzz with a formant, in syllables. */
  static Pcm voice(int ms, int rateHz, double peak) {
    double[] wave = new double[ms * rateHz / 1_000];
    double most = 0;
    for (int i = 0; i < wave.length; i++) {
      double t = (double) i / rateHz;
      for (int h = 1; h <= HARMONICS; h++) {
        double away = (PITCH_HZ * h - FORMANT_HZ) / 400.0;
        wave[i] += Math.sin(2 * Math.PI * PITCH_HZ * h * t) * (0.15 + Math.exp(-away * away));
      }
      wave[i] *= 0.6 + 0.4 * Math.sin(2 * Math.PI * SYLLABLES_PER_SECOND * t);
      most = Math.max(most, Math.abs(wave[i]));
    }
    short[] samples = new short[wave.length];
    for (int i = 0; i < wave.length; i++) {
      samples[i] = (short) (peak * wave[i] / most);
    }
    return Pcm.of(samples, rateHz);
  }

  /** Somebody says something, and is silent. */
  static Pcm speech(int rateHz) {
    return Pcm.concat(voice(600, rateHz, 9_000), Pcm.silence(1_200, rateHz));
  }

  /** On which the suite's recogniser breaks. */
  static Pcm breaking(int rateHz) {
    return Pcm.concat(voice(600, rateHz, 32_767), Pcm.silence(1_200, rateHz));
  }
}
