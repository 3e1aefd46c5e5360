package dev.parley.speech;

import java.util.Locale;
import java.util.Set;

/**
 * What a recogniser engine can do; asked instead of its class.
 *
 * @param locales         languages that it understands
 * @param partials        whether {@link Recognizer#partial()} tells anything before the end
 * @param closedHints     whether closed hints limit what is heard
 * @param likelyHints     whether likely hints are heard more easily
 * @param wordConfidences whether words carry a confidence of their own
 */
public record RecognizerCapabilities(
    Set<Locale> locales, boolean partials, boolean closedHints, boolean likelyHints, boolean wordConfidences) {
  public RecognizerCapabilities {
    locales = Set.copyOf(locales);
  }

  /** Whether a language is understood, in whatever country's accent. */
  public boolean understands(Locale locale) {
    return Locales.served(locales, locale);
  }
}
