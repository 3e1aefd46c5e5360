package dev.parley.http2;

import dev.parley.conversation.Channel;
import dev.parley.conversation.ChannelOutput;
import dev.parley.conversation.ConversationRefused;
import dev.parley.sound.SoundEncoder;
import dev.parley.sound.SoundFormat;
import io.netty.util.concurrent.EventExecutor;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The answering half of a conversation on a stream: what is said becomes events, on the stream's event loop. {@link #send} hops onto
 * it; {@link #writable} only looks. Everything else is the event loop's.
 */
final class StreamChannel implements Channel {

  /** The stream that it speaks on. */
  interface Client {
    /** The conversation has room for input again. Any thread. */
    void inputWanted();

    /** The client has read nothing for too long: an event could not be sent. */
    void readsTooSlowly();
  }

  private final EventExecutor loop;
  private final EventStreamWriter writer;
  private final ServerEvents events;
  private final Capabilities capabilities;
  private final Optional<SoundFormat> sound;
  private final String responseContentType;
  private final Client client;

  /** Of the response that is being spoken; the conversation's threads only, one at a time. */
  private @Nullable SoundEncoder encoder;

  /** The conversation's last word. */
  private Optional<ConversationRefused> fault = Optional.empty();

  private boolean orderly;
  private boolean closed;

  StreamChannel(
      EventExecutor loop,
      EventStreamWriter writer,
      ServerEvents events,
      Capabilities capabilities,
      Optional<SoundFormat> sound,
      String responseContentType,
      Client client) {
    this.loop = loop;
    this.writer = writer;
    this.events = events;
    this.capabilities = capabilities;
    this.sound = sound;
    this.responseContentType = responseContentType;
    this.client = client;
  }

  @Override
  public Capabilities capabilities() {
    return capabilities;
  }

  @Override
  public String responseContentType() {
    return responseContentType;
  }

  @Override
  public void send(ChannelOutput output) {
    if (output instanceof ChannelOutput.Audio audio) {
      // Written here, since encoding takes time that event loops do not have.
      SoundEncoder writes = encoder == null ? sound.orElseThrow().encoder() : encoder;
      encoder = writes;
      speak(writes.encode(audio.frame().bytes()));
    } else {
      if (output instanceof ChannelOutput.AudioEnd && encoder != null) {
        speak(encoder.end());
        encoder = null;
      }
      loop.execute(() -> write(output));
    }
  }

  private void speak(byte[] bytes) {
    if (bytes.length > 0) {
      loop.execute(() -> {
        if (!closed) {
          event(events.audio(bytes));
        }
      });
    }
  }

  @Override
  public boolean writable() {
    return writer.writable();
  }

  @Override
  public void inputWanted() {
    client.inputWanted();
  }

  private void write(ChannelOutput output) {
    if (closed) {
      return;
    }
    if (output instanceof ChannelOutput.Interruption o) {
      event(events.interruption(o));
    } else if (output instanceof ChannelOutput.Transcript o) {
      event(events.transcript(o));
    } else if (output instanceof ChannelOutput.IntentResult o) {
      event(events.intentResult(o));
    } else if (output instanceof ChannelOutput.Text o) {
      event(events.text(o));
    } else if (output instanceof ChannelOutput.AudioEnd) {
      event(events.audioEnd());
    } else if (output instanceof ChannelOutput.Fault o) {
      fault = Optional.of(new ConversationRefused(o.kind(), o.message()));
    } else if (output instanceof ChannelOutput.Ended) {
      orderly = true;
    }
    // A Lex stream stays open after Closed: the caller may want something else.
  }

  private void event(ServerEvents.Outgoing event) {
    if (!writer.event(event)) {
      client.readsTooSlowly();
    }
  }

  /** Says that the stream lives, when nothing else did for a while. */
  void beat() {
    if (!closed && writer.quiet()) {
      event(events.heartbeat());
    }
  }

  /** What was wrong with a conversation that has ended; empty = nothing. */
  Optional<ConversationRefused> fault(String why) {
    return fault.isPresent() || orderly
        ? fault
        : Optional.of(new ConversationRefused(ConversationRefused.Kind.INTERNAL, "the conversation was cut: " + why));
  }

  /** Nothing more is written. */
  void close() {
    closed = true;
  }
}
