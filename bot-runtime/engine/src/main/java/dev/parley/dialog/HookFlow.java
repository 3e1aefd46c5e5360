package dev.parley.dialog;

import dev.parley.definition.DialogHook;
import dev.parley.definition.IntentDefinition.FulfillmentDefinition;
import dev.parley.definition.NextStep;
import dev.parley.dialog.DialogState.LastInput;
import dev.parley.dialog.DialogState.Pending;
import dev.parley.event.Deadlines;
import dev.parley.event.DialogOutput;
import dev.parley.event.HookRequest.InvocationSource;
import dev.parley.event.HookRequest;
import dev.parley.event.HookResult;
import dev.parley.event.Reached.Way;
import dev.parley.event.SessionView.DialogAction;
import dev.parley.event.SessionView.IntentState;
import dev.parley.event.SessionView;
import dev.parley.event.TurnId;
import java.util.Optional;

/** Calls code hooks, keeps callers company while one takes long, and does what its answer says. Pure. */
final class HookFlow {

  private HookFlow() {}

  static void call(Draft draft, Point point, DialogHook hook) {
    SessionView session = SessionViews.of(draft.locale, draft.freeze(), draft.now);
    boolean work = point.kind() == Point.Kind.FULFILLMENT;
    HookRequest request =
        new HookRequest(
            work ? InvocationSource.FULFILLMENT_CODE_HOOK : InvocationSource.DIALOG_CODE_HOOK,
            hook.label(),
            work ? Optional.empty() : Optional.of(proposed(draft, session)),
            draft.lastMode(),
            draft.lastInput.map(LastInput::text).orElse(""),
            draft.lastInput.map(LastInput::confidence).orElse(1.0),
            draft.lastInput.map(LastInput::interpretations).orElse(java.util.List.of()),
            session,
            draft.requestAttributes);
    TurnId turn =
        draft.await(
            Pending.Kind.HOOK,
            Optional.empty(),
            Optional.of(point),
            Deadlines.Name.HOOK_LIMIT,
            hook.reference().within().plus(DialogEngine.GRACE));
    hook.filler().ifPresent(f ->
        draft.deadlines = draft.deadlines.with(Deadlines.Name.HOOK_FILLER, draft.now.plus(f.after())));
    draft.outputs.add(new DialogOutput.CallHook(turn, hook.reference(), request));
  }

  /** What would come next if there were no hook: the slot that is asked, or the first that has no value. */
  private static HookRequest.Proposed proposed(Draft draft, SessionView session) {
    Optional<String> missing =
        draft.openIntent().slots().stream()
            .filter(s -> s.required() && !Composites.complete(s, draft.value(s)))
            .map(dev.parley.definition.SlotDefinition::name)
            .findFirst();
    DialogAction now = session.dialogAction().orElseThrow();
    if (now.type() == DialogAction.Type.ELICIT_SLOT && draft.askedSlot.filter(s -> !draft.slots.containsKey(s)).isPresent()) {
      return new HookRequest.Proposed(now, draft.attempt);
    }
    DialogAction next =
        missing
            .map(s -> new DialogAction(DialogAction.Type.ELICIT_SLOT, Optional.of(s)))
            .orElseGet(() -> new DialogAction(
                draft.openIntent().confirmation().isPresent() ? DialogAction.Type.CONFIRM_INTENT : DialogAction.Type.CLOSE,
                Optional.empty()));
    return new HookRequest.Proposed(next, 0);
  }

  /** The caller has waited long enough to be told that it takes a moment; once. */
  static void filler(Draft draft) {
    draft.deadlines = draft.deadlines.without(Deadlines.Name.HOOK_FILLER);
    hook(draft).flatMap(DialogHook::filler).ifPresent(f -> Responses.say(draft, f.response()));
  }

  private static Optional<DialogHook> hook(Draft draft) {
    return draft.pending.flatMap(Pending::point).flatMap(p -> Points.hook(draft.openIntent(), p));
  }

