package dev.parley.dialog;

import dev.parley.definition.BotDefinition;
import dev.parley.definition.IntentDefinition;
import dev.parley.definition.LocaleDefinition;
import dev.parley.definition.NextStep;
import dev.parley.definition.SlotDefinition;
import dev.parley.dialog.DialogState.LastInput;
import dev.parley.dialog.DialogState.Pending;
import dev.parley.event.Deadlines;
import dev.parley.event.DialogEvent;
import dev.parley.event.DialogOutput;
import dev.parley.event.Expectation;
import dev.parley.event.FeatureSnapshot;
import dev.parley.event.HookResult;
import dev.parley.event.Interpretations;
import dev.parley.event.SessionView;
import dev.parley.event.TurnId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Decides what the bot does about what was said. Pure: equal arguments give equal steps. Thread-safe: holds only the
 * definition.
 *
 * <p>How it works. Each entrance makes a {@link Draft} of the state, lets the flow that is concerned change it, and freezes
 * it. While an answer of the shell is {@linkplain DialogState#pending() pending} nothing else reaches the dialog; every
 * pending answer has a deadline, so the dialog never hangs on a shell that forgets.
 *
 * <pre>
 *   heard ──► Interpret ──► interpreted ──► SlotElicitation / HoldFlow / IntentFlow
 *                                             │ slot filled
 *                                             ▼
 *                            FeatureFlow (look-ups) ──► read-back ──► next slot ──► confirmation ──► hook ──► close
 * </pre>
 */
public final class DialogEngine {

  /** An interpretation takes milliseconds; after this the caller is asked again. */
  static final Duration INTERPRET_LIMIT = Duration.ofSeconds(10);

  /** What a look-up or hook may take beyond its own budget before the dialog goes on without the shell's word. */
  static final Duration GRACE = Duration.ofSeconds(2);

  private final LocaleDefinition locale;

  /**
   * @throws IllegalArgumentException when the bot does not have the locale
   */
  public DialogEngine(BotDefinition bot, String localeId) {
    this.locale =
        bot.locale(localeId)
            .orElseThrow(() -> new IllegalArgumentException("bot " + bot.name() + " has no locale " + localeId));
  }

  /** The conversation, a new stream or a new request of a session begins. */
  public DialogStep started(DialogState state, DialogEvent.Started started, Instant now) {
    Draft draft = new Draft(locale, state, now);
    draft.zone = started.zone();
    draft.waits = started.caller().waits();
    draft.requestAttributes = started.requestAttributes();
    draft.ended = false;
    if (state.turn().equals(TurnId.NONE) && state.prompts() == 0) {
      draft.chance = started.seed();
    }
    // What another stream still waited for will not come any more.
    draft.pending.ifPresent(p -> draft.answered(limit(p)));
    started.session().ifPresent(session -> SessionChange.apply(draft, session, false));
    boolean speaks = true;
    if (!started.welcome().isEmpty()) {
      draft.saying.add(started.welcome(), true);
    } else if (started.session().flatMap(SessionView::dialogAction).isPresent() && draft.asking != Expectation.Kind.INTENT) {
      IntentFlow.proceed(draft);
    } else if (started.caller().greets() && draft.asking == Expectation.Kind.INTENT) {
      Responses.say(draft, locale.greeting());
      locale.start().flatMap(NextStep::intent).ifPresent(first -> IntentFlow.open(draft, first, Map.of()));
    } else if (started.caller().greets()) {
      draft.sayAgain();
    } else {
      speaks = false;
    }
    return finish(draft, speaks);
  }

  /** A client changed the session. */
  public DialogStep changed(DialogState state, DialogEvent.SessionChanged changed, Instant now) {
    Draft draft = new Draft(locale, state, now);
    draft.pending.ifPresent(p -> draft.answered(limit(p)));
    SessionChange.apply(draft, changed.session(), false);
    boolean acts =
        changed.session().dialogAction().filter(a -> a.type() != SessionView.DialogAction.Type.NONE).isPresent();
    if (!changed.messages().isEmpty()) {
      draft.saying.add(changed.messages(), true);
    } else if (acts) {
      IntentFlow.proceed(draft);
    }
    return finish(draft, acts);
  }

  /** The caller said something: asks what it means. */
  public DialogStep heard(DialogState state, LastInput input, Instant now) {
    Draft draft = new Draft(locale, state, now);
    draft.lastInput = Optional.of(input);
    draft.inTurn = true;
    draft.turnHooked = false;
    draft.silent = false;
    TurnId turn =
        draft.await(Pending.Kind.INTERPRETATION, Optional.empty(), Optional.empty(), Deadlines.Name.INTERPRET_LIMIT, INTERPRET_LIMIT);
    draft.outputs.add(new DialogOutput.RevealTranscript(input.text()));
    draft.outputs.add(new DialogOutput.Interpret(turn, input.text(), input.mode(), expectation(state, now)));
    return new DialogStep(draft.freeze(), draft.outputs);
  }

  /** The meaning of what was said has come. */
  public DialogStep interpreted(DialogState state, DialogEvent.Interpreted event, Instant now) {
    if (!isPending(state, Pending.Kind.INTERPRETATION, event.turn())) {
      return new DialogStep(state, List.of());
    }
    Draft draft = new Draft(locale, state, now);
    draft.answered(Deadlines.Name.INTERPRET_LIMIT);
    understand(draft, event.interpretations());
    return finish(draft, true);
  }

  private static void understand(Draft draft, Interpretations heard) {
    LastInput input = draft.lastInput.orElseThrow(() -> new AssertionError("a meaning without an input"));
    draft.lastInput = Optional.of(new LastInput(input.mode(), input.text(), input.confidence(), heard.ranked()));
    Interpretations meaning = OwnPhrases.read(draft, input.text(), heard);
    boolean anew = draft.closed;
    draft.closed = false;
    if (draft.intentState == SessionView.IntentState.WAITING) {
      HoldFlow.whileWaiting(draft, meaning);
    } else if (anew || draft.asking == Expectation.Kind.INTENT || draft.asking == Expectation.Kind.NOTHING) {
      IntentFlow.choose(draft, meaning);
    } else if (draft.asking == Expectation.Kind.INTENT_CONFIRMATION) {
      ConfirmationFlow.answer(draft, meaning);
    } else {
      SlotElicitation.answer(draft, meaning);
    }
  }

  /** A customer's facts have come. */
  public DialogStep features(DialogState state, DialogEvent.FeaturesArrived event, Instant now) {
    if (!isPending(state, Pending.Kind.FEATURES, event.turn())) {
      return new DialogStep(state, List.of());
    }
    Draft draft = new Draft(locale, state, now);
    draft.answered(Deadlines.Name.FEATURES_LIMIT);
    FeatureFlow.arrived(draft, event.group(), event.key(), event.snapshot());
    IntentFlow.advance(draft);
    return finish(draft, true);
  }

  /** A code hook's call has ended. */
  public DialogStep hook(DialogState state, DialogEvent.HookAnswered event, Instant now) {
    if (!isPending(state, Pending.Kind.HOOK, event.turn())) {
      return new DialogStep(state, List.of());
    }
    Draft draft = new Draft(locale, state, now);
    Point point = draft.pending.flatMap(Pending::point).orElseThrow(() -> new AssertionError("a hook at no point"));
    draft.answered(Deadlines.Name.HOOK_LIMIT);
    HookFlow.ended(draft, point, event.result());
    return finish(draft, true);
  }

  /** The caller said nothing for as long as the question waits. */
  public DialogStep silence(DialogState state, Instant now) {
    Draft draft = new Draft(locale, state, now);
    if (draft.pending.isPresent() || draft.closed || state.waiting()) {
      return new DialogStep(state, List.of());
    }
    if (draft.asking == Expectation.Kind.INTENT || draft.asking == Expectation.Kind.NOTHING) {
      IntentFlow.silence(draft);
    } else {
      SlotElicitation.miss(draft, true);
    }
    return finish(draft, true);
  }

  /** A prompt was stopped: what the caller heard of it is what was said. */
  public DialogStep stopped(DialogState state, DialogEvent.PlaybackStopped event, Instant now) {
    if (event.prompt() != state.prompts() || state.cut().isPresent()) {
      return new DialogStep(state, List.of());
    }
    Optional<DialogState.Cut> cut = Repeats.cut(state.lastSaid(), event.heardPerMille());
    if (cut.isEmpty()) {
      return new DialogStep(state, List.of());
    }
    Draft draft = new Draft(locale, state, now);
    draft.cut = cut;
    return new DialogStep(
        draft.freeze(), List.of(new DialogOutput.Heard(event.prompt(), Repeats.heard(state.lastSaid(), cut.get()), false)));
  }

  /** The caller is gone: what is to be written then is. */
  public DialogStep hungUp(DialogState state, Instant now) {
    Draft draft = new Draft(locale, state, now);
    FeatureWrites.hungUp(draft);
    return new DialogStep(draft.freeze(), draft.outputs, draft.reached);
  }

  /** Does what is due; the same state when nothing is. */
  public DialogStep due(DialogState state, Instant now) {
    Deadlines deadlines = state.deadlines();
    Draft draft = new Draft(locale, state, now);
    if (deadlines.due(Deadlines.Name.INTERPRET_LIMIT, now)) {
      draft.answered(Deadlines.Name.INTERPRET_LIMIT);
      understand(draft, Interpretations.NOTHING);
    } else if (deadlines.due(Deadlines.Name.FEATURES_LIMIT, now)) {
      String group = draft.pending.flatMap(Pending::group).orElse("");
      draft.answered(Deadlines.Name.FEATURES_LIMIT);
      FeatureFlow.arrived(draft, group, FeatureFlow.key(draft, group).orElse(""), FeatureSnapshot.unavailable());
      IntentFlow.advance(draft);
    } else if (deadlines.due(Deadlines.Name.HOOK_LIMIT, now)) {
      Point point = draft.pending.flatMap(Pending::point).orElseThrow(() -> new AssertionError("a hook at no point"));
      draft.answered(Deadlines.Name.HOOK_LIMIT);
      HookFlow.ended(draft, point, new HookResult.TimedOut());
    } else if (deadlines.due(Deadlines.Name.HOOK_FILLER, now)) {
      HookFlow.filler(draft);
    } else if (deadlines.due(Deadlines.Name.FULFILLMENT_UPDATE, now)) {
      HookFlow.update(draft);
    } else if (deadlines.due(Deadlines.Name.WAIT_LIMIT, now)) {
      HoldFlow.limitPassed(draft);
    } else if (deadlines.due(Deadlines.Name.REMINDER, now)) {
      HoldFlow.remind(draft);
    } else {
      return new DialogStep(state, List.of());
    }
    return finish(draft, true);
  }

  private DialogStep finish(Draft draft, boolean reveal) {
    if (draft.closed && reveal) {
      FeatureWrites.ended(draft);
    }
    DialogState state = draft.finish(reveal);
    if (draft.pending.isEmpty()) {
      draft.outputs.add(new DialogOutput.ListenFor(expectation(state, draft.now)));
    }
    if (draft.closed && reveal) {
      draft.outputs.add(new DialogOutput.Close(draft.intentState.lexName()));
    }
    return new DialogStep(state, draft.outputs, draft.reached);
  }

  private static boolean isPending(DialogState state, Pending.Kind kind, TurnId turn) {
    return state.pending().filter(p -> p.kind() == kind && p.turn().equals(turn)).isPresent();
  }

  private static Deadlines.Name limit(Pending pending) {
    return switch (pending.kind()) {
      case INTERPRETATION -> Deadlines.Name.INTERPRET_LIMIT;
      case FEATURES -> Deadlines.Name.FEATURES_LIMIT;
      case HOOK -> Deadlines.Name.HOOK_LIMIT;
    };
  }

  /** What the dialog waits for. */
  public Expectation expectation(DialogState state, Instant now) {
    Optional<IntentDefinition> intent = state.intent().map(name -> locale.intents().get(name));
    Optional<SlotDefinition> slot = intent.flatMap(i -> state.askedSlot().flatMap(i::slot));
    Optional<SlotDefinition> part = slot.flatMap(s -> state.frame().askedPart().map(p -> s.parts().get(p)));
    SlotDefinition.Spelling own = part.or(() -> slot).map(SlotDefinition::spelling).orElse(SlotDefinition.Spelling.DEFAULT);
    return new Expectation(
        state.closed() ? Expectation.Kind.INTENT : state.asking(),
        state.intent(),
        state.askedSlot(),
        state.frame().askedPart(),
        state.frame().spelling().orElse(own),
        slot.flatMap(s -> Readings.unclear(state.frame(), s)),
        IntentFlow.filled(state.frame()),
        intents(state.parked()),
        Contexts.names(state.contexts(), now),
        state.waiting(),
        slot.map(SlotDefinition::obfuscated).orElse(false) || part.map(SlotDefinition::obfuscated).orElse(false),
        slot.flatMap(SlotDefinition::suggestion).map(SlotDefinition.Suggestion::phrases).orElse(List.of()),
        Listening.input(state, intent, slot, part),
        now,
        state.zone(),
        locale.localeId(),
        SessionViews.hints(state));
  }

  private static List<String> intents(List<Frame> frames) {
    List<String> intents = new ArrayList<>();
    frames.forEach(frame -> frame.intent().ifPresent(intents::add));
    return intents;
  }

  /** The session as clients see it. */
  public SessionView view(DialogState state, Instant now) {
    return SessionViews.of(locale, state, now);
  }
}
