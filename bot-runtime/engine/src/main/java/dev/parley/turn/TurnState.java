package dev.parley.turn;

import dev.parley.event.Deadlines;
import dev.parley.event.DialogEvent.CallerChannel;
import dev.parley.event.InputMode;
import dev.parley.event.InterruptionPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Who has the floor. Immutable; has a JSON form.
 *
 * @param floor who has it
 * @param caller how the caller reaches us
 * @param prompt the prompt that was said last, 0 = none
 * @param interruptible whether that prompt may be interrupted
 * @param policy when sound interrupts it
 * @param doubt what may become an interruption of it
 * @param guarded when it may not be interrupted although it may else
 * @param keys keys of an entry that is not over
 * @param queue what the caller said while the dialog could not take it, oldest first; at most {@link #QUEUE_LIMIT}
 * @param deadlines what is due when
 */
public record TurnState(
    Floor floor,
    CallerChannel caller,
    long prompt,
    boolean interruptible,
    InterruptionPolicy policy,
    Optional<Doubt> doubt,
    List<Window> guarded,
    String keys,
    List<Heard> queue,
    Deadlines deadlines) {

  /** More than this many unanswered utterances are not kept: a caller who talks on is not waiting for old answers. */
  public static final int QUEUE_LIMIT = 8;

  public TurnState {
    guarded = List.copyOf(guarded);
    queue = List.copyOf(queue);
  }

  /** Nobody has spoken. */
  public static TurnState fresh() {
    return new TurnState(
        Floor.NOBODY,
        new CallerChannel(List.of(InputMode.TEXT), false, false, false),
        0,
        true,
        InterruptionPolicy.AT_ONCE,
        Optional.empty(),
        List.of(),
        "",
        List.of(),
        Deadlines.NONE);
  }

  /** Another floor; what was in doubt is not any more when the bot does not have it. */
  TurnState with(Floor newFloor, Deadlines newDeadlines) {
    Optional<Doubt> left = newFloor == Floor.BOT ? doubt : Optional.empty();
    return new TurnState(newFloor, caller, prompt, interruptible, policy, left, guarded, keys, queue, newDeadlines);
  }

  TurnState withKeys(String newKeys) {
    return new TurnState(floor, caller, prompt, interruptible, policy, doubt, guarded, newKeys, queue, deadlines);
  }

  TurnState withCaller(CallerChannel newCaller) {
    return new TurnState(floor, newCaller, prompt, interruptible, policy, doubt, guarded, keys, queue, deadlines);
  }

  TurnState withPrompt(long newPrompt, boolean mayInterrupt, InterruptionPolicy when) {
    return new TurnState(floor, caller, newPrompt, mayInterrupt, when, doubt, List.of(), keys, queue, deadlines);
  }

  TurnState withGuarded(List<Window> windows) {
    return new TurnState(floor, caller, prompt, interruptible, policy, doubt, windows, keys, queue, deadlines);
  }

  TurnState withDoubt(Optional<Doubt> newDoubt) {
    return new TurnState(floor, caller, prompt, interruptible, policy, newDoubt, guarded, keys, queue, deadlines);
  }

  /** Whether the caller may interrupt the prompt at this time. */
  boolean interruptibleAt(Instant now) {
    return interruptible && guarded.stream().noneMatch(w -> !now.isBefore(w.from()) && now.isBefore(w.to()));
  }

  /** The same with another queue. */
  public TurnState withQueue(List<Heard> newQueue) {
    return new TurnState(floor, caller, prompt, interruptible, policy, doubt, guarded, keys, newQueue, deadlines);
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

  /**
   * Speech during a prompt that is no interruption so far.
   *
   * @param eventId the client's name for what it sent when it began
   * @param lasted how long it has lasted, as far as that was told
   * @param words what was understood so far
   * @param lowered since when the prompt is lowered by it
   * @param missed whether it was over before a protected part was: it counts no more
   */
  public record Doubt(String eventId, Duration lasted, String words, Optional<Instant> lowered, boolean missed) {

    Doubt(String eventId) {
      this(eventId, Duration.ZERO, "", Optional.empty(), false);
    }

    Doubt lasting(Duration time) {
      return new Doubt(eventId, time, words, lowered, missed);
    }

    Doubt saying(String said) {
      return new Doubt(eventId, lasted, said, lowered, missed);
    }

    Doubt lowered(Optional<Instant> since) {
      return new Doubt(eventId, lasted, words, since, false);
    }

    Doubt over() {
      return new Doubt(eventId, lasted, words, lowered, true);
    }
  }

  /** From one time to another. */
  public record Window(Instant from, Instant to) {}

  /**
   * A whole utterance.
   *
   * @param confidence how sure the recogniser is of the words, 0..1; 1 for what was typed or keyed
   */
  public record Heard(String text, InputMode mode, double confidence) {

    /** An utterance that leaves no doubt. */
    public Heard(String text, InputMode mode) {
      this(text, mode, 1);
    }
  }
}
