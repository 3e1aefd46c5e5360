package dev.parley.audio;

/**
 * Remembers the last part of a stream, so that what was said just before speech was noticed can still be heard ("pre-roll").
 * Bounded: the oldest samples are overwritten. Not thread-safe.
 */
public final class AudioRing {
  private final short[] ring;
  private final int rateHz;
  /** Samples of the stream so far. */
  private long written;

  /**
   * @param rateHz     rate of the stream
   * @param capacityMs how much is remembered
   */
  public AudioRing(int rateHz, int capacityMs) {
    if (rateHz <= 0 || capacityMs <= 0) {
      throw new IllegalArgumentException("rate and capacity must be positive, were " + rateHz + " Hz and " + capacityMs + " ms");
    }
    this.rateHz = rateHz;
    this.ring = new short[Pcm.samplesOf(capacityMs, rateHz)];
  }

  /** Takes more of the stream. */
  public void push(short[] samples) {
    for (short sample : samples) {
      ring[(int) (written % ring.length)] = sample;
      written++;
    }
  }

  /** How long the stream is so far, in milliseconds, rounded down. */
  public long positionMs() {
    return written * 1_000 / rateHz;
  }

  /** What was heard from a millisecond of the stream until now; begins later when that is forgotten already. */
  public Pcm since(long fromMs) {
    long from = Math.max(Math.max(0, written - ring.length), fromMs * rateHz / 1_000);
    short[] recent = new short[(int) Math.max(0, written - from)];
    for (int i = 0; i < recent.length; i++) {
      recent[i] = ring[(int) ((from + i) % ring.length)];
    }
    return Pcm.owning(recent, rateHz);
  }

  /** Forgets everything; the position starts at 0 again. */
  public void reset() {
    written = 0;
  }
}
