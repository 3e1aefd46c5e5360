package dev.parley.conversation;

import dev.parley.audio.AudioFormat;
import dev.parley.audio.AudioFrame;
import dev.parley.audio.Pcm;
import dev.parley.definition.ResponseDefinition.ContentType;
import dev.parley.event.Message;
import dev.parley.event.SecretToken;
import dev.parley.secret.Vault;
import dev.parley.speech.SpeechException;
import dev.parley.speech.SpeechRequest;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Speaks: messages to sound, sent in frames, never far ahead of what the caller hears, so that a barge-in leaves little to drop.
 *
 * <p>How it works. Sentences are synthesised one after the other on the speech executor; each becomes frames in a queue. The pump
 * sends frames while fewer than the channel's lead is unheard, then comes back a little later. The pump and everything that
 * touches this object run in the conversation's mailbox; only synthesis runs elsewhere. A prompt that is stopped bumps {@code
 * generation}: sound that arrives for an older one is dropped.
 */
final class Mouth {

  private static final Logger LOG = LoggerFactory.getLogger(Mouth.class);

  /** Frames of this length leave: small enough to stop quickly, large enough to be cheap. */
  private static final int FRAME_MS = 20;

  /** A caller's side that takes no sound for so long is gone. */
  private static final long STALLED_LIMIT_MS = 10_000;

  /** Reading speed of text that is not spoken, in characters a second: the pace of the voices we ship. */
  private static final int CHARACTERS_PER_SECOND = 14;

  private final ConversationServices services;
  private final Conversation conversation;
  private final Channel channel;
  private final Locale locale;
  private final Optional<String> voice;
  private final Deque<Piece> queue = new ArrayDeque<>();
  private long generation;
  private long making;
  private long sentMs;
  private long startedAtNanos;
  private long stalledMs;
  private boolean pumping;

  Mouth(ConversationServices services, Conversation conversation, Channel channel, Locale locale, Optional<String> voice) {
    this.services = services;
    this.conversation = conversation;
    this.channel = channel;
    this.locale = locale;
    this.voice = voice;
  }

  /** Says this. The messages still hold their tokens. */
  void say(long prompt, List<Message> messages, Vault vault) {
    List<Message> revealed = messages.stream().map(vault::reveal).toList();
    channel.send(new ChannelOutput.Text(prompt, revealed));
    Optional<AudioFormat> format = channel.capabilities().audioOut();
    if (format.isEmpty() || services.prompts().isEmpty()) {
      int characters = revealed.stream().mapToInt(m -> m.content().length()).sum();
      conversation.playbackStarted(prompt, Duration.ofMillis(characters * 1000L / CHARACTERS_PER_SECOND));
      return;
    }
    List<Spoken> spoken = new ArrayList<>();
    for (int i = 0; i < messages.size(); i++) {
      boolean secret = SecretToken.isIn(messages.get(i).content());
      Message message = revealed.get(i);
      if (message.contentType() == ContentType.PLAIN_TEXT) {
        Sentences.of(message.content(), locale).forEach(s -> spoken.add(new Spoken(s, SpeechRequest.Markup.PLAIN, secret)));
      } else if (message.contentType() == ContentType.SSML) {
        spoken.add(new Spoken(message.content(), SpeechRequest.Markup.SSML, secret));
      }
    }
    making++;
    make(prompt, spoken, 0, format.get(), generation, 0);
  }

  /** Makes one sentence, hands it to the mailbox, goes on with the next. */
  private void make(long prompt, List<Spoken> spoken, int index, AudioFormat format, long forGeneration, long lengthMs) {
    if (index == spoken.size()) {
      conversation.run(() -> made(prompt, forGeneration, lengthMs));
      return;
    }
    try {
      services.speech().execute(() -> {
        Pcm sound = sound(spoken.get(index), format.sampleRateHz());
        conversation.run(() -> {
          if (forGeneration == generation) {
            enqueue(prompt, sound, format);
          }
        });
        if (conversation.isLive()) {
          make(prompt, spoken, index + 1, format, forGeneration, lengthMs + sound.durationMs());
        }
      });
    } catch (RejectedExecutionException e) {
      conversation.fail(ConversationRefused.Kind.THROTTLED, "too much speech is being made; try again later", e);
    }
  }

