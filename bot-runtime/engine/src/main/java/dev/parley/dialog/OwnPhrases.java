package dev.parley.dialog;

import dev.parley.definition.IntentDefinition.ConfirmationDefinition;
import dev.parley.definition.SlotDefinition;
import dev.parley.event.Cue;
import dev.parley.event.Expectation;
import dev.parley.event.Interpretations;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Phrases that mean yes or no to one question only, such as a key that it offers. Pure. */
final class OwnPhrases {

  private static final Pattern PUNCTUATION_AT_THE_END = Pattern.compile("[.,!?]+$");

  private OwnPhrases() {}

  /** The meaning, with yes or no in it when the open question has this phrase for it. */
  static Interpretations read(Draft draft, String said, Interpretations meaning) {
    Optional<Cue> cue = Optional.empty();
    if (draft.asking == Expectation.Kind.INTENT_CONFIRMATION) {
      Optional<ConfirmationDefinition> question = draft.openIntent().confirmation();
      cue = cue(said, question.map(ConfirmationDefinition::yes), question.map(ConfirmationDefinition::no));
    } else if (draft.asking == Expectation.Kind.SLOT_CONFIRMATION) {
      var question = draft.askedSlotDefinition().flatMap(SlotDefinition::confirmation);
      cue = cue(said, question.map(SlotDefinition.SlotConfirmation::yes), question.map(SlotDefinition.SlotConfirmation::no));
    }
    return cue.isEmpty()
        ? meaning
        : new Interpretations(meaning.ranked(), cue, Optional.empty(), false, java.util.Map.of());
  }

  private static Optional<Cue> cue(String said, Optional<List<String>> yes, Optional<List<String>> no) {
    if (says(said, yes)) {
      return Optional.of(Cue.YES);
    }
    return says(said, no) ? Optional.of(Cue.NO) : Optional.empty();
  }

  private static boolean says(String said, Optional<List<String>> phrases) {
    return phrases.orElse(List.of()).stream().anyMatch(p -> normal(p).equals(normal(said)));
  }

  private static String normal(String text) {
    return PUNCTUATION_AT_THE_END.matcher(text.strip().toLowerCase(Locale.ROOT)).replaceAll("");
  }
}
