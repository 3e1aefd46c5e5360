package dev.parley.dialog;

import dev.parley.definition.IntentDefinition;
import dev.parley.definition.IntentDefinition.ClosingDefinition;
import dev.parley.definition.IntentDefinition.ConfirmationDefinition;
import dev.parley.definition.IntentDefinition.NextStep;
import dev.parley.definition.SlotDefinition;
import dev.parley.definition.Template;
import dev.parley.event.Cue;
import dev.parley.event.Expectation;
import dev.parley.event.Interpretations;
import dev.parley.event.Reached.Way;
import dev.parley.event.SessionView.ConfirmationState;
import dev.parley.event.SessionView.IntentState;
import dev.parley.event.SlotValue;
import java.util.Map;
import java.util.Optional;

/**
 * The course of an intent: chosen, its slots in order, confirmed, fulfilled, closed. {@link #advance} is the one place that
 * decides what comes next. Pure.
 */
final class IntentFlow {

  /** A caller who is silent, or not understood, so often without an intent is let go. */
  static final int MAX_MISSES_WITHOUT_INTENT = 4;

  private IntentFlow() {}

  /** The caller may want something: opens the best intent, or the fallback. */
  static void choose(Draft draft, Interpretations meaning) {
    Optional<Interpretations.Interpretation> best = meaning.best().filter(i -> known(draft, i.intent()));
    if (best.isEmpty() && meaning.cue().filter(Cue.REPEAT::equals).isPresent() && !draft.lastSaid.isEmpty()) {
      draft.say(draft.lastSaid, true);
      return;
    }
    if (best.isEmpty()) {
      fallback(draft);
      return;
    }
    open(draft, best.get().intent(), best.get().slots());
  }

  static boolean known(Draft draft, String intent) {
    return draft.locale.intents().containsKey(intent);
  }

  /** Opens an intent with what is already known of its slots. */
  static void open(Draft draft, String name, Map<String, SlotValue> slots) {
    draft.stopWaiting();
    draft.intent = Optional.of(name);
    draft.slots.clear();
    draft.readBack.clear();
    draft.features.clear();
    draft.intentState = IntentState.IN_PROGRESS;
    draft.confirmation = ConfirmationState.NONE;
    draft.asking = Expectation.Kind.NOTHING;
    draft.askedSlot = Optional.empty();
    draft.attempt = 0;
    IntentDefinition intent = draft.openIntent();
    Responses.say(draft, intent.initialResponse());
    for (SlotDefinition slot : intent.slots()) {
      SlotValue value = slots.get(slot.name());
      if (value != null && SlotElicitation.accepts(draft, slot, value)) {
        draft.slots.put(slot.name(), value);
      }
    }
    advance(draft);
  }

  /** Does what the dialog action that a client set asks for. */
  static void proceed(Draft draft) {
    if (draft.closed || draft.intent.isEmpty()) {
      return;
    }
    switch (draft.asking) {
      case SLOT -> draft.askedSlotDefinition().ifPresent(slot -> SlotElicitation.ask(draft, slot, 0));
      case INTENT_CONFIRMATION -> draft.openIntent().confirmation().ifPresent(c -> Responses.say(draft, c.prompt().first()));
      case NOTHING -> advance(draft);
      case INTENT, SLOT_CONFIRMATION -> {}
    }
  }

  /** Goes on to whatever comes next: a look-up, a read-back, the next slot, confirmation, fulfilment, the end. */
  static void advance(Draft draft) {
    if (draft.intent.isEmpty() || FeatureFlow.lookUp(draft)) {
      return;
    }
    IntentDefinition intent = draft.openIntent();
    for (SlotDefinition slot : intent.slots()) {
      if (FeatureFlow.refuses(draft, slot)) {
        SlotElicitation.refuseUnknown(draft, slot);
        return;
      }
    }
    for (SlotDefinition slot : intent.slots()) {
      boolean known = draft.slots.containsKey(slot.name());
      if (known && slot.confirmation().isPresent() && !draft.readBack.contains(slot.name())) {
        SlotElicitation.readBack(draft, slot, 0);
        return;
      }
      if (!known && slot.required() && !fillByDefault(draft, slot)) {
        SlotElicitation.ask(draft, slot, 0);
        return;
      }
    }
    if (intent.confirmation().isPresent() && draft.confirmation != ConfirmationState.CONFIRMED) {
      askConfirmation(draft, intent.confirmation().get(), 0);
      return;
    }
    Fulfilment.begin(draft);
  }

