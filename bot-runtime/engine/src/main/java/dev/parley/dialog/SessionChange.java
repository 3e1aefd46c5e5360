package dev.parley.dialog;

import dev.parley.event.Expectation;
import dev.parley.event.SessionView;
import dev.parley.event.SessionView.DialogAction;
import dev.parley.event.SessionView.IntentView;
import dev.parley.event.SlotValue;
import java.util.Map;
import java.util.Optional;

/** Puts what a client or a hook says of the session into the dialog: what it names is replaced, the rest stays. Pure. */
final class SessionChange {

  private SessionChange() {}

  static void apply(Draft draft, SessionView view) {
    if (!view.sessionAttributes().isEmpty()) {
      draft.attributes.clear();
      draft.attributes.putAll(view.sessionAttributes());
    }
    if (!view.activeContexts().isEmpty()) {
      draft.contexts = view.activeContexts();
    }
    view.intent().filter(i -> draft.locale.intents().containsKey(i.name())).ifPresent(intent -> intent(draft, intent));
    view.dialogAction().ifPresent(action -> action(draft, action));
  }

  private static void intent(Draft draft, IntentView view) {
    if (!draft.intent.equals(Optional.of(view.name()))) {
      draft.slots.clear();
      draft.readBack.clear();
      draft.intent = Optional.of(view.name());
    }
    for (Map.Entry<String, Optional<SlotValue>> slot : view.slots().entrySet()) {
      if (draft.openIntent().slot(slot.getKey()).isEmpty()) {
        continue;
      }
      slot.getValue().ifPresentOrElse(v -> draft.slots.put(slot.getKey(), v), () -> draft.slots.remove(slot.getKey()));
    }
    draft.intentState = view.state();
    draft.confirmation = view.confirmationState();
  }

  private static void action(Draft draft, DialogAction action) {
    draft.closed = action.type() == DialogAction.Type.CLOSE;
    draft.attempt = 0;
    switch (action.type()) {
      case CLOSE, ELICIT_INTENT -> ask(draft, Expectation.Kind.INTENT, Optional.empty());
      case CONFIRM_INTENT -> ask(draft, Expectation.Kind.INTENT_CONFIRMATION, Optional.empty());
      case ELICIT_SLOT -> {
        if (draft.intent.isPresent() && action.slotToElicit().flatMap(draft.openIntent()::slot).isPresent()) {
          action.slotToElicit().ifPresent(draft.slots::remove);
          ask(draft, Expectation.Kind.SLOT, action.slotToElicit());
        }
      }
      case DELEGATE -> ask(draft, Expectation.Kind.NOTHING, Optional.empty());
      case NONE -> {}
    }
  }

  private static void ask(Draft draft, Expectation.Kind kind, Optional<String> slot) {
    draft.asking = kind;
    draft.askedSlot = slot;
  }
}
