package dev.parley.speech.vosk;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/**
 * The words that a caller may say, as Vosk is told of them: how likely each is, and by which sounds else it is known.
 *
 * <p>Vosk counts a grammar's phrases: one that stands there more often is more likely. And a speaker whose "four" has no r, or whose
 * "six" is "sick", says other words of the model's dictionary, which are heard in their stead and read as what was meant. Both matter:
 * "oh" swallows such a "four" otherwise. Immutable.
 */
final class Vocabulary {
  /** How often each phrase stands in the grammar, beside the rare ones, which stand there once. */
  private static final int LIKELIHOOD = 5;
  /** "Oh" as a name of zero is rare as against all others. */
  private static final String RARE = "oh";
  /** What accents make of English digits, among the words that the packaged model knows. */
  private static final Map<String, String> SOUNDS_LIKE =
      Map.of("foe", "four", "faux", "four", "sick", "six", "seeks", "six", "sis", "six");

  private final List<String> phrases;

  /** @param phrases words, or phrases of several, in lower case */
  Vocabulary(List<String> phrases) {
    this.phrases = List.copyOf(phrases);
  }

  /** What Vosk is given. */
  String grammar() {
    List<String> told = new ArrayList<>();
    for (String phrase : phrases) {
      told.addAll(Collections.nCopies(phrase.equals(RARE) ? 1 : LIKELIHOOD, phrase));
    }
    SOUNDS_LIKE.forEach((sound, word) -> {
      if (phrases.contains(word) && !said(sound)) {
        told.add(sound);
      }
    });
    return VoskResults.grammar(told);
  }

  /** The word that was meant by one that was heard. */
  String meant(String heard) {
    String word = SOUNDS_LIKE.get(heard);
    return word != null && phrases.contains(word) && !said(heard) ? word : heard;
  }

  /** Whether a word is one of those that may be said. */
  private boolean said(String word) {
    return phrases.stream().map(phrase -> List.of(phrase.split(" "))).flatMap(Collection::stream).anyMatch(word::equals);
  }
}
