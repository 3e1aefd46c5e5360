package dev.parley.conversation;

import dev.parley.audio.AudioFrame;
import dev.parley.event.InputMode;
import dev.parley.event.Interpretations.Interpretation;
import dev.parley.event.InterruptionReason;
import dev.parley.event.Message;
import dev.parley.event.SessionView;
import java.util.List;
import java.util.Map;

/**
 * What the runtime tells a channel, with secrets filled in: these values go to the caller or client and to no log. In the
 * order of a Lex turn: interruption, transcript, intent result, text, sound.
 */
public sealed interface ChannelOutput {

  /** Calls the case for this output. Exhaustive by the compiler. */
  <R> R match(Cases<R> cases);

  /** One case for each output. */
  interface Cases<R> {
    R interruption(Interruption o);

    R transcript(Transcript o);

    R intentResult(IntentResult o);

    R text(Text o);

    R audio(Audio o);

    R audioEnd(AudioEnd o);

    R closed(Closed o);

    R fault(Fault o);

    R ended(Ended o);
  }

  /** The caller interrupted a prompt: drop what is buffered of it. */
  record Interruption(long prompt, InterruptionReason reason, String causedByEventId) implements ChannelOutput {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.interruption(this);
    }
  }

  /** What was heard. */
  record Transcript(String text) implements ChannelOutput {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.transcript(this);
    }
  }

  /** What the bot made of it. */
  record IntentResult(
      InputMode inputMode,
      List<Interpretation> interpretations,
      SessionView session,
      Map<String, String> requestAttributes)
      implements ChannelOutput {
    public IntentResult {
      interpretations = List.copyOf(interpretations);
      requestAttributes = Map.copyOf(requestAttributes);
    }

    @Override
    public <R> R match(Cases<R> cases) {
      return cases.intentResult(this);
    }
  }

  /** What the bot says, in words; sent for every prompt, whether or not it is spoken too. */
  record Text(long prompt, List<Message> messages) implements ChannelOutput {
    public Text {
      messages = List.copyOf(messages);
    }

    @Override
    public <R> R match(Cases<R> cases) {
      return cases.text(this);
    }
  }

  /** A piece of what the bot says, in sound; only for channels with {@code audioOut}. */
  record Audio(long prompt, AudioFrame frame) implements ChannelOutput {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.audio(this);
    }
  }

  /** All the sound of this prompt has been sent, or it was cut off. */
  record AudioEnd(long prompt) implements ChannelOutput {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.audioEnd(this);
    }
  }

  /** The dialog is over. A phone call ends when the last words have been heard; a Lex stream stays open. */
  record Closed(String reason) implements ChannelOutput {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.closed(this);
    }
  }

  /** Something went wrong: the conversation ends with this error on its own stream. */
  record Fault(ConversationRefused.Kind kind, String message) implements ChannelOutput {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.fault(this);
    }
  }

  /** The conversation is over; nothing follows. */
  record Ended(String reason) implements ChannelOutput {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.ended(this);
    }
  }
}
