package dev.parley.simulation;

import dev.parley.definition.LocaleDefinition;
import dev.parley.dialog.DialogState;
import dev.parley.engine.ConversationCore;
import dev.parley.engine.ConversationState;
import dev.parley.engine.StateJson;
import dev.parley.engine.Step;
import dev.parley.event.DialogEvent;
import dev.parley.event.FeatureSnapshot;
import dev.parley.event.HookResult;
import dev.parley.event.Interpretations;
import dev.parley.event.TurnId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * The laws of the core, held against every step of a simulated conversation. One thread.
 *
 * <ol>
 *   <li>The same input makes the same step.
 *   <li>Time never goes back in a conversation, whatever the clock does.
 *   <li>An early or repeated {@code DeadlinePassed} changes nothing.
 *   <li>An answer to an old question changes nothing.
 *   <li>A state is the same after its way through JSON.
 *   <li>Every path ends: attempts are bounded. Held by {@link Simulator} at the end of a conversation, and by {@link
 *       Simulation#MAX_STEPS}.
 *   <li>A conversation that is cut off, saved and restored goes on as it would have: with 1 and 5 tried as one, since each step
 *       is made a second time from the state that was restored.
 * </ol>
 */
final class Laws {

  /** So far does the clock go back in law 2. */
  private static final Duration BACK = Duration.ofSeconds(10);

  private static final DialogState EMPTY = DialogState.fresh();

  private final ConversationCore core;
  private final LocaleDefinition locale;
  private final ProvenEvents events;
  private ConversationState state;
  private ConversationState restored;

  /** The laws of a conversation that begins with this state. */
  Laws(ConversationCore core, LocaleDefinition locale, ProvenEvents events, ConversationState fresh) {
    this.core = core;
    this.events = events;
    this.locale = locale;
    this.state = fresh;
    this.restored = fresh;
  }

  /** The state of the last step, out of its JSON form. */
  ConversationState restored() {
    return restored;
  }

  /**
   * Makes the conversation's next step.
   *
   * @param secrets what must not be found in a state
   * @throws AssertionError with the law that is broken
   */
  Step step(DialogEvent event, Instant now, List<String> secrets) {
    ConversationState before = state;
    Step step = core.step(before, event, now);
    ConversationState after = step.state();
    hold(core.step(restored, event, now).equals(step), "the same event makes another step of the same state, saved and restored");
    hold(!after.time().isBefore(before.time()), "time went back: from " + before.time() + " to " + after.time());
    ConversationState early = core.step(before, event, now.minus(BACK)).state();
    hold(!early.time().isBefore(before.time()), "time goes back with the clock");
    restored = throughJson(before, after, secrets);
    hold(restored.equals(after), "a state changed on its way through JSON");
    hold(events.holds(event), "an event changed on its way through JSON");
    state = after;
    nothingIsDueEarly(step, now);
    oldAnswersChangeNothing(now);
    Invariants.check(locale, before, event, step, now);
    return step;
  }

  /**
   * A state after its way through JSON, in which no secret may stand. Most steps leave the dialog as it was, which has been
   * there already: only the new part goes again, beside an empty dialog.
   */
  private ConversationState throughJson(ConversationState before, ConversationState after, List<String> secrets) {
    boolean sameDialog = after.dialog().equals(before.dialog());
    ConversationState parts =
        sameDialog ? new ConversationState(after.format(), after.time(), after.turn(), EMPTY) : after;
    String json = StateJson.write(parts);
    hold(secrets.stream().noneMatch(json::contains), "a secret stands in the state");
    ConversationState back = StateJson.readState(json);
    return sameDialog ? new ConversationState(back.format(), back.time(), back.turn(), restored.dialog()) : back;
  }

  private void nothingIsDueEarly(Step step, Instant now) {
    Instant early = step.wakeAt().map(at -> at.minusMillis(1)).orElse(now);
    if (!early.isBefore(now)) {
      changesNothing(new DialogEvent.DeadlinePassed(), early, "an early deadline changes something");
    }
  }

  private void oldAnswersChangeNothing(Instant now) {
    TurnId last = state.dialog().turn();
    TurnId old = state.dialog().pending().isPresent() ? new TurnId(last.number() - 1) : last;
    String rule = "an answer to an old question changes something";
    changesNothing(new DialogEvent.Interpreted(old, Interpretations.NOTHING), now, rule);
    changesNothing(new DialogEvent.FeaturesArrived(old, "old", "old", FeatureSnapshot.absent()), now, rule);
    changesNothing(new DialogEvent.HookAnswered(old, new HookResult.TimedOut()), now, rule);
    changesNothing(new DialogEvent.PlaybackEnded(state.turn().prompt() - 1), now, rule);
  }

  private void changesNothing(DialogEvent event, Instant now, String rule) {
    Step step = core.step(state, event, now);
    if (!step.state().equals(state) || !step.outputs().isEmpty()) {
      throw new AssertionError(rule + ": " + event);
    }
  }

  private static void hold(boolean holds, String rule) {
    if (!holds) {
      throw new AssertionError(rule);
    }
  }
}