  /** The call has ended; {@code point} is where the hook stands. */
  static void ended(Draft draft, Point point, HookResult result) {
    Optional<DialogHook> hook = Points.hook(draft.openIntent(), point);
    boolean hasAnswer = result instanceof HookResult.Answer;
    hook.ifPresent(h -> draft.reached(h.reference().span(), hasAnswer ? Way.ANSWERS : Way.IS_SILENT));
    if (result instanceof HookResult.Answer answer && !asksInNoWords(draft, answer) && !asksForNoSlot(draft, answer)) {
      answered(draft, point, hook, answer);
      return;
    }
    boolean late = result instanceof HookResult.TimedOut;
    var own = hook.flatMap(h -> late && h.timeout().isPresent() ? h.timeout() : h.failure());
    if (point.kind() == Point.Kind.FULFILLMENT) {
      Fulfilment.failed(draft, own, late ? Way.TIMES_OUT : Way.FAILS);
    } else if (own.isPresent()) {
      Course.afterHook(draft, point, own);
    } else {
      IntentFlow.fallback(draft);
    }
  }

  /** A confirmation for which neither the hook nor the bot has words: nobody would know what to say yes to. */
  private static boolean asksInNoWords(Draft draft, HookResult.Answer answer) {
    boolean confirms =
        answer.session().dialogAction().filter(a -> a.type() == DialogAction.Type.CONFIRM_INTENT).isPresent();
    String intent = answer.session().intent().map(SessionView.IntentView::name).or(() -> draft.intent).orElse("");
    return confirms && answer.messages().isEmpty() && draft.definition(intent).filter(i -> i.confirmation().isPresent()).isEmpty();
  }

  /** A slot that the intent does not have: the bot would fall silent, and listen for nothing. */
  private static boolean asksForNoSlot(Draft draft, HookResult.Answer answer) {
    Optional<DialogAction> asks = answer.session().dialogAction().filter(a -> a.type() == DialogAction.Type.ELICIT_SLOT);
    Optional<String> intent =
        answer.session().intent().map(SessionView.IntentView::name).filter(draft.locale.intents()::containsKey).or(() -> draft.intent);
    return asks.isPresent()
        && intent.flatMap(draft::definition).flatMap(i -> asks.get().slotToElicit().flatMap(i::slot)).isEmpty();
  }

  private static void answered(Draft draft, Point point, Optional<DialogHook> hook, HookResult.Answer answer) {
    Optional<String> before = draft.intent;
    int attempt = draft.attempt;
    SessionChange.apply(draft, answer.session(), true);
    draft.requestAttributes = answer.requestAttributes().isEmpty() ? draft.requestAttributes : answer.requestAttributes();
    draft.saying.add(answer.messages(), true);
    boolean sameIntent = draft.intent.equals(before);
    boolean wordless = answer.messages().isEmpty();
    switch (answer.session().dialogAction().map(DialogAction::type).orElse(DialogAction.Type.DELEGATE)) {
      case CLOSE -> Fulfilment.closedByHook(draft, point, hook, wordless);
      case ELICIT_INTENT -> IntentFlow.end(draft, NextStep.Action.ELICIT_INTENT);
      case ELICIT_SLOT, CONFIRM_INTENT -> {
        draft.intentState = IntentState.IN_PROGRESS;
        if (point.kind() == Point.Kind.SLOT_RETRY || point.kind() == Point.Kind.CONFIRM_RETRY) {
          draft.attempt = attempt;
        }
        if (wordless) {
          SlotElicitation.askAgain(draft);
        }
      }
      case DELEGATE, NONE -> {
        if (!sameIntent) {
          IntentFlow.advance(draft);
        } else if (point.kind() == Point.Kind.FULFILLMENT) {
          Fulfilment.delegated(draft, point, hook, wordless);
        } else {
          Course.afterHook(draft, point, hook.flatMap(DialogHook::success));
        }
      }
    }
  }

  /** The next words about work that goes on. */
  static void update(Draft draft) {
    Optional<FulfillmentDefinition> fulfillment = draft.openIntent().fulfillment();
    boolean first = draft.intentState != IntentState.FULFILLMENT_IN_PROGRESS;
    draft.intentState = IntentState.FULFILLMENT_IN_PROGRESS;
    draft.deadlines = draft.deadlines.without(Deadlines.Name.FULFILLMENT_UPDATE);
    fulfillment.ifPresent(f -> {
      (first && f.started().isPresent() ? f.started() : f.progress()).ifPresent(u -> Responses.say(draft, u.response()));
      f.progress().ifPresent(p ->
          draft.deadlines = draft.deadlines.with(Deadlines.Name.FULFILLMENT_UPDATE, draft.now.plus(p.after())));
    });
  }
}
