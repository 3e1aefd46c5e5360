package dev.parley.samples;

import dev.parley.audio.Pcm;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.lexruntimev2.LexRuntimeV2AsyncClient;
import software.amazon.awssdk.services.lexruntimev2.model.AudioInputEvent;
import software.amazon.awssdk.services.lexruntimev2.model.AudioResponseEvent;
import software.amazon.awssdk.services.lexruntimev2.model.ConfigurationEvent;
import software.amazon.awssdk.services.lexruntimev2.model.ConversationMode;
import software.amazon.awssdk.services.lexruntimev2.model.DTMFInputEvent;
import software.amazon.awssdk.services.lexruntimev2.model.HeartbeatEvent;
import software.amazon.awssdk.services.lexruntimev2.model.IntentResultEvent;
import software.amazon.awssdk.services.lexruntimev2.model.PlaybackCompletionEvent;
import software.amazon.awssdk.services.lexruntimev2.model.StartConversationRequestEventStream;
import software.amazon.awssdk.services.lexruntimev2.model.StartConversationResponseEventStream;
import software.amazon.awssdk.services.lexruntimev2.model.StartConversationResponseHandler;
import software.amazon.awssdk.services.lexruntimev2.model.TextInputEvent;
import software.amazon.awssdk.services.lexruntimev2.model.TextResponseEvent;
import software.amazon.awssdk.services.lexruntimev2.model.TranscriptEvent;

/**
 * A caller who uses the AWS SDK's own client: sends events, and waits for the answers in order. Sound is sent in real time, silence
 * when there is nothing to say, as a microphone does.
 */
public final class LexCaller implements AutoCloseable {

  public static final String LPCM = "audio/lpcm; sample-rate=8000; sample-size-bits=16; channel-count=1; is-big-endian=false";
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final int CHUNK_MS = 20;
  private static final int CHUNK_BYTES = 320;

  private final Events events = new Events();
  private final LinkedBlockingQueue<StartConversationResponseEventStream> answers = new LinkedBlockingQueue<>();
  private final List<String> seen = new ArrayList<>();
  private final CompletableFuture<Void> done;
  private final CompletableFuture<Throwable> failure = new CompletableFuture<>();
  private final ScheduledExecutorService microphone = Executors.newSingleThreadScheduledExecutor();
  private final Deque<byte[]> toSay = new ArrayDeque<>();
  private IntentResultEvent lastResult;

  LexCaller(LexRuntimeV2AsyncClient client, String session, ConversationMode mode, ConfigurationEvent configuration) {
    this(client, "PaymentsBot", session, mode, configuration);
  }

  public LexCaller(LexRuntimeV2AsyncClient client, String bot, String session, ConversationMode mode, ConfigurationEvent configuration) {
    StartConversationResponseHandler handler =
        StartConversationResponseHandler.builder()
            .subscriber((StartConversationResponseEventStream e) -> answers.add(e))
            .onError(failure::complete)
            .build();
    if (configuration != null) {
      events.send(configuration);
    }
    done =
        client.startConversation(
            r -> r.botId(bot).botAliasId("TSTALIASID").localeId("en_US").sessionId(session).conversationMode(mode), events, handler);
    done.whenComplete((nothing, thrown) -> {
      if (thrown != null) {
        failure.complete(thrown);
      }
    });
  }

  public static ConfigurationEvent configuration(String responseContentType, boolean disablePlayback) {
    return StartConversationRequestEventStream.configurationEventBuilder()
        .responseContentType(responseContentType)
        .disablePlayback(disablePlayback)
        .build();
  }

  public void text(String text) {
    events.send(StartConversationRequestEventStream.textInputEventBuilder().text(text).eventId("text-1").build());
  }

  public void keys(String keys) {
    for (char key : keys.toCharArray()) {
      events.send(StartConversationRequestEventStream.dTMFInputEventBuilder().inputCharacter(String.valueOf(key)).build());
    }
  }

  public void playbackCompleted() {
    events.send(StartConversationRequestEventStream.playbackCompletionEventBuilder().build());
  }

  public void raw(StartConversationRequestEventStream event) {
    events.send(event);
  }

  /** Opens the microphone: from now on there is sound, be it silence. */
  public void listenIn() {
    microphone.scheduleAtFixedRate(
        () -> {
          byte[] chunk;
          synchronized (toSay) {
            chunk = toSay.poll();
          }
          events.send(
              StartConversationRequestEventStream.audioInputEventBuilder()
                  .contentType(LPCM)
                  .audioChunk(SdkBytes.fromByteArray(chunk == null ? new byte[CHUNK_BYTES] : chunk))
                  .build());
        },
        0,
        CHUNK_MS,
        TimeUnit.MILLISECONDS);
  }

