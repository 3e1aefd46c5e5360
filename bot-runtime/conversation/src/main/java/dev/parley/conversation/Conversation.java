package dev.parley.conversation;

import dev.parley.audio.AudioFrame;
import dev.parley.conversation.Bots.LocaleBot;
import dev.parley.definition.LocaleDefinition;
import dev.parley.engine.ConversationState;
import dev.parley.engine.StateJson;
import dev.parley.engine.Step;
import dev.parley.event.DialogEvent;
import dev.parley.event.DialogOutput;
import dev.parley.event.Interpretations;
import dev.parley.secret.Vault;
import dev.parley.session.SessionKey;
import dev.parley.session.SessionRecord;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One live conversation: takes events one at a time, asks the core what to do, and does it. The public methods are thread-safe;
 * everything else runs in the {@link Mailbox}, so only one thread at a time sees the fields below it.
 *
 * <p>How it works: event → (secrets sealed) → journal → {@code ConversationCore.step} → state saved → outputs carried out. A
 * stop of playback goes out before the save; nothing else does, so what a client has seen has been saved.
 */
final class Conversation implements LiveConversation {

  private static final Logger LOG = LoggerFactory.getLogger(Conversation.class);

  /** A caller who hangs up in mid-turn is waited for so long, so that the turn is finished and saved. */
  private static final Duration FINISH_LIMIT = Duration.ofSeconds(30);

  private static final long FINISH_CHECK_MS = 50;

  private final SessionKey key;
  private final LocaleBot bot;
  private final LocaleDefinition locale;
  private final ConversationRequest request;
  private final Channel channel;
  private final ConversationServices services;
  private final Runnable onEnd;
  private final Mailbox mailbox;
  private final Ears ears;
  private final CompletableFuture<String> ended = new CompletableFuture<>();
  private volatile boolean live = true;
  private volatile boolean inputRefused;

  // From here on: mailbox only.
  private final Mouth mouth;
  private final Deque<Long> playing = new ArrayDeque<>();
  private ConversationState state;
  private Vault vault;
  private long version;
  private Journals.@Nullable Journal journal;
  private @Nullable ScheduledFuture<?> wakeUp;
  private @Nullable String hungUp;
  private @Nullable Instant finishBy;
  private @Nullable ScheduledFuture<?> finishCheck;

  Conversation(
      SessionKey key,
      LocaleBot bot,
      ConversationRequest request,
      Channel channel,
      ConversationServices services,
      Runnable onEnd) {
    this.key = key;
    this.bot = bot;
    this.locale =
        bot.definition().locale(bot.localeId()).orElseThrow(() -> new AssertionError("a bot in service has its locale"));
    this.request = request;
    this.channel = channel;
    this.services = services;
    this.onEnd = onEnd;
    this.mailbox = new Mailbox(services.work(), services.limits().mailbox());
    Locale language = Locale.forLanguageTag(bot.localeId().replace('_', '-'));
    this.mouth = new Mouth(services, this, channel, language, locale.voice());
    this.ears = new Ears(services, this, bot.interpreter(), language);
    this.state = bot.core().fresh(services.clock().instant());
    this.vault = new Vault(locale, bot.interpreter(), Map.of());
  }

