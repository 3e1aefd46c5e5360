package dev.parley.conversation;

import dev.parley.audio.AudioFrame;
import dev.parley.conversation.Bots.LocaleBot;
import dev.parley.conversation.ConversationRefused.Kind;
import dev.parley.engine.ConversationState;
import dev.parley.engine.Step;
import dev.parley.event.Deadlines;
import dev.parley.event.DialogEvent;
import dev.parley.hook.WellFormedNodes;
import dev.parley.session.SessionKey;
import dev.parley.speech.VoiceActivityDetectors;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * One live conversation: takes events one at a time, asks the core what to do, and has it done. The public methods are thread-safe;
 * everything else runs in the {@link Mailbox}, so only one thread at a time sees the fields below it.
 *
 * <p>How it works: event → {@link LiveSession} (secrets sealed, journal, {@code ConversationCore.step}) → state saved → {@link
 * Answers} carry the outputs out. A stop of playback goes out before the save; of the rest only a caller's own words do, so what
 * a client has seen of the dialog has been saved.
 */
final class Conversation implements LiveConversation, Host {

  private static final Logger LOG = LoggerFactory.getLogger(Conversation.class);

  /** A caller who hangs up in mid-turn is waited for so long, so that the turn is finished and saved. */
  private static final Duration FINISH_LIMIT = Duration.ofSeconds(30);

  /** How often to look whether it is finished, or whether a thread is free again. */
  private static final long LOOK_AGAIN_MS = 50;

  private final SessionKey key;
  private final ConversationRequest request;
  private final Channel channel;
  private final ConversationServices services;
  private final Runnable onEnd;
  private final Mailbox mailbox;
  private final Ears ears;
  private final Bots bots;
  private final Bots.Addressed asked;
  private volatile LocaleBot bot;
  private final CompletableFuture<String> ended = new CompletableFuture<>();
  private volatile boolean live = true;
  private volatile boolean inputRefused;

  // From here on: mailbox only.
  private @Nullable Talk talk;
  private @Nullable ScheduledFuture<?> wakeUp;
  private @Nullable String hungUp;
  private @Nullable Instant finishBy;
  private @Nullable ScheduledFuture<?> finishCheck;

  /** What there is as soon as it is known with which version of the bot the session goes on. */
  private record Talk(LiveSession session, Mouth mouth, Answers answers, Foresight foresight) {}

  Conversation(
      SessionKey key,
      Bots.Addressed asked,
      Bots bots,
      ConversationRequest request,
      Channel channel,
      ConversationServices services,
      Runnable onEnd) {
    this.key = key;
    this.request = request;
    this.channel = channel;
    this.services = services;
    this.onEnd = onEnd;
    this.asked = asked;
    this.bots = bots;
    this.bot = asked.bot();
    Locale language = Locale.forLanguageTag(key.localeId().replace('_', '-'));
    this.mailbox = new Mailbox(services.work(), services.limits().mailbox());
    this.ears = new Ears(services, this, () -> bot.interpreter(), language, VoiceActivityDetectors::standard);
  }

  /** Begins; called once. */
  void begin() {
    run(() -> {
      Instant now = services.clock().instant();
      LiveSession session = LiveSession.open(key, asked.bot(), bots, services, now);
      bot = session.bot();
      Mouth mouth = new Mouth(services, this, channel, session.locale());
      mouth.heardBy(ears::said);
      Answers answers = new Answers(key, asked.alias(), session, channel, services, this, mouth, ears);
      talk = new Talk(session, mouth, answers, new Foresight(services, session, mouth));
      Optional<String> mistake = request.session().flatMap(s -> SessionNames.clientsMistake(session.locale(), s));
      if (mistake.isPresent()) {
        failNow(Kind.INVALID, mistake.get(), null);
        return;
      }
      Channel.Capabilities can = channel.capabilities();
      ZoneId zone = request.zone().orElse(services.zone());
      handle(new DialogEvent.Started(
          seed(now),
          zone,
          new DialogEvent.CallerChannel(can.inputs(), can.playback(), can.waits(), can.greets()),
          request.session(),
          request.welcome(),
          request.requestAttributes()));
    });
  }

