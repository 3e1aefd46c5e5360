package dev.parley.speech;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What a synthesiser can do; asked instead of its class.
 *
 * @param locales       languages that it speaks
 * @param voices        names of its voices, its first choice first
 * @param ssml          whether it reads SSML
 * @param deterministic whether equal requests give equal sound, sample by sample
 * @param maxCharacters longest text of one request
 */
public record SynthesizerCapabilities(Set<Locale> locales, List<String> voices, boolean ssml, boolean deterministic, int maxCharacters) {
  public SynthesizerCapabilities {
    locales = Set.copyOf(locales);
    voices = List.copyOf(voices);
  }

  /** Whether a language is spoken, in whatever country's accent. */
  public boolean speaks(Locale locale) {
    return Locales.served(locales, locale);
  }
}
