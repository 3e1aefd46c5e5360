package dev.parley.dialog;

import dev.parley.definition.IntentDefinition.FulfillmentDefinition;
import dev.parley.definition.IntentDefinition.NextStep;
import dev.parley.dialog.DialogState.LastInput;
import dev.parley.dialog.DialogState.Pending;
import dev.parley.event.Deadlines;
import dev.parley.event.DialogOutput;
import dev.parley.event.Expectation;
import dev.parley.event.HookRequest;
import dev.parley.event.HookResult;
import dev.parley.event.Reached.Way;
import dev.parley.event.SessionView;
import dev.parley.event.SessionView.DialogAction;
import dev.parley.event.SessionView.IntentState;
import dev.parley.event.TurnId;
import java.util.List;
import java.util.Optional;

/** Gets an intent's work done by its code hook, and says how that went. Pure. */
final class Fulfilment {

  private Fulfilment() {}

  static void begin(Draft draft) {
    Optional<FulfillmentDefinition> fulfillment = draft.openIntent().fulfillment();
    draft.intentState = IntentState.READY_FOR_FULFILLMENT;
    if (fulfillment.isEmpty()) {
      // Lex leaves the work to the client then; the dialog has done its part.
      IntentFlow.close(draft);
      return;
    }
    if (!draft.openIntentIsFallback()) {
      draft.asking = Expectation.Kind.NOTHING;
      draft.askedSlot = Optional.empty();
      draft.attempt = 0;
    }
    SessionView session = SessionViews.of(draft.locale, draft);
    HookRequest request =
        new HookRequest(
            HookRequest.InvocationSource.FULFILLMENT_CODE_HOOK,
            draft.lastMode(),
            draft.lastInput.map(LastInput::text).orElse(""),
            draft.lastInput.map(LastInput::interpretations).orElse(List.of()),
            session,
            draft.requestAttributes);
    TurnId turn =
        draft.await(
            Pending.Kind.HOOK,
            Optional.empty(),
            Deadlines.Name.HOOK_LIMIT,
            fulfillment.get().hook().within().plus(DialogEngine.GRACE));
    draft.outputs.add(new DialogOutput.CallHook(turn, fulfillment.get().hook(), request));
  }

  static void ended(Draft draft, HookResult result) {
    Optional<FulfillmentDefinition> fulfillment = draft.openIntent().fulfillment();
    boolean hasAnswer = result instanceof HookResult.Answer;
    fulfillment.ifPresent(f -> draft.reached(f.hook().span(), hasAnswer ? Way.ANSWERS : Way.IS_SILENT));
    if (result instanceof HookResult.Answer answer) {
      answered(draft, fulfillment, answer);
    } else {
      draft.intentState = IntentState.FAILED;
      boolean late = result instanceof HookResult.TimedOut;
      fulfillment.ifPresent(f -> draft.reached(f.span(), late ? Way.TIMES_OUT : Way.FAILS));
      Responses.say(
          draft,
          fulfillment.flatMap(f -> late && f.timeout().isPresent() ? f.timeout() : f.failure()));
      IntentFlow.end(draft, NextStep.CLOSE);
    }
  }

  private static void answered(Draft draft, Optional<FulfillmentDefinition> fulfillment, HookResult.Answer answer) {
    String before = draft.intent.orElse("");
    SessionChange.apply(draft, answer.session());
    draft.requestAttributes = answer.requestAttributes().isEmpty() ? draft.requestAttributes : answer.requestAttributes();
    draft.say(answer.messages(), true);
    DialogAction.Type type =
        answer.session().dialogAction().map(DialogAction::type).orElse(DialogAction.Type.DELEGATE);
    boolean sameIntent = draft.intent.equals(Optional.of(before));
    switch (type) {
      case CLOSE -> close(draft, fulfillment, answer);
      case ELICIT_INTENT -> IntentFlow.end(draft, NextStep.ELICIT_INTENT);
      case ELICIT_SLOT, CONFIRM_INTENT -> {
        draft.intentState = IntentState.IN_PROGRESS;
        if (answer.messages().isEmpty()) {
          IntentFlow.proceed(draft);
        }
      }
      case DELEGATE, NONE -> {
        if (sameIntent && draft.intentState != IntentState.IN_PROGRESS) {
          close(draft, fulfillment, answer);
        } else {
          IntentFlow.advance(draft);
        }
      }
    }
  }

  private static void close(Draft draft, Optional<FulfillmentDefinition> fulfillment, HookResult.Answer answer) {
    if (draft.intentState != IntentState.FAILED) {
      draft.intentState = IntentState.FULFILLED;
    }
    Way way = draft.intentState == IntentState.FAILED ? Way.FAILS : Way.SUCCEEDS;
    fulfillment.ifPresent(f -> draft.reached(f.span(), way));
    if (!answer.messages().isEmpty()) {
      IntentFlow.end(draft, NextStep.CLOSE);
    } else if (draft.intentState == IntentState.FAILED) {
      Responses.say(draft, fulfillment.flatMap(FulfillmentDefinition::failure));
      IntentFlow.end(draft, NextStep.CLOSE);
    } else {
      Responses.say(draft, fulfillment.flatMap(FulfillmentDefinition::success));
      IntentFlow.close(draft);
    }
  }
}
