package dev.parley.audio;

import java.util.Arrays;

/**
 * Changes the sample rate of a stream by any rational ratio, without aliasing. One instance serves one stream: {@link #push} what
 * comes, {@link #flush} at the end. {@link #resample} does both for a whole sound. Not thread-safe.
 *
 * <p>How it works: a windowed-sinc low-pass (Kaiser window, 80 dB) at the lower of the two rates, kept as one row of taps per phase
 * ("polyphase"). Output sample n lies at input time n·M/L, where to/from = L/M in lowest terms; its whole part picks the input
 * samples, its fraction picks the row. The filter is centred, so nothing is delayed in position; but the last {@link #TAPS}/2 low-rate
 * samples (4 ms at 8 kHz) come out only with what follows them, or with {@code flush}.
 *
 * <pre>
 *   8 kHz, telephone:  |&lt;------ passed ------&gt;|\ 3372 .. 4000 Hz: falls by 80 dB   (63 Hz to 3.4 kHz is what a line carries)
 * </pre>
 */
public final class Resampler {
  /** Taps per output sample, counted at the lower rate. With 80 dB the transition is 5.02/64 of the lower rate: 628 Hz at 8 kHz. */
  private static final int TAPS = 64;
  private static final double STOP_BAND_DB = 80;
  /** Kaiser's formula for the window's shape, for attenuations above 50 dB (Oppenheim and Schafer, Discrete-Time Signal Processing). */
  private static final double KAISER_BETA = 0.1102 * (STOP_BAND_DB - 8.7);
  /** Transition width as a part of the lower rate: Kaiser's (A - 7.95) / 14.36 / taps. */
  private static final double TRANSITION = (STOP_BAND_DB - 7.95) / 14.36 / TAPS;
  /** Rates that share almost no divisor would need huge tables: 44,100 to 48,000 needs 10,240 numbers, this is a hundred times that. */
  private static final long MAX_TABLE = 1L << 20;

  private final int fromHz;
  private final int toHz;
  private final int interpolation;
  private final int decimation;
  /** Input samples on each side of an output sample. */
  private final int reach;
  /** One row of 2·reach taps per phase. */
  private final float[][] rows;

  /** Input from {@code reach} samples before the next output on; index 0 lies at input time -reach at first. */
  private short[] held;
  private int heldCount;
  /** Place of the next output sample: whole part (relative to {@code held}) and phase. */
  private int index;
  private int phase;
  private long taken;
  private long given;

  /**
   * @param fromHz rate of what is pushed
   * @param toHz   rate of what comes out
   * @throws IllegalArgumentException for rates that are not positive, or whose ratio in lowest terms is too large for a table of taps
   */
  public Resampler(int fromHz, int toHz) {
    if (fromHz <= 0 || toHz <= 0) {
      throw new IllegalArgumentException("rates must be positive, were " + fromHz + " and " + toHz);
    }
    int divisor = greatestCommonDivisor(fromHz, toHz);
    this.fromHz = fromHz;
    this.toHz = toHz;
    this.interpolation = toHz / divisor;
    this.decimation = fromHz / divisor;
    // Half the taps, in input samples: more of them when the low-pass must be narrower than the input's own band.
    this.reach = (int) Math.ceil(TAPS / 2.0 * Math.max(1.0, (double) fromHz / toHz));
    if ((long) interpolation * reach * 2 > MAX_TABLE) {
      throw new IllegalArgumentException("the ratio " + toHz + ":" + fromHz + " needs too many taps; go by a common rate in between");
    }
    this.rows = fromHz == toHz ? new float[0][] : rows();
    this.held = new short[2 * reach + 1_024];
    this.heldCount = reach;
    this.index = reach;
  }

  /** The whole sound at another rate; its length is that of the original, rounded up to a whole sample. */
  public static Pcm resample(Pcm sound, int toHz) {
    if (sound.rateHz() == toHz) {
      return sound;
    }
    Resampler resampler = new Resampler(sound.rateHz(), toHz);
    short[] begin = resampler.push(sound.shared());
    short[] end = resampler.flush();
    short[] all = Arrays.copyOf(begin, begin.length + end.length);
    System.arraycopy(end, 0, all, begin.length, end.length);
    return Pcm.owning(all, toHz);
  }

