package dev.parley.simulation;

import dev.parley.diagnostic.Diagnostic;
import dev.parley.diagnostic.Report;
import dev.parley.diagnostic.Span;
import dev.parley.event.DialogOutput;
import dev.parley.event.SessionView;
import dev.parley.simulation.ConversationTest.Absent;
import dev.parley.simulation.ConversationTest.Turn;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** One run of a conversation test: goes through the turns, and stops after the first that is not as it should be. */
final class TestRun {

  /** What a caller takes to answer once the bot is silent. */
  private static final Duration THINKING = Duration.ofMillis(300);

  /** A caller who says nothing waits so long for the bot at most. */
  private static final Duration PATIENCE = Duration.ofHours(1);

  private final ConversationTest test;
  private final Simulation simulation;
  private final Report report;
  private final ScriptedCaller caller;
  private int from;

  TestRun(ConversationTest test, Simulation simulation, Report report) {
    this.test = test;
    this.simulation = simulation;
    this.report = report;
    this.caller = new ScriptedCaller(simulation);
  }

  List<Happening> happenings() {
    return simulation.happenings();
  }

  void run() {
    Span place = test.span();
    try {
      simulation.start(session());
      simulation.settle();
      for (Turn turn : test.turns()) {
        place = turn.span();
        boolean acts = turn.caller().isPresent() || turn.silent() || !turn.waits().isZero();
        // What was said before a turn's action was not said in answer to it; a first turn without one looks at the greeting.
        from = acts ? simulation.happenings().size() : from;
        turn(turn);
        if (report.hasErrors()) {
          return;
        }
      }
    } catch (AssertionError e) {
      // The core has broken one of its own rules: that is the test's finding, not the end of the run.
      report.add(
          Diagnostic.error("broken-rule", place, "the engine broke one of its rules")
              .note(Span.NONE, String.valueOf(e.getMessage()))
              .help("this is a mistake in Parley; the test reproduces it"));
    }
  }

  private Optional<SessionView> session() {
    return test.attributes().isEmpty()
        ? Optional.empty()
        : Optional.of(new SessionView(Optional.empty(), Optional.empty(), List.of(), test.attributes()));
  }

  private void turn(Turn turn) {
    if (simulation.over() && turn.caller().isPresent()) {
      report.add(Diagnostic.error("call-is-over", turn.span(), "the conversation is over, and the caller gone"));
      return;
    }
    turn.after().ifPresent(after -> simulation.time().advanceTo(simulation.lastSaidAt().plus(after)));
    if (turn.caller().isPresent()) {
      if (turn.after().isEmpty()) {
        simulation.listen();
        simulation.time().advance(THINKING);
      }
      caller.does(turn.caller().get());
    }
    simulation.settle();
    if (turn.silent()) {
      keepSilent(turn);
    }
    if (!turn.waits().isZero()) {
      simulation.time().advance(turn.waits());
      simulation.settle();
    }
    simulation.troubles().forEach(t -> report.add(Diagnostic.error("unscripted", turn.span(), t)));
    TurnCheck check = new TurnCheck(simulation, simulation.happenings().subList(from, simulation.happenings().size()), report);
    turn.said().ifPresent(said -> check.said(turn.span(), said));
    turn.expected().forEach(check::expected);
    absent(turn);
    from = simulation.happenings().size();
  }

  private void keepSilent(Turn turn) {
    Instant enough = simulation.time().now().plus(PATIENCE);
    int began = simulation.happenings().size();
    while (!simulation.over() && !saidSince(began)) {
      if (simulation.time().next().filter(t -> t.isBefore(enough)).isEmpty()) {
        report.add(Diagnostic.error("silence", turn.span(), "the bot says nothing either, and never will"));
        return;
      }
      simulation.time().runNext();
    }
    simulation.settle();
  }

  private boolean saidSince(int began) {
    return simulation.happenings().subList(began, simulation.happenings().size()).stream()
        .anyMatch(h -> h instanceof Happening.Output o && o.output() instanceof DialogOutput.Say);
  }

  private void absent(Turn turn) {
    Duration longest = turn.absent().stream().map(Absent::during).max(Duration::compareTo).orElse(Duration.ZERO);
    Instant end = simulation.time().now();
    int to = simulation.happenings().size();
    simulation.time().advance(longest);
    List<Happening> all = simulation.happenings();
    for (Absent absent : turn.absent()) {
      Instant limit = end.plus(absent.during());
      List<Happening> seen =
          absent.during().isZero()
              ? all.subList(from, to)
              : all.subList(to, all.size()).stream().filter(h -> !h.at().isAfter(limit)).toList();
      new TurnCheck(simulation, seen, report).absent(absent);
    }
  }
}
