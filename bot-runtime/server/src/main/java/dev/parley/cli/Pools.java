package dev.parley.cli;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.jvm.ExecutorServiceMetrics;
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

/** The process's threads: bounded pools with names and metrics. */
final class Pools implements AutoCloseable {

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

  @Override
  public void close() {
    all.forEach(ExecutorService::shutdownNow);
  }
}
