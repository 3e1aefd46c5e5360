package dev.parley.hook;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.parley.definition.HookReference;
import dev.parley.diagnostic.Span;
import dev.parley.event.HookRequest;
import dev.parley.event.HookResult;
import dev.parley.event.InputMode;
import dev.parley.event.Interpretations.Interpretation;
import dev.parley.event.Message;
import dev.parley.event.SessionView;
import dev.parley.event.SessionView.ActiveContext;
import dev.parley.event.SessionView.ConfirmationState;
import dev.parley.event.SessionView.DialogAction;
import dev.parley.event.SessionView.IntentState;
import dev.parley.event.SessionView.IntentView;
import dev.parley.event.SlotValue;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HookClientTest {

  private static final Duration LONG = Duration.ofMinutes(1);
  private static final Duration SHORT = Duration.ofMillis(30);
  private static final String CLOSED =
      """
      {"sessionState": {"dialogAction": {"type": "Close"},
        "intent": {"name": "Pay", "slots": {"Amount": null}, "state": "Fulfilled", "confirmationState": "Confirmed"},
        "sessionAttributes": {"confirmationCode": "A7B"}},
       "messages": [{"contentType": "PlainText", "content": "Paid."}]}
      """;

  private final List<String> bodies = Collections.synchronizedList(new ArrayList<>());
  private final List<String> contentTypes = Collections.synchronizedList(new ArrayList<>());
  private final CountDownLatch over = new CountDownLatch(1);
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private ExecutorService threads;
  private HttpServer server;
  private Answer answer;

  /** What the server does with a call. */
  private interface Answer {
    void to(HttpExchange exchange) throws IOException, InterruptedException;
  }

  @BeforeEach
  void serve() throws IOException {
    threads = Executors.newCachedThreadPool();
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", exchange -> {
      bodies.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
      contentTypes.add(exchange.getRequestMethod() + " " + exchange.getRequestHeaders().getFirst("content-type"));
      try {
        answer.to(exchange);
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    });
    server.start();
  }

  @AfterEach
  void stop() {
    over.countDown();
    server.stop(0);
    threads.shutdownNow();
  }

  private static Answer with(int status, String body) {
    return exchange -> {
      byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
      exchange.getResponseBody().write(bytes);
      exchange.close();
    };
  }

  private URI address() {
    return URI.create("http://" + server.getAddress().getHostString() + ":" + server.getAddress().getPort() + "/hook");
  }

  private HookClient client(Map<String, CodeHook> local, Executor executor, int calls, Clock clock) {
    HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    return new HookClient(http, Map.of("pay", address()), local, executor, meters, calls, clock);
  }

  private static CompletableFuture<HookResult> call(HookClient client, HookRequest request) {
    HookContext context = new HookContext("ABCDEFGHIJ", "Till", "3", "LIVEALIASX", "live", "en_US", "caller-1", "audio/pcm");
    return client.call(new HookReference(Span.NONE, "pay", LONG), request, context).toCompletableFuture();
  }

  @ParameterizedTest
  @ValueSource(ints = {429, 502, 503, 504, 0})
  void aDialogHookThatIsOutOfReachIsAskedOnceMoreWithTheSameId(int status) {
    List<String> ids = Collections.synchronizedList(new ArrayList<>());
    answer = exchange -> {
      ids.add(exchange.getRequestHeaders().getFirst("x-parley-invocation-id"));
      if (ids.size() > 1) {
        with(200, CLOSED).to(exchange);
      } else if (status == 0) {
        exchange.close();
      } else {
        with(status, "").to(exchange);
      }
    };
    assertThat(call(client(Map.of(), Runnable::run, 9, Clock.systemUTC()), dialogRequest()).join()).isInstanceOf(HookResult.Answer.class);
    assertThat(ids).hasSize(2).doesNotContainNull();
    assertThat(ids.get(0)).isEqualTo(ids.get(1));
  }

  @Test
  void aLambdaFunctionsOwnErrorIsAFailure() {
    answer = exchange -> {
      exchange.getResponseHeaders().add("X-Amz-Function-Error", "Unhandled");
      with(200, "{\"errorMessage\": \"card 4111111111111111\", \"errorType\": \"ValueError\"}").to(exchange);
    };
    assertThat(call(LONG)).isEqualTo(new HookResult.Failed("its function failed (X-Amz-Function-Error)"));
  }

  @Test
  void aHookThatKeepsFailingIsLetAloneForAWhileAndThenTriedAgain() {
    java.util.concurrent.atomic.AtomicReference<java.time.Instant> now = new java.util.concurrent.atomic.AtomicReference<>(java.time.Instant.EPOCH);
    Clock clock = new Clock() {
      @Override
      public java.time.ZoneId getZone() {
        return java.time.ZoneOffset.UTC;
      }

      @Override
      public Clock withZone(java.time.ZoneId zone) {
        return this;
      }

      @Override
      public java.time.Instant instant() {
        return now.get();
      }
    };
    answer = with(500, "");
    HookClient client = client(Map.of(), Runnable::run, 9, clock);
    for (int i = 0; i < 10; i++) {
      assertThat(call(client, request()).join()).isEqualTo(new HookResult.Failed("it answered with status 500"));
    }
    assertThat(call(client, request()).join()).isEqualTo(new HookResult.Failed("most of its last calls failed, so it is not called for 10 s"));
    assertThat(bodies).hasSize(10);
    answer = with(200, CLOSED);
    now.set(now.get().plusSeconds(11));
    assertThat(call(client, request()).join()).isInstanceOf(HookResult.Answer.class);
  }

  @Test
  void soManyCallsOfOneHookAreMadeAtOnce() {
    CompletableFuture<String> slow = new CompletableFuture<>();
    CodeHook local = new ScriptedHook(event -> slow);
    HookClient client = client(Map.of("local", local), Runnable::run, 2, Clock.systemUTC());
    HookContext context = new HookContext("ABCDEFGHIJ", "Till", "3", "LIVEALIASX", "live", "en_US", "caller-1", "audio/pcm");
    HookReference reference = new HookReference(Span.NONE, "local", LONG);
    var first = client.call(reference, request(), context).toCompletableFuture();
    var second = client.call(reference, request(), context).toCompletableFuture();
    assertThat(client.call(reference, request(), context).toCompletableFuture().join()).isInstanceOf(HookResult.Failed.class);
    slow.complete(CLOSED);
    assertThat(first.join()).isInstanceOf(HookResult.Answer.class);
    assertThat(second.join()).isInstanceOf(HookResult.Answer.class);
    assertThat(client.call(reference, request(), context).toCompletableFuture().join()).isInstanceOf(HookResult.Answer.class);
  }

  private HookResult call(String target, Duration within, Map<String, CodeHook> local, Executor executor) {
    HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    HookClient client = new HookClient(http, Map.of("pay", address()), local, executor, meters);
    HookContext context = new HookContext("ABCDEFGHIJ", "Till", "3", "LIVEALIASX", "live", "en_US", "caller-1", "audio/pcm");
    return client.call(new HookReference(Span.NONE, target, within), request(), context).toCompletableFuture().join();
  }

  private HookResult call(Duration within) {
    return call("pay", within, Map.of(), Runnable::run);
  }

  private HookResult here(CodeHook hook) {
    return call(hook.name(), LONG, Map.of(hook.name(), hook), threads);
  }

  private static HookRequest dialogRequest() {
    HookRequest r = request();
    return new HookRequest(
        HookRequest.InvocationSource.DIALOG_CODE_HOOK, r.inputMode(), r.transcript(), r.interpretations(), r.session(), r.requestAttributes());
  }

  private static HookRequest request() {
    Map<String, Optional<SlotValue>> slots = new LinkedHashMap<>();
    slots.put("CardNumber", Optional.of(SlotValue.Scalar.of("4111111111111111")));
    slots.put("Amount", Optional.of(new SlotValue.Scalar("fifty", "50", List.of("50", "15"))));
    slots.put("Note", Optional.empty());
    SessionView session =
        new SessionView(
            Optional.of(new DialogAction(DialogAction.Type.DELEGATE, Optional.empty())),
            Optional.of(new IntentView("Pay", slots, IntentState.READY_FOR_FULFILLMENT, ConfirmationState.CONFIRMED)),
            List.of(new ActiveContext("paying", OptionalInt.of(90), OptionalInt.of(5), Map.of("kind", "bill"))),
            Map.of("customer", "C-1"));
    return new HookRequest(
        HookRequest.InvocationSource.FULFILLMENT_CODE_HOOK,
        InputMode.SPEECH,
        "yes",
        List.of(
            new Interpretation("Pay", OptionalDouble.of(0.9), Map.of()),
            new Interpretation("FallbackIntent", OptionalDouble.empty(), Map.of())),
        session,
        Map.of("x-line", "7"));
  }

  @Test
  void theHookIsSentLexsLambdaEventWithSecretsFilledIn() throws IOException {
    answer = with(200, CLOSED);
    call(LONG);
    assertThat(contentTypes).containsExactly("POST application/json");
    String expected =
        """
        {"messageVersion": "1.0", "invocationSource": "FulfillmentCodeHook", "inputMode": "Speech",
         "responseContentType": "audio/pcm", "sessionId": "caller-1", "inputTranscript": "yes",
         "bot": {"id": "ABCDEFGHIJ", "name": "Till", "localeId": "en_US", "version": "3", "aliasId": "LIVEALIASX", "aliasName": "live"},
         "interpretations": [
           {"interpretationSource": "Lex", "nluConfidence": 0.9, "intent": %1$s},
           {"interpretationSource": "Lex",
            "intent": {"name": "FallbackIntent", "slots": {}, "state": "InProgress", "confirmationState": "None"}}],
         "requestAttributes": {"x-line": "7"},
         "sessionState": {
           "dialogAction": {"type": "Delegate"},
           "intent": %1$s,
           "activeContexts": [{"name": "paying", "timeToLive": {"timeToLiveInSeconds": 90, "turnsToLive": 5},
             "contextAttributes": {"kind": "bill"}}],
           "sessionAttributes": {"customer": "C-1"}},
         "transcriptions": [{"transcription": "yes", "transcriptionConfidence": 1.0,
           "resolvedContext": {"intent": "Pay"}, "resolvedSlots": {}}]}
        """
            .formatted(
                """
                {"name": "Pay", "slots": {
                  "CardNumber": {"shape": "Scalar", "value": {"originalValue": "4111111111111111",
                    "interpretedValue": "4111111111111111", "resolvedValues": ["4111111111111111"]}},
                  "Amount": {"shape": "Scalar", "value": {"originalValue": "fifty", "interpretedValue": "50", "resolvedValues": ["50", "15"]}},
                  "Note": null}, "state": "ReadyForFulfillment", "confirmationState": "Confirmed"}
                """);
    assertThat(LexJson.MAPPER.readTree(bodies.get(0))).isEqualTo(LexJson.MAPPER.readTree(expected));
  }

  @Test
  void whatTheHookAnswersIsTheSessionFromThereOn() {
    answer = with(200, CLOSED);
    HookResult.Answer answered = (HookResult.Answer) call(LONG);
    assertThat(answered.messages()).containsExactly(Message.plain("Paid."));
    assertThat(answered.session().sessionAttributes()).containsEntry("confirmationCode", "A7B");
    assertThat(answered.session().intent().orElseThrow().state()).isEqualTo(IntentState.FULFILLED);
    assertThat(answered.session().intent().orElseThrow().slots()).containsEntry("Amount", Optional.empty());
    assertThat(meters.timer("parley.hook", "outcome", "Answer").count()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {204, 301, 400, 404, 429, 500, 503})
  void aHookThatRefusesIsAskedOnceAndHasFailed(int status) {
    answer = with(status, "");
    String reason = status == 204 ? "its answer is no JSON object" : "it answered with status " + status;
    assertThat(call(LONG)).isEqualTo(new HookResult.Failed(reason));
    assertThat(bodies).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {
      "<html>", "[]", "null", "{}", "{\"sessionState\": 7}", "{\"sessionState\": {\"dialogAction\": {\"type\": \"Dance\"}}}",
      "{\"sessionState\": {\"dialogAction\": {\"type\": \"Close\"}}}",
      "{\"sessionState\": {\"dialogAction\": {\"type\": \"ElicitSlot\"}, \"intent\": {\"name\": \"Pay\"}}}",
      "{\"sessionState\": {\"dialogAction\": {\"type\": \"Delegate\"}, \"activeContexts\": {\"a\": 1}}}",
      "{\"sessionState\": {\"dialogAction\": {\"type\": \"Delegate\"}, \"sessionAttributes\": {\"a\": {\"b\": 1}}}}"
  })
  void anAnswerThatLexWouldNotTakeIsAFailure(String body) {
    answer = with(200, body);
    assertThat(call(LONG)).isInstanceOfSatisfying(HookResult.Failed.class, f -> assertThat(f.reason()).startsWith("its answer"));
  }

  @ParameterizedTest
  @ValueSource(ints = {HookClient.MAX_RESPONSE_CHARACTERS, 10_000_000})
  void anAnswerThatIsTooLargeIsAFailureAndIsNotReadToItsEnd(int characters) {
    answer = exchange -> {
      exchange.sendResponseHeaders(200, 0);
      exchange.getResponseBody().write(CLOSED.getBytes(StandardCharsets.UTF_8));
      exchange.getResponseBody().write(" ".repeat(characters).getBytes(StandardCharsets.UTF_8));
      exchange.close();
    };
    assertThat(call(LONG)).isInstanceOfSatisfying(HookResult.Failed.class, f -> assertThat(f.reason()).startsWith("its answer has "));
  }

  @Test
  void anAnswerWithNoEndIsCutOff() {
    CountDownLatch cut = new CountDownLatch(1);
    answer = exchange -> {
      exchange.sendResponseHeaders(200, 0);
      try {
        while (true) {
          exchange.getResponseBody().write(new byte[8192]);
        }
      } catch (IOException e) {
        cut.countDown();
      }
    };
    assertThat(call(LONG)).isInstanceOf(HookResult.Failed.class);
    awaitUninterruptibly(cut);
  }

  @Test
  void aHookThatDoesNotAnswerInItsTimeHasTimedOutAndIsNotAskedAgain() {
    answer = exchange -> over.await();
    assertThat(call(SHORT)).isEqualTo(new HookResult.TimedOut());
    assertThat(bodies).hasSizeLessThanOrEqualTo(1);
  }

  @Test
  void aHookThatDripsItsAnswerHasTimedOutAndIsHungUpOn() {
    CountDownLatch cut = new CountDownLatch(1);
    answer = exchange -> {
      exchange.sendResponseHeaders(200, 0);
      exchange.getResponseBody().write('{');
      exchange.getResponseBody().flush();
      over.await();
      cut.countDown();
    };
    assertThat(call(SHORT)).isEqualTo(new HookResult.TimedOut());
    over.countDown();
    awaitUninterruptibly(cut);
  }

  @Test
  void aHookThatHangsUpWithoutAnAnswerIsNotAskedAgainAsItMayHaveBeenPaid() {
    answer = HttpExchange::close;
    assertThat(call(LONG)).isInstanceOf(HookResult.Failed.class);
    assertThat(bodies).hasSize(1);
  }

  @Test
  void nobodyAtTheAddressIsAFailure() {
    answer = with(200, CLOSED);
    server.stop(0);
    assertThat(call(LONG)).isInstanceOf(HookResult.Failed.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"nobody", "http://bad host/", "http:///nowhere", "https://"})
  void aHookThatCannotBeCalledIsAFailureAndNothingElse(String target) {
    assertThat(call(target, LONG, Map.of(), threads)).isInstanceOf(HookResult.Failed.class);
  }

  // ---- hooks of this process

  private static CodeHook hook(CompletableFuture<String> answer) {
    return new ScriptedHook(event -> answer);
  }

  /** A hook that answers by a script. */
  private record ScriptedHook(java.util.function.Function<String, CompletableFuture<String>> script) implements CodeHook {
    @Override
    public String name() {
      return "local";
    }

    @Override
    public CompletableFuture<String> handle(String lexEvent) {
      return script.apply(lexEvent);
    }
  }

  @Test
  void aHookOfThisProcessIsToldAndAnswersTheSame() throws IOException {
    answer = with(200, CLOSED);
    HookResult far = call(LONG);
    List<String> told = new ArrayList<>();
    HookResult near = here(new ScriptedHook(event -> {
      told.add(event);
      return CompletableFuture.completedFuture(CLOSED);
    }));
    assertThat(near).isEqualTo(far);
    assertThat(LexJson.MAPPER.readTree(told.get(0))).isEqualTo(LexJson.MAPPER.readTree(bodies.get(0)));
  }

  @Test
  void whatAHookThrowsIsToldByItsKindOnlySinceItsWordsMayHoldASecret() {
    HookResult thrown = here(new ScriptedHook(event -> {
      throw new IllegalStateException("card 4111111111111111 refused");
    }));
    HookResult failed = here(hook(CompletableFuture.failedFuture(new IOException("card 4111111111111111 refused"))));
    assertThat(thrown).isEqualTo(new HookResult.Failed("IllegalStateException"));
    assertThat(failed).isEqualTo(new HookResult.Failed("IOException"));
  }

  @Test
  void aHookThatGivesNothingHasFailed() {
    assertThat(here(hook(CompletableFuture.completedFuture(null)))).isInstanceOf(HookResult.Failed.class);
    assertThat(here(new ScriptedHook(event -> null))).isInstanceOf(HookResult.Failed.class);
  }

  @Test
  void aHookOfThisProcessThatNeverAnswersHasTimedOut() {
    assertThat(call("local", SHORT, Map.of("local", hook(new CompletableFuture<>())), threads)).isEqualTo(new HookResult.TimedOut());
  }

  @Test
  void tooManyHooksAtOnceAreAFailureOfTheLast() {
    Executor full = task -> {
      throw new RejectedExecutionException("full");
    };
    assertThat(call("local", LONG, Map.of("local", hook(new CompletableFuture<>())), full))
        .isEqualTo(new HookResult.Failed("too many hooks are running"));
  }

  private static void awaitUninterruptibly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
