package dev.parley.twilio.fake;

import java.time.Duration;
import java.util.List;

/**
 * How a call went.
 *
 * @param endedBy who ended it
 * @param length of the call, from the first sound
 * @param prompts how often the bot spoke
 * @param clearDelays for each prompt that the caller cut: how much sound went by between the caller's first sound or key and
 *     the bot's {@code clear}
 * @param failures what was not as it should be, in words; empty = all is well
 * @param transcript who did what, when, with secrets masked
 * @param recording both voices
 */
public record CallResult(
    EndedBy endedBy,
    Duration length,
    int prompts,
    List<Duration> clearDelays,
    List<String> failures,
    CallTranscript transcript,
    CallRecording recording) {

  public CallResult {
    clearDelays = List.copyOf(clearDelays);
    failures = List.copyOf(failures);
  }

  /** Whether the script ran to its end and all that it expects holds. */
  public boolean passed() {
    return failures.isEmpty();
  }

  /** How many prompts the caller cut. */
  public int bargeIns() {
    return clearDelays.size();
  }

  /** Who ended a call. */
  public enum EndedBy {
    CALLER,
    BOT,
    /** Nobody: it never began, or the line broke. */
    TROUBLE
  }
}
