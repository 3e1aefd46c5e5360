package dev.parley.simulation;

import dev.parley.definition.IntentDefinition;
import dev.parley.definition.LocaleDefinition;
import dev.parley.dialog.DialogState;
import dev.parley.engine.ConversationState;
import dev.parley.engine.Step;
import dev.parley.event.DialogEvent;
import dev.parley.event.Expectation;
import dev.parley.turn.TurnState;
import java.time.Instant;
import java.util.Optional;

/** What holds of every state of every conversation; looked at after each step of a simulation. {@link Laws} are beside it. */
final class Invariants {

  private Invariants() {}

  /**
   * Checks a step.
   *
   * @throws AssertionError with the broken rule
   */
  static void check(LocaleDefinition locale, ConversationState before, DialogEvent event, Step step, Instant now) {
    ConversationState after = step.state();
    if (event instanceof DialogEvent.DeadlinePassed && step.wakeAt().filter(t -> !t.isAfter(now)).isPresent()) {
      hold(!after.equals(before), "a deadline is due, and nothing happens: " + after.turn().deadlines() + " " + after.dialog().deadlines());
    }
    turn(after, step.wakeAt());
    dialog(locale, after.dialog());
  }

  private static void turn(ConversationState state, Optional<Instant> wakeAt) {
    TurnState turn = state.turn();
    hold(turn.queue().size() <= TurnState.QUEUE_LIMIT, "more utterances wait than are kept");
    if (turn.floor() == TurnState.Floor.CLOSED) {
      hold(wakeAt.isEmpty(), "a conversation that is over still wants to be woken");
    } else if (turn.floor() != TurnState.Floor.NOBODY) {
      hold(wakeAt.isPresent(), "the floor is taken, and no deadline would give it back");
    }
  }

  private static void dialog(LocaleDefinition locale, DialogState dialog) {
    Optional<IntentDefinition> intent = dialog.intent().map(name -> locale.intents().get(name));
    hold(dialog.intent().isEmpty() || intent.isPresent(), "the open intent is unknown");
    boolean asksSlot =
        dialog.asking() == Expectation.Kind.SLOT || dialog.asking() == Expectation.Kind.SLOT_CONFIRMATION;
    if (asksSlot) {
      hold(intent.flatMap(i -> dialog.askedSlot().flatMap(i::slot)).isPresent(), "the asked slot is none of the open intent");
    }
    hold(dialog.slots().keySet().stream().allMatch(s -> intent.flatMap(i -> i.slot(s)).isPresent()), "a slot of no intent has a value");
    hold(!dialog.closed() || dialog.pending().isPresent() || dialog.deadlines().times().isEmpty(), "a dialog that is closed still waits: " + dialog.deadlines());
    hold(dialog.pending().isEmpty() || !dialog.deadlines().times().isEmpty(), "an answer is awaited without a deadline");
    hold(
        !dialog.waiting() || asksSlot || dialog.asking() == Expectation.Kind.INTENT_CONFIRMATION,
        "the bot waits, and nothing is asked");
    hold(dialog.parked().size() <= locale.digressions().depth(), "more intents wait than may");
    hold(!dialog.closed() || dialog.parked().isEmpty(), "a dialog that is closed has intents waiting");
  }

  private static void hold(boolean holds, String rule) {
    if (!holds) {
      throw new AssertionError(rule);
    }
  }
}
