package dev.parley.conversation;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * How late callers' sound is heard: so long it waits for a thread. When that is too long there are more callers than this machine can
 * hear, and another one is refused before those who are on the line notice. Thread-safe.
 */
public final class HearingLag {

  /** What was late so long ago says nothing of now. */
  private static final long REMEMBERED_NANOS = TimeUnit.SECONDS.toNanos(2);

  private final LongSupplier nanoTime;
  private final long mostNanos;
  private final Timer waited;
  private final Set<Wait> waiting = ConcurrentHashMap.newKeySet();
  private volatile long lateAt;
  private volatile boolean everLate;

  /**
   * Nothing waits yet.
   *
   * @param nanoTime a clock that never goes back, as {@link System#nanoTime}
   * @param most sound that waits longer is late
   */
  public HearingLag(LongSupplier nanoTime, Duration most, MeterRegistry meters) {
    this.nanoTime = nanoTime;
    this.mostNanos = most.toNanos();
    this.waited = Timer.builder("parley.ears.lag").description("how long callers' sound waits for a thread").register(meters);
  }

  /** Sound begins to wait. */
  Wait begin() {
    Wait wait = new Wait(nanoTime.getAsLong());
    waiting.add(wait);
    return wait;
  }

  /** Whether sound was late in the last two seconds, or waits too long now. */
  boolean tooLong() {
    long now = nanoTime.getAsLong();
    return everLate && now - lateAt <= REMEMBERED_NANOS || waiting.stream().anyMatch(w -> now - w.since > mostNanos);
  }

  /** Sound that waits. */
  final class Wait {
    private final long since;

    private Wait(long since) {
      this.since = since;
    }

    /** It is heard now, or never will be. */
    void end() {
      if (waiting.remove(this)) {
        long now = nanoTime.getAsLong();
        waited.record(now - since, TimeUnit.NANOSECONDS);
        if (now - since > mostNanos) {
          lateAt = now;
          everLate = true;
        }
      }
    }
  }
}
