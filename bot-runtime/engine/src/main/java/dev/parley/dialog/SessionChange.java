package dev.parley.dialog;

import dev.parley.definition.SlotDefinition;
import dev.parley.event.Expectation;
import dev.parley.event.SessionView;
import dev.parley.event.SessionView.DialogAction;
import dev.parley.event.SessionView.IntentState;
import dev.parley.event.SessionView.IntentView;
import dev.parley.event.SessionView.Member;
import dev.parley.event.SlotValue;
import java.util.Map;
import java.util.Optional;

/** Puts what a client or a hook says of the session into the dialog: what it names is replaced, the rest stays. Pure. */
final class SessionChange {

  private SessionChange() {}

  static void apply(Draft draft, SessionView view, boolean byHook) {
    if (!view.sessionAttributes().isEmpty() || view.clears().contains(Member.SESSION_ATTRIBUTES)) {
      draft.attributes = Kept.copyOf(view.sessionAttributes());
    }
    if (!view.activeContexts().isEmpty() || view.clears().contains(Member.ACTIVE_CONTEXTS)) {
      Contexts.replace(draft, view.activeContexts());
    }
    if (!view.hints().isEmpty() || view.clears().contains(Member.RUNTIME_HINTS)) {
      draft.hints = Kept.copyOf(view.hints());
    }
    view.intent().filter(i -> draft.locale.intents().containsKey(i.name())).ifPresent(intent -> intent(draft, intent));
    view.dialogAction().ifPresent(action -> action(draft, action, byHook));
  }

  private static void intent(Draft draft, IntentView view) {
    if (!draft.intent.equals(Optional.of(view.name()))) {
      draft.open(Frame.NONE);
      draft.intent = Optional.of(view.name());
    }
    for (Map.Entry<String, Optional<SlotValue>> slot : view.slots().entrySet()) {
      if (draft.openIntent().slot(slot.getKey()).isEmpty()) {
        continue;
      }
      draft.given.remove(slot.getKey());
      // A hook may give back what it was shown of a value that has yet to be told.
      slot.getValue().ifPresentOrElse(
          v -> (v.ambiguous() ? draft.given : draft.slots).put(slot.getKey(), v), () -> draft.clear(slot.getKey()));
    }
    // Whether the bot waits is its own to know: from a hook or client that says so, it would wait without an end.
    boolean waits = view.state() == IntentState.WAITING && draft.intentState != IntentState.WAITING;
    draft.intentState = waits ? IntentState.IN_PROGRESS : view.state();
    draft.confirmation = view.confirmationState();
  }

  private static void action(Draft draft, DialogAction action, boolean byHook) {
    draft.closed = action.type() == DialogAction.Type.CLOSE;
    switch (action.type()) {
      case CLOSE, ELICIT_INTENT -> ask(draft, Expectation.Kind.INTENT, Optional.empty(), Optional.empty());
      case CONFIRM_INTENT -> ask(draft, Expectation.Kind.INTENT_CONFIRMATION, Optional.empty(), Optional.empty());
      case ELICIT_SLOT -> elicit(draft, action);
      case DELEGATE -> {
        // A hook leaves it to the bot, which goes on from the point at which it asked the hook.
        if (!byHook) {
          ask(draft, Expectation.Kind.NOTHING, Optional.empty(), Optional.empty());
        }
      }
      case NONE -> {}
    }
  }

  private static void elicit(Draft draft, DialogAction action) {
    Optional<SlotDefinition> slot =
        draft.intent.isPresent() ? action.slotToElicit().flatMap(draft.openIntent()::slot) : Optional.empty();
    if (slot.isEmpty()) {
      return;
    }
    Optional<String> part = action.subSlotToElicit().filter(slot.get().parts()::containsKey);
    if (part.isEmpty()) {
      draft.clear(slot.get().name());
    }
    ask(draft, Expectation.Kind.SLOT, action.slotToElicit(), part);
    draft.spelling = action.style();
  }

  private static void ask(Draft draft, Expectation.Kind kind, Optional<String> slot, Optional<String> part) {
    draft.ask(kind, slot, part, 0);
    draft.correcting = Optional.empty();
  }
}
