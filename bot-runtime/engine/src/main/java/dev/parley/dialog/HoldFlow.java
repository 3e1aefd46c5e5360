package dev.parley.dialog;

import dev.parley.definition.BuiltInIntent;
import dev.parley.definition.IntentDefinition.ConfirmationDefinition;
import dev.parley.definition.IntentDefinition;
import dev.parley.definition.SlotDefinition.SlotConfirmation;
import dev.parley.definition.SlotDefinition;
import dev.parley.definition.Transition;
import dev.parley.definition.WaitAndContinue.StillWaiting;
import dev.parley.definition.WaitAndContinue;
import dev.parley.event.Cue;
import dev.parley.event.Deadlines;
import dev.parley.event.Expectation;
import dev.parley.event.InputMode;
import dev.parley.event.Interpretations;
import dev.parley.event.Reached.Way;
import dev.parley.event.SessionView.IntentState;
import java.time.Duration;
import java.util.Optional;

/**
 * Wait and continue (Lex: waitAndContinueSpecification): the caller asks for time; the bot waits, reminds, and resumes the
 * same question, be it a slot's, its read-back or the intent's confirmation. Waiting costs no attempt. Pure.
 */
final class HoldFlow {

  /** How long a bot waits that has only the built-in pause intent. */
  static final Duration PAUSE_LIMIT = Duration.ofMinutes(5);

  private HoldFlow() {}

  /** Begins to wait when that is what the caller asks for and the question offers it. */
  static boolean begins(Draft draft, Optional<Cue> cue) {
    // Only callers who stay connected can be waited for.
    boolean offered = draft.waits && cue.filter(Cue.HOLD::equals).isPresent() && hold(draft).isPresent();
    if (offered) {
      begin(draft);
    }
    return offered;
  }

  /** The built-in pause intent: waits as the question does, or in the intent's own words. */
  static boolean pause(Draft draft, Optional<IntentDefinition> definition) {
    if (!draft.waits) {
      return false;
    }
    if (hold(draft).isPresent()) {
      begin(draft);
      return true;
    }
    if (definition.isEmpty()) {
      return false;
    }
    draft.intentState = IntentState.WAITING;
    say(draft, definition);
    draft.deadlines = draft.deadlines.with(Deadlines.Name.WAIT_LIMIT, draft.now.plus(PAUSE_LIMIT));
    return true;
  }

  private static void say(Draft draft, Optional<IntentDefinition> definition) {
    definition.flatMap(IntentDefinition::opening).or(() -> definition.flatMap(IntentDefinition::closing))
        .flatMap(Transition::response)
        .ifPresent(r -> Responses.say(draft, r));
  }

  private static Optional<IntentDefinition> definition(Draft draft, BuiltInIntent which) {
    return draft.locale.intents().values().stream().filter(i -> i.is(which)).findFirst();
  }

  private static void begin(Draft draft) {
    draft.intentState = IntentState.WAITING;
    hold(draft).ifPresent(hold -> {
      draft.reached(hold.span(), Way.WAITS);
      Responses.say(draft, hold.waiting());
      hold.stillWaiting().ifPresent(still -> {
        draft.deadlines = draft.deadlines.with(Deadlines.Name.REMINDER, draft.now.plus(still.every()));
        draft.deadlines = draft.deadlines.with(Deadlines.Name.WAIT_LIMIT, draft.now.plus(still.limit()));
      });
    });
  }

  /** Something was said while we waited: an answer, a correction, "I'm back", or talk that is not for us. */
  static void whileWaiting(Draft draft, Interpretations meaning) {
    Optional<Cue> cue = meaning.cue();
    if (goesOn(draft, meaning)) {
      draft.stopWaiting();
      if (draft.asking == Expectation.Kind.INTENT_CONFIRMATION) {
        ConfirmationFlow.answer(draft, meaning);
      } else {
        SlotElicitation.answer(draft, meaning);
      }
    } else if (cue.filter(Cue.RESUME::equals).isPresent()) {
      resume(draft);
    } else if (cue.filter(Cue.HOLD::equals).isPresent()) {
      if (hold(draft).isPresent()) {
        begin(draft);
      } else {
        say(draft, definition(draft, BuiltInIntent.PAUSE));
      }
    } else if (cue.filter(c -> c == Cue.CANCEL || c == Cue.STOP).isPresent() && BuiltIns.byCue(draft, cue)) {
      return;
    } else if (draft.lastMode() != InputMode.SPEECH) {
      // A typed line or a key is for us; talk in the caller's room is not.
      hold(draft).ifPresentOrElse(
          hold -> Responses.say(draft, hold.stillWaiting().map(StillWaiting::response).orElse(hold.waiting())),
          () -> say(draft, definition(draft, BuiltInIntent.PAUSE)));
    }
  }

  /** Whether this is what the question is there for: its answer, its suggestion by name, or a new value of an earlier one. */
  private static boolean goesOn(Draft draft, Interpretations meaning) {
    boolean polar = meaning.cue().filter(c -> c == Cue.YES || c == Cue.NO).isPresent();
    // At a slot a plain yes rather tells somebody, or the reminder, that the caller is there.
    return meaning.answer().isPresent()
        || draft.asking != Expectation.Kind.SLOT && polar
        || meaning.takesSuggestion() && !polar
        || Corrections.any(draft, meaning);
  }

  private static void resume(Draft draft) {
    draft.stopWaiting();
    Optional<WaitAndContinue> hold = hold(draft);
    if (hold.isPresent()) {
      draft.reached(hold.get().span(), Way.RETURNS);
      Responses.say(draft, hold.get().continuing());
    } else {
      say(draft, definition(draft, BuiltInIntent.RESUME));
      SlotElicitation.askAgain(draft);
    }
  }

  static void remind(Draft draft) {
    Optional<StillWaiting> still = hold(draft).flatMap(WaitAndContinue::stillWaiting);
    draft.deadlines = draft.deadlines.without(Deadlines.Name.REMINDER);
    still.ifPresent(s -> {
      draft.reached(s.span(), Way.REMINDS);
      Responses.say(draft, s.response());
      draft.deadlines = draft.deadlines.with(Deadlines.Name.REMINDER, draft.now.plus(s.every()));
    });
  }

  /** The caller has had all the time there is: asks once more, as if the caller were back. */
  static void limitPassed(Draft draft) {
    hold(draft).flatMap(WaitAndContinue::stillWaiting).ifPresent(s -> draft.reached(s.span(), Way.GIVES_UP));
    draft.stopWaiting();
    SlotElicitation.askAgain(draft);
  }

  /** What the open question offers. */
  static Optional<WaitAndContinue> hold(Draft draft) {
    return switch (draft.asking) {
      case SLOT -> draft.askedPartDefinition().flatMap(SlotDefinition::waitAndContinue)
          .or(() -> draft.askedSlotDefinition().flatMap(SlotDefinition::waitAndContinue));
      case SLOT_CONFIRMATION -> draft.askedSlotDefinition().flatMap(SlotDefinition::confirmation)
          .flatMap(SlotConfirmation::waitAndContinue)
          .or(() -> draft.askedSlotDefinition().flatMap(SlotDefinition::waitAndContinue));
      case INTENT_CONFIRMATION -> draft.openIntent().confirmation().flatMap(ConfirmationDefinition::waitAndContinue);
      case INTENT, NOTHING -> Optional.empty();
    };
  }
}