  private Talk talk() {
    Talk now = talk;
    if (now == null) {
      throw new AssertionError("nothing happens before a conversation has begun");
    }
    return now;
  }

  /** The version of the bot that it is held with. */
  LocaleBot bot() {
    return bot;
  }

  private long seed(Instant now) {
    return now.toEpochMilli() * 31 + key.hashCode();
  }

  // ---- what the caller does: any thread

  @Override
  public String sessionId() {
    return key.sessionId();
  }

  @Override
  public Offer text(String eventId, String text) {
    return input(() -> {
      ears.hush();
      handle(new DialogEvent.TextArrived(eventId, WellFormedNodes.wellFormed(text)));
    });
  }

  @Override
  public Offer key(String eventId, char pressed) {
    return input(() -> {
      ears.hush();
      handle(new DialogEvent.KeyPressed(eventId, String.valueOf(pressed)));
    });
  }

  @Override
  public Offer audio(String eventId, AudioFrame frame) {
    if (!live) {
      return Offer.ENDED;
    }
    if (ears.hear(eventId, frame)) {
      return Offer.ACCEPTED;
    }
    // Room may come between the refusal and this line; then nobody would ask for input again.
    inputRefused = true;
    return ears.hear(eventId, frame) ? Offer.ACCEPTED : Offer.FULL;
  }

  @Override
  public Offer playbackCompleted(String eventId) {
    return input(() -> talk().answers.heardOldest());
  }

  @Override
  public Offer playbackCompleted(long prompt) {
    return input(() -> talk().answers.heard(prompt));
  }

  @Override
  public void hangUp(String reason) {
    run(() -> {
      // Nobody listens any more; what the turn still does is done and saved.
      ears.close();
      talk().mouth.hungUp();
      leave(reason);
    });
  }

  @Override
  public void finish(String reason) {
    run(() -> leave(reason));
  }

  private void leave(String reason) {
    if (hungUp == null) {
      hungUp = reason;
      finishBy = services.clock().instant().plus(FINISH_LIMIT);
    }
  }

  @Override
  public CompletionStage<String> ended() {
    return ended.minimalCompletionStage();
  }

  private Offer input(Runnable task) {
    if (!live) {
      return Offer.ENDED;
    }
    if (mailbox.offerInput(() -> guarded(task))) {
      return Offer.ACCEPTED;
    }
    inputRefused = true;
    if (mailbox.offerInput(() -> guarded(task))) {
      return Offer.ACCEPTED;
    }
    services.meters().counter("parley.mailbox.full").increment();
    if (mailbox.isEmpty()) {
      // It is the threads that are taken, so no task of ours will say when there is room.
      services.timers().schedule(this::roomForInput, LOOK_AGAIN_MS, TimeUnit.MILLISECONDS);
    }
    return Offer.FULL;
  }

  // ---- for ears, mouth and answers

  @Override
  public boolean isLive() {
    return live;
  }

  @Override
  public void run(Runnable task) {
    if (live && !mailbox.offer(() -> guarded(task))) {
      mailbox.close(() -> {
        services.meters().counter("parley.conversations.overrun").increment();
        failNow(Kind.THROTTLED, "there is too much to do; try again later", null);
      });
    }
  }

  @Override
  public void happened(DialogEvent event) {
    run(() -> handle(event));
  }

  @Override
  public void perhapsSaid(String words) {
    run(() -> talk().foresight.perhapsSaid(words));
  }

  @Override
  public void fail(Kind kind, String message, @Nullable Throwable cause) {
    run(() -> failNow(kind, message, cause));
  }

  @Override
  public void roomForInput() {
    // The channel is told in the mailbox, as it hears one thread at a time.
    if (inputRefused) {
      run(() -> {});
    }
  }

  // ---- the mailbox

