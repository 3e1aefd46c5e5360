package dev.parley.speech;

import java.util.Collection;
import java.util.Locale;

/** Which languages serve which. */
final class Locales {
  private Locales() {}

  static boolean served(Collection<Locale> offered, Locale wanted) {
    return offered.stream().anyMatch(one -> one.getLanguage().equals(wanted.getLanguage())
        && (one.getCountry().isEmpty() || wanted.getCountry().isEmpty() || one.getCountry().equals(wanted.getCountry())));
  }
}
