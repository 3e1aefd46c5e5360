package dev.parley.speech;

/** What a {@link SpeechSegmenter} notices. Positions are milliseconds of the stream. */
public sealed interface SegmentEvent {
  /** Where in the stream it was noticed: the end of the frame that made it certain. */
  long noticedMs();

  /**
   * Somebody began to speak.
   *
   * @param positionMs where the speech begins
   * @param audioFromMs where to begin listening: {@code positionMs} less the pre-roll
   * @param noticedMs  where it became certain
   */
  record SpeechStarted(long positionMs, long audioFromMs, long noticedMs) implements SegmentEvent {}

  /**
   * The turn is over.
   *
   * @param positionMs where the last speech ends
   * @param noticedMs  where it became certain; for {@code END_SILENCE} that is the silence later
   * @param cause      why it is over
   */
  record SpeechEnded(long positionMs, long noticedMs, Cause cause) implements SegmentEvent {}

  /** Why a turn is over. */
  enum Cause {
    /** The caller was silent for long enough. */
    END_SILENCE,
    /** The turn reached its longest. */
    MAX_LENGTH
  }
}
