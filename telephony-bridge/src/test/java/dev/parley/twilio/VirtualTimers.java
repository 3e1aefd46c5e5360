package dev.parley.twilio;

import java.util.Comparator;
import java.util.PriorityQueue;

/** Time that moves only when a test says so; alarms ring in order, at exactly their time. */
public final class VirtualTimers implements Timers {

  private record Set(long atMs, long order, Runnable action) {}

  private final PriorityQueue<Set> alarms =
      new PriorityQueue<>(Comparator.comparingLong(Set::atMs).thenComparingLong(Set::order));
  private long nowMs;
  private long order;

  @Override
  public long nowMs() {
    return nowMs;
  }

  @Override
  public Alarm after(long delayMs, Runnable action) {
    Set alarm = new Set(nowMs + Math.max(0, delayMs), order++, action);
    alarms.add(alarm);
    return () -> alarms.remove(alarm);
  }

  public void advance(long ms) {
    long until = nowMs + ms;
    while (!alarms.isEmpty() && alarms.peek().atMs() <= until) {
      Set next = alarms.poll();
      nowMs = next.atMs();
      next.action().run();
    }
    nowMs = until;
  }

  /** How many alarms are set: what is still held in memory. */
  public int pending() {
    return alarms.size();
  }
}
