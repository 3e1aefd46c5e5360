package dev.parley.hook;

import dev.parley.definition.HookReference;
import dev.parley.event.HookRequest.InvocationSource;
import dev.parley.event.HookRequest;
import dev.parley.event.HookResult;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls code hooks: at an address, or in this process. Never fails and never blocks: whatever goes wrong is a {@link HookResult}.
 * Thread-safe.
 *
 * <p>A call is made once more, within its time, where that is safe: when it never reached the hook, and when a dialog hook, which only
 * looks, was not answered by the hook itself (429, 502, 503, 504, or the connection was cut). Fulfilment that may have begun is not
 * asked for again: a payment may have been taken. Both tries carry the same {@code x-parley-invocation-id}.
 *
 * <p>An address may be a Lambda function's: that of the Runtime Interface Emulator ends with {@code
 * /2015-03-31/functions/function/invocations}, and an error of the function is told by its header.
 */
public final class HookClient {

  /** Lex's limit of a Lambda response. */
  static final int MAX_RESPONSE_CHARACTERS = 25 * 1024;

  private static final Set<Integer> NOT_NOW = Set.of(429, 502, 503, 504);

  /** UTF-8 takes three bytes at most for each of Java's characters. */
  private static final int MAX_RESPONSE_BYTES = 3 * MAX_RESPONSE_CHARACTERS;

  /** How long after a first try the second one is made. */
  private static final int AGAIN_MS = 50;

  /** Calls of one hook at once. */
  public static final int CALLS = 100;

  private static final Logger LOG = LoggerFactory.getLogger(HookClient.class);

  private final HttpClient http;
  private final Map<String, URI> addresses;
  private final Map<String, CodeHook> inProcess;
  private final Executor executor;
  private final MeterRegistry meters;
  private final HookGuard guard;

  /**
   * @param http for hooks at an address; its connect time-out is its own
   * @param addresses where named hooks are; a name that is not here must be in {@code inProcess}
   * @param inProcess hooks of this process, by name
   * @param executor runs hooks of this process; bounded
   */
  public HookClient(
      HttpClient http, Map<String, URI> addresses, Map<String, CodeHook> inProcess, Executor executor, MeterRegistry meters) {
    this(http, addresses, inProcess, executor, meters, CALLS, Clock.systemUTC());
  }

  /**
   * The same with bounds of its own.
   *
   * @param calls of one hook at once
   * @param clock tells when a hook that failed is tried again
   */
  public HookClient(
      HttpClient http,
      Map<String, URI> addresses,
      Map<String, CodeHook> inProcess,
      Executor executor,
      MeterRegistry meters,
      int calls,
      Clock clock) {
    this.guard = new HookGuard(calls, clock);
    this.http = http;
    this.addresses = Map.copyOf(addresses);
    this.inProcess = Map.copyOf(inProcess);
    this.executor = executor;
    this.meters = meters;
  }

