package dev.parley.simulation;

import dev.parley.simulation.CallerAction.Presses;
import dev.parley.simulation.CallerAction.Several;
import dev.parley.simulation.CallerAction.Timed;
import dev.parley.simulation.ConversationTest.Turn;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Makes a conversation that breaks a rule as short as it can: leaves out turns, ever smaller runs of them, then simplifies what
 * is left, as long as the same rule still breaks. Not the shortest there is, but none of its turns can go alone. One thread.
 */
final class Shrinker {

  /** So many conversations are tried at most. */
  private static final int MAX_RUNS = 2_000;

  private final Function<ConversationTest, TestRun> runner;
  private final int fixed;
  private String rule = "";
  private int runs;

  /**
   * A shrinker.
   *
   * @param runner runs a test
   * @param fixed so many turns at the end stay: what they expect would be untrue of a shorter ending
   */
  Shrinker(Function<ConversationTest, TestRun> runner, int fixed) {
    this.runner = runner;
    this.fixed = fixed;
  }

  /**
   * Makes it short.
   *
   * @param law what broke while it was drawn
   */
  Simulator.Break shrink(String law, ConversationTest whole) {
    TestRun run = runner.apply(whole);
    Optional<String> broken = run.failure();
    if (broken.isEmpty()) {
      return new Simulator.Break(
          law,
          "the conversation broke a rule while it was drawn, and does not when it is played again",
          whole.turns().size(), whole.turns().size(), ConversationTestWriter.write(whole));
    }
    rule = broken.get();
    ConversationTest shorter = fewerTurns(whole);
    shorter = simplerTurns(shorter);
    shorter = fewerTurns(shorter);
    shorter = smallerWorld(shorter);
    return new Simulator.Break(
        law, runner.apply(shorter).broken().orElse(rule), whole.turns().size(), shorter.turns().size(),
        ConversationTestWriter.write(shorter));
  }

  private boolean breaks(ConversationTest test) {
    return runs++ < MAX_RUNS && runner.apply(test).failure().equals(Optional.of(rule));
  }

  private ConversationTest fewerTurns(ConversationTest test) {
    ConversationTest best = test;
    for (int size = Math.max(1, (best.turns().size() - fixed) / 2); size >= 1; size /= 2) {
      // From the end: what came last is least likely to be needed by what follows.
      for (int at = best.turns().size() - fixed - size; at >= 0; at = Math.min(at - 1, best.turns().size() - fixed - size)) {
        List<Turn> fewer = new ArrayList<>(best.turns());
        fewer.subList(at, at + size).clear();
        ConversationTest candidate = with(best, fewer);
        best = breaks(candidate) ? candidate : best;
      }
    }
    return best;
  }

  private ConversationTest simplerTurns(ConversationTest test) {
    ConversationTest best = test;
    for (int at = 0; at < best.turns().size() - fixed; at++) {
      for (Turn simpler : simpler(best.turns().get(at))) {
        List<Turn> turns = new ArrayList<>(best.turns());
        turns.set(at, simpler);
        ConversationTest candidate = with(best, turns);
        best = breaks(candidate) ? candidate : best;
      }
    }
    return best;
  }

  private static List<Turn> simpler(Turn turn) {
    List<Turn> simpler = new ArrayList<>();
    turn.caller().ifPresent(action -> {
      simpler.add(new Turn(
          turn.span(), turn.caller(), Optional.empty(), false, turn.waits(), turn.said(), turn.expected(), turn.absent()));
      if (action instanceof Several several) {
        several.actions().stream().map(Timed::action).forEach(one -> simpler.add(with(turn, one)));
      } else if (action instanceof Presses presses) {
        simpler.add(with(turn, new Presses(presses.keys(), ScriptedCaller.BETWEEN_KEYS)));
        for (int length = 1; length < presses.keys().length(); length++) {
          simpler.add(0, with(turn, new Presses(presses.keys().substring(0, length), presses.between())));
        }
      }
    });
    return simpler;
  }

  /** Leaves out records, answers and attributes that the break does not need. */
  private ConversationTest smallerWorld(ConversationTest test) {
    ConversationTest best = test;
    Optional<ConversationTest> smaller = withoutOneRecord(best);
    while (smaller.isPresent()) {
      best = smaller.get();
      smaller = withoutOneRecord(best);
    }
    for (String hook : List.copyOf(best.hooks().replies().keySet())) {
      best = fewerReplies(best, hook);
    }
    ConversationTest candidate = with(best, best.features(), best.hooks(), Map.of(), best.requestAttributes());
    best = breaks(candidate) ? candidate : best;
    candidate = with(best, best.features(), best.hooks(), best.attributes(), Map.of());
    return breaks(candidate) ? candidate : best;
  }

  private Optional<ConversationTest> withoutOneRecord(ConversationTest test) {
    Map<String, ScriptedFeatures.Group> all = test.features().groups();
    for (Map.Entry<String, ScriptedFeatures.Group> group : all.entrySet()) {
      for (String key : group.getValue().records().keySet()) {
        Map<String, ScriptedFeatures.Reply> records = new LinkedHashMap<>(group.getValue().records());
        records.remove(key);
        Map<String, ScriptedFeatures.Group> groups = new LinkedHashMap<>(all);
        groups.put(group.getKey(), new ScriptedFeatures.Group(Optional.empty(), records));
        if (records.isEmpty()) {
          groups.remove(group.getKey());
        }
        ConversationTest candidate = with(test, new ScriptedFeatures(groups), test.hooks(), test.attributes(), test.requestAttributes());
        if (breaks(candidate)) {
          return Optional.of(candidate);
        }
      }
    }
    return Optional.empty();
  }

  private ConversationTest fewerReplies(ConversationTest test, String hook) {
    ConversationTest best = test;
    List<ScriptedHooks.Reply> all = test.hooks().replies().getOrDefault(hook, List.of());
    for (int count = all.size() - 1; count >= 0; count--) {
      Map<String, List<ScriptedHooks.Reply>> replies = new LinkedHashMap<>(best.hooks().replies());
      replies.put(hook, all.subList(0, count));
      if (count == 0) {
        replies.remove(hook);
      }
      ConversationTest candidate = with(best, best.features(), new ScriptedHooks(replies), best.attributes(), best.requestAttributes());
      if (!breaks(candidate)) {
        return best;
      }
      best = candidate;
    }
    return best;
  }

  private static Turn with(Turn turn, CallerAction action) {
    return new Turn(
        turn.span(), Optional.of(action), turn.after(), false, turn.waits(), turn.said(), turn.expected(), turn.absent());
  }

  private static ConversationTest with(ConversationTest t, List<Turn> turns) {
    return new ConversationTest(
        t.span(), t.about(), t.bot(), t.locale(), t.start(), t.zone(), t.seed(), t.channel(), t.attributes(), t.requestAttributes(),
        t.features(), t.hooks(), turns);
  }

  private static ConversationTest with(
      ConversationTest t,
      ScriptedFeatures features,
      ScriptedHooks hooks,
      Map<String, String> attributes,
      Map<String, String> requestAttributes) {
    return new ConversationTest(
        t.span(), t.about(), t.bot(), t.locale(), t.start(), t.zone(), t.seed(), t.channel(), attributes,
        requestAttributes, features, hooks, t.turns());
  }
}