  /** Says this, as soon as what was said before is said. */
  public void say(Pcm speech) {
    byte[] bytes = speech.toBytesLittleEndian();
    synchronized (toSay) {
      for (int from = 0; from < bytes.length; from += CHUNK_BYTES) {
        byte[] chunk = new byte[CHUNK_BYTES];
        System.arraycopy(bytes, from, chunk, 0, Math.min(CHUNK_BYTES, bytes.length - from));
        toSay.add(chunk);
      }
    }
  }

  /** The next answer of this type that fits; what comes before it is noted in {@link #seen()}. */
  public <T> T next(Class<T> type, Predicate<T> fits) {
    long until = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      StartConversationResponseEventStream event = poll(until);
      note(event);
      if (type.isInstance(event) && fits.test(type.cast(event))) {
        return type.cast(event);
      }
    }
  }

  public <T> T next(Class<T> type) {
    return next(type, e -> true);
  }

  /** The bot's next words; in sound mode waits for their last sound too, and says that they were heard. */
  public String hear(boolean sound) {
    String words = String.join(" ", next(TextResponseEvent.class).messages().stream().map(m -> m.content()).toList());
    if (sound) {
      next(AudioResponseEvent.class, a -> a.audioChunk() == null);
    }
    return words;
  }

  private StartConversationResponseEventStream poll(long until) {
    try {
      while (System.nanoTime() < until) {
        StartConversationResponseEventStream event = answers.poll(100, TimeUnit.MILLISECONDS);
        if (event != null) {
          return event;
        }
        if (failure.isDone()) {
          throw new AssertionError("the conversation failed after " + seen, failure.join());
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    throw new AssertionError("no such answer came in time; what came was " + seen);
  }

  private void note(StartConversationResponseEventStream event) {
    if (event instanceof TranscriptEvent t) {
      seen.add("Transcript:" + t.transcript());
    } else if (event instanceof TextResponseEvent t) {
      seen.add("Text:" + t.messages().stream().map(m -> m.content()).toList());
    } else if (event instanceof IntentResultEvent r) {
      lastResult = r;
      seen.add("IntentResult");
    } else if (!(event instanceof HeartbeatEvent) && !(event instanceof AudioResponseEvent)) {
      seen.add(event.sdkEventType().toString());
    } else if (event instanceof AudioResponseEvent && !seen.isEmpty() && !seen.get(seen.size() - 1).equals("Audio")) {
      seen.add("Audio");
    }
  }

  public List<String> seen() {
    return seen;
  }

  public IntentResultEvent lastResult() {
    return lastResult;
  }

  public Throwable failure() {
    return failure.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
  }

  /** Waits for the other side to end. */
  public void over() {
    done.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
  }

  /** Ends the caller's side and waits for the other. */
  @Override
  public void close() {
    microphone.shutdownNow();
    events.end();
    done.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).exceptionally(thrown -> null).join();
  }

  /** What the caller sends: a queue that the SDK reads as it can. */
  private static final class Events implements Publisher<StartConversationRequestEventStream> {

    private final Deque<StartConversationRequestEventStream> queue = new ArrayDeque<>();
    private Subscriber<? super StartConversationRequestEventStream> subscriber;
    private long wanted;
    private boolean ended;
    private boolean completed;
    private boolean emitting;

    synchronized void send(StartConversationRequestEventStream event) {
      queue.add(event);
      emit();
    }

    synchronized void end() {
      ended = true;
      emit();
    }

    private void emit() {
      if (emitting || subscriber == null) {
        return;
      }
      emitting = true;
      while (wanted > 0 && !queue.isEmpty()) {
        wanted--;
        subscriber.onNext(queue.poll());
      }
      if (ended && queue.isEmpty() && !completed) {
        completed = true;
        subscriber.onComplete();
      }
      emitting = false;
    }

    @Override
    public synchronized void subscribe(Subscriber<? super StartConversationRequestEventStream> newSubscriber) {
      subscriber = newSubscriber;
      newSubscriber.onSubscribe(new Subscription() {
        @Override
        public void request(long n) {
          synchronized (Events.this) {
            wanted += n;
            emit();
          }
        }

        @Override
        public void cancel() {
          synchronized (Events.this) {
            completed = true;
            queue.clear();
          }
        }
      });
    }
  }

  /** The kinds of events a caller may send raw. */
  public static AudioInputEvent sound(byte[] bytes, String contentType) {
    return StartConversationRequestEventStream.audioInputEventBuilder().contentType(contentType).audioChunk(SdkBytes.fromByteArray(bytes)).build();
  }

  public static TextInputEvent typed(String text) {
    return StartConversationRequestEventStream.textInputEventBuilder().text(text).build();
  }

  public static DTMFInputEvent key(String key) {
    return StartConversationRequestEventStream.dTMFInputEventBuilder().inputCharacter(key).build();
  }

  public static PlaybackCompletionEvent heard() {
    return StartConversationRequestEventStream.playbackCompletionEventBuilder().build();
  }
}
