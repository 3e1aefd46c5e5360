package dev.parley.speech;

/** Tells speech from other sound, 20 ms at a time. Quick: microseconds for each frame. Not thread-safe; one for each stream. */
public interface VoiceActivityDetector extends AutoCloseable {
  /** Rate of the frames, in Hz. */
  int SAMPLE_RATE_HZ = 8_000;
  /** Length of a frame, in milliseconds. */
  int FRAME_MS = 20;
  /** Samples of a frame. */
  int FRAME_SAMPLES = SAMPLE_RATE_HZ * FRAME_MS / 1_000;

  /**
   * Judges the next frame.
   *
   * @param frame exactly {@link #FRAME_SAMPLES} samples at {@link #SAMPLE_RATE_HZ}; not kept
   */
  VadDecision push(short[] frame);

  /** Forgets the stream so far. */
  void reset();

  /** Frees what is outside of the Java heap, if there is any. Closing again does nothing. */
  @Override
  void close();
}
