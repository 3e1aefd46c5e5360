package dev.parley.audio;

import java.util.Random;

/** Makes plain sounds: tones, noise, clicks. For tests, for the fake telephone, and for beeps. Thread-safe; equal calls give equal sounds. */
public final class ToneGenerator {
  private ToneGenerator() {}

  /**
   * Sine tones at once.
   *
   * @param rateHz        samples per second
   * @param ms            how long
   * @param levelDbfs     level of each tone in dBFS, as {@link Pcm#levelDbfs()} would measure it alone; at most -3.01
   * @param frequenciesHz the tones
   */
  public static Pcm tones(int rateHz, long ms, double levelDbfs, double... frequenciesHz) {
    short[] samples = new short[Pcm.samplesOf(ms, rateHz)];
    // A sine's level is its peak less 3.01 dB.
    double peak = 32_768 * Math.sqrt(2) * Math.pow(10, levelDbfs / 20);
    for (int i = 0; i < samples.length; i++) {
      double sum = 0;
      for (double hz : frequenciesHz) {
        sum += Math.sin(2 * Math.PI * hz * i / rateHz);
      }
      samples[i] = Pcm.clip(peak * sum);
    }
    return Pcm.owning(samples, rateHz);
  }

  /** White (Gaussian) noise of a level in dBFS; the seed decides the samples. */
  public static Pcm noise(int rateHz, long ms, double levelDbfs, long seed) {
    Random random = new Random(seed);
    double deviation = 32_768 * Math.pow(10, levelDbfs / 20);
    short[] samples = new short[Pcm.samplesOf(ms, rateHz)];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = Pcm.clip(deviation * random.nextGaussian());
    }
    return Pcm.owning(samples, rateHz);
  }

  /** Silence with a click of one loud sample at each interval. */
  public static Pcm clicks(int rateHz, long ms, long everyMs) {
    short[] samples = new short[Pcm.samplesOf(ms, rateHz)];
    int step = Math.max(1, Pcm.samplesOf(everyMs, rateHz));
    for (int i = step / 2; i < samples.length; i += step) {
      samples[i] = 20_000;
    }
    return Pcm.owning(samples, rateHz);
  }
}
