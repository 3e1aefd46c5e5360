package dev.parley.slot;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads strings of digits, spoken or typed, with leading zeros kept. Digits may come one by one, doubled, in pairs ("twelve
 * thirty four" is 1234), or as numbers: a hundred or thousand takes what follows in ("one hundred twenty three" is 123, not
 * 10023). Pure.
 */
final class DigitStrings {

  /** A caller gives no longer number. */
  private static final int MAX_DIGITS = 64;

  private static final Map<String, Integer> ZEROS = Map.of("oh", 0, "o", 0, "nought", 0, "naught", 0, "nil", 0, "null", 0);

  /** What recognisers hear for digits. Taken only among other digits. */
  private static final Map<String, Integer> HOMOPHONES =
      Map.of("for", 4, "fore", 4, "to", 2, "too", 2, "ate", 8, "won", 1, "tree", 3, "sex", 6, "niner", 9, "zip", 0);

  private static final Map<String, Integer> REPEATS = Map.of("double", 2, "triple", 3, "treble", 3, "quadruple", 4);

  /** So many of them and nothing else are digits all the same. */
  private static final int ENOUGH_HOMOPHONES = 3;

  /** Said around numbers of accounts, orders and the like. */
  static final Set<String> AROUND =
      Set.of("order", "member", "membership", "policy", "pin", "customer", "reference", "confirmation", "booking", "number's", "code's", "card's",
          "numbers", "on", "let", "me", "see");

  private static final Set<String> HESITATION = Set.of("um", "uh", "er", "erm", "hmm", "and", "then", "dash", "space", "so");

  private static final Set<String> SILENT = Set.of("dash", "and", "then", "hyphen", "space");

  private DigitStrings() {}

  /** The digits that all the tokens together are, or empty when one of them is none. */
  static Optional<String> read(List<String> said) {
    List<String> tokens = said.stream().filter(t -> !SILENT.contains(t)).toList();
    if (tokens.size() == 1 && tokens.get(0).startsWith("o") && ZEROS.containsKey(tokens.get(0))) {
      // A mere "oh" is surprise.
      return Optional.empty();
    }
    StringBuilder digits = new StringBuilder();
    boolean certain = false;
    int i = 0;
    while (i < tokens.size() && digits.length() <= MAX_DIGITS) {
      String token = tokens.get(i);
      int repeat = REPEATS.getOrDefault(token, 1);
      if (repeat > 1 && i + 1 < tokens.size() && single(tokens.get(i + 1)) >= 0) {
        digits.append(String.valueOf(single(tokens.get(i + 1))).repeat(repeat));
        certain = true;
        i += 2;
        continue;
      }
      Optional<Cardinals.Reading> number = number(tokens, i);
      if (number.isPresent()) {
        digits.append(number.get().value().toPlainString());
        certain = true;
        i = number.get().end();
        continue;
      }
      String plain = plain(token);
      int small = SpokenTokens.small(token);
      if (SpokenTokens.digits(plain)) {
        digits.append(plain);
        certain = true;
      } else if (small >= 20 && i + 1 < tokens.size() && between(SpokenTokens.small(tokens.get(i + 1)), 1, 9)) {
        digits.append(small + SpokenTokens.small(tokens.get(++i)));
        certain = true;
      } else if (small >= 0) {
        digits.append(small);
        certain = true;
      } else if (ZEROS.containsKey(token)) {
        digits.append(0);
        certain = true;
      } else if (HOMOPHONES.containsKey(token)) {
        digits.append(HOMOPHONES.get(token));
      } else {
        return Optional.empty();
      }
      i++;
    }
    certain |= digits.length() >= ENOUGH_HOMOPHONES;
    return certain && digits.length() <= MAX_DIGITS ? Optional.of(digits.toString()) : Optional.empty();
  }

  /** Without how many digits there are: "the last four digits are ...", "the last four are ...". */
  static List<String> uncounted(List<String> said) {
    int last = said.indexOf("last");
    boolean lastOnes = last >= 0 && last + 3 < said.size() && SpokenTokens.small(said.get(last + 1)) > 0 && Set.of("are", "is").contains(said.get(last + 2));
    List<String> tokens = SpokenTokens.withoutFillers(lastOnes ? said.subList(last + 3, said.size()) : said, AROUND);
    boolean counted = tokens.size() > 2 && SpokenTokens.small(tokens.get(0)) > 0 && tokens.get(1).startsWith("digit");
    return tokens.stream().skip(counted ? 1 : 0).filter(t -> !t.equals("digits") && !t.equals("digit")).toList();
  }

  /** "Nine hundred and five", "forty eight thousand": a number below a hundred with a scale right after it. */
  private static Optional<Cardinals.Reading> number(List<String> tokens, int i) {
    int small = SpokenTokens.small(tokens.get(i));
    boolean two = small >= 20 && i + 1 < tokens.size() && between(SpokenTokens.small(tokens.get(i + 1)), 1, 9);
    int scale = i + (two ? 2 : 1);
    boolean scaled = small > 0 && scale < tokens.size() && (tokens.get(scale).equals("hundred") || tokens.get(scale).equals("thousand"));
    if (scaled && tokens.get(scale).equals("hundred") && scale + 2 < tokens.size() && single(tokens.get(scale + 1)) >= 0 && single(tokens.get(scale + 2)) >= 0) {
      // "Eight hundred, five five five": what follows goes digit by digit.
      int hundreds = small + (two ? SpokenTokens.small(tokens.get(i + 1)) : 0);
      return Optional.of(new Cardinals.Reading(BigDecimal.valueOf(100L * hundreds), scale + 1));
    }
    return scaled ? Cardinals.read(tokens, i) : Optional.empty();
  }

  /** What is typed, without the marks within. */
  private static String plain(String token) {
    return token.replace(",", "").replace(".", "").replace("/", "");
  }

  /** Whether the word is a number or part of one. */
  static boolean numeric(String token) {
    return SpokenTokens.small(token) >= 0
        || ZEROS.containsKey(token) && !token.equals("o")
        || REPEATS.containsKey(token)
        || SpokenTokens.digits(plain(token))
        || Set.of("hundred", "thousand", "million", "point", "minus", "k").contains(token);
  }

  private static int single(String token) {
    int small = SpokenTokens.small(token);
    if (between(small, 0, 9)) {
      return small;
    }
    if (token.length() == 1 && SpokenTokens.digits(token)) {
      return token.charAt(0) - '0';
    }
    return ZEROS.getOrDefault(token, HOMOPHONES.getOrDefault(token, -1));
  }

  private static boolean between(int value, int min, int max) {
    return value >= min && value <= max;
  }

  /** How many digits the longest run of digit words has; hesitation does not end a run. */
  static int longestRun(List<String> tokens) {
    int longest = 0;
    int run = 0;
    for (String token : tokens) {
      String plain = plain(token);
      int small = SpokenTokens.small(token);
      int here;
      if (SpokenTokens.digits(plain)) {
        here = plain.length();
      } else if (small >= 0) {
        here = small >= 10 ? 2 : 1;
      } else if (HOMOPHONES.containsKey(token)) {
        here = run > 0 ? 1 : 0;
      } else {
        here = ZEROS.containsKey(token) ? 1 : REPEATS.getOrDefault(token, 1) - 1;
      }
      run = here > 0 || HESITATION.contains(token) ? run + here : 0;
      longest = Math.max(longest, run);
    }
    return longest;
  }
}
