package dev.parley.slot;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Yes, no and neither. The whole answer must be one: "yesterday" is no yes, "yes and no" is neither. Pure.
 */
public final class Confirmations {

  private static final Set<String> YES =
      Set.of("yes", "yeah", "yep", "yup", "yea", "aye", "correct", "right", "sure", "absolutely", "definitely", "certainly",
          "confirm", "confirmed", "affirmative", "exactly", "ok", "okay", "indeed", "true", "agreed", "perfect", "good");
  private static final Set<String> NO =
      Set.of("no", "nope", "nah", "wrong", "incorrect", "negative", "never", "false", "not", "don't", "isn't", "dont", "isnt");
  private static final Set<String> MAYBE = Set.of("maybe", "perhaps", "possibly");

  /** Said with a yes or a no without changing it. */
  private static final Set<String> AROUND =
      Set.of("please", "thanks", "thank", "you", "that", "thats", "that's", "is", "it", "it's", "its", "do", "go", "ahead",
          "i", "the", "all", "sounds", "looks", "of", "course", "very", "much", "really", "um", "uh", "well", "oh", "so",
          "fine", "one", "quite", "a", "am", "i'm", "are", "they", "those", "this", "did", "want", "to", "with", "just",
          "sorry", "ma'am", "sir", "at", "would", "be", "great", "let's");

  /** Words that are a yes by themselves only when nothing denies them. */
  private static final List<String> PHRASES = List.of("go ahead", "of course", "sounds good", "that's fine", "that is fine", "do it", "please do", "fine", "great", "let's do it", "mm hmm", "uh huh");

  private Confirmations() {}

  /** {@code Yes}, {@code No}, {@code Maybe} or {@code Don't know} (the values of Lex's AMAZON.Confirmation). */
  public static Optional<String> read(String text) {
    List<String> tokens = SpokenTokens.of(text);
    String joined = String.join(" ", tokens);
    if (joined.equals("1") || joined.equals("2")) {
      return Optional.of(joined.equals("1") ? "Yes" : "No");
    }
    if (List.of("don't know", "dont know", "i don't know", "i dont know", "not sure", "i'm not sure").contains(joined)) {
      return Optional.of("Don't know");
    }
    if (PHRASES.contains(joined)) {
      return Optional.of("Yes");
    }
    boolean yes = false;
    boolean no = false;
    boolean maybe = false;
    boolean and = false;
    for (String token : tokens) {
      boolean known = true;
      if (NO.contains(token)) {
        no = true;
      } else if (MAYBE.contains(token)) {
        maybe = true;
      } else if (YES.contains(token)) {
        yes = true;
      } else if (token.equals("and") || token.equals("but")) {
        and = true;
      } else {
        known = AROUND.contains(token);
      }
      if (!known) {
        return Optional.empty();
      }
    }
    if (maybe) {
      return yes || no ? Optional.empty() : Optional.of("Maybe");
    }
    if (no) {
      // "No, that's right" denies, since the first word does; "yes and no" does neither.
      return and || yes && YES.contains(tokens.get(0)) && !tokens.get(0).equals("ok") ? Optional.empty() : Optional.of("No");
    }
    return yes ? Optional.of("Yes") : Optional.empty();
  }
}
