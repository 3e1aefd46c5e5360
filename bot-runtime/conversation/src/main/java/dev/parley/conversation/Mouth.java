package dev.parley.conversation;

import dev.parley.audio.AudioFormat;
import dev.parley.audio.AudioFrame;
import dev.parley.audio.Pcm;
import dev.parley.definition.LocaleDefinition;
import dev.parley.event.DialogEvent;
import dev.parley.event.DialogOutput;
import dev.parley.event.Message;
import dev.parley.secret.Vault;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Speaks: messages as text, and as sound that is sent in frames, never far ahead of what the caller hears, so that a barge-in leaves
 * little to drop. In the conversation's mailbox.
 *
 * <p>How it works. What {@link Synthesis} makes becomes frames in a queue. The pump sends frames while fewer than the channel's lead is
 * unheard, then comes back a little later.
 */
final class Mouth implements Synthesis.Listener {

  /** Frames of this length leave: small enough to stop quickly, large enough to be cheap. */
  private static final int FRAME_MS = 20;

  /** A caller's side that takes no sound for so long is gone. */
  private static final long STALLED_LIMIT_MS = 10_000;

  /** Reading speed of text that is not spoken, in characters a second: the pace of the voices we ship. */
  private static final int CHARACTERS_PER_SECOND = 14;

  private final ConversationServices services;
  private final Host host;
  private final Channel channel;
  private final Synthesis synthesis;

  /** What was made and is still to be sent. */
  private final Deque<Piece> queue = new ArrayDeque<>();

  /** Prompts whose sound has not all been sent, the one that is heard first. */
  private final Deque<Long> unfinished = new ArrayDeque<>();

  /** Those of them that the caller may interrupt. */
  private final Set<Long> interruptible = new HashSet<>();

  /** When what is heard of them, by prompt: of those whose end the mouth was not told. */
  private final Map<Long, PromptTimes> times = new TreeMap<>();

  private long queuedMs;
  private long sentMs;
  private long startedAtNanos;
  private long stalledMs;
  private boolean pumping;
  private @Nullable ScheduledFuture<?> pumpTimer;

  /** Told of each piece of sound that leaves: what may come back as an echo. */
  private Consumer<AudioFrame> ownEars = frame -> {};

  private final Loudness loudness = new Loudness();

  /** Since when nothing more is sent, and how much was on its way then. */
  private Optional<Long> heldAtNanos = Optional.empty();

  private long aheadWhenHeldMs;

  /** Nobody listens any more. */
  private boolean alone;

  Mouth(ConversationServices services, Host host, Channel channel, LocaleDefinition bot) {
    this.services = services;
    this.host = host;
    this.channel = channel;
    this.synthesis = new Synthesis(services, host, bot, Locale.forLanguageTag(bot.localeId().replace('_', '-')), this);
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
      channel.paused(true);
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
    goOn();
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
    if (alone) {
      // What the dialog does after it is done all the same.
      host.happened(new DialogEvent.PlaybackStarted(prompt, Duration.ZERO, List.of()));
      return;
    }
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
    if (say.interruptible()) {
      interruptible.add(prompt);
    }
    times.keySet().removeIf(earlier -> !unfinished.contains(earlier));
    times.put(prompt, new PromptTimes(revealed.stream().map(Mouth::readMs).toList(), say.guarded(), say.policy().protectedFor()));
    synthesis.say(prompt, messages, revealed, format.get());
  }

  /** This will perhaps be said. */
  void prepare(DialogOutput.Say say) {
    if (!alone) {
      channel.capabilities().audioOut().ifPresent(format -> synthesis.prepare(say.messages(), format));
    }
  }

  /** How long a message is expected to take: those that are not spoken take no time. */
  private static long readMs(Message message) {
    return Synthesis.SPOKEN.contains(message.contentType()) ? message.content().length() * 1000L / CHARACTERS_PER_SECOND : 0;
  }

  @Override
  public void whole(long prompt) {
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

  @Override
  public void made(long prompt, int message, Pcm sound) {
    AudioFormat format = channel.capabilities().audioOut().orElseThrow();
    long now = services.nanoTime().getAsLong();
    PromptTimes heard = times.get(prompt);
    if (heard != null) {
      heard.made(message, sound.durationMs(), now + TimeUnit.MILLISECONDS.toNanos(queuedMs + aheadMs(now)));
    }
    byte[] bytes = sound.toBytes(format);
    int frameBytes = format.bytesOf(FRAME_MS);
    for (int from = 0; from < bytes.length; from += frameBytes) {
      byte[] frame = Arrays.copyOfRange(bytes, from, Math.min(bytes.length, from + frameBytes));
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
      boolean ahead = sentMs - sinceStartMs(now) >= channel.audioLeadMs(interruptible.contains(queue.peek().prompt));
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
        interruptible.remove(piece.prompt);
        channel.send(new ChannelOutput.AudioEnd(piece.prompt));
      }
    }
  }

  /** Stops at once; what was not sent is dropped, and each prompt that was cut off is told to have ended. */
  void stop() {
    List<Long> cut = List.copyOf(unfinished);
    long now = heardUntil(services.nanoTime().getAsLong());
    times.forEach((prompt, heard) -> host.happened(new DialogEvent.PlaybackStopped(prompt, heard.heardPerMille(now, channel.heardMs(prompt)))));
    drop();
    cut.forEach(prompt -> channel.send(new ChannelOutput.AudioEnd(prompt)));
  }

  /** The caller is gone: stops, and whatever the turn that is under way still comes to is said to nobody. */
  void hungUp() {
    stop();
    alone = true;
  }

  /** Stops for good, and says nothing of it. */
  void close() {
    drop();
    if (pumpTimer != null) {
      pumpTimer.cancel(false);
    }
  }

  @Override
  public void cutOff() {
    drop();
  }

  private void drop() {
    synthesis.drop();
    queue.clear();
    unfinished.clear();
    interruptible.clear();
    times.clear();
    queuedMs = 0;
    sentMs = 0;
    stalledMs = 0;
    goOn();
    loudness.reset();
  }

  private void goOn() {
    if (heldAtNanos.isPresent()) {
      heldAtNanos = Optional.empty();
      channel.paused(false);
    }
  }

  /** Whether nothing is left to say. */
  boolean silent() {
    return unfinished.isEmpty();
  }

  /** A frame, or (without one) the end of a prompt. */
  private record Piece(long prompt, Optional<AudioFrame> frame) {
    long durationMs() {
      return frame.map(AudioFrame::durationMs).orElse(0L);
    }
  }
}
