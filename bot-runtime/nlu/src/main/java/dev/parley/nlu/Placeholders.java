package dev.parley.nlu;

import java.util.Locale;

/** What stands for values where intents are compared: that an amount was said tells more than which one. Pure. */
final class Placeholders {

  private static final String START = "slot:";

  private Placeholders() {}

  /** What stands for a value of this type. No caller can say it. */
  static String of(String type) {
    return START + type.toLowerCase(Locale.ROOT);
  }

  /** Whether the word stands for a value. */
  static boolean is(String token) {
    return token.startsWith(START);
  }
}
