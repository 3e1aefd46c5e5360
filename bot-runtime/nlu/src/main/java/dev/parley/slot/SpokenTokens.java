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

  /** Said before, within or after a value without changing it. */
  private static final List<List<String>> ASIDES =
      List.of(
          List.of("let", "me", "see"), List.of("let's", "see"), List.of("i", "think"), List.of("i", "guess"), List.of("i", "believe"),
          List.of("you", "know"), List.of("or", "so"), List.of("at", "most"), List.of("starts", "with"), List.of("and", "no", "cents"));

  private static final Map<String, Integer> SMALL =
      Map.ofEntries(
          Map.entry("zero", 0), Map.entry("nought", 0), Map.entry("naught", 0), Map.entry("nil", 0), Map.entry("one", 1), Map.entry("two", 2), Map.entry("three", 3), Map.entry("four", 4),
          Map.entry("five", 5), Map.entry("six", 6), Map.entry("seven", 7), Map.entry("eight", 8), Map.entry("nine", 9),
          Map.entry("ten", 10), Map.entry("eleven", 11), Map.entry("twelve", 12), Map.entry("thirteen", 13),
          Map.entry("fourteen", 14), Map.entry("fifteen", 15), Map.entry("sixteen", 16), Map.entry("seventeen", 17),
          Map.entry("eighteen", 18), Map.entry("nineteen", 19), Map.entry("twenty", 20), Map.entry("thirty", 30),
          Map.entry("forty", 40), Map.entry("fourty", 40), Map.entry("fifty", 50), Map.entry("sixty", 60),
          Map.entry("seventy", 70), Map.entry("eighty", 80), Map.entry("ninety", 90));

  private SpokenTokens() {}

  /** The text's words, lower case; hyphens part words, other punctuation goes, but not within a number or money. */
  public static List<String> of(String text) {
    return read(lower(text), (start, end) -> {});
  }

  /**
   * Where each of the text's words stands in it.
   *
   * @param start of its first character, in the text
   * @param end after its last one
   */
  public record Place(int start, int end) {}

  /** Where the words stand that {@link #of} gives of this text. */
  public static List<Place> places(String text) {
    String lower = lower(text);
    int[] origin = new int[lower.length() + 1];
    int at = 0;
    // A few letters are longer in lower case; all others stay where they are.
    for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
      int length = lower.length() == text.length() ? Character.charCount(text.codePointAt(i)) : lower(Character.toString(text.codePointAt(i))).length();
      for (int l = 0; l < length && at < lower.length(); l++) {
        origin[at++] = Math.min(i + l, text.length() - 1);
      }
    }
    while (at <= lower.length()) {
      origin[at++] = text.length();
    }
    List<Place> places = new ArrayList<>();
    read(lower, (start, end) -> places.add(new Place(origin[start], end == lower.length() ? text.length() : Math.max(origin[start] + 1, origin[end]))));
    return places;
  }

  private static String lower(String text) {
    return plainDigits(text.toLowerCase(Locale.ROOT).replace('’', '\''));
  }

  /** Is told of each word where it stands. */
  private interface Places {
    void at(int start, int end);
  }

  private static List<String> read(String lower, Places places) {
    List<String> tokens = new ArrayList<>();
    StringBuilder word = new StringBuilder();
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
          flush(word, i, tokens, places);
        }
        word.append(c);
      } else {
        flush(word, i, tokens, places);
        if (c == '$' || c == '£' || c == '€' || c == '%') {
          tokens.add(String.valueOf(c));
          places.at(i, i + 1);
        } else if (c == '-' && i + 1 < lower.length() && signed(lower.charAt(i + 1)) && (i == 0 || lower.charAt(i - 1) == ' ')) {
          tokens.add("minus");
          places.at(i, i + 1);
        }
      }
    }
    flush(word, lower.length(), tokens, places);
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

  private static void flush(StringBuilder word, int end, List<String> tokens, Places places) {
    if (word.length() > 0) {
      tokens.add(word.toString());
      places.at(end - word.length(), end);
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

  /** The words without what is said by the way: "let me see", "or so". */
  static List<String> withoutAsides(List<String> tokens) {
    List<String> rest = new ArrayList<>();
    int i = 0;
    while (i < tokens.size()) {
      int at = i;
      int length = ASIDES.stream().filter(a -> startsWith(tokens, at, a)).mapToInt(List::size).findFirst().orElse(0);
      if (length == 0) {
        rest.add(tokens.get(i));
      }
      i += Math.max(1, length);
    }
    return rest;
  }

  /** Whether these words stand at this index. */
  static boolean startsWith(List<String> tokens, int at, List<String> words) {
    return at + words.size() <= tokens.size() && tokens.subList(at, at + words.size()).equals(words);
  }

  /** What was said last, when the caller took back what came before: "five, no, sorry, six". */
  static List<String> corrected(List<String> tokens) {
    return tokens.subList(correctedFrom(tokens), tokens.size());
  }

  /** The index of the first word after what was taken back; 0 when nothing was. */
  static int correctedFrom(List<String> tokens) {
    int from = 0;
    for (int i = 0; i < tokens.size() - 1; i++) {
      boolean mean = tokens.get(i).equals("mean") && i > 0 && tokens.get(i - 1).equals("i");
      boolean scratch = tokens.get(i).equals("that") && i > 0 && (tokens.get(i - 1).equals("scratch") || tokens.get(i - 1).equals("make"));
      if (mean || scratch || CORRECTIONS.contains(tokens.get(i))) {
        from = i + 1;
      }
    }
    return from;
  }

  /**
   * The text after what was taken back, as it was written: "boston, no sorry, austin" is austin. The whole text when nothing was
   * said before the correction.
   */
  static String correctedText(String text) {
    List<String> words = words(text);
    List<String> lower = words.stream().map(w -> trimmed(w).toLowerCase(Locale.ROOT)).toList();
    int from = correctedFrom(lower);
    boolean before = from > 1 && lower.subList(0, from - 1).stream().anyMatch(w -> !CORRECTIONS.contains(w) && !FILLERS.contains(w));
    return before ? String.join(" ", words.subList(from, words.size())) : text;
  }

  /** What stands between white space. */
  static List<String> words(String text) {
    List<String> words = new ArrayList<>();
    int start = -1;
    for (int i = 0; i <= text.length(); i++) {
      boolean blank = i == text.length() || Character.isWhitespace(text.charAt(i));
      if (blank && start >= 0) {
        words.add(text.substring(start, i));
      }
      start = blank ? -1 : start < 0 ? i : start;
    }
    return words;
  }

  /** The word without the marks around it. */
  static String trimmed(String word) {
    int start = 0;
    int end = word.length();
    while (start < end && !Character.isLetterOrDigit(word.charAt(start))) {
      start++;
    }
    while (end > start && !Character.isLetterOrDigit(word.charAt(end - 1))) {
      end--;
    }
    return word.substring(start, end);
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
