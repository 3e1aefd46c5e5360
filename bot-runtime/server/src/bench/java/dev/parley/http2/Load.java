package dev.parley.http2;

import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;

/** What streams do one after the other: each sends again as soon as it is answered. Counts and times round trips. Thread-safe. */
final class Load {

  private static final long MOST_NANOS = TimeUnit.SECONDS.toNanos(60);

  private final Recorder recorder = new Recorder(MOST_NANOS, 3);

  /** One stream's clock; one thread at a time. */
  final class Turns {
    private long sentAt;

    void sent() {
      sentAt = System.nanoTime();
    }

    void answered() {
      recorder.recordValue(Math.min(MOST_NANOS, System.nanoTime() - sentAt));
    }
  }

  Turns turns() {
    return new Turns();
  }

  /** What happens between these two moments. */
  Histogram measure(long warmUpSeconds, long seconds) throws InterruptedException {
    pass(warmUpSeconds);
    recorder.reset();
    pass(seconds);
    return recorder.getIntervalHistogram();
  }

  private static void pass(long seconds) throws InterruptedException {
    if (seconds > 0) {
      Thread.currentThread().join(TimeUnit.SECONDS.toMillis(seconds));
    }
  }
}
