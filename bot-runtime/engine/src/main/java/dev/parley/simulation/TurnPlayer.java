package dev.parley.simulation;

import dev.parley.event.DialogOutput;
import dev.parley.event.SessionView;
import dev.parley.simulation.ConversationTest.Turn;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Lets a scripted caller go through turns of a simulated conversation. What the turns expect is looked at elsewhere: tests and
 * drawn callers move a conversation by the same rules, so that what breaks it under one breaks it under the other. One thread.
 */
final class TurnPlayer {

  /** What a caller takes to answer once the bot is silent. */
  static final Duration THINKING = Duration.ofMillis(300);

  /** A caller who says nothing waits so long for the bot at most. */
  private static final Duration PATIENCE = Duration.ofHours(1);

  private final Simulation simulation;
  private final ChannelKind channel;
  private final ScriptedCaller caller;
  private Map<String, String> requestAttributes = Map.of();

  TurnPlayer(Simulation simulation, ChannelKind channel) {
    this.simulation = simulation;
    this.channel = channel;
    this.caller = new ScriptedCaller(simulation);
  }

  /** The conversation begins, with these session attributes, and these of each request. */
  void start(Map<String, String> attributes, Map<String, String> ofRequests) {
    requestAttributes = ofRequests;
    simulation.start(
        attributes.isEmpty()
            ? Optional.empty()
            : Optional.of(new SessionView(Optional.empty(), Optional.empty(), List.of(), attributes)),
        requestAttributes);
    simulation.settle();
  }

  /** Does what the turn says, until all that was begun has come to something. */
  Outcome play(Turn turn) {
    if (simulation.over() && turn.caller().isPresent()) {
      return Outcome.ALREADY_OVER;
    }
    turn.after().ifPresent(after -> simulation.time().advanceTo(simulation.lastSaidAt().plus(after)));
    if (turn.caller().isPresent()) {
      if (turn.after().isEmpty()) {
        simulation.listen();
        simulation.time().advance(THINKING);
      }
      if (channel == ChannelKind.REQUEST && simulation.state().turn().prompt() > 0) {
        // Each request takes the session up anew.
        simulation.start(Optional.empty(), requestAttributes);
      }
      caller.does(turn.caller().get());
    }
    simulation.settle();
    if (turn.silent() && !untilTheBotSpeaks()) {
      return Outcome.SILENCE;
    }
    if (!turn.waits().isZero()) {
      simulation.time().advance(turn.waits());
      simulation.settle();
    }
    return Outcome.DONE;
  }

  private boolean untilTheBotSpeaks() {
    Instant enough = simulation.time().now().plus(PATIENCE);
    int began = simulation.happenings().size();
    while (!simulation.over() && !saidSince(began)) {
      if (simulation.time().next().filter(t -> t.isBefore(enough)).isEmpty()) {
        return false;
      }
      simulation.time().runNext();
    }
    simulation.settle();
    return true;
  }

  private boolean saidSince(int began) {
    return simulation.happenings().subList(began, simulation.happenings().size()).stream()
        .anyMatch(h -> h instanceof Happening.Output o && o.output() instanceof DialogOutput.Say);
  }

  /** How a turn went. */
  enum Outcome {
    /** As it says. */
    DONE,
    /** The caller was gone before it. */
    ALREADY_OVER,
    /** The caller waited for the bot to speak, and it never does. */
    SILENCE
  }
}
