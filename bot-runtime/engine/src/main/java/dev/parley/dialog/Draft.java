package dev.parley.dialog;

import dev.parley.definition.BargeIn;
import dev.parley.definition.IntentDefinition;
import dev.parley.definition.LocaleDefinition;
import dev.parley.definition.SlotDefinition.Spelling;
import dev.parley.definition.SlotDefinition;
import dev.parley.diagnostic.Span;
import dev.parley.dialog.DialogState.Cut;
import dev.parley.dialog.DialogState.LastInput;
import dev.parley.dialog.DialogState.LivingContext;
import dev.parley.dialog.DialogState.LookedUp;
import dev.parley.dialog.DialogState.Pending;
import dev.parley.event.Deadlines;
import dev.parley.event.DialogOutput;
import dev.parley.event.Expectation;
import dev.parley.event.InputMode;
import dev.parley.event.Interpretations.Interpretation;
import dev.parley.event.Message;
import dev.parley.event.Reached;
import dev.parley.event.SessionView.ConfirmationState;
import dev.parley.event.SessionView.IntentState;
import dev.parley.event.SessionView.SlotHints;
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

  /** A step that moves on more often than this goes round in circles. */
  private static final int MAX_MOVES = 100;

  final LocaleDefinition locale;
  final Instant now;
  ZoneId zone;
  boolean waits;
  long chance;
  List<Integer> wordings;
  Optional<String> intent;
  final Map<String, SlotValue> slots = new LinkedHashMap<>();
  IntentState intentState;
  ConfirmationState confirmation;
  final List<String> readBack = new ArrayList<>();
  final List<String> fresh = new ArrayList<>();
  Expectation.Kind asking;
  Optional<String> askedSlot;
  Optional<String> askedPart;
  int attempt;
  Optional<Spelling> spelling;
  Optional<String> correcting;
  final Map<String, SlotValue> given = new LinkedHashMap<>();
  final List<Frame> parked;
  boolean closed;
  boolean ended;
  boolean inTurn;
  boolean turnHooked;
  boolean silent;
  Map<String, String> attributes;
  Map<String, String> requestAttributes;
  List<LivingContext> contexts;
  Map<String, Map<String, SlotHints>> hints;
  Map<String, LookedUp> features;
  Optional<Pending> pending;
  TurnId turn;
  long prompts;
  Optional<LastInput> lastInput;
  List<Message> lastSaid;
  Optional<Cut> cut;
  Deadlines deadlines;

  final List<DialogOutput> outputs = new ArrayList<>();
  final Saying saying = new Saying();
  final List<Reached> reached = new ArrayList<>();

  /** Whether the open intent is not over: it has just been opened, or what was asked is its own. */
  boolean underWay;

  private int moves;

  Draft(LocaleDefinition locale, DialogState s, Instant now) {
    this.locale = locale;
    this.now = now;
    zone = s.zone();
    waits = s.waits();
    chance = s.chance();
    wordings = s.wordings();
    open(s.frame());
    parked = new ArrayList<>(s.parked());
    closed = s.closed();
    ended = s.ended();
    underWay = s.intent().isPresent() && !s.closed() && s.asking() != Expectation.Kind.INTENT;
    inTurn = s.inTurn();
    turnHooked = s.turnHooked();
    silent = s.silent();
    attributes = s.attributes();
    requestAttributes = s.requestAttributes();
    contexts = s.contexts();
    hints = s.hints();
    features = s.features();
    pending = s.pending();
    turn = s.turn();
    prompts = s.prompts();
    lastInput = s.lastInput();
    lastSaid = s.lastSaid();
    cut = s.cut();
    deadlines = s.deadlines();
  }

  /** Makes this the open intent. */
  void open(Frame frame) {
    intent = frame.intent();
    slots.clear();
    slots.putAll(frame.slots());
    intentState = frame.intentState();
    confirmation = frame.confirmation();
    readBack.clear();
    readBack.addAll(frame.readBack());
    fresh.clear();
    fresh.addAll(frame.fresh());
    asking = frame.asking();
    askedSlot = frame.askedSlot();
    askedPart = frame.askedPart();
    attempt = frame.attempt();
    spelling = frame.spelling();
    correcting = frame.correcting();
    given.clear();
    given.putAll(frame.given());
  }

  /** Where the open intent stands. */
  Frame frame() {
    return new Frame(
        intent, slots, intentState, confirmation, readBack, fresh, asking, askedSlot, askedPart, attempt, spelling, correcting, given);
  }

  /**
   * Counts a move of the dialog within this step; false when there were so many that the bot's next steps must lead round in
   * circles, and the caller has to be let go.
   */
  boolean mayMove() {
    return ++moves <= MAX_MOVES;
  }

  /** This step goes through this place of the definition, and leaves it so. */
  void reached(Span at, Reached.Way way) {
    reached.add(new Reached(at, way));
  }

  /** What this is about from now on. */
  void ask(Expectation.Kind kind, Optional<String> slot, Optional<String> part, int newAttempt) {
    silent &= kind != Expectation.Kind.INTENT;
    asking = kind;
    askedSlot = slot;
    askedPart = part;
    attempt = newAttempt;
  }

  /** Whether the question that comes now is asked without its words; the next one is not. */
  boolean unspoken() {
    boolean leftOut = silent;
    silent = false;
    return leftOut;
  }

  /** Gives a slot its value; it counts as the last one taken. */
  void fill(String slot, SlotValue value) {
    slots.remove(slot);
    given.remove(slot);
    slots.put(slot, value);
    intent.flatMap(this::definition).flatMap(i -> i.slot(slot)).ifPresent(s -> reached(s.span(), Reached.Way.TAKEN));
  }

  /** A slot's value. */
  Optional<SlotValue> value(SlotDefinition slot) {
    return Optional.ofNullable(slots.get(slot.name()));
  }

  /** The intent with this name. */
  Optional<IntentDefinition> definition(String name) {
    return Optional.ofNullable(locale.intents().get(name));
  }

  /** Takes a slot's value away. */
  void clear(String slot) {
    slots.remove(slot);
    given.remove(slot);
    readBack.remove(slot);
    fresh.remove(slot);
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

  Optional<SlotDefinition> askedPartDefinition() {
    return askedSlotDefinition().flatMap(s -> askedPart.map(p -> s.parts().get(p)));
  }

  LocalDate today() {
    return LocalDate.ofInstant(now, zone);
  }

  InputMode lastMode() {
    return lastInput.map(LastInput::mode).orElse(InputMode.TEXT);
  }

  /** Opens a question to the shell; its answer must come under the returned id, within the time. */
  TurnId await(Pending.Kind kind, Optional<String> group, Optional<Point> point, Deadlines.Name limit, Duration within) {
    turn = turn.next();
    pending = Optional.of(new Pending(kind, turn, group, point));
    deadlines = deadlines.with(limit, now.plus(within));
    return turn;
  }

  /** The answer has come, or will not. */
  void answered(Deadlines.Name limit) {
    pending = Optional.empty();
    deadlines =
        deadlines.without(limit).without(Deadlines.Name.HOOK_FILLER).without(Deadlines.Name.FULFILLMENT_UPDATE);
  }

  void stopWaiting() {
    deadlines = deadlines.without(Deadlines.Name.REMINDER).without(Deadlines.Name.WAIT_LIMIT);
    if (intentState == IntentState.WAITING) {
      intentState = IntentState.IN_PROGRESS;
    }
  }

  /** Says again what was said last, from where the caller interrupted it. */
  void sayAgain() {
    saying.add(Repeats.of(lastSaid, cut), true);
  }

  /**
   * Freezes the draft. Before what else must be done, its outputs have the intent result and the words of this turn then, in
   * Lex's order.
   */
  DialogState finish(boolean reveal) {
    if (pending.isEmpty() && inTurn) {
      inTurn = false;
      Contexts.age(this);
    }
    boolean says = !saying.isEmpty();
    if (says) {
      prompts++;
      lastSaid = saying.messages();
      cut = Optional.empty();
      boolean mayInterrupt =
          LexAttributes.of(attributes, intent, askedSlot, askedPart).map(a -> a.interruptible(true)).orElse(true);
      outputs.add(0, saying.output(prompts, mayInterrupt, usualBargeIn()));
    }
    DialogState frozen = freeze();
    if (reveal && (pending.isEmpty() || says)) {
      List<Interpretation> meant = lastInput.map(LastInput::interpretations).orElse(List.of());
      outputs.add(0, new DialogOutput.RevealIntentResult(lastMode(), meant, SessionViews.of(locale, frozen, now)));
    }
    return frozen;
  }

  /** When callers interrupt what does not say so itself: as the slot that is asked, else as the locale. */
  private BargeIn usualBargeIn() {
    boolean asksSlot = asking == Expectation.Kind.SLOT || asking == Expectation.Kind.SLOT_CONFIRMATION;
    BargeIn ofSlot = asksSlot ? askedSlotDefinition().map(SlotDefinition::bargeIn).orElse(BargeIn.UNSET) : BargeIn.UNSET;
    BargeIn ofPart = asksSlot ? askedPartDefinition().map(SlotDefinition::bargeIn).orElse(BargeIn.UNSET) : BargeIn.UNSET;
    return ofPart.within(ofSlot).within(locale.bargeIn());
  }

  DialogState freeze() {
    return new DialogState(
        zone,
        waits,
        chance,
        wordings,
        frame(),
        parked,
        closed,
        ended,
        inTurn,
        turnHooked,
        silent,
        attributes,
        requestAttributes,
        contexts,
        hints,
        features,
        pending,
        turn,
        prompts,
        lastInput,
        lastSaid,
        cut,
        deadlines);
  }
}
