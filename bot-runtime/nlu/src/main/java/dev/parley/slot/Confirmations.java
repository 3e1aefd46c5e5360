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
          "confirm", "confirmed", "affirmative", "exactly", "ok", "okay", "indeed", "true", "agreed", "perfect", "good", "y",
          "alright", "mhm", "proceed", "ya", "yeh");
  private static final Set<String> NO =
      Set.of("no", "nope", "nah", "wrong", "incorrect", "negative", "never", "false", "not", "don't", "isn't", "dont", "isnt", "n");
  private static final Set<String> MAYBE = Set.of("maybe", "perhaps", "possibly");

  /** Said with a yes or a no without changing it. */
  private static final Set<String> AROUND =
      Set.of("please", "thanks", "thank", "you", "that", "thats", "that's", "is", "it", "it's", "its", "do", "go", "ahead",
          "i", "the", "all", "sounds", "looks", "of", "course", "very", "much", "really", "um", "uh", "well", "oh", "so",
          "fine", "one", "quite", "a", "am", "i'm", "are", "they", "those", "this", "did", "want", "to", "with", "just",
          "sorry", "ma'am", "sir", "at", "would", "be", "great", "let's", "thing", "me", "my");

  /** A denial after one of these is a strong no: "absolutely not". */
  private static final Set<String> STRONG = Set.of("absolutely", "definitely", "certainly");

  /** A yes as a whole, though its words are none. */
  private static final Set<String> YES_PHRASES =
      Set.of("go ahead", "of course", "sounds good", "that's fine", "that is fine", "do it", "please do", "fine", "great",
          "let's do it", "mm hmm", "uh huh", "i do", "it is", "that's it", "that is it", "you got it", "why not",
          "no problem", "you bet", "for sure", "that works", "works for me", "go for it", "fine by me", "they are", "i am",
          "that works for me", "that's the one", "thats the one", "that checks out", "roger", "roger that", "you're right", "you are right", "i think so", "i guess so", "i believe so", "i suppose so", "i agree", "agree");

  private static final Set<String> NO_PHRASES = Set.of("no way", "uh uh", "no it isn't", "i don't think so", "i dont think so", "i'd rather not", "id rather not", "i would rather not",
          "not right now", "you got that wrong", "you have that wrong", "that can't be right", "that can't be true", "that is not it", "that's not it",
          "not today", "not today thanks", "not today thank you", "not now thanks", "disagree", "i disagree", "not ok", "not okay");

  private static final Set<String> MAYBE_PHRASES =
      Set.of("it depends", "that depends", "i guess maybe", "i think maybe", "could be", "it could be", "might be", "i might", "we'll see");

  /** What an answer may be wrapped in: "I'd say no", "yes is my answer". */
  private static final List<String> BEFORE =
      List.of("my answer is ", "my answer to that is ", "my answer to your question is ", "my answer would be ", "the answer is ", "i would say ",
          "i'd say ", "id say ", "i will say ", "i'll say ", "i have to say ", "i'm going to say ", "i'm gonna say ", "i say ", "let's say ");

  private static final List<String> AFTER = List.of(" is my answer", " would be my answer", " as my answer", " is the answer");

  private static final Set<String> HESITATION = Set.of("um", "uh", "er", "well", "oh", "really", "quite", "so", "sorry", "hmm");

  private static final Set<String> UNKNOWN =
      Set.of("don't know", "dont know", "i don't know", "i dont know", "not sure", "i'm not sure", "no idea", "i have no idea",
          "i'm not certain", "i am not sure", "i can't remember", "i don't remember", "can't remember", "beats me", "who knows",
          "don't really know", "i don't really know", "i couldn't say", "no clue", "i have no clue");

  private Confirmations() {}

  /** {@code Yes}, {@code No}, {@code Maybe} or {@code Don't know} (the values of Lex's AMAZON.Confirmation). */
  public static Optional<String> read(String text) {
    List<String> tokens = unwrapped(SpokenTokens.of(text));
    Optional<String> corrected = corrected(tokens);
    if (corrected.isPresent()) {
      return corrected;
    }
    String joined = String.join(" ", tokens);
    String bare = String.join(" ", tokens.stream().filter(t -> !HESITATION.contains(t)).toList());
    if (UNKNOWN.contains(bare)) {
      return Optional.of("Don't know");
    } else if (bare.startsWith("are you") || bare.startsWith("is it") || bare.startsWith("is that")) {
      // Asks, rather than answers.
      return Optional.empty();
    } else if (YES_PHRASES.contains(joined)) {
      return Optional.of("Yes");
    } else if (NO_PHRASES.contains(joined)) {
      return Optional.of("No");
    } else if (MAYBE_PHRASES.contains(bare)) {
      return Optional.of("Maybe");
    }
    return words(tokens);
  }

  private static List<String> unwrapped(List<String> tokens) {
    String joined = String.join(" ", tokens);
    String inner =
        BEFORE.stream().filter(joined::startsWith).findFirst().map(b -> joined.substring(b.length()))
            .or(() -> AFTER.stream().filter(joined::endsWith).findFirst().map(a -> joined.substring(0, joined.length() - a.length())))
            .orElse(joined);
    return inner.equals(joined) ? tokens : List.of(inner.split(" "));
  }

  /** "No, sorry, yes": what is said after the apology counts, if it is an answer. */
  private static Optional<String> corrected(List<String> tokens) {
    int sorry = tokens.lastIndexOf("sorry");
    return sorry > 0 && sorry + 1 < tokens.size() ? words(tokens.subList(sorry + 1, tokens.size())) : Optional.empty();
  }

  /** The same where "one" and "two", said or pressed, are offered for yes and no. */
  public static Optional<String> readOffered(String text) {
    String said = String.join(" ", SpokenTokens.of(text));
    return switch (said) {
      case "1", "one", "press one" -> Optional.of("Yes");
      case "2", "two", "press two" -> Optional.of("No");
      default -> read(text);
    };
  }

  private static Optional<String> words(List<String> tokens) {
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
      boolean strong = tokens.size() > 1 && STRONG.contains(tokens.get(0)) && tokens.get(1).equals("not");
      return and || yes && !strong && YES.contains(tokens.get(0)) && !tokens.get(0).equals("ok") ? Optional.empty() : Optional.of("No");
    }
    return yes ? Optional.of("Yes") : Optional.empty();
  }
}
