package dev.parley.audio;

import java.util.Objects;

/**
 * How sound is written down as bytes. Immutable.
 *
 * @param encoding     what one sample is
 * @param sampleRateHz samples per second and channel, 4,000 to 192,000
 * @param channels     1 or 2; two channels are interleaved
 */
public record AudioFormat(Encoding encoding, int sampleRateHz, int channels) {
  /** What one sample is. */
  public enum Encoding {
    /** Signed 16 bit, little-endian, linear: two bytes a sample. */
    PCM_S16LE(2),
    /** G.711 mu-law: one byte a sample. */
    MULAW(1);

    private final int bytesPerSample;

    Encoding(int bytesPerSample) {
      this.bytesPerSample = bytesPerSample;
    }

    /** Bytes of one sample of one channel. */
    public int bytesPerSample() {
      return bytesPerSample;
    }
  }

  /** Linear, 8 kHz, mono: the telephone's rate, Lex's {@code audio/lpcm; sample-rate=8000}. */
  public static final AudioFormat LPCM_8K = new AudioFormat(Encoding.PCM_S16LE, 8_000, 1);

  /** Linear, 16 kHz, mono: what recognisers like, Lex's {@code audio/l16; rate=16000; channels=1}. */
  public static final AudioFormat LPCM_16K = new AudioFormat(Encoding.PCM_S16LE, 16_000, 1);

  /** Mu-law, 8 kHz, mono: telephone media streams ({@code audio/x-mulaw}). */
  public static final AudioFormat MULAW_8K = new AudioFormat(Encoding.MULAW, 8_000, 1);

  public AudioFormat {
    Objects.requireNonNull(encoding, "encoding");
    if (sampleRateHz < 4_000 || sampleRateHz > 192_000) {
      throw new IllegalArgumentException("sampleRateHz must be 4000 to 192000, was " + sampleRateHz);
    }
    if (channels < 1 || channels > 2) {
      throw new IllegalArgumentException("channels must be 1 or 2, was " + channels);
    }
  }

  /** Bytes of one sample of every channel. */
  public int bytesPerFrame() {
    return encoding.bytesPerSample() * channels;
  }

  /** Bytes of one millisecond. A fraction for rates such as 11,025 Hz: use {@link #bytesOf(long)} for whole buffers. */
  public double bytesPerMs() {
    return sampleRateHz * (double) bytesPerFrame() / 1_000;
  }

  /** Bytes of so many milliseconds, cut to whole samples. */
  public int bytesOf(long ms) {
    return Math.toIntExact(ms * sampleRateHz / 1_000 * bytesPerFrame());
  }

  /** Milliseconds that so many bytes last, rounded down. */
  public long msOf(long bytes) {
    return bytes / bytesPerFrame() * 1_000 / sampleRateHz;
  }
}
