package dev.parley.http2;

/**
 * How much of a caller's sound is taken at once.
 *
 * @param eventBytes in one AudioInputEvent
 * @param utteranceMs in one RecognizeUtterance
 * @param hint what a refusal adds to the number: which setting is to blame; empty = none
 */
record SoundLimits(int eventBytes, int utteranceMs, String hint) {

  /** A second of 16 kHz sound: bridges that send late put more than 20 ms into one event. A minute of speech. */
  static final SoundLimits STANDARD = new SoundLimits(32_000, 60_000, "");

  /** Lex's own: 20 ms of 8 kHz sound, and 15 s of speech. */
  static final SoundLimits LEX = new SoundLimits(320, 15_000, " (Lex's own limit, for server.strict-limits is true)");
}
