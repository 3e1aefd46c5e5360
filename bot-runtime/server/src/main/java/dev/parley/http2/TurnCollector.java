package dev.parley.http2;

import dev.parley.conversation.Channel;
import dev.parley.conversation.ChannelOutput;
import dev.parley.conversation.ConversationRefused;
import dev.parley.conversation.LiveConversation;
import dev.parley.event.Message;
import dev.parley.sound.SoundEncoder;
import dev.parley.sound.SoundFormat;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * A channel for one request: hands in what the caller says, and collects what the turn says until the conversation ends. What comes
 * from the conversation comes one thread at a time; {@link #feed} guards what both sides touch.
 */
final class TurnCollector implements Channel {

  /** About a quarter of an hour of 16 kHz sound: more than the longest answer that Lex allows. */
  private static final int MAX_SOUND_BYTES = 32 * 1024 * 1024;

  private final Utterance utterance;
  private final Optional<SoundFormat> format;
  private final Capabilities capabilities;
  private final List<Message> messages = new ArrayList<>();
  private final StringBuilder transcript = new StringBuilder();
  private final CompletableFuture<Turn> turn = new CompletableFuture<>();
  private ByteArrayOutputStream sound = new ByteArrayOutputStream();
  private Optional<SoundEncoder> encoder = Optional.empty();
  private Optional<ChannelOutput.IntentResult> result = Optional.empty();
  private @Nullable LiveConversation live;

  /**
   * @param format what the answer is spoken in; empty = text only
   */
  TurnCollector(Utterance utterance, Optional<SoundFormat> format) {
    this.utterance = utterance;
    this.format = format;
    // Nobody listens while it is made, so it is made as fast as it can be.
    this.capabilities =
        new Capabilities("request", List.of(utterance.mode()), format.map(SoundFormat::pcm), false, false, false, Integer.MAX_VALUE);
  }

  /** What came of the turn. */
  record Turn(List<Message> messages, Optional<ChannelOutput.IntentResult> result, String transcript, byte[] sound) {
    Turn {
      messages = List.copyOf(messages);
    }
  }

  /** Hands in what the caller says; the conversation ends when that is answered. */
  synchronized void feed(LiveConversation conversation) {
    live = conversation;
    if (utterance.next(conversation)) {
      conversation.finish("the turn is over");
    }
  }

  /** The conversation is over: gives its turn, or fails with {@link ConversationRefused}. */
  CompletionStage<Turn> over(String why) {
    // Does nothing unless the conversation was cut without a last word.
    turn.completeExceptionally(new ConversationRefused(ConversationRefused.Kind.INTERNAL, "the turn was cut: " + why));
    return turn;
  }

  @Override
  public Capabilities capabilities() {
    return capabilities;
  }

  @Override
  public String responseContentType() {
    return format.map(SoundFormat::contentType).orElse(TEXT);
  }

  @Override
  public void send(ChannelOutput output) {
    if (output instanceof ChannelOutput.Transcript o) {
      // What was said before the caller's own words is no answer to them.
      messages.clear();
      sound = new ByteArrayOutputStream();
      encoder = Optional.empty();
      // The rest is still handed in: what is said after a pause is answered too, whenever the first answer comes.
      transcript.append(transcript.isEmpty() ? "" : " ").append(o.text());
    } else if (output instanceof ChannelOutput.IntentResult o) {
      result = Optional.of(o);
    } else if (output instanceof ChannelOutput.Text o) {
      messages.addAll(o.messages());
    } else if (output instanceof ChannelOutput.Audio o) {
      speak(o.frame().bytes());
    } else if (output instanceof ChannelOutput.Fault o) {
      turn.completeExceptionally(new ConversationRefused(o.kind(), o.message()));
    } else if (output instanceof ChannelOutput.Ended) {
      encoder.ifPresent(e -> sound.writeBytes(e.end()));
      turn.complete(new Turn(messages, result, transcript.toString(), sound.toByteArray()));
    }
  }

  private void speak(byte[] pcm) {
    if (encoder.isEmpty()) {
      encoder = format.map(SoundFormat::encoder);
    }
    encoder.ifPresent(e -> sound.writeBytes(e.encode(pcm)));
    if (sound.size() > MAX_SOUND_BYTES) {
      throw new IllegalStateException("an answer of more than " + MAX_SOUND_BYTES + " bytes of sound");
    }
  }

  @Override
  public boolean writable() {
    return true;
  }

  @Override
  public synchronized void inputWanted() {
    if (live != null) {
      feed(live);
    }
  }
}
