package dev.parley.slot;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads what is spelled: "x i u l a n", "double a", "a as in apple, b for boy, c like charlie", "bravo seven". The word that is
 * said for a letter outweighs the letter, which recognisers mistake more easily. Pure.
 */
public final class SpelledWords {

  private static final int MAX_LENGTH = 100;

  /** More of what recognisers write for letters' names, which are words too. Taken only among letters that are certain. */
  private static final Map<String, String> LETTER_NAMES =
      Map.of("ay", "a", "ee", "e", "eye", "i", "oh", "o", "you", "u", "why", "y");

  private static final Map<String, Character> SIGNS =
      Map.of("dot", '.', "period", '.', "dash", '-', "hyphen", '-', "underscore", '_', "apostrophe", '\'', "at", '@', "plus", '+');

  private static final Set<String> AROUND =
      Set.of("um", "uh", "er", "erm", "it's", "its", "that's", "ok", "okay", "yes", "so", "please", "thanks", "then", "and", "capital",
          "letter", "my", "name", "is", "first", "last", "spelled", "spelt");

  private static final Map<String, Integer> REPEATS = Map.of("double", 2, "triple", 3);

  private final List<String> tokens;
  private final StringBuilder out = new StringBuilder();
  private boolean certain;
  private int at;

  private SpelledWords(List<String> tokens) {
    this.tokens = tokens;
  }

  /** The word that is spelled, lower case, if the whole text spells one. A word may be said before it is spelled. */
  public static Optional<String> read(String text) {
    List<String> tokens = SpokenTokens.of(text);
    int from = Math.max(tokens.lastIndexOf("spelled"), tokens.lastIndexOf("spelt")) + 1;
    List<String> spelled = tokens.subList(from, tokens.size());
    Optional<String> whole = new SpelledWords(spelled).read();
    if (whole.isPresent() || spelled.size() < 3) {
      return whole;
    }
    return new SpelledWords(spelled.subList(1, spelled.size())).read().filter(spelled.get(0)::equals);
  }

  private Optional<String> read() {
    while (at < tokens.size()) {
      String token = tokens.get(at);
      if (AROUND.contains(token)) {
        at++;
        continue;
      }
      int repeat = REPEATS.getOrDefault(token, 1);
      boolean w = token.equals("double") && at + 1 < tokens.size() && Set.of("u", "you").contains(tokens.get(at + 1));
      if (w) {
        repeat = 1;
        at += 2;
        at += sayingFor();
        out.append('w');
        certain = true;
        continue;
      }
      at += repeat > 1 ? 1 : 0;
      Optional<String> piece = at < tokens.size() ? piece() : Optional.empty();
      if (piece.isEmpty() || out.length() > MAX_LENGTH) {
        return Optional.empty();
      }
      out.append(piece.get().repeat(repeat));
    }
    return certain ? Optional.of(out.toString()) : Optional.empty();
  }

  /** One letter, number or sign; moves past it. */
  private Optional<String> piece() {
    String token = tokens.get(at);
    int joint = joint(at);
    if (joint > 0) {
      at += joint;
      return word();
    }
    int small = SpokenTokens.small(token);
    boolean letter = token.length() == 1 && Character.isLetterOrDigit(token.charAt(0));
    Optional<String> name = SpokenLetters.named(token).or(() -> Optional.ofNullable(LETTER_NAMES.get(token)));
    if (letter || SpokenLetters.radio(token) || name.isPresent()) {
      certain |= letter || SpokenLetters.radio(token);
      at++;
      int saying = joint(at);
      if (saying > 0 && at + saying < tokens.size()) {
        at += saying;
        return word();
      }
      return Optional.of(name.orElseGet(() -> token.substring(0, 1)));
    }
    int misheard = small >= 0 || SpokenTokens.digits(token) || SIGNS.containsKey(token) ? 0 : saidPlainly(at + 1);
    if (misheard > 0) {
      // "Tame like bill": what was heard for the letter is no letter, but the word tells which one it was.
      at += 1 + misheard;
      return Optional.of(tokens.get(at++).substring(0, 1).toLowerCase(Locale.ROOT));
    }
    at++;
    if (small >= 0 || SpokenTokens.digits(token)) {
      certain = true;
      return Optional.of(small >= 0 ? Integer.toString(small) : token);
    }
    return SIGNS.containsKey(token) ? Optional.of(String.valueOf(SIGNS.get(token))) : Optional.empty();
  }

  /** The first letter of the word that is said for it. */
  private Optional<String> word() {
    if (at >= tokens.size()) {
      return Optional.empty();
    }
    certain = true;
    return Optional.of(tokens.get(at++).substring(0, 1).toLowerCase(Locale.ROOT));
  }

  private int sayingFor() {
    int joint = joint(at);
    return joint > 0 && at + joint < tokens.size() ? joint + 1 : 0;
  }

  /** How many words here say so whatever stands before them: "for" may also follow any word. */
  private int saidPlainly(int from) {
    int joint = joint(from);
    boolean plain = joint > 0 && (joint == 2 && tokens.get(from + 1).equals("in") || tokens.get(from).equals("like"));
    return plain && from + joint < tokens.size() ? joint : 0;
  }

  /** How many words here say that a word for the letter follows: "as in", "for", "like". */
  private int joint(int from) {
    String first = from < tokens.size() ? tokens.get(from) : "";
    String second = from + 1 < tokens.size() ? tokens.get(from + 1) : "";
    if (first.equals("as") && second.equals("in") || first.equals("is") && second.equals("for") || first.equals("like") && second.equals("in")) {
      return 2;
    }
    return Set.of("for", "like", "as").contains(first) ? 1 : 0;
  }
}
