package dev.parley.slot;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Takes words as a name, and writes them as names are written. No list of people, cities or streets stands behind it: whatever
 * is no function word, number or question may be one, so that no caller's name is unknown. A bot that must know names lists
 * them as a slot type of its own. Pure.
 */
final class ProperNames {

  private static final int MAX_LENGTH = 100;
  private static final int FEWEST_SPELLED = 3;

  /** Said before a name without being part of it. */
  private static final Set<String> BEFORE =
      Set.of("my", "name", "is", "it's", "its", "it", "i'm", "im", "i", "am", "this", "that's", "that", "the", "call", "me", "first",
          "last", "surname", "family", "given", "city", "town", "street", "in", "from", "to", "at", "on", "uh", "um", "er", "well", "so", "ok",
          "okay", "yes", "sure", "for", "live", "we", "we're", "name's", "surname's", "city's", "called");

  /** The same in several words. */
  private static final List<List<String>> LEADS =
      List.of(
          List.of("you", "can", "call", "me"), List.of("people", "call", "me"), List.of("i", "want", "to", "go", "to"),
          List.of("i'd", "like", "to", "go", "to"), List.of("i", "would", "like", "to", "go", "to"), List.of("i'm", "flying", "to"),
          List.of("i'm", "going", "to"), List.of("i'm", "travelling", "to"), List.of("i'm", "traveling", "to"), List.of("i", "live", "in"),
          List.of("i", "live", "on"), List.of("i", "live", "at"), List.of("i", "come", "from"), List.of("we", "live", "in"));

  private static final Set<String> AFTER = Set.of("please", "thanks", "thank", "you", "sir", "ma'am", "speaking", "here");

  /** No name has one of these. */
  private static final Set<String> FUNCTION_WORDS =
      Set.of("a", "about", "and", "any", "are", "ask", "because", "been", "but", "can", "can't", "cannot", "could", "did", "do", "does",
          "don't", "dont", "every", "forgot", "get", "give", "had", "has", "have", "he", "hello", "help", "here", "hi", "how", "if",
          "know", "let", "let's", "may", "maybe", "mean", "my", "need", "never", "no", "none", "not", "nothing", "or", "please", "said",
          "say", "she", "should", "some", "something", "sorry", "sure", "tell", "thanks", "that", "that's", "their", "them", "then",
          "there", "they", "thing", "think", "this", "told", "wait", "want", "was", "we", "were", "what", "what's", "when", "where",
          "which", "who", "why", "will", "with", "would", "yeah", "yes", "you", "your", "i", "i'm", "it", "it's", "me", "is", "am");

  /** Names that are function words elsewhere: alone they are names. */
  private static final Set<String> NAMES_TOO = Set.of("may", "will");

  /** Small words within names. */
  private static final Set<String> SMALL =
      Set.of("of", "on", "upon", "in", "the", "de", "da", "di", "del", "della", "du", "la", "le", "les", "van", "von", "der", "den", "und",
          "al", "bin", "am", "an", "y", "e", "sur", "zu", "ter");

  /** Of these, those with which a name may begin or end. */
  private static final Set<String> BEGINS_NAMES =
      Set.of("de", "da", "di", "del", "della", "du", "la", "le", "les", "van", "von", "der", "den", "al", "bin", "ter");

  private static final Set<String> ROADS =
      Set.of("street", "st", "road", "rd", "avenue", "ave", "lane", "ln", "drive", "dr", "boulevard", "blvd", "court", "ct", "place", "pl",
          "square", "sq", "terrace", "way", "parkway", "highway", "hwy", "circle", "crescent", "close", "alley", "row", "walk", "grove",
          "gardens", "hill", "mews", "strasse", "straße", "platz", "weg", "allee", "gasse");

  private ProperNames() {}

  /**
   * The name that the whole text is.
   *
   * @param most how many words it may have
   * @param numbered whether words may be numbers, as in "42nd Street"
   */
  static Optional<String> read(String text, int most, boolean numbered) {
    List<String> words = words(SpokenTokens.correctedText(text.replace('’', '\'')));
    while (words.size() > 1 && AFTER.contains(lower(words.get(words.size() - 1)))) {
      words.remove(words.size() - 1);
    }
    Optional<String> spelled = spelled(words);
    if (spelled.isPresent()) {
      return spelled;
    }
    if (numbered) {
      houseNumber(words);
    }
    boolean good = !words.isEmpty() && words.size() <= most && text.length() <= MAX_LENGTH;
    for (int i = 0; i < words.size() && good; i++) {
      good = mayBe(words.get(i), words.size() == 1, i > 0 && i + 1 < words.size() || isTypedName(words), numbered);
    }
    return good ? Optional.of(written(words)) : Optional.empty();
  }

