package dev.parley.speech;

import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * What is to be spoken, and how. Equal requests sound equal when the engine is deterministic, so a request is a good cache key; mind
 * that its text may be secret.
 *
 * @param text         plain text, or a whole SSML document ({@code <speak>...</speak>})
 * @param markup       which of both
 * @param locale       language of the text
 * @param voice        name of a voice; absent: the engine's choice for the language
 * @param sampleRateHz rate that the sound shall have
 */
public record SpeechRequest(String text, Markup markup, Locale locale, Optional<String> voice, int sampleRateHz) {
  /** How a text is written. */
  public enum Markup {
    /** As it is read. */
    PLAIN,
    /** Speech Synthesis Markup Language 1.1 (W3C); which elements count is the engine's matter, text is never lost. */
    SSML
  }

  public SpeechRequest {
    Objects.requireNonNull(text, "text");
    Objects.requireNonNull(markup, "markup");
    Objects.requireNonNull(locale, "locale");
    Objects.requireNonNull(voice, "voice");
    if (sampleRateHz < 8_000 || sampleRateHz > 48_000) {
      throw new IllegalArgumentException("sampleRateHz must be 8000 to 48000, was " + sampleRateHz);
    }
  }

  /** Plain text in the engine's own voice. */
  public static SpeechRequest plain(String text, Locale locale, int sampleRateHz) {
    return new SpeechRequest(text, Markup.PLAIN, locale, Optional.empty(), sampleRateHz);
  }

  /** An SSML document in the engine's own voice. */
  public static SpeechRequest ssml(String document, Locale locale, int sampleRateHz) {
    return new SpeechRequest(document, Markup.SSML, locale, Optional.empty(), sampleRateHz);
  }

  /** Without the text, which may be secret. */
  @Override
  public String toString() {
    return "SpeechRequest[" + text.length() + " characters of " + markup + ", " + locale.toLanguageTag() + ", " + voice.orElse("any voice") + ", "
        + sampleRateHz + " Hz]";
  }
}