  private static boolean fillByDefault(Draft draft, SlotDefinition slot) {
    for (Template template : slot.defaults()) {
      Optional<String> value = Responses.text(draft, template);
      if (value.isPresent() && SlotElicitation.accepts(draft, slot, SlotValue.Scalar.of(value.get()))) {
        draft.slots.put(slot.name(), SlotValue.Scalar.of(value.get()));
        return true;
      }
    }
    return false;
  }

  private static void askConfirmation(Draft draft, ConfirmationDefinition confirmation, int attempt) {
    draft.asking = Expectation.Kind.INTENT_CONFIRMATION;
    draft.askedSlot = Optional.empty();
    draft.attempt = attempt;
    Responses.say(draft, confirmation.prompt().attempt(attempt));
  }

  /** The caller answered whether to go ahead. */
  static void confirm(Draft draft, Interpretations meaning) {
    Optional<ConfirmationDefinition> confirmation = draft.openIntent().confirmation();
    Optional<Cue> cue = meaning.cue();
    if (cue.filter(Cue.YES::equals).isPresent()) {
      confirmation.ifPresent(c -> draft.reached(c.span(), Way.YES));
      draft.confirmation = ConfirmationState.CONFIRMED;
      advance(draft);
    } else if (cue.filter(Cue.NO::equals).isPresent()) {
      confirmation.ifPresent(c -> draft.reached(c.span(), Way.NO));
      draft.confirmation = ConfirmationState.DENIED;
      draft.intentState = IntentState.FAILED;
      confirmation.flatMap(ConfirmationDefinition::declined).ifPresent(r -> Responses.say(draft, r));
      end(draft, NextStep.CLOSE);
    } else if (cue.filter(Cue.REPEAT::equals).isPresent()) {
      draft.say(draft.lastSaid, true);
    } else if (!SlotElicitation.switchIntent(draft, meaning)) {
      SlotElicitation.miss(draft);
    }
  }

  /** Asks again whether to go ahead; gives up after the prompt's last retry. */
  static void confirmAgain(Draft draft) {
    ConfirmationDefinition confirmation =
        draft.openIntent().confirmation().orElseThrow(() -> new AssertionError("confirmation without a question"));
    if (draft.attempt >= confirmation.prompt().maxRetries()) {
      fallback(draft);
    } else {
      askConfirmation(draft, confirmation, draft.attempt + 1);
    }
  }

  /** Nobody understood what the caller wants. */
  static void fallback(Draft draft) {
    int misses = draft.asking == Expectation.Kind.INTENT ? draft.attempt + 1 : 1;
    draft.stopWaiting();
    IntentDefinition intent = draft.locale.fallback();
    draft.intent = Optional.of(intent.name());
    draft.slots.clear();
    draft.readBack.clear();
    draft.confirmation = ConfirmationState.NONE;
    draft.intentState = IntentState.IN_PROGRESS;
    draft.asking = Expectation.Kind.INTENT;
    draft.askedSlot = Optional.empty();
    draft.attempt = misses;
    Responses.say(draft, intent.initialResponse());
    Fulfilment.begin(draft);
  }

  /** Nobody said anything while we waited to hear what the caller wants. */
  static void silence(Draft draft) {
    draft.attempt++;
    if (draft.attempt >= MAX_MISSES_WITHOUT_INTENT || draft.lastSaid.isEmpty()) {
      draft.intentState = IntentState.FAILED;
      end(draft, NextStep.CLOSE);
    } else {
      draft.say(draft.lastSaid, true);
    }
  }

  /** Says the closing words and does what follows. */
  static void close(Draft draft) {
    Optional<ClosingDefinition> closing = draft.openIntent().closing();
    closing.ifPresent(c -> Responses.say(draft, c.response()));
    NextStep next =
        closing
            .map(ClosingDefinition::next)
            .orElse(draft.openIntent().isFallback() ? NextStep.ELICIT_INTENT : NextStep.CLOSE);
    end(draft, next);
  }

  static void end(Draft draft, NextStep next) {
    int misses = draft.openIntentIsFallback() ? draft.attempt : 0;
    boolean enough = draft.waits && misses >= MAX_MISSES_WITHOUT_INTENT;
    draft.stopWaiting();
    draft.closed = next == NextStep.CLOSE || enough;
    draft.asking = Expectation.Kind.INTENT;
    draft.askedSlot = Optional.empty();
    draft.attempt = misses;
  }
}
