package dev.parley.audio;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Cuts a stream that comes in pieces of any length into frames of one length, as detectors want them. Keeps at most one frame less
 * one sample. Not thread-safe.
 */
public final class FrameCutter {
  private final short[] pending;
  private int count;

  /**
   * @param frameSamples samples of a frame, for instance 160 for 20 ms at 8 kHz
   */
  public FrameCutter(int frameSamples) {
    if (frameSamples <= 0) {
      throw new IllegalArgumentException("frameSamples must be positive, was " + frameSamples);
    }
    this.pending = new short[frameSamples];
  }

  /** Takes a piece, and gives the frames that are whole now. */
  public List<short[]> push(short[] samples) {
    List<short[]> frames = new ArrayList<>((count + samples.length) / pending.length);
    int at = 0;
    while (at < samples.length) {
      int taken = Math.min(pending.length - count, samples.length - at);
      System.arraycopy(samples, at, pending, count, taken);
      count += taken;
      at += taken;
      if (count == pending.length) {
        frames.add(pending.clone());
        count = 0;
      }
    }
    return frames;
  }

  /** Gives what is left, filled up with silence, or nothing. */
  public List<short[]> flush() {
    if (count == 0) {
      return List.of();
    }
    short[] last = Arrays.copyOf(Arrays.copyOf(pending, count), pending.length);
    count = 0;
    return List.of(last);
  }
}
