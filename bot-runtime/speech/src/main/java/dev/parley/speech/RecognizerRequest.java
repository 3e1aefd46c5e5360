package dev.parley.speech;

import java.util.Locale;
import java.util.Objects;

/**
 * What a recogniser is wanted for.
 *
 * @param locale       language that will be spoken
 * @param sampleRateHz rate of the samples that will be given; engines resample on their own
 * @param hints        what is likely to be said
 */
public record RecognizerRequest(Locale locale, int sampleRateHz, RecognitionHints hints) {
  public RecognizerRequest {
    Objects.requireNonNull(locale, "locale");
    Objects.requireNonNull(hints, "hints");
    if (sampleRateHz < 8_000 || sampleRateHz > 48_000) {
      throw new IllegalArgumentException("sampleRateHz must be 8000 to 48000, was " + sampleRateHz);
    }
  }

  /** A request without hints. */
  public static RecognizerRequest open(Locale locale, int sampleRateHz) {
    return new RecognizerRequest(locale, sampleRateHz, RecognitionHints.NONE);
  }
}
