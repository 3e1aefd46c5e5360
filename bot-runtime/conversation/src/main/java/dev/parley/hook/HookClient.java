package dev.parley.hook;

import dev.parley.definition.HookReference;
import dev.parley.event.HookRequest;
import dev.parley.event.HookResult;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls code hooks: at an address, or in this process. Never fails and never blocks: whatever goes wrong is a {@link HookResult}. A
 * call is made once: a payment that may have been taken is not asked for again. Thread-safe.
 */
public final class HookClient {

  /** Lex's limit of a Lambda response. */
  private static final int MAX_RESPONSE_CHARACTERS = 25 * 1024;

  private static final Logger LOG = LoggerFactory.getLogger(HookClient.class);

  private final HttpClient http;
  private final Map<String, URI> addresses;
  private final Map<String, CodeHook> inProcess;
  private final Executor executor;
  private final MeterRegistry meters;

  /**
   * @param http for hooks at an address; its connect time-out is its own
   * @param addresses where named hooks are; a name that is not here must be in {@code inProcess}
   * @param inProcess hooks of this process, by name
   * @param executor runs hooks of this process; bounded
   */
  public HookClient(
      HttpClient http, Map<String, URI> addresses, Map<String, CodeHook> inProcess, Executor executor, MeterRegistry meters) {
    this.http = http;
    this.addresses = Map.copyOf(addresses);
    this.inProcess = Map.copyOf(inProcess);
    this.executor = executor;
    this.meters = meters;
  }

  /** Calls a hook; completes within the hook's time, never exceptionally. */
  public CompletionStage<HookResult> call(HookReference hook, HookRequest request, HookContext context) {
    long started = System.nanoTime();
    return answer(hook, HookJson.event(request, context))
        .toCompletableFuture()
        .orTimeout(hook.within().toMillis(), TimeUnit.MILLISECONDS)
        .thenApply(HookClient::read)
        .exceptionally(HookClient::failure)
        .thenApply(result -> {
          String outcome = result.getClass().getSimpleName();
          meters.timer("parley.hook", "outcome", outcome).record(Duration.ofNanos(System.nanoTime() - started));
          if (result instanceof HookResult.Failed failed) {
            LOG.warn("code hook {} failed in session {}: {}", hook.target(), context.sessionId(), failed.reason());
          } else if (result instanceof HookResult.TimedOut) {
            LOG.warn("code hook {} did not answer within {} ms in session {}", hook.target(), hook.within().toMillis(), context.sessionId());
          }
          return result;
        });
  }

  private CompletionStage<String> answer(HookReference hook, String event) {
    URI address = addresses.get(hook.target());
    if (address == null && (hook.target().startsWith("http://") || hook.target().startsWith("https://"))) {
      address = URI.create(hook.target());
    }
    if (address != null) {
      return post(address, event, hook.within());
    }
    CodeHook local = inProcess.get(hook.target());
    if (local == null) {
      return CompletableFuture.failedFuture(
          new IllegalStateException("there is no hook of this name; set its address with hooks." + hook.target()));
    }
    try {
      return CompletableFuture.supplyAsync(() -> local.handle(event), executor).thenCompose(stage -> stage);
    } catch (RejectedExecutionException e) {
      return CompletableFuture.failedFuture(new IllegalStateException("too many hooks are running", e));
    }
  }

  private CompletionStage<String> post(URI address, String event, Duration within) {
    HttpRequest request =
        HttpRequest.newBuilder(address)
            .timeout(within)
            .header("content-type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(event))
            .build();
    return http.sendAsync(request, HttpResponse.BodyHandlers.ofString())
        .thenApply(response -> {
          if (response.statusCode() / 100 != 2) {
            throw new IllegalStateException("it answered with status " + response.statusCode());
          }
          return response.body();
        });
  }

  private static HookResult read(String body) {
    return body.length() > MAX_RESPONSE_CHARACTERS
        ? new HookResult.Failed("the hook's answer has " + body.length() + " characters; at most " + MAX_RESPONSE_CHARACTERS)
        : HookJson.response(body);
  }

  private static HookResult failure(Throwable thrown) {
    Throwable cause = thrown instanceof CompletionException && thrown.getCause() != null ? thrown.getCause() : thrown;
    if (cause instanceof TimeoutException || cause instanceof HttpTimeoutException) {
      return new HookResult.TimedOut();
    }
    return new HookResult.Failed(cause.getClass().getSimpleName() + ": " + cause.getMessage());
  }
}
