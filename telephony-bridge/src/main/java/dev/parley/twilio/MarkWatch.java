package dev.parley.twilio;

import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Waits for marks no longer than their sound takes and some time more: then what was said counts as heard, so that a lost mark
 * cannot hold a call. One alarm is set at a time. Not thread-safe: its call guards it, also when its alarm rings.
 */
final class MarkWatch {

  private static final Logger LOG = LoggerFactory.getLogger(MarkWatch.class);

  private final String callSid;
  private final Timers timers;
  private final long graceMs;
  private final Object lock;
  private final BotVoice voice;
  private final CallMeters meters;
  private final BooleanSupplier waiting;
  private final Consumer<List<Long>> overdue;
  private boolean watching;

  /**
   * A watch that has not begun.
   *
   * @param waiting whether marks are still waited for; asked under the lock
   * @param overdue told of the prompts that count as heard, not under the lock
   */
  MarkWatch(
      String callSid,
      Timers timers,
      long graceMs,
      Object lock,
      BotVoice voice,
      CallMeters meters,
      BooleanSupplier waiting,
      Consumer<List<Long>> overdue) {
    this.callSid = callSid;
    this.timers = timers;
    this.graceMs = graceMs;
    this.lock = lock;
    this.voice = voice;
    this.meters = meters;
    this.waiting = waiting;
    this.overdue = overdue;
  }

  /** A mark is out. */
  void expect() {
    if (!watching) {
      watching = true;
      long leftMs = Math.max(0, voice.playedByMs() - timers.nowMs());
      timers.after(leftMs + graceMs, this::look);
    }
  }

  private void look() {
    List<Long> heard;
    synchronized (lock) {
      watching = false;
      if (!waiting.getAsBoolean()) {
        return;
      }
      if (timers.nowMs() < voice.playedByMs() + graceMs) {
        expect();
        return;
      }
      meters.marksOverdue();
      LOG.warn("call {}: marks did not come back in time; what was said counts as heard", callSid);
      heard = voice.abandonMarks();
    }
    overdue.accept(heard);
  }
}
