package dev.parley.twilio.fake;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The secrets that a caller has told, and what the bot repeats of them. A bot may well read a card number back; the
 * transcript must not show it then, nor the recording play it. A recogniser may have got some digits wrong, so it is enough
 * that much of a secret is there, or that about as many digits are said as a long secret has. The last four digits alone
 * may be said. Not thread-safe.
 */
final class Secrets {

  private static final char MASK = '\u2022';

  /** So many digits of a secret in a row give it away; of a shorter one, all. */
  private static final int REVEALING = 5;

  /** Digits in one prompt that look like a long secret which was not heard rightly. */
  private static final int MANY = 8;

  /** As they are said, and as recognisers mistake them. */
  private static final Map<String, String> DIGITS =
      Map.ofEntries(
          Map.entry("zero", "0"), Map.entry("oh", "0"), Map.entry("o", "0"), Map.entry("nought", "0"),
          Map.entry("one", "1"), Map.entry("won", "1"), Map.entry("two", "2"), Map.entry("to", "2"),
          Map.entry("too", "2"), Map.entry("three", "3"), Map.entry("four", "4"), Map.entry("for", "4"),
          Map.entry("five", "5"), Map.entry("six", "6"), Map.entry("seven", "7"), Map.entry("eight", "8"),
          Map.entry("ate", "8"), Map.entry("nine", "9"));

  private static final Pattern WORD = Pattern.compile("[\\p{L}']+|\\p{N}");

  private final List<String> told = new ArrayList<>();

  /** The caller tells a secret, as keys or as words. */
  void told(String secret) {
    String digits = digits(secret);
    if (!digits.isEmpty()) {
      told.add(digits);
    }
  }

  /** Whether these words of the bot give a secret away. */
  boolean revealedBy(String words) {
    String said = digits(words);
    return told.stream()
        .anyMatch(
            secret ->
                longestCommon(said, secret) >= Math.min(REVEALING, secret.length())
                    || (secret.length() >= MANY && said.length() >= MANY));
  }

  /** The words without their digits, if they give a secret away. */
  String masked(String words) {
    return revealedBy(words) ? withoutDigits(words) : words;
  }

  /** Every digit and every word for one is a dot. */
  static String withoutDigits(String words) {
    Matcher word = WORD.matcher(words);
    StringBuilder masked = new StringBuilder();
    while (word.find()) {
      word.appendReplacement(masked, digit(word.group()).isPresent() ? String.valueOf(MASK) : "$0");
    }
    return word.appendTail(masked).toString();
  }

  private static String digits(String words) {
    StringBuilder digits = new StringBuilder();
    Matcher word = WORD.matcher(words);
    while (word.find()) {
      digit(word.group()).ifPresent(digits::append);
    }
    return digits.toString();
  }

  private static Optional<String> digit(String word) {
    return Character.isDigit(word.charAt(0))
        ? Optional.of(String.valueOf(Character.digit(word.charAt(0), 10)))
        : Optional.ofNullable(DIGITS.get(word.toLowerCase(Locale.ROOT)));
  }

  private static int longestCommon(String a, String b) {
    int longest = 0;
    int[] row = new int[b.length() + 1];
    for (int i = 1; i <= a.length(); i++) {
      for (int j = b.length(); j >= 1; j--) {
        row[j] = a.charAt(i - 1) == b.charAt(j - 1) ? row[j - 1] + 1 : 0;
        longest = Math.max(longest, row[j]);
      }
    }
    return longest;
  }
}
