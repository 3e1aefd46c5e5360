package dev.parley.dialog;

import dev.parley.definition.DialogHook;
import dev.parley.definition.IntentDefinition.FulfillmentDefinition;
import dev.parley.definition.IntentDefinition.Update;
import dev.parley.definition.Transition;
import dev.parley.event.Deadlines;
import dev.parley.event.Expectation;
import dev.parley.event.Reached.Way;
import dev.parley.event.SessionView.IntentState;
import java.util.Optional;

/** Gets an intent's work done, by its code hook or without one, and says how that went. Pure. */
final class Fulfilment {

  private Fulfilment() {}

  static void begin(Draft draft) {
    Optional<FulfillmentDefinition> fulfillment = draft.openIntent().fulfillment();
    draft.intentState = IntentState.READY_FOR_FULFILLMENT;
    if (!draft.openIntentIsFallback()) {
      draft.ask(Expectation.Kind.NOTHING, Optional.empty(), Optional.empty(), 0);
    }
    if (fulfillment.isEmpty()) {
      // Lex leaves the work to the client then; the dialog has done its part.
      Contexts.produce(draft);
      IntentFlow.close(draft);
      return;
    }
    if (fulfillment.get().hook().isEmpty()) {
      succeeded(draft, fulfillment.get().success());
      return;
    }
    Course.run(draft, Point.of(Point.Kind.FULFILLMENT));
    if (draft.waits) {
      fulfillment.get().started().or(fulfillment.get()::progress).map(Update::after).ifPresent(after ->
          draft.deadlines = draft.deadlines.with(Deadlines.Name.FULFILLMENT_UPDATE, draft.now.plus(after)));
    }
  }

  private static void succeeded(Draft draft, Optional<Transition> transition) {
    draft.intentState = IntentState.FULFILLED;
    draft.openIntent().fulfillment().ifPresent(f -> draft.reached(f.span(), Way.SUCCEEDS));
    Contexts.produce(draft);
    Course.afterHook(draft, Point.of(Point.Kind.FULFILLMENT), transition);
  }

  /** The work could not be done. */
  static void failed(Draft draft, Optional<Transition> own, Way way) {
    draft.openIntent().fulfillment().ifPresent(f -> draft.reached(f.span(), way));
    draft.intentState = IntentState.FAILED;
    if (own.isEmpty()) {
      IntentFlow.over(draft);
      return;
    }
    Responses.say(draft, own.get().response());
    Course.decideFailure(draft, own.get());
  }

  /** A hook closed the intent: in its own words, else in the bot's. */
  static void closedByHook(Draft draft, Point point, Optional<DialogHook> hook, boolean wordless) {
    boolean failed = draft.intentState == IntentState.FAILED;
    boolean work = point.kind() == Point.Kind.FULFILLMENT;
    if (!failed) {
      draft.intentState = IntentState.FULFILLED;
      draft.openIntent().fulfillment().ifPresent(f -> draft.reached(f.span(), Way.SUCCEEDS));
      Contexts.produce(draft);
    }
    if (!wordless) {
      IntentFlow.over(draft);
    } else if (failed) {
      failed(draft, work ? hook.flatMap(DialogHook::failure) : Optional.empty(), Way.FAILS);
    } else if (work) {
      Course.afterHook(draft, point, hook.flatMap(DialogHook::success).or(() -> success(draft)));
    } else {
      IntentFlow.close(draft);
    }
  }

  /** A fulfilment hook left it to the bot to go on. */
  static void delegated(Draft draft, Point point, Optional<DialogHook> hook, boolean wordless) {
    if (draft.intentState == IntentState.IN_PROGRESS) {
      IntentFlow.advance(draft);
    } else {
      closedByHook(draft, point, hook, wordless);
    }
  }

  private static Optional<Transition> success(Draft draft) {
    return draft.openIntent().fulfillment().flatMap(FulfillmentDefinition::success);
  }
}
