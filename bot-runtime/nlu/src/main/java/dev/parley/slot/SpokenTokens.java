package dev.parley.slot;

import java.text.DecimalFormatSymbols;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Words as recognisers and keyboards give them, made alike: lower case, without punctuation and politeness. Pure. */
public final class SpokenTokens {

  /** Said around a value without changing it. */
  private static final Set<String> FILLERS =
      Set.of(
          "um", "uh", "er", "erm", "hmm", "well", "so", "ok", "okay", "yes", "yeah", "sure", "please", "thanks", "thank", "it",
          "its", "it's", "that", "thats", "that's", "is", "the", "my", "number", "card", "account", "code", "security",
          "id", "would", "be", "i", "i'd", "like", "want", "here", "you", "go", "expires", "expiry",
          "expiration", "date", "in", "on", "just", "about", "this", "are", "amount", "pay", "sorry", "last");

  /** What follows one of these takes the place of what came before. */
  private static final Set<String> CORRECTIONS =
      Set.of("no", "sorry", "correction", "actually", "oops", "wait", "rather");

  private static final Map<String, Integer> SMALL =
      Map.ofEntries(
          Map.entry("zero", 0), Map.entry("one", 1), Map.entry("two", 2), Map.entry("three", 3), Map.entry("four", 4),
          Map.entry("five", 5), Map.entry("six", 6), Map.entry("seven", 7), Map.entry("eight", 8), Map.entry("nine", 9),
          Map.entry("ten", 10), Map.entry("eleven", 11), Map.entry("twelve", 12), Map.entry("thirteen", 13),
          Map.entry("fourteen", 14), Map.entry("fifteen", 15), Map.entry("sixteen", 16), Map.entry("seventeen", 17),
          Map.entry("eighteen", 18), Map.entry("nineteen", 19), Map.entry("twenty", 20), Map.entry("thirty", 30),
          Map.entry("forty", 40), Map.entry("fourty", 40), Map.entry("fifty", 50), Map.entry("sixty", 60),
          Map.entry("seventy", 70), Map.entry("eighty", 80), Map.entry("ninety", 90));

  private SpokenTokens() {}

  /** The text's words, lower case; hyphens part words, other punctuation goes, but not within a number or money. */
  public static List<String> of(String text) {
    List<String> tokens = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    String lower = plainDigits(text.toLowerCase(Locale.ROOT).replace('’', '\''));
    for (int i = 0; i < lower.length(); i++) {
      char c = lower.charAt(i);
      boolean inNumber =
          (c == '.' || c == ',' || c == '/')
              && i > 0
              && i + 1 < lower.length()
              && digit(lower.charAt(i - 1))
              && digit(lower.charAt(i + 1));
      if (Character.isLetterOrDigit(c) || c == '\'' || inNumber) {
        boolean last = i + 1 == lower.length() || !Character.isLetterOrDigit(lower.charAt(i + 1));
        boolean split = word.length() > 0 && letterMeetsDigit(word.charAt(word.length() - 1), c, last);
        if (split) {
          flush(word, tokens);
        }
        word.append(c);
      } else {
        flush(word, tokens);
        if (c == '$' || c == '£' || c == '€' || c == '%') {
          tokens.add(String.valueOf(c));
        } else if (c == '-' && i + 1 < lower.length() && signed(lower.charAt(i + 1)) && (i == 0 || lower.charAt(i - 1) == ' ')) {
          tokens.add("minus");
        }
      }
    }
    flush(word, tokens);
    return tokens;
  }

  /** "10k" is "10", "k"; "3rd" and "21st" stay whole, as ordinals do. */
  private static boolean letterMeetsDigit(char before, char c, boolean last) {
    return digit(before) && last && (c == 'k' || c == 'm' || c == 'p') || Character.isLetter(before) && digit(c);
  }

  private static boolean signed(char c) {
    return digit(c) || c == '$' || c == '£' || c == '€';
  }

