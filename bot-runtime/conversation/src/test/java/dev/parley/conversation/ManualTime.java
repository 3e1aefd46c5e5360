package dev.parley.conversation;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.Callable;
import java.util.concurrent.Delayed;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RunnableScheduledFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** Timers, a clock and a nano time that move when the test says so. */
final class ManualTime extends AbstractExecutorService implements ScheduledExecutorService {

  private static final Instant NOON = Instant.parse("2026-11-25T12:00:00Z");

  private final PriorityQueue<Alarm> alarms = new PriorityQueue<>();
  private long nanos;
  private long order;

  long nanoTime() {
    return nanos;
  }

  Clock clock() {
    return new Clock() {
      @Override
      public Instant instant() {
        return NOON.plusNanos(nanos);
      }

      @Override
      public ZoneId getZone() {
        return ZoneOffset.UTC;
      }

      @Override
      public Clock withZone(ZoneId zone) {
        return this;
      }
    };
  }

  /** Moves on to the next alarm if it is at most so many milliseconds away, and rings it; whether there was one. */
  boolean next(long withinMs) {
    alarms.removeIf(FutureTask::isCancelled);
    Alarm alarm = alarms.peek();
    if (alarm == null || alarm.atNanos - nanos > TimeUnit.MILLISECONDS.toNanos(withinMs)) {
      return false;
    }
    alarms.remove();
    nanos = Math.max(nanos, alarm.atNanos);
    alarm.run();
    return true;
  }

  /** Moves on without ringing anything. */
  void pass(long ms) {
    nanos += TimeUnit.MILLISECONDS.toNanos(ms);
  }

  /** Alarms that are set. */
  int pending() {
    alarms.removeIf(FutureTask::isCancelled);
    return alarms.size();
  }

  @Override
  public ScheduledFuture<?> schedule(Runnable task, long delay, TimeUnit unit) {
    Alarm alarm = new Alarm(task, nanos + unit.toNanos(delay), order++);
    alarms.add(alarm);
    return alarm;
  }

  private final class Alarm extends FutureTask<Object> implements RunnableScheduledFuture<Object> {
    private final long atNanos;
    private final long number;

    Alarm(Runnable task, long atNanos, long number) {
      super(task, task);
      this.atNanos = atNanos;
      this.number = number;
    }

    @Override
    public boolean isPeriodic() {
      return false;
    }

    @Override
    public long getDelay(TimeUnit unit) {
      return unit.convert(atNanos - nanos, TimeUnit.NANOSECONDS);
    }

    @Override
    public int compareTo(Delayed other) {
      Alarm that = (Alarm) other;
      return Comparator.<Alarm>comparingLong(a -> a.atNanos).thenComparingLong(a -> a.number).compare(this, that);
    }

    @Override
    public boolean equals(Object other) {
      return this == other;
    }

    @Override
    public int hashCode() {
      return Long.hashCode(number);
    }
  }

  @Override
  public void execute(Runnable task) {
    throw new UnsupportedOperationException();
  }

  @Override
  public <V> ScheduledFuture<V> schedule(Callable<V> task, long delay, TimeUnit unit) {
    throw new UnsupportedOperationException();
  }

  @Override
  public ScheduledFuture<?> scheduleAtFixedRate(Runnable task, long first, long period, TimeUnit unit) {
    throw new UnsupportedOperationException();
  }

  @Override
  public ScheduledFuture<?> scheduleWithFixedDelay(Runnable task, long first, long delay, TimeUnit unit) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void shutdown() {}

  @Override
  public List<Runnable> shutdownNow() {
    return List.of();
  }

  @Override
  public boolean isShutdown() {
    return false;
  }

  @Override
  public boolean isTerminated() {
    return false;
  }

  @Override
  public boolean awaitTermination(long timeout, TimeUnit unit) {
    return true;
  }
}
