package dev.parley.dialog;

import dev.parley.definition.IntentDefinition;
import dev.parley.definition.NextStep;
import dev.parley.definition.SlotDefinition;
import dev.parley.definition.Template;
import dev.parley.event.Expectation;
import dev.parley.event.Interpretations;
import dev.parley.event.Interpretations.Interpretation;
import dev.parley.event.Reached.Way;
import dev.parley.event.SessionView.ConfirmationState;
import dev.parley.event.SessionView.IntentState;
import dev.parley.event.SlotValue;
import java.util.List;
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
    Optional<Interpretation> best = meaning.best().filter(i -> known(draft, i.intent()));
    if (best.isEmpty()) {
      if (!BuiltIns.byCue(draft, meaning.cue())) {
        fallback(draft);
      }
      return;
    }
    IntentDefinition wanted = draft.definition(best.get().intent()).orElseThrow();
    boolean builtIn = wanted.builtIn().isPresent() && !wanted.isFallback();
    if (!builtIn) {
      open(draft, wanted.name(), best.get().slots());
    } else if (!BuiltIns.run(draft, wanted.builtIn().get(), Optional.of(wanted), best.get())) {
      fallback(draft);
    }
  }

  /** Whether the bot has the intent and its contexts are active. */
  static boolean known(Draft draft, String intent) {
    return draft.definition(intent)
        .filter(i -> Contexts.names(draft).containsAll(i.inputContexts()))
        .isPresent();
  }

  /** Whether an intent is open that has asked the caller something. */
  static boolean underWay(Draft draft) {
    return draft.intent.isPresent()
        && !draft.closed
        && draft.asking != Expectation.Kind.INTENT
        && draft.asking != Expectation.Kind.NOTHING;
  }

  /** Opens an intent with what is already known of its slots. */
  static void open(Draft draft, String name, Map<String, SlotValue> slots) {
    draft.stopWaiting();
    draft.open(Frame.NONE);
    draft.intent = Optional.of(name);
    draft.underWay = true;
    draft.reached(draft.openIntent().span(), Way.TAKEN);
    draft.ask(Expectation.Kind.NOTHING, Optional.empty(), Optional.empty(), 0);
    for (SlotDefinition slot : draft.openIntent().slots()) {
      Optional.ofNullable(slots.get(slot.name())).ifPresent(value -> Offers.take(draft, slot, value));
    }
    // What was looked up for an intent that waits is still needed when that one goes on.
    if (draft.parked.isEmpty()) {
      FeatureFlow.forgetOthers(draft);
    }
    Course.run(draft, Point.of(Point.Kind.OPENING));
  }

  /** Does what the dialog action that a client set asks for. */
  static void proceed(Draft draft) {
    if (draft.closed || draft.intent.isEmpty()) {
      return;
    }
    switch (draft.asking) {
      case SLOT, INTENT_CONFIRMATION -> SlotElicitation.askAgain(draft);
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
    if (intent.turnHook().isPresent() && draft.inTurn && !draft.turnHooked) {
      draft.turnHooked = true;
      Course.run(draft, Point.of(Point.Kind.TURN));
      return;
    }
    for (SlotDefinition slot : intent.slots()) {
      if (concerns(draft, slot) && comesTo(draft, slot)) {
        return;
      }
    }
    if (intent.confirmation().isPresent() && draft.confirmation != ConfirmationState.CONFIRMED) {
      ConfirmationFlow.ask(draft, 0);
      return;
    }
    Fulfilment.begin(draft);
  }

  private static boolean concerns(Draft draft, SlotDefinition slot) {
    return slot.onlyIf().isEmpty() || Conditions.holds(draft, slot.onlyIf().get());
  }

  /** Does what a slot still needs; false when it needs nothing. */
  private static boolean comesTo(Draft draft, SlotDefinition slot) {
    Optional<SlotValue> value = draft.value(slot);
    boolean known = Composites.complete(slot, value);
    if (known && slot.confirmation().isPresent() && !draft.readBack.contains(slot.name())) {
      // The same slot read back with another value: an attempt more.
      boolean again = draft.asking == Expectation.Kind.SLOT_CONFIRMATION && draft.askedSlot.equals(Optional.of(slot.name()));
      SlotElicitation.readBack(draft, slot, again ? draft.attempt : 0);
      return true;
    }
    if (known && draft.fresh.remove(slot.name())) {
      Course.run(draft, Point.of(Point.Kind.CAPTURED, slot, Optional.empty()));
      return true;
    }
    // An optional slot is not asked, and what was found for it and breaks its rules was perhaps never meant for it.
    if (!known && slot.required() && Offers.speaksOf(draft, slot)) {
      return true;
    }
    if (!known && (slot.required() || value.isPresent())) {
      if (fillByDefault(draft, slot)) {
        // A default may be the key of what is known of the caller, as an answer may: it is looked up before anything follows.
        advance(draft);
      } else {
        SlotElicitation.ask(draft, slot, Composites.next(slot, value), 0);
      }
      return true;
    }
    return false;
  }

  private static boolean fillByDefault(Draft draft, SlotDefinition slot) {
    for (Template template : slot.defaults()) {
      Optional<SlotValue> value = Values.text(draft, template).map(SlotValue.Scalar::of);
      if (value.isPresent() && SlotRules.accepts(draft, slot, value.get())) {
        draft.fill(slot.name(), value.get());
        return true;
      }
    }
    return false;
  }

  /** Nobody understood what the caller wants: the fallback intent, or the intent that waits for its turn. */
  static void fallback(Draft draft) {
    FeatureWrites.intentFailed(draft);
    if (!draft.parked.isEmpty()) {
      Digressions.resume(draft);
      return;
    }
    int misses = draft.asking == Expectation.Kind.INTENT ? draft.attempt + 1 : 1;
    draft.stopWaiting();
    draft.open(Frame.NONE);
    draft.intent = Optional.of(draft.locale.fallback().name());
    draft.reached(draft.openIntent().span(), Way.TAKEN);
    draft.attempt = misses;
    if (!draft.mayMove()) {
      end(draft, NextStep.Action.END_CONVERSATION);
      return;
    }
    Course.run(draft, Point.of(Point.Kind.OPENING));
  }

  /** Nobody said anything while we waited to hear what the caller wants. */
  static void silence(Draft draft) {
    draft.attempt++;
    if (draft.attempt >= MAX_MISSES_WITHOUT_INTENT) {
      giveUp(draft);
      end(draft, NextStep.Action.END_CONVERSATION);
    } else {
      draft.saying.add(draft.lastSaid, true);
    }
  }

  /** The conversation ends: what was not done has failed, and what was done stays done. */
  static void giveUp(Draft draft) {
    boolean open = draft.intentState == IntentState.IN_PROGRESS || draft.intentState == IntentState.WAITING;
    draft.intentState = open && draft.intent.isPresent() ? IntentState.FAILED : draft.intentState;
  }

  /** Says the closing words and does what follows. */
  static void close(Draft draft) {
    Course.run(draft, Point.of(Point.Kind.CLOSING));
  }

  /** The open intent is over, and nothing says what follows: back to the one that waits, or the end. */
  static void over(Draft draft) {
    if (!draft.parked.isEmpty()) {
      FeatureWrites.intentOver(draft);
      Digressions.resume(draft);
      return;
    }
    IntentDefinition intent = draft.openIntent();
    end(
        draft,
        intent.builtIn().isPresent() || intent.digression()
            ? NextStep.Action.ELICIT_INTENT
            : NextStep.Action.END_CONVERSATION);
  }

  /** Ends the conversation, or listens for what else the caller wants; intents that wait are given up. */
  static void end(Draft draft, NextStep.Action next) {
    int misses = draft.openIntentIsFallback() ? draft.attempt : 0;
    boolean enough = draft.waits && misses >= MAX_MISSES_WITHOUT_INTENT;
    FeatureWrites.intentOver(draft);
    draft.stopWaiting();
    draft.parked.clear();
    draft.correcting = Optional.empty();
    draft.closed = next == NextStep.Action.END_CONVERSATION || enough;
    draft.ask(Expectation.Kind.INTENT, Optional.empty(), Optional.empty(), misses);
  }

  /** The slots of the open intent that have a value, the one taken last first. */
  static List<String> filled(Frame frame) {
    List<String> filled = new java.util.ArrayList<>(frame.slots().keySet());
    java.util.Collections.reverse(filled);
    return filled;
  }
}
