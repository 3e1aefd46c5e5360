package dev.parley.event;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Everything that can happen to a conversation. Events carry no time: the shell stamps {@code now} when it hands one to the
 * core. An event id is the client's own name for what it sent, or empty.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "event")
@JsonSubTypes({
  @JsonSubTypes.Type(value = DialogEvent.Started.class, name = "started"),
  @JsonSubTypes.Type(value = DialogEvent.SessionChanged.class, name = "sessionChanged"),
  @JsonSubTypes.Type(value = DialogEvent.TextArrived.class, name = "textArrived"),
  @JsonSubTypes.Type(value = DialogEvent.KeyPressed.class, name = "keyPressed"),
  @JsonSubTypes.Type(value = DialogEvent.SpeechBegan.class, name = "speechBegan"),
  @JsonSubTypes.Type(value = DialogEvent.SpeechContinued.class, name = "speechContinued"),
  @JsonSubTypes.Type(value = DialogEvent.SpeechPaused.class, name = "speechPaused"),
  @JsonSubTypes.Type(value = DialogEvent.Transcribed.class, name = "transcribed"),
  @JsonSubTypes.Type(value = DialogEvent.RecognizerFailed.class, name = "recognizerFailed"),
  @JsonSubTypes.Type(value = DialogEvent.Interpreted.class, name = "interpreted"),
  @JsonSubTypes.Type(value = DialogEvent.FeaturesArrived.class, name = "featuresArrived"),
  @JsonSubTypes.Type(value = DialogEvent.HookAnswered.class, name = "hookAnswered"),
  @JsonSubTypes.Type(value = DialogEvent.PlaybackStarted.class, name = "playbackStarted"),
  @JsonSubTypes.Type(value = DialogEvent.PlaybackStopped.class, name = "playbackStopped"),
  @JsonSubTypes.Type(value = DialogEvent.PlaybackEnded.class, name = "playbackEnded"),
  @JsonSubTypes.Type(value = DialogEvent.DeadlinePassed.class, name = "deadlinePassed"),
  @JsonSubTypes.Type(value = DialogEvent.HungUp.class, name = "hungUp")
})
public sealed interface DialogEvent {

  /** Calls the case for this event. Exhaustive by the compiler: a new event breaks every reader. */
  <R> R match(Cases<R> cases);

  /** One case for each event. */
  interface Cases<R> {
    R started(Started e);

    R sessionChanged(SessionChanged e);

    R textArrived(TextArrived e);

    R keyPressed(KeyPressed e);

    R speechBegan(SpeechBegan e);

    R speechContinued(SpeechContinued e);

    R speechPaused(SpeechPaused e);

    R transcribed(Transcribed e);

    R recognizerFailed(RecognizerFailed e);

    R interpreted(Interpreted e);

    R featuresArrived(FeaturesArrived e);

    R hookAnswered(HookAnswered e);

    R playbackStarted(PlaybackStarted e);

    R playbackStopped(PlaybackStopped e);

    R playbackEnded(PlaybackEnded e);

    R deadlinePassed(DeadlinePassed e);

    R hungUp(HungUp e);
  }

  /**
   * The conversation, or a new stream or request of a session that lives on, begins.
   *
   * @param seed every random choice comes from it
   * @param zone the caller's time zone
   * @param caller how the caller reaches us
   * @param session what the client sets of the session, if anything
   * @param welcome the client's own words to begin with
   * @param requestAttributes hold for this stream or request only
   */
  record Started(
      long seed,
      ZoneId zone,
      CallerChannel caller,
      Optional<SessionView> session,
      List<Message> welcome,
      Map<String, String> requestAttributes)
      implements DialogEvent {
    public Started {
      welcome = List.copyOf(welcome);
      requestAttributes = Map.copyOf(requestAttributes);
    }

    @Override
    public <R> R match(Cases<R> cases) {
      return cases.started(this);
    }
  }

  /**
   * How the caller reaches us.
   *
   * @param inputs the kinds of input that may come
   * @param playback whether prompts take time and their end is reported by {@link PlaybackEnded}; when false, the caller
   *     has heard a prompt as soon as it is said
   * @param waits whether the caller stays connected, so that we may speak first: timers run and waiting is offered
   * @param greets whether the bot speaks first with its own greeting, as on a phone
   */
  record CallerChannel(List<InputMode> inputs, boolean playback, boolean waits, boolean greets) {
    public CallerChannel {
      inputs = List.copyOf(inputs);
    }
  }

