package dev.parley.turn;

import dev.parley.event.Deadlines;
import dev.parley.event.DialogEvent.CallerChannel;
import dev.parley.event.InputMode;
import java.util.List;

/**
 * Who has the floor. Immutable; has a JSON form.
 *
 * @param floor who has it
 * @param caller how the caller reaches us
 * @param prompt the prompt that was said last, 0 = none
 * @param interruptible whether that prompt may be interrupted
 * @param keys keys of an entry that is not over
 * @param queue what the caller said while the dialog could not take it, oldest first; at most {@link #QUEUE_LIMIT}
 * @param deadlines what is due when
 */
public record TurnState(
    Floor floor,
    CallerChannel caller,
    long prompt,
    boolean interruptible,
    String keys,
    List<Heard> queue,
    Deadlines deadlines) {

  /** More than this many unanswered utterances are not kept: a caller who talks on is not waiting for old answers. */
  public static final int QUEUE_LIMIT = 8;

  public TurnState {
    queue = List.copyOf(queue);
  }

  /** Nobody has spoken. */
  public static TurnState fresh() {
    return new TurnState(
        Floor.NOBODY,
        new CallerChannel(List.of(InputMode.TEXT), false, false, false),
        0,
        true,
        "",
        List.of(),
        Deadlines.NONE);
  }

  TurnState with(Floor newFloor, Deadlines newDeadlines) {
    return new TurnState(newFloor, caller, prompt, interruptible, keys, queue, newDeadlines);
  }

  TurnState withKeys(String newKeys) {
    return new TurnState(floor, caller, prompt, interruptible, newKeys, queue, deadlines);
  }

  TurnState withCaller(CallerChannel newCaller) {
    return new TurnState(floor, newCaller, prompt, interruptible, keys, queue, deadlines);
  }

  TurnState withPrompt(long newPrompt, boolean mayInterrupt) {
    return new TurnState(floor, caller, newPrompt, mayInterrupt, keys, queue, deadlines);
  }

  /** The same with another queue. */
  public TurnState withQueue(List<Heard> newQueue) {
    return new TurnState(floor, caller, prompt, interruptible, keys, newQueue, deadlines);
  }

  /** Who has the floor. */
  public enum Floor {
    /** A prompt plays. */
    BOT,
    /** The caller speaks or presses keys. */
    CALLER,
    /** Nobody: the bot listens. */
    NOBODY,
    /** The caller is gone. */
    CLOSED
  }

  /** A whole utterance. */
  public record Heard(String text, InputMode mode) {}
}