  /** Begins; called once. */
  void begin() {
    run(() -> {
      Instant now = services.clock().instant();
      services.sessions().load(key).ifPresent(this::restore);
      journal = services.journals().open(key.sessionId(), now);
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

  private long seed(Instant now) {
    return now.toEpochMilli() * 31 + key.hashCode();
  }

  private void restore(SessionRecord session) {
    try {
      state = StateJson.readState(session.state());
      vault = new Vault(locale, bot.interpreter(), session.secrets());
      version = session.version();
    } catch (IllegalArgumentException e) {
      LOG.warn("session {} begins anew: {}", key.sessionId(), e.getMessage());
    }
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
      handle(new DialogEvent.TextArrived(eventId, text));
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
    return input(() -> {
      Long prompt = playing.poll();
      if (prompt != null) {
        handle(new DialogEvent.PlaybackEnded(prompt));
      }
    });
  }

  @Override
  public Offer playbackCompleted(long prompt) {
    return input(() -> {
      playing.removeIf(p -> p <= prompt);
      handle(new DialogEvent.PlaybackEnded(prompt));
    });
  }

  @Override
  public void hangUp(String reason) {
    run(() -> {
      // Nobody listens any more; what the turn still does is done and saved.
      ears.close();
      mouth.stop();
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
    return Offer.FULL;
  }

  // ---- for ears and mouth

  boolean isLive() {
    return live;
  }

  /** Does this in the mailbox. */
  void run(Runnable task) {
    if (live && !mailbox.offer(() -> guarded(task))) {
      LOG.error("conversation {} has too much to do and ends", key.sessionId());
      services.meters().counter("parley.conversations.overrun").increment();
      end("overrun");
    }
  }

  void speechBegan(String eventId) {
    run(() -> handle(new DialogEvent.SpeechBegan(eventId)));
  }

  void transcribed(String text, double confidence, boolean complete) {
    run(() -> handle(new DialogEvent.Transcribed(text, confidence, complete)));
  }

  void recognizerFailed(String reason) {
    run(() -> handle(new DialogEvent.RecognizerFailed(reason)));
  }

  /** There is room for the caller's sound again. */
  void roomForInput() {
    if (inputRefused) {
      inputRefused = false;
      channel.inputWanted();
    }
  }

  void playbackStarted(long prompt, Duration expected) {
    run(() -> handle(new DialogEvent.PlaybackStarted(prompt, expected)));
  }

  // ---- the mailbox

  private void guarded(Runnable task) {
    if (!live) {
      return;
    }
    try {
      task.run();
      finishIfDone();
    } catch (RuntimeException | AssertionError e) {
      fail(ConversationRefused.Kind.INTERNAL, "something went wrong here; the conversation ends", e);
    }
    if (inputRefused && mailbox.isEmpty()) {
      roomForInput();
    }
  }

  /** Ends this one conversation with an error. */
  void fail(ConversationRefused.Kind kind, String message, @Nullable Throwable cause) {
    LOG.error("conversation {} ends: {}", key.sessionId(), message, cause);
    services.meters().counter("parley.conversations.failed", "kind", kind.name()).increment();
    if (live) {
      channel.send(new ChannelOutput.Fault(kind, message));
      close("failed");
    }
  }

  private void handle(DialogEvent happened) {
    Instant now = services.clock().instant();
    DialogEvent event = vault.conceal(happened, bot.core().expectation(state, now));
    if (journal != null) {
      journal.event(now, event);
    }
    Step step = bot.core().step(state, event, now);
    boolean changed = !step.state().equals(state);
    state = step.state();
    step.outputs().stream().filter(DialogOutput.StopPlayback.class::isInstance).forEach(o -> o.match(outputs));
    if (changed && !save(now)) {
      fail(ConversationRefused.Kind.CONFLICT, "another client goes on with this session", null);
      return;
    }
    for (DialogOutput output : step.outputs()) {
      if (!(output instanceof DialogOutput.StopPlayback)) {
        output.match(outputs);
      }
    }
    wake(step.wakeAt(), now);
  }

  private boolean save(Instant now) {
    SessionRecord session =
        new SessionRecord(
            version + 1, StateJson.write(state), vault.contents(), bot.definition().sessionTimeout(), now);
    boolean saved = services.sessions().save(key, session);
    version += saved ? 1 : 0;
    return saved;
  }

  private void wake(Optional<Instant> at, Instant now) {
    if (wakeUp != null) {
      wakeUp.cancel(false);
      wakeUp = null;
    }
    if (at.isPresent() && live) {
      long delay = Math.max(1, Duration.between(now, at.get()).toMillis() + 1);
      wakeUp = services.timers().schedule(() -> run(() -> handle(new DialogEvent.DeadlinePassed())), delay, TimeUnit.MILLISECONDS);
    }
  }

  /** A caller who is gone leaves when the turn is finished. */
  private void finishIfDone() {
    String reason = hungUp;
    Instant limit = finishBy;
    if (!live || reason == null || limit == null) {
      return;
    }
    boolean busy = state.dialog().pending().isPresent() || !state.turn().queue().isEmpty() || !mailbox.isEmpty() || !mouth.silent();
    if (busy && services.clock().instant().isBefore(limit)) {
      // One look at a time: each look that finds it busy sets the next.
      if (finishCheck == null || finishCheck.isDone()) {
        finishCheck = services.timers().schedule(() -> run(() -> {}), FINISH_CHECK_MS, TimeUnit.MILLISECONDS);
      }
      return;
    }
    handle(new DialogEvent.HungUp(reason));
    channel.send(new ChannelOutput.Ended(reason));
    close(reason);
  }

  private void close(String reason) {
    live = false;
    if (wakeUp != null) {
      wakeUp.cancel(false);
    }
    if (finishCheck != null) {
      finishCheck.cancel(false);
    }
    ears.close();
    mouth.stop();
    if (journal != null) {
      journal.note(services.clock().instant(), reason);
      journal.close();
    }
    end(reason);
  }

  private void end(String reason) {
    live = false;
    onEnd.run();
    ended.complete(reason);
  }

  // ---- what the core wants done

  private final DialogOutput.Cases<Done> outputs =
      new DialogOutput.Cases<>() {
        @Override
        public Done stopPlayback(DialogOutput.StopPlayback o) {
          playing.clear();
          channel.send(new ChannelOutput.Interruption(o.prompt(), o.reason(), o.causedByEventId()));
          mouth.stop();
          note("interrupted: " + o.reason());
          return Done.DONE;
        }

        @Override
        public Done revealTranscript(DialogOutput.RevealTranscript o) {
          if (journal != null) {
            journal.caller(services.clock().instant(), o.text());
          }
          channel.send(new ChannelOutput.Transcript(vault.reveal(o.text())));
          return Done.DONE;
        }

        @Override
        public Done revealIntentResult(DialogOutput.RevealIntentResult o) {
          channel.send(new ChannelOutput.IntentResult(
              o.inputMode(),
              vault.reveal(o.interpretations()),
              vault.reveal(o.session()),
              vault.revealed(state.dialog().requestAttributes())));
          return Done.DONE;
        }

        @Override
        public Done say(DialogOutput.Say o) {
          if (journal != null) {
            journal.bot(services.clock().instant(), o.messages());
          }
          if (channel.capabilities().playback()) {
            playing.add(o.prompt());
          }
          mouth.say(o.prompt(), o.messages(), vault);
          return Done.DONE;
        }

        @Override
        public Done interpret(DialogOutput.Interpret o) {
          run(() -> understand(o));
          return Done.DONE;
        }

        @Override
        public Done callHook(DialogOutput.CallHook o) {
          var unused = services.hooks().call(o.hook(), vault.reveal(o.request()), hookContext()).thenAccept(result ->
              run(() -> handle(new DialogEvent.HookAnswered(o.turn(), result))));
          return Done.DONE;
        }

        @Override
        public Done lookUpFeatures(DialogOutput.LookUpFeatures o) {
          var unused = services.facts().lookUp(o.group(), vault.reveal(o.key()), o.within()).thenAccept(snapshot ->
              run(() -> handle(new DialogEvent.FeaturesArrived(o.turn(), o.group(), o.key(), snapshot))));
          return Done.DONE;
        }

        @Override
        public Done listenFor(DialogOutput.ListenFor o) {
          ears.expect(o.expectation());
          return Done.DONE;
        }

        @Override
        public Done close(DialogOutput.Close o) {
          note("closed: " + o.reason());
          channel.send(new ChannelOutput.Closed(o.reason()));
          return Done.DONE;
        }
      };

  /** That an output has been carried out. */
  private enum Done {
    DONE
  }

  private void note(String what) {
    if (journal != null) {
      journal.note(services.clock().instant(), what);
    }
  }

  private void understand(DialogOutput.Interpret o) {
    Instant started = services.clock().instant();
    Interpretations meaning = bot.interpreter().interpret(vault.reveal(o.text()), o.expectation());
    Interpretations concealed = vault.conceal(meaning, o);
    services.meters().timer("parley.interpret").record(Duration.between(started, services.clock().instant()));
    handle(new DialogEvent.Interpreted(o.turn(), concealed));
  }

  private dev.parley.hook.HookContext hookContext() {
    return new dev.parley.hook.HookContext(
        bot.definition().id(),
        bot.definition().name(),
        key.botAlias(),
        key.localeId(),
        key.sessionId(),
        channel.capabilities().audioOut().isPresent() ? "audio/pcm" : "text/plain; charset=utf-8");
  }
}
