package dev.parley.audio;

import java.util.Objects;

/**
 * A short piece of a stream of sound, usually 20 ms, and its place in the stream. The frame owns its bytes: whoever makes it hands
 * the array over and must not write to it any more, and nobody who reads {@link #bytes()} may write either. (A copy for each of 50
 * frames a second and caller would buy little; network buffers are copied once, where the frame is made.)
 */
public final class AudioFrame {
  private final AudioFormat format;
  private final byte[] bytes;
  private final long positionMs;

  /**
   * @param format     how the bytes are to be read
   * @param bytes      whole samples; handed over
   * @param positionMs where the frame begins in its stream, 0 = the stream's start
   */
  public AudioFrame(AudioFormat format, byte[] bytes, long positionMs) {
    this.format = Objects.requireNonNull(format, "format");
    this.bytes = Objects.requireNonNull(bytes, "bytes");
    this.positionMs = positionMs;
    if (bytes.length % format.bytesPerFrame() != 0) {
      throw new IllegalArgumentException(bytes.length + " bytes are no whole number of samples of " + format);
    }
    if (positionMs < 0) {
      throw new IllegalArgumentException("positionMs must not be negative, was " + positionMs);
    }
  }

  /** How the bytes are to be read. */
  public AudioFormat format() {
    return format;
  }

  /** The sound itself; to be read only. */
  public byte[] bytes() {
    return bytes;
  }

  /** Where the frame begins in its stream, in milliseconds. */
  public long positionMs() {
    return positionMs;
  }

  /** How long the frame lasts, in milliseconds, rounded down. */
  public long durationMs() {
    return format.msOf(bytes.length);
  }

  /** Where the next frame begins, in milliseconds. */
  public long endMs() {
    return positionMs + durationMs();
  }

  /** The frame's samples. Mono only. */
  public Pcm toPcm() {
    return Pcm.fromBytes(bytes, format);
  }

  @Override
  public String toString() {
    return "AudioFrame[" + format + ", " + durationMs() + " ms at " + positionMs + " ms]";
  }
}
