package dev.parley.twilio.fake;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A call as a script: what the caller does, step by step, and what is expected of the call as a whole. When the steps are
 * done the caller waits for the bot to end the call.
 *
 * @param name what the call is about
 * @param steps in order
 * @param patience how long one step waits for the bot before the call has failed
 * @param quiet how long the bot must be silent for a prompt to have ended
 * @param expected of the whole call
 */
public record CallScript(String name, List<CallStep> steps, Duration patience, Duration quiet, Expected expected) {

  /** Two prompts closer together than this are one to a caller. */
  public static final Duration DEFAULT_QUIET = Duration.ofMillis(600);

  /** Longer than any reminder of a sample bot takes to come. */
  public static final Duration DEFAULT_PATIENCE = Duration.ofSeconds(30);

  /** Between two keys, as a quick finger presses them. */
  public static final Duration DEFAULT_KEY_GAP = Duration.ofMillis(150);

  public CallScript {
    steps = List.copyOf(steps);
  }

  /**
   * What a call must have been like.
   *
   * @param said the bot has said each of these, nearly, somewhere in the call; checked only with a recogniser
   * @param endedBy who ended the call
   * @param bargeIns how many prompts were cut by the caller
   * @param within the longest the call may last
   */
  public record Expected(
      List<String> said, Optional<CallResult.EndedBy> endedBy, Optional<Integer> bargeIns, Optional<Duration> within) {

    /** Nothing: every call is fine that does not fail. */
    public static final Expected NOTHING =
        new Expected(List.of(), Optional.empty(), Optional.empty(), Optional.empty());

    public Expected {
      said = List.copyOf(said);
    }
  }
}
