package dev.parley.dialog;

import dev.parley.definition.IntentDefinition.ConfirmationDefinition;
import dev.parley.event.Cue;
import dev.parley.event.Expectation;
import dev.parley.event.Interpretations;
import dev.parley.event.Reached.Way;
import dev.parley.event.SessionView.ConfirmationState;
import dev.parley.event.SessionView.IntentState;
import java.util.Optional;

/** Asks whether to go ahead with an intent, and takes the answer. Pure. */
final class ConfirmationFlow {

  private ConfirmationFlow() {}

  static void ask(Draft draft, int attempt) {
    Optional<ConfirmationDefinition> confirmation = draft.openIntent().confirmation();
    if (confirmation.isEmpty()) {
      Fulfilment.begin(draft);
      return;
    }
    // Declined or failed before: the intent goes on all the same.
    draft.intentState = IntentState.IN_PROGRESS;
    draft.ask(Expectation.Kind.INTENT_CONFIRMATION, Optional.empty(), Optional.empty(), attempt);
    if (!draft.unspoken()) {
      Responses.say(draft, confirmation.get().prompt().attempt(attempt));
    }
  }

  /** The caller answered whether to go ahead. */
  static void answer(Draft draft, Interpretations meaning) {
    Optional<Cue> cue = meaning.cue();
    if (Corrections.apply(draft, meaning)) {
      return;
    }
    if (cue.filter(Cue.YES::equals).isPresent()) {
      draft.openIntent().confirmation().ifPresent(c -> draft.reached(c.span(), Way.YES));
      draft.confirmation = ConfirmationState.CONFIRMED;
      Course.run(draft, Point.of(Point.Kind.CONFIRMED));
    } else if (cue.filter(Cue.NO::equals).isPresent()) {
      declined(draft);
    } else if (!HoldFlow.begins(draft, cue) && !Digressions.elsewhere(draft, meaning)) {
      if (cue.filter(Cue.CANCEL::equals).isPresent()) {
        // A bot without a cancel intent: "leave it" is then a no.
        declined(draft);
      } else {
        SlotElicitation.miss(draft, false);
      }
    }
  }

  private static void declined(Draft draft) {
    draft.openIntent().confirmation().ifPresent(c -> draft.reached(c.span(), Way.NO));
    draft.confirmation = ConfirmationState.DENIED;
    draft.intentState = IntentState.FAILED;
    Course.run(draft, Point.of(Point.Kind.DECLINED));
  }
}
