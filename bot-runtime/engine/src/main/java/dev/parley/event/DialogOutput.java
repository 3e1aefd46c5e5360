package dev.parley.event;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.parley.definition.HookReference;
import dev.parley.event.Interpretations.Interpretation;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Everything that the core may want done. Carried out in order; what concerns a prompt that plays at once. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "output")
@JsonSubTypes({
  @JsonSubTypes.Type(value = DialogOutput.StopPlayback.class, name = "stopPlayback"),
  @JsonSubTypes.Type(value = DialogOutput.LowerPlayback.class, name = "lowerPlayback"),
  @JsonSubTypes.Type(value = DialogOutput.ResumePlayback.class, name = "resumePlayback"),
  @JsonSubTypes.Type(value = DialogOutput.RevealTranscript.class, name = "revealTranscript"),
  @JsonSubTypes.Type(value = DialogOutput.RevealIntentResult.class, name = "revealIntentResult"),
  @JsonSubTypes.Type(value = DialogOutput.Say.class, name = "say"),
  @JsonSubTypes.Type(value = DialogOutput.Heard.class, name = "heard"),
  @JsonSubTypes.Type(value = DialogOutput.Interpret.class, name = "interpret"),
  @JsonSubTypes.Type(value = DialogOutput.CallHook.class, name = "callHook"),
  @JsonSubTypes.Type(value = DialogOutput.LookUpFeatures.class, name = "lookUpFeatures"),
  @JsonSubTypes.Type(value = DialogOutput.Decided.class, name = "decided"),
  @JsonSubTypes.Type(value = DialogOutput.WriteFeatures.class, name = "writeFeatures"),
  @JsonSubTypes.Type(value = DialogOutput.ListenFor.class, name = "listenFor"),
  @JsonSubTypes.Type(value = DialogOutput.Close.class, name = "close")
})
public sealed interface DialogOutput {

  /** Calls the case for this output. Exhaustive by the compiler. */
  <R> R match(Cases<R> cases);

  /** Whether a barge-in may drop it when it has not been carried out yet. */
  default boolean interruptible() {
    return false;
  }

  /** One case for each output. */
  interface Cases<R> {
    R stopPlayback(StopPlayback o);

    R lowerPlayback(LowerPlayback o);

    R resumePlayback(ResumePlayback o);

    R revealTranscript(RevealTranscript o);

    R revealIntentResult(RevealIntentResult o);

    R say(Say o);

    R heard(Heard o);

    R interpret(Interpret o);

    R callHook(CallHook o);

    R lookUpFeatures(LookUpFeatures o);

    R decided(Decided o);

    R writeFeatures(WriteFeatures o);

    R listenFor(ListenFor o);

    R close(Close o);
  }

  /** The caller interrupted a prompt: be silent at once and tell the client. */
  record StopPlayback(long prompt, InterruptionReason reason, String causedByEventId) implements DialogOutput {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.stopPlayback(this);
    }
  }

  /** The caller may be about to interrupt: speak softly, or pause, until it is stopped or resumed. Carried out at once. */
  record LowerPlayback(long prompt) implements DialogOutput {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.lowerPlayback(this);
    }
  }

  /** It was no interruption: go on from the cut, as loud as before. */
  record ResumePlayback(long prompt) implements DialogOutput {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.resumePlayback(this);
    }
  }

  /** Tells the client what was heard. */
  record RevealTranscript(String text) implements DialogOutput {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.revealTranscript(this);
    }
  }

  /** Tells the client what the bot made of it. */
  record RevealIntentResult(InputMode inputMode, List<Interpretation> interpretations, SessionView session)
      implements DialogOutput {
    public RevealIntentResult {
      interpretations = List.copyOf(interpretations);
    }

    @Override
    public <R> R match(Cases<R> cases) {
      return cases.revealIntentResult(this);
    }
  }

  /**
   * Says something.
   *
   * @param prompt counts prompts within the conversation; {@link DialogEvent.PlaybackEnded} names it
   * @param messages what is said, in order
   * @param interruptible whether the caller may barge in
   * @param guarded indices of messages that may not be interrupted although the others may
   * @param facts what of the customer's features is behind the words
   * @param policy when the caller's sound interrupts it
   */
  record Say(
      long prompt, List<Message> messages, boolean interruptible, List<Integer> guarded, List<Fact> facts, InterruptionPolicy policy)
      implements DialogOutput {

    /** What any speech interrupts. */
    public Say(long prompt, List<Message> messages, boolean interruptible, List<Integer> guarded, List<Fact> facts) {
      this(prompt, messages, interruptible, guarded, facts, InterruptionPolicy.AT_ONCE);
    }

    public Say {
      messages = List.copyOf(messages);
      guarded = List.copyOf(guarded);
      facts = List.copyOf(facts);
    }

    @Override
    public <R> R match(Cases<R> cases) {
      return cases.say(this);
    }
  }

  /** A feature behind what is said, with the time at which it was true. */
  record Fact(int message, String group, String feature, Optional<Instant> eventTime) {}

  /**
   * How much of a prompt the caller heard before it was cut: the truth of transcripts.
   *
   * @param heard the messages as far as they were heard
   * @param whole whether nothing was cut
   */
  record Heard(long prompt, List<Message> heard, boolean whole) implements DialogOutput {
    public Heard {
      heard = List.copyOf(heard);
    }

    @Override
    public <R> R match(Cases<R> cases) {
      return cases.heard(this);
    }
  }

  /** Asks what this means; the answer is {@link DialogEvent.Interpreted}. */
  record Interpret(TurnId turn, String text, InputMode inputMode, Expectation expectation) implements DialogOutput {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.interpret(this);
    }
  }

  /** Calls a code hook; the answer is {@link DialogEvent.HookAnswered}. */
  record CallHook(TurnId turn, HookReference hook, HookRequest request) implements DialogOutput {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.callHook(this);
    }
  }

  /** Looks a customer's facts up; the answer is {@link DialogEvent.FeaturesArrived}. */
  record LookUpFeatures(TurnId turn, String group, String key, Duration within) implements DialogOutput {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.lookUpFeatures(this);
    }
  }

  /**
   * A branch was looked at whose condition reads features: for the record of the conversation.
   *
   * @param branch its name, or its condition
   * @param at where it is written
   * @param taken whether it was taken
   * @param facts the features that it reads; of no message
   */
  record Decided(String branch, String at, boolean taken, List<Fact> facts) implements DialogOutput {
    public Decided {
      facts = List.copyOf(facts);
    }

    @Override
    public <R> R match(Cases<R> cases) {
      return cases.decided(this);
    }
  }

  /**
   * Writes features of a record; nothing comes of it for the dialog.
   *
   * @param at when this was so: the event time
   * @param values features by name, with secrets as tokens
   * @param counts features that become more or less
   */
  record WriteFeatures(String group, String key, Instant at, Map<String, String> values, List<Count> counts) implements DialogOutput {
    public WriteFeatures {
      values = Map.copyOf(values);
      counts = List.copyOf(counts);
    }

    @Override
    public <R> R match(Cases<R> cases) {
      return cases.writeFeatures(this);
    }
  }

  /**
   * A feature that becomes so much more than it is when it is written.
   *
   * @param since what was counted before does not count; empty = all counts
   */
  record Count(String feature, BigDecimal add, Optional<Instant> since) {}

  /** What the ears should expect from now on. */
  record ListenFor(Expectation expectation) implements DialogOutput {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.listenFor(this);
    }
  }

  /** The dialog is over; a phone call ends when the last words have been heard. */
  record Close(String reason) implements DialogOutput {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.close(this);
    }
  }
}
