package dev.parley.twilio;

import dev.parley.conversation.LiveConversation;
import dev.parley.conversation.LiveConversation.Offer;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Hands the caller's inputs to the conversation, in order and one at a time, whichever thread brings them. While the
 * conversation has no room they wait here, and the socket is asked to send no more; what still comes then pushes out the
 * oldest waiting sound, never a key or a mark. The conversation is never called with a lock held. Thread-safe.
 */
final class CallerInputs {

  /** Something to offer to the conversation. */
  @FunctionalInterface
  interface Input {
    Offer offerTo(LiveConversation conversation);
  }

  private record Waiting(Input input, boolean sound) {}

  private final int maxWaiting;
  private final Consumer<Boolean> reading;
  private final CallMeters meters;
  private final ArrayDeque<Waiting> waiting = new ArrayDeque<>();
  private @Nullable LiveConversation conversation;
  private boolean offering;
  private boolean full;
  private boolean ended;
  private long timesWanted;
  private long dropped;

  /**
   * Starts without a conversation; inputs wait until there is one.
   *
   * @param maxWaiting how many inputs may wait
   * @param reading told {@code false} when the sender should wait, {@code true} when it may go on
   * @param meters told of both
   */
  CallerInputs(int maxWaiting, Consumer<Boolean> reading, CallMeters meters) {
    this.maxWaiting = maxWaiting;
    this.reading = reading;
    this.meters = meters;
  }

  void attach(LiveConversation started) {
    synchronized (this) {
      conversation = started;
    }
    offerAll();
  }

  void sound(Input input) {
    add(new Waiting(input, true));
  }

  void control(Input input) {
    add(new Waiting(input, false));
  }

  private void add(Waiting input) {
    synchronized (this) {
      if (ended) {
        return;
      }
      if (waiting.size() < maxWaiting || dropOldestSound()) {
        waiting.add(input);
      } else {
        drop();
      }
    }
    offerAll();
  }

  private boolean dropOldestSound() {
    for (Iterator<Waiting> inputs = waiting.iterator(); inputs.hasNext(); ) {
      if (inputs.next().sound()) {
        inputs.remove();
        drop();
        return true;
      }
    }
    return false;
  }

  private void drop() {
    dropped++;
    meters.inputDropped();
  }

  /** The conversation has room again. */
  void wanted() {
    synchronized (this) {
      timesWanted++;
      if (full) {
        full = false;
        reading.accept(true);
      }
    }
    offerAll();
  }

  /** Nothing will be offered any more. */
  synchronized void end() {
    ended = true;
    waiting.clear();
  }

  /** How many inputs had to be dropped. */
  synchronized long dropped() {
    return dropped;
  }

  private void offerAll() {
    LiveConversation to;
    synchronized (this) {
      if (offering || conversation == null) {
        return;
      }
      offering = true;
      to = conversation;
    }
    boolean more = true;
    try {
      while (more) {
        more = offerNext(to);
      }
    } finally {
      if (more) {
        stopOffering();
      }
    }
  }

  /** A conversation that throws must not leave the line looking busy for ever. */
  private synchronized void stopOffering() {
    offering = false;
  }

  /** Offers one input; says whether to go on. Whoever says no gives up being the one that offers. */
  private boolean offerNext(LiveConversation to) {
    Waiting next;
    long timesWantedBefore;
    synchronized (this) {
      if (ended || full || waiting.isEmpty()) {
        offering = false;
        return false;
      }
      next = waiting.removeFirst();
      timesWantedBefore = timesWanted;
    }
    Offer offer = next.input().offerTo(to);
    synchronized (this) {
      if (offer == Offer.ENDED) {
        end();
      } else if (offer == Offer.FULL) {
        waiting.addFirst(next);
        // Room may have come between the answer and this line; then nobody would tell us again.
        if (timesWanted == timesWantedBefore) {
          full = true;
          reading.accept(false);
          meters.inputsHeld();
        }
      }
      return true;
    }
  }
}
