package dev.parley.http2;

import dev.parley.audio.AudioFormat;
import dev.parley.audio.AudioFrame;
import dev.parley.conversation.Bots;
import dev.parley.conversation.Channel;
import dev.parley.conversation.ChannelOutput;
import dev.parley.conversation.ConversationGateway;
import dev.parley.conversation.ConversationRefused;
import dev.parley.conversation.ConversationRequest;
import dev.parley.conversation.LiveConversation;
import dev.parley.conversation.Sessions;
import dev.parley.definition.BotDefinition;
import dev.parley.diagnostic.SourceText;
import dev.parley.diagnostic.TextReportPrinter;
import dev.parley.event.Expectation;
import dev.parley.event.InputMode;
import dev.parley.event.Interpretations;
import dev.parley.event.Interpretations.Interpretation;
import dev.parley.event.Interpreter;
import dev.parley.event.InterruptionReason;
import dev.parley.event.Message;
import dev.parley.event.SessionView;
import dev.parley.event.SessionView.ConfirmationState;
import dev.parley.event.SessionView.DialogAction;
import dev.parley.event.SessionView.IntentState;
import dev.parley.event.SessionView.IntentView;
import dev.parley.yaml.BotReader;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A gateway whose conversations repeat what they hear, so that the wire can be tested without a dialog. Some words do more:
 * {@code sing N} sends N frames of sound as long as the channel is writable, {@code fail} is a fault, {@code break} a bug,
 * {@code sleep} waits for {@link #wake}.
 */
final class EchoGateway implements ConversationGateway, Sessions, AutoCloseable {

  static final String BOT = "EchoBot";
  static final String BASE = "/bots/EchoBot/botAliases/TSTALIASID/botLocales/en_US/sessions/";

  private final ExecutorService work = Executors.newFixedThreadPool(2);
  private final Map<String, Echo> live = new ConcurrentHashMap<>();
  private final Map<String, StoredSession> stored = new ConcurrentHashMap<>();
  final Map<String, String> hungUp = new ConcurrentHashMap<>();
  final CompletableFuture<Void> wake = new CompletableFuture<>();

  static Bots bots() {
    var loaded = BotReader.read(new SourceText("echo.yaml", "bot: EchoBot\nlocale: en_US\nintents:\n  Echo:\n    utterances: [echo]\n"));
    BotDefinition bot =
        loaded.value().orElseThrow(() -> new AssertionError(TextReportPrinter.print(loaded.report())));
    Bots bots = new Bots((definition, locale) -> new Deaf());
    bots.load(bot);
    return bots;
  }

  /** The threads that conversations run on. */
  ExecutorService work() {
    return work;
  }

  Echo conversation(String session) {
    return live.get(session);
  }

  /** Completes when there is no such conversation, or no more. */
  CompletableFuture<String> goneConversation(String session) {
    Echo echo = live.get(session);
    return echo == null ? CompletableFuture.completedFuture("") : echo.ended;
  }

  @Override
  public LiveConversation start(ConversationRequest request, Channel channel) {
    Echo echo = new Echo(request, channel);
    if (live.putIfAbsent(request.sessionId(), echo) != null) {
      throw new ConversationRefused(ConversationRefused.Kind.CONFLICT, "session '" + request.sessionId() + "' is in use");
    }
    if (!request.welcome().isEmpty()) {
      echo.run(() -> echo.say(request.welcome()));
    }
    return echo;
  }

  @Override
  public CompletionStage<StoredSession> get(String bot, String botAlias, String localeId, String sessionId) {
    return Optional.ofNullable(stored.get(sessionId))
        .<CompletionStage<StoredSession>>map(CompletableFuture::completedFuture)
        .orElseGet(() -> CompletableFuture.failedFuture(
            new ConversationRefused(ConversationRefused.Kind.NOT_FOUND, "there is no session '" + sessionId + "'")));
  }

  @Override
  public CompletionStage<String> delete(String bot, String botAlias, String localeId, String sessionId) {
    return stored.remove(sessionId) == null
        ? CompletableFuture.failedFuture(new ConversationRefused(ConversationRefused.Kind.NOT_FOUND, "there is no session"))
        : CompletableFuture.completedFuture("ECHOBOT123");
  }

  @Override
  public void close() {
    wake.complete(null);
    work.shutdownNow();
  }

  /** One conversation: a chain of tasks, so that one runs at a time. */
  final class Echo implements LiveConversation {
    private final ConversationRequest request;
    private final Channel channel;
    private final CompletableFuture<String> ended = new CompletableFuture<>();
    private final StringBuilder keys = new StringBuilder();
    private CompletableFuture<Void> chain = CompletableFuture.completedFuture(null);
    private long prompt;
    private String playing = "";
    long audioBytes;
    volatile boolean full;
    volatile int refused;

    Echo(ConversationRequest request, Channel channel) {
      this.request = request;
      this.channel = channel;
    }

    Channel channel() {
      return channel;
    }

    synchronized void run(Runnable task) {
      chain = chain.thenRunAsync(task, work);
    }

    /** Has room again. */
    void empty() {
      full = false;
      channel.inputWanted();
    }

    private Offer offer(Runnable task) {
      if (ended.isDone()) {
        return Offer.ENDED;
      }
      if (full) {
        refused++;
        return Offer.FULL;
      }
      run(task);
      return Offer.ACCEPTED;
    }

    @Override
    public String sessionId() {
      return request.sessionId();
    }

    @Override
    public Offer text(String eventId, String text) {
      return offer(() -> {
        if (text.equals("break")) {
          // Breaks as a conversation that was overrun does: without a last word.
          over("overrun");
        } else if (text.equals("fail")) {
          channel.send(new ChannelOutput.Fault(ConversationRefused.Kind.DEPENDENCY_FAILED, "the hook failed"));
          over("failed");
        } else {
          interrupt(eventId, InterruptionReason.TEXT_DETECTED);
          if (text.equals("sleep")) {
            wake.join();
          }
          answer(InputMode.TEXT, text);
        }
      });
    }

    private void interrupt(String eventId, InterruptionReason reason) {
      if (!playing.isEmpty() && channel.capabilities().playback()) {
        channel.send(new ChannelOutput.Interruption(prompt, reason, eventId));
      }
    }

    private void answer(InputMode mode, String text) {
      channel.send(new ChannelOutput.Transcript(text));
      IntentView intent =
          new IntentView("Echo", Map.of("Word", Optional.empty()), IntentState.IN_PROGRESS, ConfirmationState.NONE);
      Map<String, String> attributes = new LinkedHashMap<>(request.session().map(SessionView::sessionAttributes).orElse(Map.of()));
      SessionView view =
          new SessionView(
              Optional.of(new DialogAction(DialogAction.Type.ELICIT_SLOT, Optional.of("Word"))), Optional.of(intent), List.of(), attributes);
      List<Interpretation> meant = List.of(new Interpretation("Echo", OptionalDouble.of(0.75), Map.of()));
      channel.send(new ChannelOutput.IntentResult(mode, meant, view, request.requestAttributes()));
      List<Message> messages = List.of(Message.plain("you said " + text));
      stored.put(request.sessionId(), new StoredSession(request.sessionId(), view, meant, messages));
      say(messages);
      if (text.startsWith("sing ")) {
        sing(Integer.parseInt(text.substring("sing ".length())));
      } else {
        channel.capabilities().audioOut().ifPresent(format -> speak(format, 2));
      }
    }

    private void say(List<Message> messages) {
      prompt++;
      playing = messages.get(0).content();
      channel.send(new ChannelOutput.Text(prompt, messages));
    }

    private void speak(AudioFormat format, int frames) {
      for (int i = 0; i < frames; i++) {
        byte[] bytes = new byte[format.bytesOf(20)];
        bytes[0] = (byte) i;
        channel.send(new ChannelOutput.Audio(prompt, new AudioFrame(format, bytes, i * 20L)));
      }
      channel.send(new ChannelOutput.AudioEnd(prompt));
    }

    /** Texts, not sound: they are not held back, so that they pile up. */
    private void sing(int times) {
      for (int i = 0; i < times; i++) {
        channel.send(new ChannelOutput.Text(prompt, List.of(Message.plain("la ".repeat(300)))));
      }
    }

    @Override
    public Offer key(String eventId, char key) {
      return offer(() -> {
        if (keys.isEmpty()) {
          interrupt(eventId, InterruptionReason.DTMF_START_DETECTED);
        }
        if (key == '#') {
          answer(InputMode.DTMF, keys.toString());
          keys.setLength(0);
        } else {
          keys.append(key);
        }
      });
    }

    @Override
    public Offer audio(String eventId, AudioFrame frame) {
      return offer(() -> {
        audioBytes += frame.bytes().length;
        if (frame.bytes()[0] == 127) {
          answer(InputMode.SPEECH, audioBytes + " bytes at " + frame.format().sampleRateHz() + " from " + frame.positionMs() + " ms");
        }
      });
    }

    @Override
    public Offer playbackCompleted(String eventId) {
      return offer(() -> playing = "");
    }

    @Override
    public Offer playbackCompleted(long heard) {
      return playbackCompleted("");
    }

    @Override
    public void hangUp(String reason) {
      hungUp.put(request.sessionId(), reason);
      finish(reason);
    }

    @Override
    public void finish(String reason) {
      run(() -> {
        if (!ended.isDone()) {
          channel.send(new ChannelOutput.Ended(reason));
          over(reason);
        }
      });
    }

    private void over(String reason) {
      live.remove(request.sessionId(), this);
      ended.complete(reason);
    }

    @Override
    public CompletionStage<String> ended() {
      return ended;
    }
  }

  /** Understands nothing; the echo needs no meaning. */
  private static final class Deaf implements Interpreter {
    @Override
    public Interpretations interpret(String text, Expectation expectation) {
      return Interpretations.NOTHING;
    }

    @Override
    public Hints hints(Expectation expectation) {
      return Hints.OPEN;
    }

    @Override
    public String rescore(List<String> guesses, Expectation expectation) {
      return guesses.get(0);
    }

    @Override
    public boolean looksSecret(String text) {
      return false;
    }
  }
}
