package dev.parley.tagging;

import dev.parley.slot.SpokenTokens;
import java.util.Set;

/** Classes of words that say more than the word where samples are few. Pure. */
final class WordClasses {

  private static final String PREPOSITION = "prep";
  private static final String WORD = "word";
  private static final String FUNCTION = "function";

  private static final Set<String> FUNCTION_WORDS =
      Set.of("a", "an", "the", "is", "are", "am", "be", "it", "its", "it's", "this", "that", "i", "i'd", "i'm", "me", "my",
          "you", "your", "we", "to", "of", "on", "in", "at", "for", "with", "and", "or", "do", "does", "did", "can",
          "would", "will", "like", "want", "need", "please", "what", "what's", "there", "so", "just", "hi",
          "hello", "thanks", "let", "have", "some", "any", "how", "much", "many", "when", "where", "why", "who", "which",
          "not", "no", "from", "by", "if", "was", "has", "been", "about", "out", "up", "they", "he", "she", "should", "could", "into", "onto",
          "as", "off", "s", "'s", "us", "our", "their", "his", "her", "these", "those");

  private static final Set<String> PREPOSITIONS =
      Set.of("to", "of", "on", "in", "at", "for", "with", "from", "by", "about", "into", "onto", "as", "off", "after", "before", "near", "until");

  private static final Set<String> DAYS =
      Set.of("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "today", "tomorrow", "tonight", "yesterday", "mon",
          "tue", "tues", "wed", "thu", "thur", "fri", "sat", "sun");

  private static final Set<String> MONTHS =
      Set.of("january", "february", "march", "april", "june", "july", "august", "september", "october", "november", "december", "jan", "feb",
          "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec");

  private static final Set<String> TIMES =
      Set.of("second", "seconds", "minute", "minutes", "hour", "hours", "day", "days", "week", "weeks", "weekend", "month", "months", "year", "years", "morning",
          "afternoon", "evening", "night", "noon", "midnight", "midday", "am", "pm", "o'clock", "a.m", "p.m", "breakfast", "lunch",
          "dinner", "spring", "summer", "autumn", "fall", "winter");

  private static final Set<String> ORDINALS =
      Set.of("first", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth", "thirteenth",
          "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth", "twentieth", "thirtieth");

  private static final Set<String> SUFFIXES = Set.of("st", "nd", "rd", "th");

  private WordClasses() {}

  /** "21st". */
  private static boolean isOrdinal(String word) {
    int digits = word.length() - 2;
    return digits > 0 && SpokenTokens.digits(word.substring(0, digits)) && SUFFIXES.contains(word.substring(digits));
  }

  /** Whether words of the class are parts of numbers, days, amounts and the like. */
  static boolean ofValues(String kind) {
    return !kind.equals(PREPOSITION) && !kind.equals(FUNCTION) && !kind.equals(WORD);
  }

  static String of(String word) {
    if (SpokenTokens.isNumeric(word)) {
      return SpokenTokens.digits(word) ? word.length() == 4 ? "year" : "digits" : "number";
    } else if (PREPOSITIONS.contains(word)) {
      return PREPOSITION;
    } else if (FUNCTION_WORDS.contains(word)) {
      return FUNCTION;
    } else if (DAYS.contains(word)) {
      return "day";
    } else if (MONTHS.contains(word)) {
      return "month";
    } else if (TIMES.contains(word)) {
      return "time";
    } else if (ORDINALS.contains(word) || isOrdinal(word)) {
      return "ordinal";
    } else if (SpokenTokens.isMoney(word)) {
      return "money";
    }
    return word.chars().anyMatch(c -> c >= '0' && c <= '9') ? "figures" : WORD;
  }
}
