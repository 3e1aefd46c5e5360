package dev.parley.conformance;

import dev.parley.samples.LexCaller;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.core.async.AsyncRequestBody;
import software.amazon.awssdk.core.async.AsyncResponseTransformer;
import software.amazon.awssdk.services.lexruntimev2.LexRuntimeV2AsyncClient;
import software.amazon.awssdk.services.lexruntimev2.model.ConfigurationEvent;
import software.amazon.awssdk.services.lexruntimev2.model.ConversationMode;
import software.amazon.awssdk.services.lexruntimev2.model.DeleteSessionResponse;
import software.amazon.awssdk.services.lexruntimev2.model.GetSessionResponse;
import software.amazon.awssdk.services.lexruntimev2.model.PutSessionRequest;
import software.amazon.awssdk.services.lexruntimev2.model.PutSessionResponse;
import software.amazon.awssdk.services.lexruntimev2.model.RecognizeTextRequest;
import software.amazon.awssdk.services.lexruntimev2.model.RecognizeTextResponse;
import software.amazon.awssdk.services.lexruntimev2.model.RecognizeUtteranceRequest;
import software.amazon.awssdk.services.lexruntimev2.model.RecognizeUtteranceResponse;
import software.amazon.awssdk.services.lexruntimev2.model.SessionState;
import software.amazon.awssdk.services.lexruntimev2.model.StartConversationRequestEventStream;

/** One feature's way to the server: an SDK's client on a transport, and a session that is the feature's own. */
record Line(String name, LexRuntimeV2AsyncClient client, LexRuntimeV2AsyncClient stranger, LexRuntimeV2AsyncClient forger, String session) {

  private static final AtomicInteger FRESH = new AtomicInteger();

  static final String BOT = "CONFORMANC";
  static final String ALIAS = "TSTALIASID";
  static final String LOCALE = "en_US";
  static final String TEXT = "text/plain; charset=utf-8";
  static final String PCM = "audio/pcm";

  Line of(String newSession) {
    return new Line(name, client, stranger, forger, newSession);
  }

  /** With a session that nobody has used: one whose stream has just failed may not be free yet. */
  Line fresh() {
    return of(session + "." + FRESH.incrementAndGet());
  }

  RecognizeTextResponse text(String said) {
    return text(r -> r.text(said));
  }

  RecognizeTextResponse text(Consumer<RecognizeTextRequest.Builder> more) {
    return join(client.recognizeText(r -> more.accept(r.botId(BOT).botAliasId(ALIAS).localeId(LOCALE).sessionId(session))));
  }

  /** What the bot answers to a text, with the session changed before. */
  RecognizeTextResponse text(String said, SessionState state) {
    return text(r -> r.text(said).sessionState(state));
  }

  static String words(RecognizeTextResponse response) {
    return String.join(" ", response.messages().stream().map(m -> m.content()).toList());
  }

  ResponseBytes<RecognizeUtteranceResponse> utterance(String in, String out, byte[] body, Consumer<RecognizeUtteranceRequest.Builder> more) {
    return join(client.recognizeUtterance(
        r -> more.accept(r.botId(BOT).botAliasId(ALIAS).localeId(LOCALE).sessionId(session).requestContentType(in).responseContentType(out)),
        AsyncRequestBody.fromBytes(body),
        AsyncResponseTransformer.toBytes()));
  }

  ResponseBytes<RecognizeUtteranceResponse> utterance(String in, String out, byte[] body) {
    return utterance(in, out, body, r -> {});
  }

  GetSessionResponse get() {
    return join(client.getSession(r -> r.botId(BOT).botAliasId(ALIAS).localeId(LOCALE).sessionId(session)));
  }

  ResponseBytes<PutSessionResponse> put(Consumer<PutSessionRequest.Builder> more) {
    return join(client.putSession(
        r -> more.accept(r.botId(BOT).botAliasId(ALIAS).localeId(LOCALE).sessionId(session)), AsyncResponseTransformer.toBytes()));
  }

  DeleteSessionResponse delete() {
    return join(client.deleteSession(r -> r.botId(BOT).botAliasId(ALIAS).localeId(LOCALE).sessionId(session)));
  }

  /** A conversation that begins with this configuration. */
  LexCaller converse(ConversationMode mode, Consumer<ConfigurationEvent.Builder> more) {
    ConfigurationEvent.Builder configuration = StartConversationRequestEventStream.configurationEventBuilder().responseContentType(TEXT);
    more.accept(configuration);
    return new LexCaller(client, BOT, session, mode, configuration.build());
  }

  /** A conversation in text, in which the bot does not wait for its prompts to be played. */
  LexCaller chat() {
    return converse(ConversationMode.TEXT, c -> c.disablePlayback(true));
  }

  /** A conversation of sound and keys that is answered in text, and asks for this slot first. */
  LexCaller call(String intent, String slot) {
    return converse(ConversationMode.AUDIO, c -> c.disablePlayback(true).sessionState(asking(intent, slot)));
  }

  /** A session in which this slot is asked. */
  static SessionState asking(String intent, String slot) {
    return SessionState.builder().dialogAction(a -> a.type("ElicitSlot").slotToElicit(slot)).intent(i -> i.name(intent).state("InProgress")).build();
  }

  /** What goes wrong, of the type that it must be. */
  static <E extends Throwable> E refused(Class<E> type, Runnable call) {
    try {
      call.run();
    } catch (CompletionException e) {
      return as(type, e.getCause());
    } catch (RuntimeException e) {
      return as(type, e);
    }
    throw new AssertionError("expected " + type.getSimpleName() + ", but it went well");
  }

  /** The same, of a conversation. */
  static <E extends Throwable> E failed(Class<E> type, LexCaller caller) {
    Throwable thrown = caller.failure();
    return as(type, thrown instanceof CompletionException && thrown.getCause() != null ? thrown.getCause() : thrown);
  }

  private static <E extends Throwable> E as(Class<E> type, Throwable thrown) {
    if (!type.isInstance(thrown)) {
      throw new AssertionError("expected " + type.getSimpleName() + ", but it was " + thrown, thrown);
    }
    return type.cast(thrown);
  }

  private static <T> T join(CompletableFuture<T> future) {
    return future.join();
  }

  /** A header as Lex writes it: gzipped, and in base64. */
  static String zip(String json) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream zip = new GZIPOutputStream(out)) {
      zip.write(json.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Base64.getEncoder().encodeToString(out.toByteArray());
  }

  static String unzip(String header) {
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(Base64.getDecoder().decode(header)))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
