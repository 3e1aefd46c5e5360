package dev.parley.twilio;

import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Real time on one daemon thread, which all calls share: their actions are short and never block. Thread-safe. */
public final class ScheduledTimers implements Timers, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ScheduledTimers.class);
  private final ScheduledThreadPoolExecutor executor;

  /**
   * Starts the thread.
   *
   * @param threadName how the thread is called in dumps
   */
  public ScheduledTimers(String threadName) {
    executor =
        new ScheduledThreadPoolExecutor(
            1,
            work -> {
              Thread thread = new Thread(work, threadName);
              thread.setDaemon(true);
              return thread;
            });
    // A cancelled alarm would otherwise keep its call in memory until it would have rung.
    executor.setRemoveOnCancelPolicy(true);
  }

  @Override
  public long nowMs() {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
  }

  @Override
  public Alarm after(long delayMs, Runnable action) {
    ScheduledFuture<?> future =
        executor.schedule(() -> run(action), Math.max(0, delayMs), TimeUnit.MILLISECONDS);
    return () -> future.cancel(false);
  }

  private static void run(Runnable action) {
    try {
      action.run();
    } catch (RuntimeException e) {
      // A scheduled future would swallow it, and the call would hang without a word in the log.
      LOG.error("an alarm failed", e);
    }
  }

  /** Stops the thread; alarms that have not rung stay silent. */
  @Override
  public void close() {
    executor.shutdownNow();
  }
}