  private Pcm sound(Spoken spoken, int rateHz) {
    try {
      return services.prompts()
          .orElseThrow()
          .speak(new SpeechRequest(spoken.text, spoken.markup, locale, voice, rateHz), spoken.secret);
    } catch (SpeechException e) {
      // The words have been sent as text; a prompt that cannot be spoken must not end the call.
      LOG.error("a prompt cannot be spoken in conversation {}: {}", conversation.sessionId(), e.getMessage(), e);
      return Pcm.silence(FRAME_MS, rateHz);
    }
  }

  private void made(long prompt, long forGeneration, long lengthMs) {
    making--;
    if (forGeneration != generation) {
      return;
    }
    queue.add(new Piece(prompt, Optional.empty()));
    conversation.playbackStarted(prompt, Duration.ofMillis(lengthMs));
    pump();
  }

  private void enqueue(long prompt, Pcm sound, AudioFormat format) {
    byte[] bytes = sound.toBytes(format);
    int frameBytes = format.bytesOf(FRAME_MS);
    for (int from = 0; from < bytes.length; from += frameBytes) {
      byte[] frame = java.util.Arrays.copyOfRange(bytes, from, Math.min(bytes.length, from + frameBytes));
      queue.add(new Piece(prompt, Optional.of(new AudioFrame(format, frame, from / frameBytes * (long) FRAME_MS))));
    }
    pump();
  }

  private void pump() {
    if (pumping) {
      return;
    }
    long now = services.nanoTime().getAsLong();
    if (sentMs == 0 || sentMs < TimeUnit.NANOSECONDS.toMillis(now - startedAtNanos)) {
      // The caller has heard all that was sent: time begins anew.
      startedAtNanos = now;
      sentMs = 0;
    }
    while (!queue.isEmpty()) {
      long heardMs = TimeUnit.NANOSECONDS.toMillis(now - startedAtNanos);
      boolean ahead = sentMs - heardMs >= channel.capabilities().audioLeadMs();
      boolean blocked = !channel.writable();
      if (queue.peek().frame.isPresent() && (ahead || blocked)) {
        stalledMs = blocked ? stalledMs + FRAME_MS : 0;
        if (stalledMs > STALLED_LIMIT_MS) {
          queue.clear();
          conversation.fail(ConversationRefused.Kind.INVALID, "the client takes no sound; read the responses as they come", null);
          return;
        }
        pumping = true;
        var unused = services.timers().schedule(
            () -> conversation.run(() -> {
              pumping = false;
              pump();
            }),
            FRAME_MS,
            TimeUnit.MILLISECONDS);
        return;
      }
      Piece piece = queue.poll();
      stalledMs = 0;
      if (piece.frame.isPresent()) {
        sentMs += piece.frame.get().durationMs();
        channel.send(new ChannelOutput.Audio(piece.prompt, piece.frame.get()));
      } else {
        channel.send(new ChannelOutput.AudioEnd(piece.prompt));
      }
    }
  }

  /** Stops at once; what was not sent is dropped. */
  void stop() {
    boolean cut = !queue.isEmpty() || making > 0;
    Optional<Long> prompt = Optional.ofNullable(queue.peek()).map(p -> p.prompt);
    generation++;
    queue.clear();
    sentMs = 0;
    if (cut && channel.capabilities().audioOut().isPresent()) {
      channel.send(new ChannelOutput.AudioEnd(prompt.orElse(0L)));
    }
  }

  /** Whether nothing is left to say. */
  boolean silent() {
    return queue.isEmpty() && making == 0;
  }

  private record Spoken(String text, SpeechRequest.Markup markup, boolean secret) {}

  /** A frame, or (without one) the end of a prompt. */
  private record Piece(long prompt, Optional<AudioFrame> frame) {}
}
