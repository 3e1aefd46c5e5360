package dev.parley.twilio;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Which calls there are, by call sid: so that a status web-hook finds its call, a stream that Twilio opens anew takes over from
 * the one that broke, and a call that is over is not begun again. Bounded: as many as are live, and the last so many that were.
 * Thread-safe.
 */
final class CallRegister {

  /** Twilio asks for the next verb a moment after a stream has closed; so many calls do not end meanwhile. */
  private static final int REMEMBERED = 10_000;

  private final Map<String, CallLeg> live = new HashMap<>();
  private final Set<String> finished = new LinkedHashSet<>();

  /**
   * A stream of this call has started. One that was there before is over by that.
   *
   * @return completes when the conversation of the one before is over, since the session can be held by one at a time
   */
  CompletionStage<Void> begins(String callSid, CallLeg leg) {
    CallLeg before;
    synchronized (this) {
      before = live.put(callSid, leg);
    }
    // It leaves when its conversation is over, which may be a while after its socket closed.
    leg.conversationOver().thenRun(() -> leave(callSid, leg));
    if (before == null) {
      return CompletableFuture.completedFuture(null);
    }
    before.gone(CallMeters.End.LINE_LOST, "the call goes on in a new stream");
    return before.conversationOver();
  }

  private synchronized void leave(String callSid, CallLeg leg) {
    live.remove(callSid, leg);
  }

  synchronized Optional<CallLeg> find(String callSid) {
    return Optional.ofNullable(live.get(callSid));
  }

  /** This call is over for good: no new stream is wanted. */
  synchronized void finished(String callSid) {
    finished.add(callSid);
    if (finished.size() > REMEMBERED) {
      finished.remove(finished.iterator().next());
    }
  }

  synchronized boolean isFinished(String callSid) {
    return finished.contains(callSid);
  }
}
