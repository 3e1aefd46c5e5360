package dev.parley.slot;

/** Finds out whether a text may hold a card number, though none was asked for. Pure. */
public final class SecretSpotter {

  /** Card numbers have 12 to 19 digits (ISO/IEC 7812). */
  private static final int CARD_DIGITS = 12;

  private SecretSpotter() {}

  /** Whether so many digits stand in one run, spoken or typed. */
  public static boolean looksSecret(String text) {
    return DigitStrings.longestRun(SpokenTokens.of(text)) >= CARD_DIGITS;
  }
}