  /** Digits of other scripts and full-width ones are digits all the same. */
  private static String plainDigits(String text) {
    StringBuilder plain = new StringBuilder(text);
    for (int i = 0; i < plain.length(); i++) {
      char c = plain.charAt(i);
      if (c > '9' && Character.isDigit(c)) {
        plain.setCharAt(i, (char) ('0' + Character.digit(c, 10)));
      }
    }
    return plain.toString();
  }

  private static void flush(StringBuilder word, List<String> tokens) {
    if (word.length() > 0) {
      tokens.add(word.toString());
      word.setLength(0);
    }
  }

  static boolean digit(char c) {
    return c >= '0' && c <= '9';
  }

  /** The stretch of the text that these words are, with its capitals and marks; the words alone when they do not stand in it so. */
  public static String asWritten(String text, List<String> words) {
    for (int at = 0; at < text.length() && !words.isEmpty(); at++) {
      boolean begins = letterOrDigit(text, at) && !letterOrDigit(text, at - 1);
      int end = begins ? end(text, at, words) : -1;
      if (end > 0 && !letterOrDigit(text, end)) {
        return text.substring(at, end);
      }
    }
    return String.join(" ", words);
  }

  private static int end(String text, int from, List<String> words) {
    int at = from;
    for (String word : words) {
      while (at > from && at < text.length() && !letterOrDigit(text, at)) {
        at++;
      }
      if (!text.regionMatches(true, at, word, 0, word.length())) {
        return -1;
      }
      at += word.length();
    }
    return at;
  }

  private static boolean letterOrDigit(String text, int at) {
    return at >= 0 && at < text.length() && Character.isLetterOrDigit(text.charAt(at));
  }

  /** Whether this word is said around values without changing them. */
  public static boolean isFiller(String token) {
    return FILLERS.contains(token);
  }

  /** Whether the word is a number or a part of one. */
  public static boolean isNumeric(String token) {
    return DigitStrings.numeric(token);
  }

  /** Whether the word or sign makes the number next to it an amount of money. */
  public static boolean isMoney(String token) {
    return Amounts.isUnit(token);
  }

  /** The words without those that are said around any value and around values of a type. */
  static List<String> withoutFillers(List<String> tokens, Set<String> ofType) {
    return tokens.stream().filter(t -> !FILLERS.contains(t) && !ofType.contains(t)).toList();
  }

  /** What was said last, when the caller took back what came before: "five, no, sorry, six". */
  static List<String> corrected(List<String> tokens) {
    int from = 0;
    for (int i = 0; i < tokens.size() - 1; i++) {
      boolean mean = tokens.get(i).equals("mean") && i > 0 && tokens.get(i - 1).equals("i");
      boolean scratch = tokens.get(i).equals("that") && i > 0 && (tokens.get(i - 1).equals("scratch") || tokens.get(i - 1).equals("make"));
      if (mean || scratch || CORRECTIONS.contains(tokens.get(i))) {
        from = i + 1;
      }
    }
    return tokens.subList(from, tokens.size());
  }

  /** Numbers as this locale writes them, in English marks: a German 1.234,50 is 1,234.50. */
  static List<String> englishNumbers(List<String> tokens, String localeId) {
    Locale locale = Locale.forLanguageTag(localeId.replace('_', '-'));
    if (DecimalFormatSymbols.getInstance(locale).getDecimalSeparator() != ',') {
      return tokens;
    }
    return tokens.stream()
        .map(t -> digit(t.charAt(0)) ? t.replace('.', '\u0000').replace(',', '.').replace('\u0000', ',') : t)
        .toList();
  }

  /** A number word below one hundred that is one word, or -1. */
  public static int small(String token) {
    return SMALL.getOrDefault(token, -1);
  }

  /** Whether the token is digits only. */
  public static boolean digits(String token) {
    return !token.isEmpty() && token.chars().allMatch(c -> c >= '0' && c <= '9');
  }
}
