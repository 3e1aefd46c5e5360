package dev.parley.lex;

import dev.parley.definition.NextStep;
import dev.parley.definition.NextStep.Action;
import dev.parley.diagnostic.Span;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An intent's usual order: its needed slots, confirmation, fulfilment, closing. Lex writes it out as next steps, from slot to slot;
 * here it need not be said. A step of Lex that only says the usual order is left out on the way in and written on the way out.
 *
 * @param needed the slots that are asked for, in order
 * @param fallback the locale's fallback intent
 */
record Course(List<String> needed, boolean confirms, boolean fulfills, boolean closes, String fallback) {

  Course {
    needed = List.copyOf(needed);
  }

  /** What follows the opening. */
  NextStep opening() {
    return needed.isEmpty() ? afterSlots() : elicit(needed.get(0));
  }

  /** What follows when this slot has a value. */
  NextStep captured(String slot) {
    int at = needed.indexOf(slot);
    boolean last = at < 0 || at == needed.size() - 1;
    return last ? afterSlots() : elicit(needed.get(at + 1));
  }

  private NextStep afterSlots() {
    return confirms ? step(Action.CONFIRM_INTENT) : confirmed();
  }

  /** What follows the caller's yes. */
  NextStep confirmed() {
    return fulfills || !closes ? step(Action.FULFILL_INTENT) : fulfilled();
  }

  /** What follows the work. */
  NextStep fulfilled() {
    return step(Action.CLOSE_INTENT);
  }

  /** What follows when no answer came. */
  NextStep failed() {
    return new NextStep(Span.NONE, Action.START_INTENT, Optional.empty(), Optional.of(fallback), Map.of(), false);
  }

  private static NextStep elicit(String slot) {
    return new NextStep(Span.NONE, Action.ELICIT_SLOT, Optional.of(slot), Optional.empty(), Map.of(), false);
  }

  private static NextStep step(Action action) {
    return NextStep.of(Span.NONE, action);
  }

  /**
   * What a point leads to on the way out.
   *
   * @param standard where it goes when the bot does not say; empty where Lex has its own answer
   * @param onward where it goes when the bot says {@code continue}
   */
  record Leads(Optional<NextStep> standard, Optional<NextStep> onward) {

    /** A point from which the usual order goes on. */
    static Leads on(NextStep usual) {
      return new Leads(Optional.of(usual), Optional.of(usual));
    }

    /** A point at which something went wrong. */
    static Leads away(Optional<NextStep> standard, NextStep onward) {
      return new Leads(standard, Optional.of(onward));
    }

    static final Leads NOWHERE = new Leads(Optional.empty(), Optional.empty());
  }

  /** Whether a step goes where the usual order goes. */
  static boolean same(NextStep step, Optional<NextStep> usual) {
    return usual.isPresent()
        && step.slots().isEmpty()
        && !step.silent()
        && step.action() == usual.get().action()
        && step.slot().equals(usual.get().slot())
        && step.intent().equals(usual.get().intent());
  }
}