  /** A client replaced parts of the session (Lex: PutSession). */
  record SessionChanged(SessionView session, List<Message> messages) implements DialogEvent {
    public SessionChanged {
      messages = List.copyOf(messages);
    }

    @Override
    public <R> R match(Cases<R> cases) {
      return cases.sessionChanged(this);
    }
  }

  /** The caller typed something; whole utterances only. */
  record TextArrived(String eventId, String text) implements DialogEvent {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.textArrived(this);
    }
  }

  /** The caller pressed a key: one of {@code 0-9 # * A-D}, or the token of a key that is part of a secret. */
  record KeyPressed(String eventId, String key) implements DialogEvent {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.keyPressed(this);
    }
  }

  /** The caller began to speak. */
  record SpeechBegan(String eventId) implements DialogEvent {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.speechBegan(this);
    }
  }

  /**
   * The caller has spoken so long by now. Told where a prompt's {@link InterruptionPolicy} asks for that, when it has been reached.
   *
   * @param lasted pauses do not count
   */
  record SpeechContinued(Duration lasted) implements DialogEvent {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.speechContinued(this);
    }
  }

  /** What began as speech does not go on for now; its transcript is still to come. Told as {@link SpeechContinued} is. */
  record SpeechPaused() implements DialogEvent {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.speechPaused(this);
    }
  }

  /**
   * The caller's speech as words.
   *
   * @param text the words; empty when there were none
   * @param confidence 0..1
   * @param complete whether the utterance is over; otherwise more words may follow and these may still change
   */
  record Transcribed(String text, double confidence, boolean complete) implements DialogEvent {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.transcribed(this);
    }
  }

  /** The recogniser could not hear what was said. The caller is asked again. */
  record RecognizerFailed(String reason) implements DialogEvent {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.recognizerFailed(this);
    }
  }

  /** The answer to {@link DialogOutput.Interpret}. */
  record Interpreted(TurnId turn, Interpretations interpretations) implements DialogEvent {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.interpreted(this);
    }
  }

  /** The answer to {@link DialogOutput.LookUpFeatures}. */
  record FeaturesArrived(TurnId turn, String group, String key, FeatureSnapshot snapshot) implements DialogEvent {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.featuresArrived(this);
    }
  }

  /** The answer to {@link DialogOutput.CallHook}. */
  record HookAnswered(TurnId turn, HookResult result) implements DialogEvent {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.hookAnswered(this);
    }
  }

  /**
   * A prompt began to play.
   *
   * @param expected how long it will take, as far as its sound is known
   * @param guarded the stretches of it that may not be interrupted
   */
  record PlaybackStarted(long prompt, Duration expected, List<Stretch> guarded) implements DialogEvent {
    public PlaybackStarted {
      guarded = List.copyOf(guarded);
    }

    /** A prompt without a guarded stretch. */
    public PlaybackStarted(long prompt, Duration expected) {
      this(prompt, expected, List.of());
    }

    @Override
    public <R> R match(Cases<R> cases) {
      return cases.playbackStarted(this);
    }
  }

  /** From one time to another within a prompt, both counted from its beginning. */
  record Stretch(Duration from, Duration to) {}

  /**
   * A prompt that was stopped: how much of it the caller heard.
   *
   * @param heardPerMille of each message, 0..1000, in their order
   */
  record PlaybackStopped(long prompt, List<Integer> heardPerMille) implements DialogEvent {
    public PlaybackStopped {
      heardPerMille = List.copyOf(heardPerMille);
    }

    @Override
    public <R> R match(Cases<R> cases) {
      return cases.playbackStopped(this);
    }
  }

  /** A prompt has been heard to its end. */
  record PlaybackEnded(long prompt) implements DialogEvent {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.playbackEnded(this);
    }
  }

  /** Time went by: perhaps a deadline has passed. Early, late and repeated ones do no harm. */
  record DeadlinePassed() implements DialogEvent {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.deadlinePassed(this);
    }
  }

  /** The caller is gone. */
  record HungUp(String reason) implements DialogEvent {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.hungUp(this);
    }
  }
}
