package dev.parley.dialog;

import dev.parley.definition.IntentDefinition;
import dev.parley.definition.LocaleDefinition;
import dev.parley.definition.SlotDefinition;
import dev.parley.diagnostic.Span;
import dev.parley.dialog.DialogState.LastInput;
import dev.parley.dialog.DialogState.LookedUp;
import dev.parley.dialog.DialogState.Pending;
import dev.parley.event.Deadlines;
import dev.parley.event.DialogOutput;
import dev.parley.event.Expectation;
import dev.parley.event.InputMode;
import dev.parley.event.Message;
import dev.parley.event.Reached;
import dev.parley.event.SessionView.ActiveContext;
import dev.parley.event.SessionView.ConfirmationState;
import dev.parley.event.SessionView.IntentState;
import dev.parley.event.SlotValue;
import dev.parley.event.TurnId;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The working copy of a {@link DialogState} during one step: the only mutable thing of the core, never seen outside it. Flows
 * change it in turn; {@link #finish} freezes it. What is to be said collects here, so that a step says one thing at most, as
 * one turn of Lex does.
 */
final class Draft {

  final LocaleDefinition locale;
  final Instant now;
  ZoneId zone;
  boolean waits;
  long chance;
  Optional<String> intent;
  final Map<String, SlotValue> slots;
  IntentState intentState;
  ConfirmationState confirmation;
  final List<String> readBack;
  Expectation.Kind asking;
  Optional<String> askedSlot;
  int attempt;
  boolean closed;
  final Map<String, String> attributes;
  Map<String, String> requestAttributes;
  List<ActiveContext> contexts;
  final Map<String, LookedUp> features;
  Optional<Pending> pending;
  TurnId turn;
  long prompts;
  Optional<LastInput> lastInput;
  List<Message> lastSaid;
  Deadlines deadlines;

  final List<DialogOutput> outputs = new ArrayList<>();
  final List<Reached> reached = new ArrayList<>();
  private final List<Message> saying = new ArrayList<>();
  private boolean interruptible = true;

  Draft(LocaleDefinition locale, DialogState s, Instant now) {
    this.locale = locale;
    this.now = now;
    zone = s.zone();
    waits = s.waits();
    chance = s.chance();
    intent = s.intent();
    slots = new LinkedHashMap<>(s.slots());
    intentState = s.intentState();
    confirmation = s.confirmation();
    readBack = new ArrayList<>(s.readBack());
    asking = s.asking();
    askedSlot = s.askedSlot();
    attempt = s.attempt();
    closed = s.closed();
    attributes = new LinkedHashMap<>(s.attributes());
    requestAttributes = s.requestAttributes();
    contexts = s.contexts();
    features = new LinkedHashMap<>(s.features());
    pending = s.pending();
    turn = s.turn();
    prompts = s.prompts();
    lastInput = s.lastInput();
    lastSaid = s.lastSaid();
    deadlines = s.deadlines();
  }

  /** Adds to what this step says; the last one decides whether the caller may barge in. */
  void say(List<Message> messages, boolean mayInterrupt) {
    saying.addAll(messages);
    if (!messages.isEmpty()) {
      interruptible = mayInterrupt;
    }
  }

  /** This step goes through this place of the definition, and leaves it so. */
  void reached(Span at, Reached.Way way) {
    reached.add(new Reached(at, way));
  }

  IntentDefinition openIntent() {
    return intent
        .map(name -> locale.intents().get(name))
        .orElseThrow(() -> new AssertionError("a step for an open intent, and none is open"));
  }

  boolean openIntentIsFallback() {
    return intent.map(name -> locale.intents().get(name)).filter(IntentDefinition::isFallback).isPresent();
  }

  Optional<SlotDefinition> askedSlotDefinition() {
    return intent.map(name -> locale.intents().get(name)).flatMap(i -> askedSlot.flatMap(i::slot));
  }

  LocalDate today() {
    return LocalDate.ofInstant(now, zone);
  }

  InputMode lastMode() {
    return lastInput.map(LastInput::mode).orElse(InputMode.TEXT);
  }

  /** Opens a question to the shell; its answer must come under the returned id, within the time. */
  TurnId await(Pending.Kind kind, Optional<String> group, Deadlines.Name limit, Duration within) {
    turn = turn.next();
    pending = Optional.of(new Pending(kind, turn, group));
    deadlines = deadlines.with(limit, now.plus(within));
    return turn;
  }

  /** The answer has come, or will not. */
  void answered(Deadlines.Name limit) {
    pending = Optional.empty();
    deadlines = deadlines.without(limit);
  }

  void stopWaiting() {
    deadlines = deadlines.without(Deadlines.Name.REMINDER).without(Deadlines.Name.WAIT_LIMIT);
    if (intentState == IntentState.WAITING) {
      intentState = IntentState.IN_PROGRESS;
    }
  }

  /** Freezes the draft: the intent result and the words of this turn, in Lex's order, then what must be done. */
  DialogStep finish(boolean reveal) {
    List<DialogOutput> all = new ArrayList<>();
    if (reveal && pending.isEmpty()) {
      all.add(
          new DialogOutput.RevealIntentResult(
              lastMode(), lastInput.map(LastInput::interpretations).orElse(List.of()), SessionViews.of(locale, this)));
    }
    if (!saying.isEmpty()) {
      prompts++;
      lastSaid = List.copyOf(saying);
      all.add(new DialogOutput.Say(prompts, saying, interruptible));
    }
    all.addAll(outputs);
    return new DialogStep(freeze(), all, reached);
  }

  DialogState freeze() {
    return new DialogState(
        zone,
        waits,
        chance,
        intent,
        slots,
        intentState,
        confirmation,
        readBack,
        asking,
        askedSlot,
        attempt,
        closed,
        attributes,
        requestAttributes,
        contexts,
        features,
        pending,
        turn,
        prompts,
        lastInput,
        lastSaid,
        deadlines);
  }
}
