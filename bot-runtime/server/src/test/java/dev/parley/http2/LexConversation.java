package dev.parley.http2;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.lexruntimev2.LexRuntimeV2AsyncClient;
import software.amazon.awssdk.services.lexruntimev2.model.AudioResponseEvent;
import software.amazon.awssdk.services.lexruntimev2.model.ConversationMode;
import software.amazon.awssdk.services.lexruntimev2.model.StartConversationRequest;
import software.amazon.awssdk.services.lexruntimev2.model.StartConversationRequestEventStream;
import software.amazon.awssdk.services.lexruntimev2.model.StartConversationResponseEventStream;
import software.amazon.awssdk.services.lexruntimev2.model.StartConversationResponseHandler;

/** A conversation of the unmodified AWS SDK: events out, events in, one after the other. */
public final class LexConversation {

  private static final Object END = "end of stream";

  private final Outbox<StartConversationRequestEventStream> input = new Outbox<>();
  private final BlockingQueue<Object> events = new LinkedBlockingQueue<>();
  private final CompletableFuture<Void> call;

  LexConversation(LexRuntimeV2AsyncClient client, String bot, String session, ConversationMode mode) {
    this(client, bot, "TSTALIASID", session, mode);
  }

  /** Begins one with this alias of a bot. */
  public LexConversation(LexRuntimeV2AsyncClient client, String bot, String alias, String session, ConversationMode mode) {
    StartConversationRequest request =
        StartConversationRequest.builder()
            .botId(bot)
            .botAliasId(alias)
            .localeId("en_US")
            .sessionId(session)
            .conversationMode(mode)
            .build();
    StartConversationResponseHandler handler =
        StartConversationResponseHandler.builder()
            .onEventStream(publisher -> publisher.subscribe(events::add))
            .onError(events::add)
            .onComplete(() -> events.add(END))
            .build();
    call = client.startConversation(request, input, handler);
  }

  /** The unmodified SDK; only its endpoint is ours, and its credentials are nobody's. */
  static LexRuntimeV2AsyncClient client(ParleyServerExtension parley) {
    return LexRuntimeV2AsyncClient.builder()
        .endpointOverride(URI.create(parley.http()))
        .region(Region.US_EAST_1)
        .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("any", "any")))
        .build();
  }

  static LexConversation text(LexRuntimeV2AsyncClient client, String session) {
    LexConversation conversation = new LexConversation(client, EchoGateway.BOT, session, ConversationMode.TEXT);
    conversation.configure("text/plain; charset=utf-8");
    return conversation;
  }

  public LexConversation configure(String responseContentType) {
    return send(StartConversationRequestEventStream.configurationEventBuilder().responseContentType(responseContentType).build());
  }

  LexConversation send(StartConversationRequestEventStream event) {
    input.submit(event);
    return this;
  }

  public LexConversation say(String text) {
    return send(StartConversationRequestEventStream.textInputEventBuilder().text(text).eventId("say-" + text.length()).build());
  }

  LexConversation press(String keys) {
    keys.chars().forEach(k -> send(
        StartConversationRequestEventStream.dTMFInputEventBuilder().inputCharacter(Character.toString((char) k)).eventId("key-1").build()));
    return this;
  }

  LexConversation sound(String contentType, byte[] bytes) {
    return send(
        StartConversationRequestEventStream.audioInputEventBuilder().contentType(contentType).audioChunk(SdkBytes.fromByteArray(bytes)).build());
  }

  /** Ends our side. */
  public LexConversation halfClose() {
    input.close();
    return this;
  }

  /** The next event, which must be of this type; heartbeats are passed over. */
  public <T> T next(Class<T> type) {
    Object event = next();
    assertThat(event).isInstanceOf(type);
    return type.cast(event);
  }

  public Object next() {
    try {
      Object event;
      // Heartbeats come for as long as nothing else does.
      long patience = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
      do {
        event = events.poll(Math.max(0, patience - System.nanoTime()), TimeUnit.NANOSECONDS);
      } while (event instanceof StartConversationResponseEventStream e
          && e.sdkEventType() == StartConversationResponseEventStream.EventType.HEARTBEAT_EVENT);
      assertThat(event).as("an event within 30 s").isNotNull();
      return event;
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** The error that ends the stream, under the layers that carry it. */
  Throwable error() {
    Throwable error = next(Throwable.class);
    while (error.getCause() != null && !(error instanceof software.amazon.awssdk.awscore.exception.AwsServiceException)) {
      error = error.getCause();
    }
    return error;
  }

  void ends() {
    assertThat(next()).isEqualTo(END);
    call.join();
  }

  /** The sound that is left of a response, as chunks; its end is an event without any. */
  List<byte[]> sound() {
    List<byte[]> chunks = new ArrayList<>();
    while (true) {
      AudioResponseEvent event = next(AudioResponseEvent.class);
      if (event.audioChunk() == null) {
        return chunks;
      }
      chunks.add(event.audioChunk().asByteArray());
    }
  }

  /** Reads until the stream ends. */
  public void drain(Consumer<Object> each) {
    for (Object event = next(); event != END; event = next()) {
      each.accept(event);
    }
  }
}
