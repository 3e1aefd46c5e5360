package dev.parley.twilio.fake;

import java.util.concurrent.CompletionStage;

/** Listens to what the bot said, for the transcript and for {@code hear}. Must not block. */
@FunctionalInterface
public interface BotEars {

  /**
   * Writes down one prompt.
   *
   * @param mulaw all of its sound, 8 kHz mono
   * @return its words; a failed stage is a prompt that was not understood
   */
  CompletionStage<String> words(byte[] mulaw);
}
