package dev.parley.cli;

import dev.parley.conversation.Bots;
import dev.parley.conversation.ConversationServices;
import dev.parley.conversation.Conversations;
import dev.parley.conversation.CustomerFacts;
import dev.parley.conversation.HearingLag;
import dev.parley.conversation.Journals;
import dev.parley.conversation.PromptCache;
import dev.parley.hook.HookClient;
import dev.parley.session.MemorySessionStore;
import dev.parley.speech.RecognizerEngine;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.concurrent.Delayed;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RunnableScheduledFuture;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The time of calls that are rehearsed: it moves as fast as their sound is worked off, so that what is measured is time of the sound,
 * whatever the machine does beside. All work is done on the thread that moves it.
 */
final class CallTime extends ScheduledThreadPoolExecutor {

  private static final Instant NOON = Instant.parse("2026-11-25T12:00:00Z");

  private final PriorityQueue<Alarm> alarms = new PriorityQueue<>();
  private final Deque<Runnable> tasks = new ArrayDeque<>();
  private long nanos;
  private long order;

  CallTime() {
    super(0);
  }

  long nanoTime() {
    return nanos;
  }

  long ms() {
    return TimeUnit.NANOSECONDS.toMillis(nanos);
  }

  /** Takes work, and does it when the time is moved or {@link #work} is called. */
  Executor threads() {
    return tasks::add;
  }

  /** Does all there is to do now. */
  void work() {
    for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
      task.run();
    }
  }

  /** Moves on by so many milliseconds; what is due on the way is done at its time. */
  void pass(long ms) {
    long until = nanos + TimeUnit.MILLISECONDS.toNanos(ms);
    work();
    for (Alarm next = alarms.peek(); next != null && next.atNanos <= until; next = alarms.peek()) {
      alarms.remove(next);
      nanos = Math.max(nanos, next.atNanos);
      next.run();
      work();
    }
    nanos = until;
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

  /** Conversations in this time: with ears and a voice, and without what a rehearsal has not, such as hooks, customers and journals. */
  Conversations conversations(Bots bots, RecognizerEngine ears, PromptCache prompts) {
    MeterRegistry meters = new SimpleMeterRegistry();
    try {
      return new Conversations(
          bots,
          new ConversationServices(
              clock(), this::nanoTime, ZoneOffset.UTC, this, threads(), threads(), Optional.of(ears), Optional.of(prompts), CustomerFacts.NONE,
              new HookClient(HttpClient.newHttpClient(), Map.of(), Map.of(), threads(), meters), new MemorySessionStore(1_000, clock(), meters),
              new Journals(Optional.empty()), new HearingLag(this::nanoTime, Duration.ofSeconds(1), meters), meters,
              ConversationServices.Limits.STANDARD));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
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
      int byTime = Long.compare(atNanos, that.atNanos);
      return byTime == 0 ? Long.compare(number, that.number) : byTime;
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
}
