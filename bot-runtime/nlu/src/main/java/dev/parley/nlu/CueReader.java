package dev.parley.nlu;

import dev.parley.definition.IntentDefinition;
import dev.parley.definition.SlotDefinition;
import dev.parley.event.Cue;
import dev.parley.event.Expectation;
import dev.parley.nlu.Cues.Heard;
import dev.parley.slot.SpokenTokens;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads an utterance as a cue, where something is asked: some questions offer phrases of their own. Pure and thread-safe. */
final class CueReader {

  private static final Set<String> AROUND_SUGGESTIONS =
      Set.of("let's", "let", "us", "me", "do", "make", "take", "go", "with", "for", "to", "i'll", "i", "will", "have", "as", "again", "a");

  private final Cues cues;
  private final AnswerReader reader;

  CueReader(Cues cues, AnswerReader reader) {
    this.cues = cues;
    this.reader = reader;
  }

  /** Whether yes or no is asked. */
  static boolean confirming(Expectation expectation) {
    return expectation.kind() == Expectation.Kind.SLOT_CONFIRMATION
        || expectation.kind() == Expectation.Kind.INTENT_CONFIRMATION;
  }

  /** Yes or no by a phrase that only this question offers; else the cue that the whole utterance is. */
  Optional<Heard> cue(String text, Expectation expectation) {
    List<String> yes = new ArrayList<>();
    List<String> no = new ArrayList<>();
    if (expectation.kind() == Expectation.Kind.SLOT_CONFIRMATION) {
      reader.slot(expectation).flatMap(SlotDefinition::confirmation).ifPresent(c -> {
        yes.addAll(c.yes());
        no.addAll(c.no());
      });
    } else if (expectation.kind() == Expectation.Kind.INTENT_CONFIRMATION) {
      reader.open(expectation).flatMap(IntentDefinition::confirmation).ifPresent(c -> {
        yes.addAll(c.yes());
        no.addAll(c.no());
      });
    }
    if (cues.isOneOf(yes, text)) {
      return Optional.of(new Heard(Cue.YES, SpokenTokens.of(text)));
    }
    return cues.isOneOf(no, text) ? Optional.of(new Heard(Cue.NO, SpokenTokens.of(text))) : cues.read(text, confirming(expectation), expectation.waiting());
  }

  /** Whether the value that was offered with the question is taken. */
  static boolean takesSuggestion(String text, Optional<Cue> cue, Expectation expectation) {
    if (expectation.kind() != Expectation.Kind.SLOT || expectation.suggestionPhrases().isEmpty()) {
      return false;
    }
    List<String> said = SpokenTokens.of(text);
    return cue.filter(Cue.YES::equals).isPresent()
        || expectation.suggestionPhrases().stream().map(SpokenTokens::of).anyMatch(p -> isWithin(p, said));
  }

  /** Whether the phrase was said, and nothing else but words around it: "I'll take the usual, please". */
  private static boolean isWithin(List<String> phrase, List<String> said) {
    int at = phrase.isEmpty() ? -1 : Collections.indexOfSubList(said, phrase);
    if (at < 0) {
      return false;
    }
    List<String> rest = new ArrayList<>(said);
    rest.subList(at, at + phrase.size()).clear();
    return rest.stream().allMatch(t -> SpokenTokens.isFiller(t) || AROUND_SUGGESTIONS.contains(t));
  }
}
