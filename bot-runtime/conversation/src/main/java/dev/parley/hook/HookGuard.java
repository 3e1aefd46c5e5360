package dev.parley.hook;

import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.bulkhead.BulkheadConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Keeps a hook that is down or slow from holding up everybody: so many calls of one hook at once, and none for a while when most of
 * the last ones have failed. By Resilience4j. Thread-safe.
 */
final class HookGuard {

  /** Of so many last calls half may fail; ten are needed to tell. */
  private static final int WINDOW = 20;

  private static final int ENOUGH = 10;

  /** Then nobody is called for so long; then so many calls are tried. */
  static final Duration REST = Duration.ofSeconds(10);

  private static final int TRIALS = 3;

  private final int calls;
  private final Clock clock;
  private final Map<String, Guarded> hooks = new ConcurrentHashMap<>();

  private record Guarded(CircuitBreaker breaker, Bulkhead bulkhead) {}

  /**
   * @param calls of one hook at once
   */
  HookGuard(int calls, Clock clock) {
    this.calls = calls;
    this.clock = clock;
  }

  /** Made at a hook's first call: a server starts without the library. */
  private Guarded guarded() {
    CircuitBreakerConfig breaker =
        CircuitBreakerConfig.custom()
            .clock(clock)
            .slidingWindowSize(WINDOW)
            .minimumNumberOfCalls(ENOUGH)
            .waitDurationInOpenState(REST)
            .permittedNumberOfCallsInHalfOpenState(TRIALS)
            .build();
    BulkheadConfig bulkhead = BulkheadConfig.custom().maxConcurrentCalls(calls).maxWaitDuration(Duration.ZERO).build();
    return new Guarded(CircuitBreaker.of("hook", breaker), Bulkhead.of("hook", bulkhead));
  }

  /** Makes the call, or fails at once with {@link HookClient.Trouble}. How the call ends counts: a failed stage is a failure. */
  CompletableFuture<String> call(String target, Supplier<CompletableFuture<String>> call) {
    Guarded hook = hooks.computeIfAbsent(target, t -> guarded());
    if (!hook.bulkhead.tryAcquirePermission()) {
      return CompletableFuture.failedFuture(new HookClient.Trouble("too many calls of it are under way (hooks-pool.calls)", null));
    }
    if (!hook.breaker.tryAcquirePermission()) {
      hook.bulkhead.releasePermission();
      return CompletableFuture.failedFuture(
          new HookClient.Trouble("most of its last calls failed, so it is not called for " + REST.toSeconds() + " s", null));
    }
    long began = System.nanoTime();
    return call.get().whenComplete((answer, trouble) -> {
      hook.bulkhead.onComplete();
      long took = System.nanoTime() - began;
      if (trouble == null) {
        hook.breaker.onSuccess(took, TimeUnit.NANOSECONDS);
      } else {
        hook.breaker.onError(took, TimeUnit.NANOSECONDS, trouble);
      }
    });
  }
}
