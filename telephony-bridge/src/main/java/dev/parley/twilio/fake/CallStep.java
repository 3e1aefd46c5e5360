package dev.parley.twilio.fake;

import java.time.Duration;
import java.util.Locale;

/** One thing that a scripted caller does, or waits for. */
public sealed interface CallStep {

  /** What the caller does, for messages; shows no words or keys of the caller. */
  String described();

  /** Whether it only waits for something that the bot does. */
  default boolean waits() {
    return false;
  }

  /** Says this. A secret one is masked in the transcript and silent in the recording. */
  record Say(String text, boolean secret) implements CallStep {
    @Override
    public String described() {
      return "the caller was to say something";
    }
  }

  /**
   * Presses keys.
   *
   * @param digits of {@code 0-9 # * A-D}
   * @param gap between two keys
   * @param secret masked in the transcript
   */
  record Keys(String digits, Duration gap, boolean secret) implements CallStep {
    @Override
    public String described() {
      return "the caller was to press keys";
    }
  }

  /** Says nothing for a while. */
  record Silence(Duration length) implements CallStep {
    @Override
    public String described() {
      return "the caller was silent";
    }
  }

  /** Waits until this much of a prompt has been played: what is said next interrupts it. */
  record After(Duration played) implements CallStep {
    @Override
    public String described() {
      return "the caller waited until " + played.toMillis() + " ms of a prompt had been played";
    }

    @Override
    public boolean waits() {
      return true;
    }
  }

  /** Waits for something that the bot does. */
  record WaitFor(Moment moment) implements CallStep {
    @Override
    public String described() {
      return "the caller waited for " + moment.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public boolean waits() {
      return true;
    }
  }

  /**
   * Waits until the bot has said something like this. Without a recogniser it waits for the end of a prompt.
   *
   * @param words these, nearly, and in this order; other words may stand between
   * @param secret the prompt repeats a secret: it is masked and silent, as the caller's own
   */
  record Hear(String words, boolean secret) implements CallStep {
    @Override
    public String described() {
      return "the caller waited to hear \"" + words + "\"";
    }

    @Override
    public boolean waits() {
      return true;
    }
  }

  /** Ends the call. */
  record HangUp() implements CallStep {
    @Override
    public String described() {
      return "the caller was to hang up";
    }
  }

  /** What can be waited for. */
  enum Moment {
    /** The bot begins to speak. */
    PROMPT_START,
    /** The bot has spoken, uninterrupted, and is silent. */
    PROMPT_END,
    /** The bot ends the call. */
    CALL_END
  }
}
