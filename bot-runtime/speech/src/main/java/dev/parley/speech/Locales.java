package dev.parley.speech;

import java.util.Collection;
import java.util.Locale;

/** Which languages serve which. */
final class Locales {
  private Locales() {}

  /** The same language is enough: another country's accent is better than silence. */
  static boolean served(Collection<Locale> offered, Locale wanted) {
    return offered.stream().anyMatch(one -> one.getLanguage().equals(wanted.getLanguage()));
  }
}
