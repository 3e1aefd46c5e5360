package dev.parley.definition;

import java.util.Locale;
import java.util.regex.Pattern;

/** Compares what is said by its words alone. */
public final class Words {

  private static final Pattern NO_WORD = Pattern.compile("[^\\p{L}\\p{N}{}]+");

  private Words() {}

  /** What is left of a text when only its words count. */
  public static String normal(String text) {
    return NO_WORD.matcher(text.toLowerCase(Locale.ROOT)).replaceAll(" ").strip();
  }
}