  /** Takes more of the stream, and gives what can be said of its other form so far. */
  public short[] push(short[] samples) {
    taken += samples.length;
    if (rows.length == 0) {
      return samples.clone();
    }
    append(samples, samples.length);
    return drain(Long.MAX_VALUE);
  }

  /** Gives what is left, as if silence followed, and begins a new stream. */
  public short[] flush() {
    if (rows.length == 0) {
      return new short[0];
    }
    long due = (taken * interpolation + decimation - 1) / decimation - given;
    append(new short[reach + 1], reach + 1);
    short[] rest = drain(due);
    reset();
    return rest;
  }

  /** Forgets the stream so far. */
  public void reset() {
    Arrays.fill(held, (short) 0);
    heldCount = reach;
    index = reach;
    phase = 0;
    taken = 0;
    given = 0;
  }

  /** Rate of what is pushed, in Hz. */
  public int fromHz() {
    return fromHz;
  }

  /** Rate of what comes out, in Hz. */
  public int toHz() {
    return toHz;
  }

  private void append(short[] samples, int count) {
    // Samples before index - reach are not looked at any more.
    int stale = index - reach;
    if (stale > 0) {
      int dropped = Math.min(stale, heldCount);
      System.arraycopy(held, dropped, held, 0, heldCount - dropped);
      heldCount -= dropped;
      index -= dropped;
    }
    if (heldCount + count > held.length) {
      held = Arrays.copyOf(held, heldCount + count);
    }
    System.arraycopy(samples, 0, held, heldCount, count);
    heldCount += count;
  }

  private short[] drain(long most) {
    long ready = heldCount - reach - index <= 0 ? 0 : ((long) (heldCount - reach - index) * interpolation - phase + decimation - 1) / decimation;
    short[] out = new short[(int) Math.min(most, Math.max(0, ready))];
    for (int n = 0; n < out.length; n++) {
      out[n] = Pcm.clip(weighted(rows[phase], index - reach + 1));
      phase += decimation;
      index += phase / interpolation;
      phase %= interpolation;
    }
    given += out.length;
    return out;
  }

  private double weighted(float[] taps, int from) {
    float sum = 0;
    for (int k = 0; k < taps.length; k++) {
      sum += taps[k] * held[from + k];
    }
    return sum;
  }

  private float[][] rows() {
    double lowest = Math.min(1.0, (double) toHz / fromHz);
    // In cycles per input sample: half of the lower rate, less half a transition, so that the stop band begins at that rate's limit.
    double cutOff = lowest * (0.5 - TRANSITION / 2);
    float[][] table = new float[interpolation][2 * reach];
    for (int p = 0; p < interpolation; p++) {
      double[] row = new double[2 * reach];
      double sum = 0;
      for (int k = 0; k < row.length; k++) {
        double distance = k - reach + 1 - (double) p / interpolation;
        row[k] = 2 * cutOff * sinc(2 * cutOff * distance) * kaiser(distance / reach);
        sum += row[k];
      }
      for (int k = 0; k < row.length; k++) {
        table[p][k] = (float) (row[k] / sum);
      }
    }
    return table;
  }

  private static double sinc(double x) {
    return Math.abs(x) < 1e-9 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x);
  }

  private static double kaiser(double x) {
    return Math.abs(x) >= 1 ? 0 : besselI0(KAISER_BETA * Math.sqrt(1 - x * x)) / besselI0(KAISER_BETA);
  }

  /** The modified Bessel function of order zero, by its power series. */
  private static double besselI0(double x) {
    double sum = 1;
    double term = 1;
    for (int k = 1; term > sum * 1e-12; k++) {
      term *= (x / (2 * k)) * (x / (2 * k));
      sum += term;
    }
    return sum;
  }

  private static int greatestCommonDivisor(int a, int b) {
    return b == 0 ? a : greatestCommonDivisor(b, a % b);
  }
}
