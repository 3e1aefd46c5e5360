package dev.parley.engine;

import dev.parley.definition.BotDefinition;
import dev.parley.dialog.DialogEngine;
import dev.parley.dialog.DialogState;
import dev.parley.dialog.DialogStep;
import dev.parley.event.DialogEvent;
import dev.parley.event.DialogOutput;
import dev.parley.event.Expectation;
import dev.parley.event.Reached;
import dev.parley.event.SessionView;
import dev.parley.turn.TurnState;
import dev.parley.turn.TurnState.Heard;
import dev.parley.turn.TurnStep;
import dev.parley.turn.TurnTaking;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Decides what happens next in a conversation. Pure: equal arguments give equal steps. Thread-safe: holds only the definition.
 *
 * <p>How it works: the event goes to {@link TurnTaking}, which says whether something was said; if so, or if the event is an
 * answer that the dialog awaits, it goes to {@link DialogEngine}; what the dialog says then takes the floor. The floor's
 * outputs (stop!) come before the dialog's.
 */
public final class ConversationCore {

  private final DialogEngine dialog;
  private final TurnTaking turnTaking = new TurnTaking();

  /**
   * @throws IllegalArgumentException when the bot does not have the locale
   */
  public ConversationCore(BotDefinition bot, String localeId) {
    this.dialog = new DialogEngine(bot, localeId);
  }

  /** A conversation before anything happened. */
  public ConversationState fresh(Instant now) {
    return new ConversationState(ConversationState.FORMAT, now, TurnState.fresh(), DialogState.fresh());
  }

  /** What this event makes of the conversation. */
  public Step step(ConversationState state, DialogEvent event, Instant clock) {
    // A clock may be set back; a conversation's time never is.
    Instant now = clock.isBefore(state.time()) ? state.time() : clock;
    TurnState turn = state.turn();
    TurnStep floor = turnTaking.step(turn, event, () -> dialog.expectation(state.dialog(), now), now);
    turn = floor.state();
    DialogStep said = dialogStep(state, event, floor, now);
    if (!said.outputs().isEmpty()) {
      turn = turnTaking.answered(turn, said.outputs(), expectation(said, now), now);
    }
    DialogState talk = said.state();
    List<DialogOutput> outputs = joined(floor.outputs(), said.outputs());
    List<Reached> reached = said.reached();
    if (floor.heard().isPresent() && state.dialog().pending().isPresent()) {
      turn = TurnTaking.queued(turn, floor.heard().get());
    }
    // What came while the dialog was busy is taken as soon as it is free.
    if (!turn.queue().isEmpty() && talk.pending().isEmpty() && turn.floor() == TurnState.Floor.NOBODY) {
      Heard next = turn.queue().get(0);
      turn = turn.withQueue(turn.queue().subList(1, turn.queue().size()));
      DialogStep more = dialog.heard(talk, input(next), now);
      talk = more.state();
      outputs = joined(outputs, more.outputs());
      reached = joined(reached, more.reached());
    }
    if (outputs.isEmpty() && turn.equals(state.turn()) && talk.equals(state.dialog())) {
      return new Step(state, List.of(), wakeAt(state), reached);
    }
    ConversationState next = new ConversationState(ConversationState.FORMAT, now, turn, talk);
    return new Step(next, outputs, wakeAt(next), reached);
  }

  private static <T> List<T> joined(List<T> first, List<T> then) {
    if (first.isEmpty() || then.isEmpty()) {
      return first.isEmpty() ? then : first;
    }
    List<T> both = new ArrayList<>(first);
    both.addAll(then);
    return both;
  }

  private static DialogState.LastInput input(Heard heard) {
    return new DialogState.LastInput(heard.mode(), heard.text(), heard.confidence(), List.of());
  }

  /** What the dialog waits for after a step: as it says itself, if it listens. */
  private Expectation expectation(DialogStep said, Instant now) {
    for (DialogOutput output : said.outputs()) {
      if (output instanceof DialogOutput.ListenFor listen) {
        return listen.expectation();
      }
    }
    return dialog.expectation(said.state(), now);
  }

  private DialogStep dialogStep(ConversationState state, DialogEvent event, TurnStep floor, Instant now) {
    DialogState talk = state.dialog();
    if (floor.state().floor() == TurnState.Floor.CLOSED) {
      boolean leaves = event instanceof DialogEvent.HungUp && state.turn().floor() != TurnState.Floor.CLOSED;
      return leaves ? dialog.hungUp(talk, now) : new DialogStep(talk, List.of());
    }
    if (floor.heard().isPresent()) {
      Heard heard = floor.heard().get();
      return talk.pending().isPresent()
          ? new DialogStep(talk, List.of())
          : dialog.heard(talk, input(heard), now);
    }
    if (floor.silence()) {
      return dialog.silence(talk, now);
    }
    if (event instanceof DialogEvent.Started started) {
      return dialog.started(talk, started, now);
    } else if (event instanceof DialogEvent.SessionChanged changed) {
      return dialog.changed(talk, changed, now);
    } else if (event instanceof DialogEvent.Interpreted interpreted) {
      return dialog.interpreted(talk, interpreted, now);
    } else if (event instanceof DialogEvent.FeaturesArrived arrived) {
      return dialog.features(talk, arrived, now);
    } else if (event instanceof DialogEvent.HookAnswered answered) {
      return dialog.hook(talk, answered, now);
    } else if (event instanceof DialogEvent.PlaybackStopped stopped) {
      return dialog.stopped(talk, stopped, now);
    } else if (event instanceof DialogEvent.DeadlinePassed) {
      return dialog.due(talk, now);
    }
    return new DialogStep(talk, List.of());
  }

  private static Optional<Instant> wakeAt(ConversationState state) {
    if (state.turn().floor() == TurnState.Floor.CLOSED) {
      return Optional.empty();
    }
    Optional<Instant> floor = state.turn().deadlines().nearest();
    Optional<Instant> talk = state.dialog().deadlines().nearest();
    if (floor.isPresent() && talk.isPresent()) {
      return floor.get().isAfter(talk.get()) ? talk : floor;
    }
    return floor.or(() -> talk);
  }

  /** What the conversation waits for now. */
  public Expectation expectation(ConversationState state, Instant now) {
    return dialog.expectation(state.dialog(), now);
  }

  /** The session as clients see it. */
  public SessionView view(ConversationState state) {
    return dialog.view(state.dialog(), state.time());
  }
}
