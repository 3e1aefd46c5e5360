package dev.parley.definition;

import java.time.Duration;

/**
 * How an answer is listened to (Lex: promptAttemptsSpecification and the {@code x-amz-lex:} attributes). Immutable.
 *
 * @param allowAudio whether speech is an answer
 * @param allowKeys whether keys are an answer
 * @param startTimeout silence after the prompt's end until "no input", for speech and keys; at least 1 ms
 * @param endSilence silence that ends an answer (Lex: endTimeoutMs)
 * @param maxLength the longest answer; what was said until then is taken
 * @param textStartTimeout the same as startTimeout for typed text
 * @param keys how keys are collected
 */
public record InputSettings(
    boolean allowAudio,
    boolean allowKeys,
    Duration startTimeout,
    Duration endSilence,
    Duration maxLength,
    Duration textStartTimeout,
    KeySettings keys) {

  /** What the Lex console writes into a new bot. */
  public static final InputSettings LEX_DEFAULTS =
      new InputSettings(
          true,
          true,
          Duration.ofMillis(4000),
          Duration.ofMillis(640),
          Duration.ofMillis(15000),
          Duration.ofMillis(30000),
          KeySettings.LEX_DEFAULTS);

  /**
   * How DTMF keys are collected.
   *
   * @param maxLength the entry ends after this many keys, 1..1024
   * @param endTimeout the entry ends this long after its last key
   * @param deletionKey clears the entry and ends it (Lex: an empty entry, so the question is asked again)
   * @param endKey ends the entry and is not part of it
   */
  public record KeySettings(int maxLength, Duration endTimeout, char deletionKey, char endKey) {

    /** What the Lex console writes into a new bot. */
    public static final KeySettings LEX_DEFAULTS = new KeySettings(513, Duration.ofMillis(5000), '*', '#');
  }
}
