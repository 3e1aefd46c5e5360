package dev.parley.speech;

/**
 * When speech counts as begun and as ended. All in milliseconds.
 *
 * @param minSpeechMs  speech that is shorter is taken for noise; the delay of barge-in
 * @param endSilenceMs silence after which a turn is over (Lex's {@code end-timeout-ms}, 640)
 * @param maxLengthMs  a turn is over after so long in any case (Lex's {@code max-length-ms}, 15 s)
 * @param preRollMs    sound before the beginning that still belongs to the turn: soft consonants are noticed late
 */
public record SegmenterSettings(int minSpeechMs, int endSilenceMs, int maxLengthMs, int preRollMs) {
  /** Lex's values, 120 ms until a beginning, and 300 ms of pre-roll. */
  public static final SegmenterSettings STANDARD = new SegmenterSettings(120, 640, 15_000, 300);

  public SegmenterSettings {
    require("minSpeechMs", minSpeechMs, 20, 2_000);
    require("endSilenceMs", endSilenceMs, 100, 10_000);
    require("maxLengthMs", maxLengthMs, 500, 600_000);
    require("preRollMs", preRollMs, 0, 2_000);
  }

  /** The same with another silence at the end. */
  public SegmenterSettings withEndSilenceMs(int ms) {
    return new SegmenterSettings(minSpeechMs, ms, maxLengthMs, preRollMs);
  }

  /** The same with another longest turn. */
  public SegmenterSettings withMaxLengthMs(int ms) {
    return new SegmenterSettings(minSpeechMs, endSilenceMs, ms, preRollMs);
  }

  /** The same with another shortest speech. */
  public SegmenterSettings withMinSpeechMs(int ms) {
    return new SegmenterSettings(ms, endSilenceMs, maxLengthMs, preRollMs);
  }

  private static void require(String name, int value, int least, int most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(name + " must be " + least + " to " + most + ", was " + value);
    }
  }
}
