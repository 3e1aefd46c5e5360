package dev.parley.audio;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * Sound as mono samples, signed 16 bit. Immutable, and equal when rate and samples are: synthesised prompts are cached and compared
 * as such.
 */
public final class Pcm {
  private final short[] samples;
  private final int rateHz;

  private Pcm(short[] owned, int rateHz) {
    if (rateHz <= 0) {
      throw new IllegalArgumentException("rateHz must be positive, was " + rateHz);
    }
    this.samples = owned;
    this.rateHz = rateHz;
  }

  /** Sound of these samples, which are copied. */
  public static Pcm of(short[] samples, int rateHz) {
    return new Pcm(samples.clone(), rateHz);
  }

  /** Sound of these samples without a copy: for makers in this package who keep no other reference. */
  static Pcm owning(short[] samples, int rateHz) {
    return new Pcm(samples, rateHz);
  }

  /** Sound of no length. */
  public static Pcm empty(int rateHz) {
    return new Pcm(new short[0], rateHz);
  }

  /** Silence of so many milliseconds. */
  public static Pcm silence(long ms, int rateHz) {
    return new Pcm(new short[samplesOf(ms, rateHz)], rateHz);
  }

  /**
   * Reads signed 16 bit little-endian mono samples.
   *
   * @throws IllegalArgumentException when a sample is cut in half
   */
  public static Pcm fromBytes(byte[] littleEndian, int rateHz) {
    if (littleEndian.length % 2 != 0) {
      throw new IllegalArgumentException(littleEndian.length + " bytes are no whole number of 16 bit samples");
    }
    short[] samples = new short[littleEndian.length / 2];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = (short) ((littleEndian[2 * i] & 0xff) | (littleEndian[2 * i + 1] << 8));
    }
    return new Pcm(samples, rateHz);
  }

  /**
   * Reads mono bytes of any of our encodings.
   *
   * @throws IllegalArgumentException for two channels, or when a sample is cut in half
   */
  public static Pcm fromBytes(byte[] bytes, AudioFormat format) {
    if (format.channels() != 1) {
      throw new IllegalArgumentException("only one channel can be read as Pcm, not " + format);
    }
    return format.encoding() == AudioFormat.Encoding.MULAW
        ? new Pcm(MuLaw.decode(bytes), format.sampleRateHz())
        : fromBytes(bytes, format.sampleRateHz());
  }

  /**
   * The parts one after the other.
   *
   * @throws IllegalArgumentException when the list is empty or the rates differ
   */
  public static Pcm concat(List<Pcm> parts) {
    if (parts.isEmpty()) {
      throw new IllegalArgumentException("nothing to join: the rate would be unknown");
    }
    int rateHz = parts.get(0).rateHz;
    int length = 0;
    for (Pcm part : parts) {
      if (part.rateHz != rateHz) {
        throw new IllegalArgumentException("cannot join " + rateHz + " Hz and " + part.rateHz + " Hz: resample first");
      }
      length = Math.addExact(length, part.samples.length);
    }
    short[] all = new short[length];
    int at = 0;
    for (Pcm part : parts) {
      System.arraycopy(part.samples, 0, all, at, part.samples.length);
      at += part.samples.length;
    }
    return new Pcm(all, rateHz);
  }

  /** The parts one after the other; see {@link #concat(List)}. */
  public static Pcm concat(Pcm... parts) {
    return concat(List.of(parts));
  }

  /** Samples per second. */
  public int rateHz() {
    return rateHz;
  }

  /** How many samples there are. */
  public int length() {
    return samples.length;
  }

  /** One sample. */
  public short at(int index) {
    return samples[index];
  }

  /** A copy of the samples. */
  public short[] samples() {
    return samples.clone();
  }

  /** The samples themselves: for readers in this package. */
  short[] shared() {
    return samples;
  }

  /** How long it lasts. */
  public Duration duration() {
    return Duration.ofNanos(samples.length * 1_000_000_000L / rateHz);
  }

  /** How long it lasts, in milliseconds, rounded down. */
  public long durationMs() {
    return samples.length * 1_000L / rateHz;
  }

  /** The samples as signed 16 bit little-endian bytes. */
  public byte[] toBytesLittleEndian() {
    byte[] bytes = new byte[samples.length * 2];
    for (int i = 0; i < samples.length; i++) {
      bytes[2 * i] = (byte) samples[i];
      bytes[2 * i + 1] = (byte) (samples[i] >> 8);
    }
    return bytes;
  }

  /**
   * The samples in a mono format of the same rate.
   *
   * @throws IllegalArgumentException when the rate differs (see {@link Resampler}) or the format has two channels
   */
  public byte[] toBytes(AudioFormat format) {
    if (format.channels() != 1 || format.sampleRateHz() != rateHz) {
      throw new IllegalArgumentException("cannot write " + rateHz + " Hz mono as " + format);
    }
    return format.encoding() == AudioFormat.Encoding.MULAW ? MuLaw.encode(samples) : toBytesLittleEndian();
  }

  /** The part from one millisecond (included) to another (excluded), cut to what there is. */
  public Pcm slice(long fromMs, long toMs) {
    int from = Math.min(samples.length, samplesOf(Math.max(0, fromMs), rateHz));
    int to = Math.max(from, Math.min(samples.length, samplesOf(Math.max(0, toMs), rateHz)));
    return new Pcm(Arrays.copyOfRange(samples, from, to), rateHz);
  }

  /** Louder or softer by so many decibels; too loud samples are clipped. */
  public Pcm gain(double decibels) {
    double factor = Math.pow(10, decibels / 20);
    short[] scaled = new short[samples.length];
    for (int i = 0; i < scaled.length; i++) {
      scaled[i] = clip(samples[i] * factor);
    }
    return new Pcm(scaled, rateHz);
  }

  /**
   * Both sounds at once, the shorter one followed by silence; too loud samples are clipped.
   *
   * @throws IllegalArgumentException when the rates differ
   */
  public Pcm mix(Pcm other) {
    if (other.rateHz != rateHz) {
      throw new IllegalArgumentException("cannot mix " + rateHz + " Hz and " + other.rateHz + " Hz: resample first");
    }
    short[] sum = Arrays.copyOf(samples, Math.max(samples.length, other.samples.length));
    for (int i = 0; i < other.samples.length; i++) {
      sum[i] = clip(sum[i] + (double) other.samples[i]);
    }
    return new Pcm(sum, rateHz);
  }

  /** The level in decibels relative to the loudest square wave (dBFS); silence is -96. */
  public double levelDbfs() {
    return levelDbfs(samples);
  }

  /** The level of these samples in dBFS; silence is -96. */
  public static double levelDbfs(short[] samples) {
    double energy = 0;
    for (short sample : samples) {
      energy += (double) sample * sample;
    }
    // -96 dB is below half of the smallest step of 16 bits.
    return samples.length == 0 || energy == 0 ? -96 : Math.max(-96, 10 * Math.log10(energy / samples.length / (32_768.0 * 32_768.0)));
  }

  /** The nearest sample value. */
  static short clip(double value) {
    return (short) Math.max(Short.MIN_VALUE, Math.min(Short.MAX_VALUE, Math.round(value)));
  }

  static int samplesOf(long ms, int rateHz) {
    return Math.toIntExact(Math.min(Integer.MAX_VALUE, ms * rateHz / 1_000));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Pcm that && rateHz == that.rateHz && Arrays.equals(samples, that.samples);
  }

  @Override
  public int hashCode() {
    return Objects.hash(rateHz, Arrays.hashCode(samples));
  }

  @Override
  public String toString() {
    return "Pcm[" + durationMs() + " ms, " + rateHz + " Hz]";
  }
}
