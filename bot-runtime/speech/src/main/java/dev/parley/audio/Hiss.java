package dev.parley.audio;

/**
 * Adds a soft hiss to sound: noise that rises with frequency. A telephone line carries nothing above 4 kHz, and models of full-band
 * speech take that hole for a property of the speaker; with hiss in it, "six" and "three" are heard better. The same input gives the same
 * output. Not thread-safe.
 */
public final class Hiss {
  private static final int MASK = 0xffff;

  private final double amplitude;
  private long state = 1;
  private double last;

  /** @param dbfs its level in dBFS */
  public Hiss(double dbfs) {
    // The sum of two of four even steps has a variance of a third of four; the difference of two neighbours doubles it.
    this.amplitude = Math.pow(10, dbfs / 20) * -(double) Short.MIN_VALUE * Math.sqrt(1.5 / 2);
  }

  /** The sound with its hiss. */
  public short[] over(short[] samples) {
    short[] out = new short[samples.length];
    for (int i = 0; i < out.length; i++) {
      double noise = even() + even();
      out[i] = Pcm.clip(samples[i] + amplitude * (noise - last));
      last = noise;
    }
    return out;
  }

  /** Begins anew. */
  public void reset() {
    state = 1;
    last = 0;
  }

  /** A number from -1 to 1, by Knuth's linear congruence (MMIX). */
  private double even() {
    state = state * 6_364_136_223_846_793_005L + 1_442_695_040_888_963_407L;
    return (state >>> 33 & MASK) / (MASK / 2.0) - 1;
  }
}
