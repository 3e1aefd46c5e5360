package dev.parley.twilio;

import dev.parley.twilio.TwilioSettings.AnsweringBot;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Calls that the web-hook has answered and whose sound has not come yet. Each has a token, which goes to Twilio in the TwiML
 * and comes back in the socket's {@code start}: so a socket that anyone else opens is turned away, and a token works once.
 * Bounded in number and in time. Thread-safe.
 */
final class WaitingCalls {

  /**
   * A call on its way.
   *
   * @param bot who answers
   * @param from the caller's number, when it is known
   * @param to the number that was called
   */
  record Caller(AnsweringBot bot, Optional<String> from, Optional<String> to) {

    /** As it may stand in a log: the caller's last two digits only. */
    String masked() {
      return from.map(number -> number.replaceAll("\\d(?=.*\\d.*\\d)", "•")).orElse("a withheld number");
    }

    /** What a session of this caller is called, whichever call it is: a session's id takes no plus sign, so it has none. */
    Optional<String> sessionId() {
      return from.map(number -> number.replaceAll("[^0-9a-zA-Z._:-]", "")).filter(id -> id.matches(".{2,90}")).map(id -> "tel:" + id);
    }
  }

  /** Twilio repeats a request within seconds; so many others do not come meanwhile. */
  private static final int REMEMBERED = 10_000;

  private record Waiting(String token, Caller caller, long untilMs) {}

  private final int maxWaiting;
  private final long waitingForMs;
  private final Timers timers;
  private final Supplier<String> tokens;
  private final CallMeters meters;

  /** The tokens that were given, by the request that asked; oldest first. */
  private final Map<String, String> answered = new LinkedHashMap<>();

  /** Oldest first, and as all wait equally long, also the order in which they expire. */
  private final Map<String, Waiting> calls = new LinkedHashMap<>();

  WaitingCalls(int maxWaiting, long waitingForMs, Timers timers, Supplier<String> tokens, CallMeters meters) {
    this.maxWaiting = maxWaiting;
    this.waitingForMs = waitingForMs;
    this.timers = timers;
    this.tokens = tokens;
    this.meters = meters;
  }

  /**
   * Gives the token for this call; the same one when Twilio asks again; empty when too many calls wait.
   *
   * @param asking names the request: one that comes again is answered with the same token, also when its call has long begun
   */
  synchronized Optional<String> admit(String callSid, String asking, Caller caller) {
    expire();
    String before = answered.get(asking);
    if (before != null) {
      meters.webhookRepeated();
      return Optional.of(before);
    }
    Waiting asked = calls.get(callSid);
    if (asked == null && calls.size() >= maxWaiting) {
      return Optional.empty();
    }
    String token = asked == null ? tokens.get() : asked.token();
    if (asked == null) {
      calls.put(callSid, new Waiting(token, caller, timers.nowMs() + waitingForMs));
    }
    answered.put(asking, token);
    if (answered.size() > REMEMBERED) {
      answered.remove(answered.keySet().iterator().next());
    }
    return Optional.of(token);
  }

  /** Takes a call whose sound has come; empty when there is no such call or the token is another. */
  synchronized Optional<Caller> claim(String callSid, String token) {
    expire();
    Waiting waiting = calls.get(callSid);
    if (waiting == null || !same(waiting.token(), token)) {
      return Optional.empty();
    }
    calls.remove(callSid);
    return Optional.of(waiting.caller());
  }

  /** How many wait now. */
  synchronized int size() {
    expire();
    return calls.size();
  }

  private void expire() {
    long now = timers.nowMs();
    Iterator<Waiting> oldest = calls.values().iterator();
    while (oldest.hasNext() && oldest.next().untilMs() <= now) {
      oldest.remove();
      meters.callExpired();
    }
  }

  private static boolean same(String a, String b) {
    return MessageDigest.isEqual(a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));
  }
}
