package dev.parley.nlu;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Names as bots write them, as callers say them: {@code to_acct} and {@code CardNumber} are two words each. Pure. */
final class SlotNames {

  private SlotNames() {}

  /** The name's words, lower case. */
  static List<String> words(String name) {
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      boolean lowerBefore = i > 0 && !Character.isUpperCase(name.charAt(i - 1));
      boolean lowerAfter = i + 1 < name.length() && Character.isLowerCase(name.charAt(i + 1));
      boolean begins = Character.isUpperCase(c) && (lowerBefore || lowerAfter);
      if (begins || !Character.isLetterOrDigit(c)) {
        flush(word, words);
      }
      if (Character.isLetterOrDigit(c)) {
        word.append(c);
      }
    }
    flush(word, words);
    return words;
  }

  private static void flush(StringBuilder word, List<String> words) {
    if (word.length() > 0) {
      words.add(word.toString().toLowerCase(Locale.ROOT));
      word.setLength(0);
    }
  }
}