  private void guarded(Runnable task) {
    if (!live) {
      return;
    }
    try {
      task.run();
      finishIfDone();
      if (inputRefused && mailbox.isEmpty() && live) {
        inputRefused = false;
        channel.inputWanted();
      }
    } catch (RuntimeException | AssertionError | LinkageError e) {
      failNow(Kind.INTERNAL, "something went wrong here; the conversation ends", e);
    }
  }

  private void failNow(Kind kind, String message, @Nullable Throwable cause) {
    if (!live) {
      return;
    }
    LOG.atLevel(kind == Kind.INVALID ? Level.INFO : Level.ERROR).setCause(cause).log("conversation {} ends: {}", key.sessionId(), message);
    services.meters().counter("parley.conversations.failed", "kind", kind.name()).increment();
    try {
      channel.send(new ChannelOutput.Fault(kind, message));
    } catch (RuntimeException e) {
      LOG.error("the client of conversation {} cannot be told that it ends", key.sessionId(), e);
    }
    close("failed");
  }

  @Override
  public void handle(DialogEvent event) {
    handleAt(event, services.clock().instant());
  }

  private void handleAt(DialogEvent event, Instant at) {
    Talk now = talk();
    Step step = now.session.step(event, at);
    now.answers.stop(step.outputs());
    if (Answers.saved(step.outputs()) && !now.session.save(at)) {
      failNow(Kind.CONFLICT, "another client goes on with this session", null);
      return;
    }
    now.answers.carryOut(step.outputs());
    wake(step.wakeAt(), at);
  }

  private void wake(Optional<Instant> at, Instant now) {
    if (wakeUp != null) {
      wakeUp.cancel(false);
      wakeUp = null;
    }
    if (at.isPresent() && live) {
      long delay = Math.max(1, Duration.between(now, at.get()).toMillis() + 1);
      wakeUp = services.timers().schedule(() -> happened(new DialogEvent.DeadlinePassed()), delay, TimeUnit.MILLISECONDS);
    }
  }

  /** A caller who is gone leaves when the turn is finished. */
  private void finishIfDone() {
    String reason = hungUp;
    Instant limit = finishBy;
    if (!live || reason == null || limit == null) {
      return;
    }
    // Before the mailbox: what the ears have heard is there when they are done.
    boolean hearing = ears.busy();
    ConversationState state = talk().session.state();
    boolean asking = state.dialog().pending().isPresent() || !state.turn().queue().isEmpty();
    boolean busy = hearing || asking || !mailbox.isEmpty() || !talk().mouth.silent() || entryEnds();
    if (busy && services.clock().instant().isBefore(limit)) {
      // One look at a time: each look that finds it busy sets the next.
      if (finishCheck == null || finishCheck.isDone()) {
        finishCheck = services.timers().schedule(() -> run(() -> {}), LOOK_AGAIN_MS, TimeUnit.MILLISECONDS);
      }
      return;
    }
    handle(new DialogEvent.HungUp(reason));
    if (live) {
      talk().mouth.stop();
      channel.send(new ChannelOutput.Ended(reason));
      close(reason);
    }
  }

  /** Who says no more presses no more keys: an open entry ends now, and not when its time is over. Whether there was one. */
  private boolean entryEnds() {
    ConversationState state = talk().session.state();
    Optional<Instant> end = state.turn().deadlines().at(Deadlines.Name.KEYS_END).filter(e -> !state.turn().keys().isEmpty());
    end.ifPresent(e -> handleAt(new DialogEvent.DeadlinePassed(), e.isAfter(services.clock().instant()) ? e : services.clock().instant()));
    return end.isPresent();
  }

  private void close(String reason) {
    live = false;
    if (wakeUp != null) {
      wakeUp.cancel(false);
    }
    if (finishCheck != null) {
      finishCheck.cancel(false);
    }
    try {
      ears.close();
      if (talk != null) {
        talk.mouth.close();
        talk.session.close(reason);
      }
    } finally {
      onEnd.run();
      ended.complete(reason);
    }
  }
}
