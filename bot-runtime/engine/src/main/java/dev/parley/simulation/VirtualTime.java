package dev.parley.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.PriorityQueue;

/**
 * A clock that moves only when it is told to, and the timers that it drives. Work is never run while it is being scheduled;
 * what is due at the same instant runs in the order in which it was scheduled. One thread.
 */
public final class VirtualTime {

  /** More timers than this at once are a loop in the making. */
  public static final int MAX_TIMERS = 10_000;

  private final PriorityQueue<Timer> timers =
      new PriorityQueue<>(Comparator.<Timer, Instant>comparing(t -> t.time).thenComparingLong(t -> t.number));
  private Instant now;
  private long scheduled;

  /** A clock that stands at this instant. */
  public VirtualTime(Instant start) {
    this.now = start;
  }

  /** Where the clock stands. */
  public Instant now() {
    return now;
  }

  /**
   * Runs the work when the clock comes to this instant; an instant that has passed counts as now.
   *
   * @throws IllegalStateException when there are {@link #MAX_TIMERS} already
   */
  public Timer at(Instant time, Runnable work) {
    if (timers.size() >= MAX_TIMERS) {
      throw new IllegalStateException("more than " + MAX_TIMERS + " timers are waiting");
    }
    Timer timer = new Timer(time.isBefore(now) ? now : time, scheduled++, work);
    timers.add(timer);
    return timer;
  }

  /** Runs the work so long after now. */
  public Timer after(Duration delay, Runnable work) {
    return at(now.plus(delay), work);
  }

  /** When the next timer is due. */
  public Optional<Instant> next() {
    return Optional.ofNullable(timers.peek()).map(t -> t.time);
  }

  /** Moves the clock to the next timer and runs that one; false when there is none. */
  public boolean runNext() {
    Timer timer = timers.poll();
    if (timer == null) {
      return false;
    }
    now = timer.time;
    timer.work.run();
    return true;
  }

  /** Moves the clock to this instant and runs all that is due until then, this instant included. */
  public void advanceTo(Instant time) {
    while (next().filter(t -> !t.isAfter(time)).isPresent()) {
      runNext();
    }
    now = time.isAfter(now) ? time : now;
  }

  /** Moves the clock on by this much. */
  public void advance(Duration by) {
    advanceTo(now.plus(by));
  }

  /** Work that waits for its time. */
  public final class Timer {
    private final Instant time;
    private final long number;
    private final Runnable work;

    private Timer(Instant time, long number, Runnable work) {
      this.time = time;
      this.number = number;
      this.work = work;
    }

    /** The work is not run; harmless when it has been. */
    public void cancel() {
      timers.remove(this);
    }
  }
}
