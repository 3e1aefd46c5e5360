package dev.parley.feature.remote;

import dev.parley.feature.FeatureRecord;
import dev.parley.feature.FeatureWrite;
import dev.parley.feature.OnlineStore;
import dev.parley.feature.RecordKey;
import dev.parley.feature.RecordState;
import dev.parley.feature.WriteOutcome;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/**
 * Asks a store that is far away a second time when it is slow, and takes what comes first (Dean and Barroso, "The Tail at Scale", 2013).
 * Reads only. Thread-safe.
 */
public final class HedgedOnlineStore implements OnlineStore {

  private final OnlineStore store;
  private final Duration after;
  private final Executor executor;
  private final ScheduledExecutorService timers;
  private final MeterRegistry meters;

  /**
   * @param store what is far away; closed with this
   * @param after how long the first asking may take before there is a second; about what nine of ten take
   * @param executor asks; bounded. Where it has no room, there is no second asking
   * @param timers tell when
   */
  public HedgedOnlineStore(OnlineStore store, Duration after, Executor executor, ScheduledExecutorService timers, MeterRegistry meters) {
    this.store = store;
    this.after = after;
    this.executor = executor;
    this.timers = timers;
    this.meters = meters;
  }

  /** Asked once: who counts does not wait for a caller. */
  @Override
  public Optional<RecordState> state(RecordKey key) {
    return store.state(key);
  }

  @Override
  public List<Optional<FeatureRecord>> latest(List<RecordKey> keys) {
    CompletableFuture<List<Optional<FeatureRecord>>> answer = new CompletableFuture<>();
    AtomicInteger running = new AtomicInteger(1);
    executor.execute(() -> ask(keys, answer, running));
    var hedge = timers.schedule(() -> again(keys, answer, running), after.toNanos(), TimeUnit.NANOSECONDS);
    try {
      return answer.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    } finally {
      hedge.cancel(false);
    }
  }

  private void again(List<RecordKey> keys, CompletableFuture<List<Optional<FeatureRecord>>> answer, AtomicInteger running) {
    if (answer.isDone()) {
      return;
    }
    running.incrementAndGet();
    meters.counter("parley.features.hedges").increment();
    try {
      executor.execute(() -> ask(keys, answer, running));
    } catch (RejectedExecutionException e) {
      // The first one goes on.
      running.decrementAndGet();
    }
  }

  /** One that fails counts only when no other can still answer. */
  private void ask(List<RecordKey> keys, CompletableFuture<List<Optional<FeatureRecord>>> answer, AtomicInteger running) {
    try {
      answer.complete(store.latest(keys));
    } catch (RuntimeException e) {
      if (running.decrementAndGet() == 0) {
        answer.completeExceptionally(e);
      }
    }
  }

  @Override
  public List<WriteOutcome> write(List<FeatureWrite> writes) {
    return store.write(writes);
  }

  @Override
  public void scan(String group, Predicate<FeatureRecord> visitor) {
    store.scan(group, visitor);
  }

  @Override
  public boolean isEmpty(String group) {
    return store.isEmpty(group);
  }

  @Override
  public void forget(RecordKey key) {
    store.forget(key);
  }

  @Override
  public void flush() {
    store.flush();
  }

  @Override
  public void close() {
    store.close();
  }
}
