package dev.parley.dialog;

import dev.parley.definition.SlotDefinition;
import dev.parley.definition.WaitAndContinue;
import dev.parley.definition.WaitAndContinue.StillWaiting;
import dev.parley.event.Cue;
import dev.parley.event.Deadlines;
import dev.parley.event.Expectation;
import dev.parley.event.InputMode;
import dev.parley.event.Interpretations;
import dev.parley.event.Reached.Way;
import dev.parley.event.SessionView.IntentState;
import java.util.Optional;

/**
 * Wait and continue (Lex: waitAndContinueSpecification): the caller asks for time; the bot waits, reminds, and resumes the
 * same slot. Waiting costs no attempt. Pure.
 */
final class HoldFlow {

  private HoldFlow() {}

  /** Only callers who stay connected can be waited for. */
  static boolean offered(Draft draft, SlotDefinition slot) {
    return draft.waits && slot.waitAndContinue().isPresent();
  }

  static void begin(Draft draft, SlotDefinition slot) {
    WaitAndContinue hold = hold(slot);
    draft.reached(hold.span(), Way.WAITS);
    draft.intentState = IntentState.WAITING;
    draft.asking = Expectation.Kind.SLOT;
    Responses.say(draft, hold.waiting());
    hold.stillWaiting().ifPresent(still -> {
      draft.deadlines = draft.deadlines.with(Deadlines.Name.REMINDER, draft.now.plus(still.every()));
      draft.deadlines = draft.deadlines.with(Deadlines.Name.WAIT_LIMIT, draft.now.plus(still.limit()));
    });
  }

  /** Something was said while we waited: an answer, "I'm back", or talk that is not for us. */
  static void whileWaiting(Draft draft, Interpretations meaning) {
    SlotDefinition slot =
        draft.askedSlotDefinition().orElseThrow(() -> new AssertionError("waiting, and no slot was asked"));
    Optional<Cue> cue = meaning.cue();
    if (meaning.answer().isPresent()) {
      draft.stopWaiting();
      SlotElicitation.answer(draft, meaning);
    } else if (cue.filter(Cue.RESUME::equals).isPresent()) {
      draft.reached(hold(slot).span(), Way.RETURNS);
      draft.stopWaiting();
      Responses.say(draft, hold(slot).continuing());
    } else if (cue.filter(Cue.HOLD::equals).isPresent()) {
      begin(draft, slot);
    } else if (draft.lastMode() != InputMode.SPEECH) {
      // A typed line or a key is for us; talk in the caller's room is not.
      hold(slot).stillWaiting().ifPresentOrElse(
          still -> Responses.say(draft, still.response()), () -> Responses.say(draft, hold(slot).waiting()));
    }
  }

  static void remind(Draft draft) {
    Optional<StillWaiting> still = draft.askedSlotDefinition().map(HoldFlow::hold).flatMap(WaitAndContinue::stillWaiting);
    draft.deadlines = draft.deadlines.without(Deadlines.Name.REMINDER);
    still.ifPresent(s -> {
      draft.reached(s.span(), Way.REMINDS);
      Responses.say(draft, s.response());
      draft.deadlines = draft.deadlines.with(Deadlines.Name.REMINDER, draft.now.plus(s.every()));
    });
  }

  /** The caller has had all the time there is: asks once more, as if the caller were back. */
  static void limitPassed(Draft draft) {
    draft.stopWaiting();
    draft.askedSlotDefinition().ifPresent(slot -> {
      hold(slot).stillWaiting().ifPresent(still -> draft.reached(still.span(), Way.GIVES_UP));
      SlotElicitation.ask(draft, slot, draft.attempt);
    });
  }

  private static WaitAndContinue hold(SlotDefinition slot) {
    return slot.waitAndContinue().orElseThrow(() -> new AssertionError("waiting at a slot that offers none"));
  }
}
