package dev.parley.cli;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.jvm.ExecutorServiceMetrics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The process's threads: bounded pools with names and metrics. */
final class Pools implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Pools.class);
  private static final Duration CLOSING_LIMIT = Duration.ofSeconds(3);

  private final MeterRegistry meters;
  private final List<ExecutorService> all = new ArrayList<>();

  Pools(MeterRegistry meters) {
    this.meters = meters;
  }

  /** A pool of so many threads; more than {@code queue} waiting tasks are refused. */
  ExecutorService bounded(String name, int threads, int queue) {
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(threads, threads, 1, TimeUnit.MINUTES, new ArrayBlockingQueue<>(queue), named(name));
    pool.allowCoreThreadTimeOut(true);
    all.add(pool);
    return ExecutorServiceMetrics.monitor(meters, pool, name);
  }

  ScheduledExecutorService timers() {
    ScheduledExecutorService timers = Executors.newSingleThreadScheduledExecutor(named("timers"));
    all.add(timers);
    return timers;
  }

  private static ThreadFactory named(String name) {
    AtomicInteger count = new AtomicInteger();
    return task -> {
      Thread thread = new Thread(task, "parley-" + name + "-" + count.incrementAndGet());
      thread.setDaemon(true);
      return thread;
    };
  }

  /** Stops all, and waits a moment for what is being done: a process that ends under native code dies loudly. */
  @Override
  public void close() {
    all.forEach(ExecutorService::shutdownNow);
    long end = System.nanoTime() + CLOSING_LIMIT.toNanos();
    try {
      for (ExecutorService pool : all) {
        if (!pool.awaitTermination(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS)) {
          LOG.warn("a task did not end within {} s of the server's end and is cut", CLOSING_LIMIT.toSeconds());
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