  /** Calls a hook; completes within the hook's time, never exceptionally. */
  public CompletionStage<HookResult> call(HookReference hook, HookRequest request, HookContext context) {
    long started = System.nanoTime();
    return guard.call(hook.target(), () -> answer(hook, request, context).orTimeout(hook.within().toMillis(), TimeUnit.MILLISECONDS))
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

  private CompletableFuture<String> answer(HookReference hook, HookRequest request, HookContext context) {
    try {
      String event = HookJson.event(request, context);
      Optional<URI> address = address(hook.target());
      return address.isPresent() ? posted(address.get(), event, hook.within(), request.source()) : here(hook.target(), event);
    } catch (IllegalArgumentException e) {
      return CompletableFuture.failedFuture(new Trouble("its address is none that can be called", e));
    }
  }

  private Optional<URI> address(String target) {
    boolean direct = target.startsWith("http://") || target.startsWith("https://");
    return Optional.ofNullable(addresses.get(target)).or(() -> direct ? Optional.of(URI.create(target)) : Optional.empty());
  }

  private CompletableFuture<String> here(String name, String event) {
    CodeHook local = inProcess.get(name);
    if (local == null) {
      return CompletableFuture.failedFuture(new Trouble("there is no hook of this name; set its address with hooks." + name, null));
    }
    try {
      return CompletableFuture.supplyAsync(() -> local.handle(event), executor).thenCompose(stage -> stage);
    } catch (RejectedExecutionException e) {
      return CompletableFuture.failedFuture(new Trouble("too many hooks are running", e));
    }
  }

  private CompletableFuture<String> posted(URI address, String event, Duration within, InvocationSource source) {
    String id = UUID.randomUUID().toString();
    CompletableFuture<String> first = post(address, event, within, id);
    return first.handle((answer, trouble) -> {
      if (trouble == null || !safeToRepeat(trouble, source)) {
        return first;
      }
      meters.counter("parley.hook.repeated").increment();
      Executor later = CompletableFuture.delayedExecutor(AGAIN_MS, TimeUnit.MILLISECONDS);
      return CompletableFuture.supplyAsync(() -> post(address, event, within, id), later).thenCompose(second -> second);
    }).thenCompose(answer -> answer);
  }

  private static boolean safeToRepeat(Throwable thrown, InvocationSource source) {
    Throwable cause = thrown instanceof CompletionException && thrown.getCause() != null ? thrown.getCause() : thrown;
    if (cause instanceof ConnectException) {
      return true;
    }
    boolean looksOnly = source == InvocationSource.DIALOG_CODE_HOOK;
    boolean cut = cause instanceof IOException && !(cause instanceof HttpTimeoutException);
    return looksOnly && (cut || cause instanceof NotNow);
  }

  private CompletableFuture<String> post(URI address, String event, Duration within, String id) {
    HttpRequest request =
        HttpRequest.newBuilder(address)
            .timeout(within)
            .header("x-parley-invocation-id", id)
            .header("content-type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(event))
            .build();
    CompletableFuture<HttpResponse<byte[]>> sent = http.sendAsync(request, BoundedBody.upTo(MAX_RESPONSE_BYTES));
    CompletableFuture<String> answer =
        sent.thenApply(response -> {
          if (NOT_NOW.contains(response.statusCode())) {
            throw new NotNow("it answered with status " + response.statusCode());
          }
          if (response.headers().firstValue("x-amz-function-error").isPresent()) {
            throw new Trouble("its function failed (X-Amz-Function-Error)", null);
          }
          if (response.statusCode() / 100 != 2) {
            throw new Trouble("it answered with status " + response.statusCode(), null);
          }
          return new String(response.body(), StandardCharsets.UTF_8);
        });
    // A hook that is late is not listened to any longer: its connection goes too.
    var unused = answer.whenComplete((body, trouble) -> sent.cancel(true));
    return answer;
  }

  private static HookResult read(String body) {
    return body.length() > MAX_RESPONSE_CHARACTERS
        ? new HookResult.Failed("its answer has " + body.length() + " characters; at most " + MAX_RESPONSE_CHARACTERS)
        : HookJson.response(body);
  }

  private static HookResult failure(Throwable thrown) {
    Throwable cause = thrown instanceof CompletionException && thrown.getCause() != null ? thrown.getCause() : thrown;
    if (cause instanceof TimeoutException || cause instanceof HttpTimeoutException) {
      return new HookResult.TimedOut();
    }
    for (Throwable t = cause; t != null; t = t.getCause()) {
      if (t instanceof Trouble) {
        return new HookResult.Failed(String.valueOf(t.getMessage()));
      }
    }
    // Another's message may hold what a caller said, and reasons are logged.
    return new HookResult.Failed(cause.getClass().getSimpleName());
  }

  /** A call cannot be made or its answer not be used: in our own words, which hold nothing of a caller. */
  static class Trouble extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Trouble(String message, @Nullable Throwable cause) {
      super(message, cause);
    }
  }

  /** Somebody before the hook answered that it cannot be reached now. */
  private static final class NotNow extends Trouble {
    private static final long serialVersionUID = 1L;

    NotNow(String message) {
      super(message, null);
    }
  }
}