  /** The words of the name, without what is said before it. */
  private static List<String> words(String text) {
    List<String> words = new ArrayList<>();
    for (String word : SpokenTokens.words(text.replace(',', ' '))) {
      String bare = SpokenTokens.trimmed(word);
      if (!bare.isEmpty()) {
        words.add(bare);
      }
    }
    List<String> lower = words.stream().map(ProperNames::lower).toList();
    LEADS.stream()
        .filter(l -> l.size() < words.size() && SpokenTokens.startsWith(lower, 0, l))
        .findFirst()
        .ifPresent(l -> words.subList(0, l.size()).clear());
    while (words.size() > 1 && BEFORE.contains(lower(words.get(0))) && !(SMALL.contains(lower(words.get(0))) && isTypedName(words))) {
      words.remove(0);
    }
    int size = words.size();
    boolean with = size > 3 && lower(words.get(size - 3)).equals("with") && Set.of("a", "an").contains(lower(words.get(size - 2)));
    if (with && words.get(size - 1).length() == 1) {
      // "Sarah with an h".
      words.subList(size - 3, size).clear();
    }
    return words;
  }

  /** "S a r a h", alone or before the name that it spells. */
  private static Optional<String> spelled(List<String> words) {
    int letters = 0;
    StringBuilder spelled = new StringBuilder();
    while (letters < words.size() && words.get(letters).length() == 1 && Character.isLetter(words.get(letters).charAt(0))) {
      spelled.append(lower(words.get(letters++)));
    }
    boolean all = letters == words.size() || letters == words.size() - 1 && lower(words.get(letters)).contentEquals(spelled);
    return letters >= FEWEST_SPELLED && all ? Optional.of(capital(spelled.toString())) : Optional.empty();
  }

  /** "Two twenty one baker street" is number 221; a single small number may be part of the name, as in "Seven Sisters Road". */
  private static void houseNumber(List<String> words) {
    int end = 0;
    while (end < words.size() && DigitStrings.numeric(lower(words.get(end)))) {
      end++;
    }
    List<String> number = words.subList(0, end).stream().map(ProperNames::lower).toList();
    boolean typed = end == 1 && SpokenTokens.digits(number.get(0));
    boolean single = end == 1 && SpokenTokens.small(number.get(0)) < 10;
    if (end > 0 && !typed && !single && words.size() - end >= 2) {
      DigitStrings.read(number).ifPresent(digits -> {
        words.subList(0, number.size()).clear();
        words.add(0, digits);
      });
    }
  }

  /** "The Hague", as it is typed: a small word that begins with a capital belongs to the name. */
  private static boolean isTypedName(List<String> words) {
    return words.size() > 1 && words.stream().allMatch(w -> Character.isUpperCase(w.charAt(0)));
  }

  private static boolean mayBe(String word, boolean alone, boolean within, boolean numbered) {
    String lower = lower(word);
    if (SMALL.contains(lower)) {
      return within || !alone && BEGINS_NAMES.contains(lower);
    }
    boolean number = lower.chars().anyMatch(Character::isDigit) || SpokenTokens.small(lower) >= 0;
    return (!FUNCTION_WORDS.contains(lower) || alone && NAMES_TOO.contains(lower)) && (numbered || !number);
  }

  private static String lower(String word) {
    return word.toLowerCase(Locale.ROOT);
  }

  private static String written(List<String> words) {
    List<String> written = new ArrayList<>();
    for (int i = 0; i < words.size(); i++) {
      String word = words.get(i);
      boolean asTyped = !word.equals(lower(word)) && !word.equals(word.toUpperCase(Locale.ROOT));
      boolean small = SMALL.contains(lower(word)) && i + 1 < words.size() && i > 0;
      written.add(asTyped ? word : small ? lower(word) : capital(lower(word)));
    }
    return String.join(" ", written);
  }

  /** A capital at the beginning, and after a hyphen or an apostrophe within. */
  private static String capital(String word) {
    StringBuilder text = new StringBuilder(word);
    for (int i = 0; i < text.length(); i++) {
      boolean begins = i == 0 || text.charAt(i - 1) == '-' || text.charAt(i - 1) == '\'' && i == 2;
      text.setCharAt(i, begins ? Character.toUpperCase(text.charAt(i)) : text.charAt(i));
    }
    return text.toString();
  }

  /** Whether the last word says that this is a street. */
  static boolean isStreet(String name) {
    String last = lower(name.substring(name.lastIndexOf(' ') + 1));
    return name.indexOf(' ') > 0 && ROADS.contains(last) || last.endsWith("straße") || last.endsWith("strasse");
  }
}
