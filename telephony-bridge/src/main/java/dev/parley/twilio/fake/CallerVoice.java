package dev.parley.twilio.fake;

/** Speaks for the scripted caller. Called before the call begins, so it may take its time. */
@FunctionalInterface
public interface CallerVoice {

  /**
   * Speaks.
   *
   * @return mu-law, 8 kHz, mono, without a header
   */
  byte[] speak(String text);
}
