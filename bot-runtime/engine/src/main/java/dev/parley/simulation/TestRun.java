package dev.parley.simulation;

import dev.parley.diagnostic.Diagnostic;
import dev.parley.diagnostic.Diagnostic.Severity;
import dev.parley.diagnostic.Report;
import dev.parley.diagnostic.Span;
import dev.parley.simulation.ConversationTest.Absent;
import dev.parley.simulation.ConversationTest.Turn;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One run of a conversation test: goes through the turns, and stops after the first that is not as it should be. */
final class TestRun {

  private final ConversationTest test;
  private final Simulation simulation;
  private final Report report;
  private final TurnPlayer player;
  private int from;
  private Optional<BrokenRule> broken = Optional.empty();
  private final List<Mismatch> mismatches = new ArrayList<>();

  TestRun(ConversationTest test, Simulation simulation, Report report) {
    this.test = test;
    this.simulation = simulation;
    this.report = report;
    this.player = new TurnPlayer(simulation, test.channel());
  }

  /**
   * What this run found first: the rule that broke, or the kind of what was not as expected, which in a conversation that is over
   * is another thing than in one that goes on; empty when all was well.
   */
  Optional<String> failure() {
    return broken
        .map(BrokenRule::rule)
        .or(() -> report.diagnostics().stream()
            .filter(d -> d.severity() == Severity.ERROR)
            .findFirst()
            .map(d -> d.message() + (simulation.over() ? ", and the conversation is over" : "")));
  }

  /** The rule that broke, where and by what. */
  Optional<String> broken() {
    return broken.map(Throwable::getMessage);
  }

  List<Happening> happenings() {
    return simulation.happenings();
  }

  /** The conversation line by line, with what was expected beside what happened instead. */
  List<String> transcript() {
    return Transcript.of(simulation.happenings(), mismatches);
  }

  void run() {
    Span place = test.span();
    try {
      player.start(test.attributes(), test.requestAttributes());
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
    } catch (BrokenRule e) {
      broken = Optional.of(e);
      // The core has broken one of its own rules: that is the test's finding, not the end of the run.
      report.add(
          Diagnostic.error("broken-rule", place, "the engine broke one of its rules")
              .note(Span.NONE, String.valueOf(e.getMessage()))
              .help("this is a mistake in Parley; the test reproduces it"));
    }
  }

  private void turn(Turn turn) {
    switch (player.play(turn)) {
      case ALREADY_OVER -> {
        report.add(Diagnostic.error("call-is-over", turn.span(), "the conversation is over, and the caller gone"));
        return;
      }
      case SILENCE -> report.add(Diagnostic.error("silence", turn.span(), "the bot says nothing either, and never will"));
      case DONE -> {}
    }
    simulation.troubles().forEach(t -> report.add(Diagnostic.error("unscripted", turn.span(), t)));
    TurnCheck check = new TurnCheck(simulation, from, simulation.happenings().size(), report, mismatches);
    turn.said().ifPresent(said -> check.said(turn.span(), said));
    turn.expected().forEach(check::expected);
    absent(turn);
    from = simulation.happenings().size();
  }

  private void absent(Turn turn) {
    Duration longest = turn.absent().stream().map(Absent::during).max(Duration::compareTo).orElse(Duration.ZERO);
    Instant turnsEnd = simulation.time().now();
    int to = simulation.happenings().size();
    simulation.time().advance(longest);
    List<Happening> all = simulation.happenings();
    for (Absent absent : turn.absent()) {
      Instant limit = turnsEnd.plus(absent.during());
      boolean inTheTurn = absent.during().isZero();
      int end = inTheTurn ? to : to + (int) all.subList(to, all.size()).stream().filter(h -> !h.at().isAfter(limit)).count();
      new TurnCheck(simulation, inTheTurn ? from : to, end, report, mismatches).absent(absent);
    }
  }
}
