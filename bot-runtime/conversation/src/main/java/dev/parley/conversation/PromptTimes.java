package dev.parley.conversation;

import dev.parley.event.DialogEvent.Stretch;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/**
 * When the messages of a prompt are heard: from the length of their sound and the moment at which it begins. One thread.
 *
 * <p>A message whose sound is not all made yet counts as long as its words are expected to take.
 */
final class PromptTimes {

  private final List<Integer> guarded;
  private final long protectedMs;
  private final long[] expectedMs;
  private final long[] madeMs;
  private int making;
  private boolean begun;
  private long beginsAtNanos;

  /**
   * Times of a prompt before any of its sound is made.
   *
   * @param expectedMs how long each message is expected to take
   * @param guarded indices of messages that may not be interrupted
   * @param protectedFor the first so long of it may not be interrupted either
   */
  PromptTimes(List<Long> expectedMs, List<Integer> guarded, Duration protectedFor) {
    this.guarded = guarded;
    this.protectedMs = protectedFor.toMillis();
    this.expectedMs = expectedMs.stream().mapToLong(Long::longValue).toArray();
    this.madeMs = new long[this.expectedMs.length];
  }

  /** Sound of a message has been made, and is heard from this moment on if it is the first. */
  void made(int message, long ms, long heardFromNanos) {
    if (!begun) {
      begun = true;
      beginsAtNanos = heardFromNanos;
    }
    making = Math.max(making, message);
    madeMs[message] += ms;
  }

  /** A pause: what was not heard yet is heard so much later. */
  void delay(long nanos) {
    beginsAtNanos += nanos;
  }

  boolean isComplete() {
    return making == madeMs.length;
  }

  /** All sound has been made. */
  void complete() {
    making = madeMs.length;
  }

  private long ms(int message) {
    return message < making ? madeMs[message] : Math.max(madeMs[message], expectedMs[message]);
  }

  /**
   * How much of each message has been heard at this moment, in thousandths.
   *
   * @param most what was heard at most, where that is known
   */
  List<Integer> heardPerMille(long nanos, OptionalLong most) {
    long played = begun ? Math.max(0, TimeUnit.NANOSECONDS.toMillis(nanos - beginsAtNanos)) : 0;
    long left = Math.min(played, most.orElse(played));
    List<Integer> heard = new ArrayList<>();
    for (int i = 0; i < madeMs.length; i++) {
      long whole = ms(i);
      // A message without a sound of its own, such as a card, is seen as soon as what stands before it is heard.
      heard.add(whole == 0 ? (left > 0 || i == 0 ? 1000 : 0) : (int) Math.min(1000, left * 1000 / whole));
      left = Math.max(0, left - whole);
    }
    return heard;
  }

  /** The stretches that may not be interrupted, counted from this moment. */
  List<Stretch> guardedFrom(long nanos) {
    long from = begun ? TimeUnit.NANOSECONDS.toMillis(beginsAtNanos - nanos) : 0;
    List<Stretch> stretches = new ArrayList<>();
    if (from + protectedMs > 0 && protectedMs > 0) {
      stretches.add(new Stretch(Duration.ofMillis(Math.max(0, from)), Duration.ofMillis(from + protectedMs)));
    }
    for (int i = 0; i < madeMs.length; i++) {
      long to = from + ms(i);
      if (guarded.contains(i) && to > 0) {
        stretches.add(new Stretch(Duration.ofMillis(Math.max(0, from)), Duration.ofMillis(to)));
      }
      from = to;
    }
    return stretches;
  }
}
