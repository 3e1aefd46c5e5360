package dev.parley.simulation;

import dev.parley.definition.IntentDefinition;
import dev.parley.definition.LocaleDefinition;
import dev.parley.definition.NextStep;
import dev.parley.definition.SlotDefinition;
import dev.parley.dialog.DialogState;
import dev.parley.dialog.SlotRules;
import dev.parley.engine.ConversationState;
import dev.parley.engine.Step;
import dev.parley.event.Deadlines;
import dev.parley.event.DialogEvent;
import dev.parley.event.Expectation;
import dev.parley.event.SlotValue;
import dev.parley.turn.TurnState;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

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
    if (event instanceof DialogEvent.Interpreted) {
      values(locale, before.dialog(), after.dialog(), now);
    }
  }

  /** What a caller says is taken only when it keeps the slot's own rules; what the bot itself sets is its author's affair. */
  private static void values(LocaleDefinition locale, DialogState before, DialogState after, Instant now) {
    if (after.slots().equals(before.slots()) || after.intent().isEmpty()) {
      return;
    }
    LocalDate today = LocalDate.ofInstant(now, after.zone());
    after.slots().forEach((name, value) -> {
      Optional<SlotDefinition> slot = after.intent().map(locale.intents()::get).flatMap(i -> i.slot(name));
      if (!value.equals(before.slots().get(name)) && slot.isPresent() && !keepsRules(slot.get(), value, today)) {
        hold(setBySteps(locale).contains(name), "a slot was given a value that breaks its rules");
      }
    });
  }

  private static boolean keepsRules(SlotDefinition slot, SlotValue value, LocalDate today) {
    if (value instanceof SlotValue.Composite composite) {
      return composite.parts().entrySet().stream()
          .allMatch(p -> !slot.parts().containsKey(p.getKey()) || keepsRules(slot.parts().get(p.getKey()), p.getValue(), today));
    } else if (value instanceof SlotValue.Secret secret) {
      return secret.failedRules().isEmpty();
    } else if (value instanceof SlotValue.Several several) {
      return several.values().stream().allMatch(v -> keepsRules(slot, v, today));
    }
    return SlotRules.failed(slot, value.interpretedValue(), today).isEmpty();
  }

  /** The slots to which the bot's own next steps give values. */
  private static Set<String> setBySteps(LocaleDefinition locale) {
    Set<String> names = new HashSet<>();
    DefinitionTree.walk(locale, "", (part, none) -> {
      if (part instanceof NextStep step) {
        names.addAll(step.slots().keySet());
      }
      return none;
    });
    return names;
  }

  private static void turn(ConversationState state, Optional<Instant> wakeAt) {
    TurnState turn = state.turn();
    boolean lowered = turn.doubt().flatMap(TurnState.Doubt::lowered).isPresent();
    hold(!lowered || turn.deadlines().at(Deadlines.Name.DOUBT_LIMIT).isPresent(), "a prompt is lowered, and nothing would raise it");
    hold(turn.doubt().isEmpty() || turn.floor() == TurnState.Floor.BOT, "an interruption is in doubt, and no prompt plays");
    boolean open = !turn.keys().isEmpty() && turn.floor() != TurnState.Floor.CLOSED;
    hold(!open || turn.deadlines().at(Deadlines.Name.KEYS_END).isPresent(), "an entry of keys is open, and nothing would end it");
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
