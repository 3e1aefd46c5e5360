package dev.parley.turn;

import dev.parley.event.InputMode;
import java.time.Instant;

/** Whether an input takes the floor from a prompt that plays. Pure. */
final class BargeInPolicy {

  private BargeInPolicy() {}

  /** What becomes of an input. */
  enum Verdict {
    /** The prompt stops, the input counts. */
    INTERRUPT,
    /** Nothing plays: the input counts. */
    TAKE,
    /** The prompt plays on, the input counts when it has ended. */
    KEEP,
    /** The prompt plays on, the input is dropped. */
    DROP
  }

  /**
   * Lex drops what comes during a prompt that may not be interrupted; we keep typed text and keys, which nobody enters by
   * accident, and drop sound.
   */
  static Verdict verdict(TurnState state, InputMode mode, Instant now) {
    if (state.floor() != TurnState.Floor.BOT) {
      return Verdict.TAKE;
    }
    if (state.interruptibleAt(now)) {
      return Verdict.INTERRUPT;
    }
    return mode == InputMode.SPEECH ? Verdict.DROP : Verdict.KEEP;
  }
}
