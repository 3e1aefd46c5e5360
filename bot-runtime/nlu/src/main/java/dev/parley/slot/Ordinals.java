package dev.parley.slot;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads which one of several: "the second", "twenty first", "3rd", "number five"; from the end it is negative, "last" -1. Pure. */
final class Ordinals {

  /** Said around a place in a row without changing it. */
  private static final Set<String> AROUND =
      Set.of("the", "option", "choice", "item", "floor", "entry", "answer", "line", "row", "place", "please", "um", "uh", "er", "i'll",
          "take", "i", "want", "it's", "its", "that's", "is", "ok", "okay", "yes", "yeah", "so", "well", "would", "like", "i'd", "thanks",
          "think", "on", "say", "choose", "pick", "mean", "a", "let's", "go", "with");

  private static final Set<String> COUNTED = Set.of("number", "option", "choice", "item", "floor", "entry", "line", "row", "place");

  private static final Set<String> FROM_END = Set.of("last", "end", "bottom");

  private static final Map<String, String> CARDINALS =
      Map.ofEntries(
          Map.entry("first", "one"), Map.entry("second", "two"), Map.entry("third", "three"), Map.entry("fourth", "four"),
          Map.entry("forth", "four"), Map.entry("fifth", "five"), Map.entry("sixth", "six"), Map.entry("seventh", "seven"),
          Map.entry("eighth", "eight"), Map.entry("ninth", "nine"), Map.entry("nineth", "nine"), Map.entry("tenth", "ten"),
          Map.entry("eleventh", "eleven"), Map.entry("twelfth", "twelve"), Map.entry("thirteenth", "thirteen"),
          Map.entry("fourteenth", "fourteen"), Map.entry("fifteenth", "fifteen"), Map.entry("sixteenth", "sixteen"),
          Map.entry("seventeenth", "seventeen"), Map.entry("eighteenth", "eighteen"), Map.entry("nineteenth", "nineteen"),
          Map.entry("twentieth", "twenty"), Map.entry("thirtieth", "thirty"), Map.entry("fortieth", "forty"),
          Map.entry("fiftieth", "fifty"), Map.entry("sixtieth", "sixty"), Map.entry("seventieth", "seventy"),
          Map.entry("eightieth", "eighty"), Map.entry("ninetieth", "ninety"), Map.entry("hundredth", "hundred"),
          Map.entry("thousandth", "thousand"), Map.entry("millionth", "million"), Map.entry("billionth", "billion"),
          Map.entry("trillionth", "trillion"));

  private Ordinals() {}

  /** The place in a row that all the tokens together are. */
  static Optional<String> place(List<String> said) {
    List<String> words = said.stream().filter(t -> !AROUND.contains(t)).toList();
    // "One" is said for the thing where it comes last: "the second one".
    boolean thing = words.size() > 1 && words.get(words.size() - 1).equals("one");
    List<String> bare = thing ? words.subList(0, words.size() - 1) : words;
    return fromEnd(bare)
        .or(() -> read(bare))
        .or(() -> said.size() > 1 || !said.isEmpty() && SpokenTokens.digits(said.get(0)) ? counted(said) : Optional.empty())
        .map(BigDecimal::toPlainString);
  }

  /** "Last", "second to last", "last but one", "the one before the last". */
  private static Optional<BigDecimal> fromEnd(List<String> bare) {
    return switch (String.join(" ", bare)) {
      case "last", "very last", "final" -> Optional.of(BigDecimal.ONE.negate());
      case "next to last", "last but", "one before last", "one before last one", "penultimate" -> Optional.of(BigDecimal.valueOf(-2));
      case "antepenultimate" -> Optional.of(BigDecimal.valueOf(-3));
      default -> {
        int size = bare.size();
        boolean last = size >= 3 && FROM_END.contains(bare.get(size - 1)) && Set.of("to", "from").contains(bare.get(size - 2));
        yield last ? read(bare.subList(0, size - 2)).map(BigDecimal::negate) : Optional.empty();
      }
    };
  }

  /** "Number five", "option two", "5". */
  private static Optional<BigDecimal> counted(List<String> said) {
    List<String> bare = said.stream().filter(t -> t.equals("a") || !AROUND.contains(t)).toList();
    boolean named = said.stream().anyMatch(COUNTED::contains);
    List<String> number = bare.stream().filter(t -> !COUNTED.contains(t)).toList();
    return named || bare.size() == 1 && SpokenTokens.digits(bare.get(0))
        ? Cardinals.whole(number).filter(n -> n.signum() > 0 && n.scale() <= 0)
        : Optional.empty();
  }

  /** "Third", "twenty first", "hundred and first", "3rd". */
  static Optional<BigDecimal> read(List<String> tokens) {
    if (tokens.isEmpty()) {
      return Optional.empty();
    }
    String last = tokens.get(tokens.size() - 1);
    if (tokens.size() == 1 && suffixed(last)) {
      return Cardinals.typed(last.substring(0, last.length() - 2)).filter(n -> n.signum() > 0);
    }
    if (!CARDINALS.containsKey(last) || tokens.size() > 1 && !mayPrecede(tokens.get(tokens.size() - 2), last)) {
      return Optional.empty();
    }
    List<String> cardinal = new ArrayList<>(tokens);
    cardinal.set(cardinal.size() - 1, CARDINALS.getOrDefault(last, last));
    return Cardinals.whole(cardinal).filter(n -> n.signum() > 0 && n.scale() <= 0);
  }

  /** "Twenty" may stand before "first", and "hundred and"; "two" may not, but before "hundredth". */
  private static boolean mayPrecede(String word, String ordinal) {
    return SpokenTokens.small(word) >= 20 || word.equals("and") || Cardinals.isScale(word) || Cardinals.isScale(CARDINALS.getOrDefault(ordinal, ""));
  }

  /** Whether the word ends what is an ordinal. */
  static boolean isOrdinal(String token) {
    return CARDINALS.containsKey(token) || suffixed(token);
  }

  private static boolean suffixed(String token) {
    int bare = token.length() - 2;
    if (bare < 1 || !SpokenTokens.digits(token.substring(0, bare))) {
      return false;
    }
    boolean teen = bare > 1 && token.charAt(bare - 2) == '1';
    String wanted = teen ? "th" : switch (token.charAt(bare - 1)) {
      case '1' -> "st";
      case '2' -> "nd";
      case '3' -> "rd";
      default -> "th";
    };
    return token.endsWith(wanted);
  }
}
