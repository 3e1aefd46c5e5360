package dev.parley.conversation;

import dev.parley.audio.AudioFormat;
import dev.parley.audio.AudioFrame;
import dev.parley.audio.Pcm;
import dev.parley.definition.LocaleDefinition;
import dev.parley.definition.ResponseDefinition.ContentType;
import dev.parley.event.DialogEvent;
import dev.parley.event.DialogOutput;
import dev.parley.event.Message;
import dev.parley.event.SecretToken;
import dev.parley.secret.Vault;
import dev.parley.speech.SpeechRequest;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Speaks: messages to sound, sent in frames, never far ahead of what the caller hears, so that a barge-in leaves little to drop.
 *
 * <p>How it works. Sentences of all prompts are synthesised one after the other on the speech executor; each becomes frames in a
 * queue. The pump sends frames while fewer than the channel's lead is unheard, then comes back a little later. The pump and
 * everything that touches this object run in the conversation's mailbox; only synthesis runs elsewhere. A stop bumps {@code
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
  private final Host host;
  private final Channel channel;
  private final Locale locale;
  private final LocaleDefinition bot;

  /** What is still to be made into sound, and what was made and is still to be sent. */
  private final Deque<Words> words = new ArrayDeque<>();

  private final Deque<Piece> queue = new ArrayDeque<>();

  /** Prompts whose sound has not all been sent, the one that is heard first. */
  private final Deque<Long> unfinished = new ArrayDeque<>();

  /** When what is heard of them, by prompt: of those whose end the mouth was not told. */
  private final Map<Long, PromptTimes> times = new TreeMap<>();

  private long generation;
  private long queuedMs;
  private long sentMs;
  private long startedAtNanos;
  private long stalledMs;
  private boolean making;
  private boolean pumping;
  private @Nullable ScheduledFuture<?> pumpTimer;

  /** Told of each piece of sound that leaves: what may come back as an echo. */
  private Consumer<AudioFrame> ownEars = frame -> {};

  private final Loudness loudness = new Loudness();

  /** Since when nothing more is sent, and how much was on its way then. */
  private Optional<Long> heldAtNanos = Optional.empty();

  private long aheadWhenHeldMs;

  Mouth(ConversationServices services, Host host, Channel channel, LocaleDefinition bot) {
    this.services = services;
    this.host = host;
    this.channel = channel;
    this.locale = Locale.forLanguageTag(bot.localeId().replace('_', '-'));
    this.bot = bot;
  }

  /** Has somebody hear what leaves, as it leaves. */
  void heardBy(Consumer<AudioFrame> listener) {
    ownEars = listener;
  }

  /** The caller may be about to interrupt: what is not sent yet is softer, or waits. */
  void lower() {
    if (!channel.pausesInDoubt()) {
      loudness.lower();
    } else if (heldAtNanos.isEmpty()) {
      long now = services.nanoTime().getAsLong();
      heldAtNanos = Optional.of(now);
      aheadWhenHeldMs = aheadMs(now);
    }
  }

  /** It was nothing: goes on from where it was, as loud as before. */
  void resume() {
    loudness.restore();
    if (heldAtNanos.isEmpty()) {
      return;
    }
    long now = services.nanoTime().getAsLong();
    long late = now - heardUntil(now);
    heldAtNanos = Optional.empty();
    times.values().forEach(heard -> heard.delay(late));
    // Its end, and the parts of it that may not be interrupted, come later by as much.
    times.forEach((prompt, heard) -> {
      if (heard.isComplete() && unfinished.contains(prompt)) {
        host.happened(new DialogEvent.PlaybackStarted(prompt, Duration.ofMillis(queuedMs + aheadMs(now)), heard.guardedFrom(now)));
      }
    });
    pump();
  }

  /** Until when the caller has heard what was said: while it pauses, no more than was on its way. */
  private long heardUntil(long nanos) {
    return heldAtNanos.map(at -> Math.min(nanos, at + TimeUnit.MILLISECONDS.toNanos(aheadWhenHeldMs))).orElse(nanos);
  }

  /** Says this. Its messages still hold their tokens. */
  void say(DialogOutput.Say say, Vault vault) {
    long prompt = say.prompt();
    List<Message> messages = say.messages();
    List<Message> revealed = messages.stream().map(vault::reveal).toList();
    channel.send(new ChannelOutput.Text(prompt, revealed));
    Optional<AudioFormat> format = channel.capabilities().audioOut();
    if (format.isEmpty() || services.prompts().isEmpty()) {
      PromptTimes read = new PromptTimes(revealed.stream().map(Mouth::readMs).toList(), say.guarded(), say.policy().protectedFor());
      long readMs = revealed.stream().mapToLong(Mouth::readMs).sum();
      host.happened(new DialogEvent.PlaybackStarted(prompt, Duration.ofMillis(readMs), read.guardedFrom(0)));
      return;
    }
    unfinished.add(prompt);
    times.keySet().removeIf(earlier -> !unfinished.contains(earlier));
    times.put(prompt, new PromptTimes(revealed.stream().map(Mouth::readMs).toList(), say.guarded(), say.policy().protectedFor()));
    for (int i = 0; i < messages.size(); i++) {
      int index = i;
      boolean secret = SecretToken.isIn(messages.get(i).content());
      Message message = revealed.get(i);
      if (message.contentType() == ContentType.PLAIN_TEXT) {
        sentences(message.content())
            .forEach(s -> words.add(new Words(prompt, index, s, SpeechRequest.Markup.PLAIN, secret)));
      } else if (message.contentType() == ContentType.SSML) {
        words.add(new Words(prompt, index, message.content(), SpeechRequest.Markup.SSML, secret));
      }
    }
    words.add(Words.end(prompt));
    make(format.get());
  }

  /** What somebody has said is heard as it was said, whole. */
  private List<String> sentences(String text) {
    boolean recorded = services.prompts().map(p -> p.recorded(bot, text)).orElse(false);
    return recorded ? List.of(text) : Sentences.of(text, locale);
  }

  /** How long a message is expected to take: those that are not spoken take no time. */
  private static long readMs(Message message) {
    boolean spoken = message.contentType() == ContentType.PLAIN_TEXT || message.contentType() == ContentType.SSML;
    return spoken ? message.content().length() * 1000L / CHARACTERS_PER_SECOND : 0;
  }

  /** Makes the next sentence, and comes back when it is made: one at a time, so that prompts stay in order. */
  private void make(AudioFormat format) {
    while (!making && !words.isEmpty()) {
      Words next = words.poll();
      if (next.isEnd()) {
        made(next.prompt);
        continue;
      }
      making = true;
      long forGeneration = generation;
      try {
        services.speech().execute(() -> {
          Pcm sound = sound(next, format.sampleRateHz());
          host.run(() -> {
            making = false;
            if (forGeneration == generation) {
              enqueue(next, sound, format);
            }
            make(format);
          });
        });
      } catch (RejectedExecutionException e) {
        drop();
        if (ConversationServices.ending(services.speech())) {
          LOG.debug("conversation {} speaks no more: the server is going down", host.sessionId());
          return;
        }
        host.fail(ConversationRefused.Kind.THROTTLED, "too much speech is being made; try again later", e);
      }
    }
  }

  private Pcm sound(Words spoken, int rateHz) {
    try {
      PromptCache prompts = services.prompts().orElseThrow();
      SpeechRequest request = new SpeechRequest(spoken.text, spoken.markup, locale, bot.voice(), rateHz);
      Optional<Pcm> recording =
          spoken.markup == SpeechRequest.Markup.PLAIN && !spoken.secret ? prompts.recording(bot, spoken.text, rateHz) : Optional.empty();
      return recording.orElseGet(() -> prompts.speak(request, spoken.secret));
    } catch (RuntimeException | LinkageError e) {
      // The words have been sent as text; a prompt that cannot be spoken must not end the call.
      if (ConversationServices.ending(services.speech())) {
        LOG.info("a prompt of conversation {} is cut off: the server is going down", host.sessionId());
      } else {
        LOG.error("a prompt cannot be spoken in conversation {}: {}", host.sessionId(), e.getMessage(), e);
      }
      return Pcm.silence(FRAME_MS, rateHz);
    }
  }

  private void made(long prompt) {
    queue.add(new Piece(prompt, Optional.empty()));
    // What is said before it takes its time too.
    long now = services.nanoTime().getAsLong();
    List<DialogEvent.Stretch> guarded = List.of();
    PromptTimes heard = times.get(prompt);
    if (heard != null) {
      heard.complete();
      guarded = heard.guardedFrom(now);
    }
    host.happened(new DialogEvent.PlaybackStarted(prompt, Duration.ofMillis(queuedMs + aheadMs(now)), guarded));
    pump();
  }

  /** How much of what was sent is still to be heard. */
  private long aheadMs(long nanos) {
    return Math.max(0, sentMs - sinceStartMs(nanos));
  }

  private long sinceStartMs(long nanos) {
    return TimeUnit.NANOSECONDS.toMillis(nanos - startedAtNanos);
  }

  private void enqueue(Words spoken, Pcm sound, AudioFormat format) {
    long prompt = spoken.prompt;
    long now = services.nanoTime().getAsLong();
    PromptTimes heard = times.get(prompt);
    if (heard != null) {
      heard.made(spoken.message, sound.durationMs(), now + TimeUnit.MILLISECONDS.toNanos(queuedMs + aheadMs(now)));
    }
    byte[] bytes = sound.toBytes(format);
    int frameBytes = format.bytesOf(FRAME_MS);
    for (int from = 0; from < bytes.length; from += frameBytes) {
      byte[] frame = java.util.Arrays.copyOfRange(bytes, from, Math.min(bytes.length, from + frameBytes));
      Piece piece = new Piece(prompt, Optional.of(new AudioFrame(format, frame, from / frameBytes * (long) FRAME_MS)));
      queue.add(piece);
      queuedMs += piece.durationMs();
    }
    pump();
  }

  private void pump() {
    if (pumping || heldAtNanos.isPresent()) {
      return;
    }
    long now = services.nanoTime().getAsLong();
    if (sentMs == 0 || sentMs < sinceStartMs(now)) {
      // The caller has heard all that was sent: time begins anew.
      startedAtNanos = now;
      sentMs = 0;
    }
    while (!queue.isEmpty()) {
      boolean ahead = sentMs - sinceStartMs(now) >= channel.capabilities().audioLeadMs();
      boolean blocked = !channel.writable();
      if (queue.peek().frame.isPresent() && (ahead || blocked)) {
        stalledMs = blocked ? stalledMs + FRAME_MS : 0;
        if (stalledMs > STALLED_LIMIT_MS) {
          drop();
          host.fail(ConversationRefused.Kind.INVALID, "the client takes no sound; read the responses as they come", null);
          return;
        }
        pumping = true;
        pumpTimer = services.timers().schedule(
            () -> host.run(() -> {
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
        sentMs += piece.durationMs();
        queuedMs -= piece.durationMs();
        AudioFrame frame = loudness.of(piece.frame.get());
        channel.send(new ChannelOutput.Audio(piece.prompt, frame));
        ownEars.accept(frame);
      } else {
        unfinished.remove(piece.prompt);
        channel.send(new ChannelOutput.AudioEnd(piece.prompt));
      }
    }
  }

  /** Stops at once; what was not sent is dropped, and each prompt that was cut off is told to have ended. */
  void stop() {
    List<Long> cut = List.copyOf(unfinished);
    long now = heardUntil(services.nanoTime().getAsLong());
    times.forEach((prompt, heard) -> host.happened(new DialogEvent.PlaybackStopped(prompt, heard.heardPerMille(now))));
    drop();
    cut.forEach(prompt -> channel.send(new ChannelOutput.AudioEnd(prompt)));
  }

  /** Stops for good, and says nothing of it. */
  void close() {
    drop();
    if (pumpTimer != null) {
      pumpTimer.cancel(false);
    }
  }

  private void drop() {
    generation++;
    words.clear();
    queue.clear();
    unfinished.clear();
    times.clear();
    queuedMs = 0;
    sentMs = 0;
    stalledMs = 0;
    heldAtNanos = Optional.empty();
    loudness.reset();
  }

  /** Whether nothing is left to say. */
  boolean silent() {
    return unfinished.isEmpty();
  }

  /** A sentence to be spoken, or (without a text) the end of a prompt. */
  private record Words(long prompt, int message, String text, SpeechRequest.Markup markup, boolean secret) {
    static Words end(long prompt) {
      return new Words(prompt, -1, "", SpeechRequest.Markup.PLAIN, false);
    }

    boolean isEnd() {
      return text.isEmpty();
    }
  }

  /** A frame, or (without one) the end of a prompt. */
  private record Piece(long prompt, Optional<AudioFrame> frame) {
    long durationMs() {
      return frame.map(AudioFrame::durationMs).orElse(0L);
    }
  }
}
