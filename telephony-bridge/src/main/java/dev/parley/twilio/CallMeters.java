package dev.parley.twilio;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What the telephone counts; the one place of its metrics' names. Each limit of a call has one that moves when the limit is
 * reached. All are there from the start, at zero, so that a graph or an alarm need not wait for the first trouble. Thread-safe.
 */
final class CallMeters {

  /** What ended a call. */
  enum End {
    /** The bot closed the dialog, or the conversation ended in good order. */
    BOT,
    /** The caller hung up, or the call was sent elsewhere. */
    CALLER,
    /** The conversation failed. */
    FAILED,
    /** The socket broke, or a new stream took over: the call may go on. */
    LINE_LOST,
    /** {@code no-media-timeout}. */
    NO_SOUND,
    /** {@code max-call-duration}. */
    TOO_LONG
  }

  /** Why a web-hook or a socket was turned away. */
  enum Refusal {
    UNSIGNED,
    OTHER_ACCOUNT,
    NO_CALL_SID,
    /** {@code max-waiting-calls}. */
    TOO_MANY_WAITING,
    /** No {@code start} came within {@code no-media-timeout}. */
    NO_START,
    UNFIT_START,
    /** The web-hook let no such call in, or it was too long ago, or its token is another. */
    UNKNOWN_CALL,
    /** There is no conversation for it: too many are live, or the bot is not there. */
    NO_CONVERSATION,
    /** {@code max-reconnects}. */
    TOO_MANY_RECONNECTS
  }

  private final MeterRegistry registry;
  private final AtomicInteger live = new AtomicInteger();
  private final Counter expired;
  private final Counter inputsHeld;
  private final Counter inputsDropped;
  private final Counter marks;
  private final Counter marksLeftOut;
  private final Counter marksOverdue;
  private final Counter piecesLost;
  private final Counter holes;
  private final Counter holesCut;
  private final Counter messagesIgnored;
  private final Counter startsFull;
  private final Counter promptsSilent;
  private final Counter reconnects;
  private final Counter webhooksRepeated;
  private final Counter pings;
  private final DistributionSummary cleared;

  CallMeters(MeterRegistry registry) {
    this.registry = registry;
    registry.gauge("parley.twilio.calls.live", live);
    for (End end : End.values()) {
      ended(registry, end);
    }
    for (Refusal why : Refusal.values()) {
      refused(registry, why);
    }
    this.expired = registry.counter("parley.twilio.calls.expired");
    this.inputsHeld = registry.counter("parley.twilio.inputs.held");
    this.inputsDropped = registry.counter("parley.twilio.inputs.dropped");
    this.marks = registry.counter("parley.twilio.marks");
    this.marksLeftOut = registry.counter("parley.twilio.marks.left-out");
    this.marksOverdue = registry.counter("parley.twilio.marks.overdue");
    this.piecesLost = registry.counter("parley.twilio.pieces.lost");
    this.holes = registry.counter("parley.twilio.holes");
    this.holesCut = registry.counter("parley.twilio.holes.cut");
    this.messagesIgnored = registry.counter("parley.twilio.messages.ignored");
    this.startsFull = registry.counter("parley.twilio.starts.full");
    this.promptsSilent = registry.counter("parley.twilio.prompts.silent");
    this.reconnects = registry.counter("parley.twilio.reconnects");
    this.webhooksRepeated = registry.counter("parley.twilio.webhooks.repeated");
    this.pings = registry.counter("parley.twilio.pings");
    this.cleared = DistributionSummary.builder("parley.twilio.cleared").baseUnit("ms").register(registry);
  }

  private static Counter ended(MeterRegistry registry, End end) {
    return registry.counter("parley.twilio.calls", "end", tag(end));
  }

  private static Counter refused(MeterRegistry registry, Refusal why) {
    return registry.counter("parley.twilio.refused", "why", tag(why));
  }

  private static String tag(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Shows how many calls are between web-hook and socket, for as long as they are referred to. */
  void watch(WaitingCalls waiting) {
    registry.gauge("parley.twilio.calls.waiting", waiting, WaitingCalls::size);
  }

  void refused(Refusal why) {
    refused(registry, why).increment();
  }

  void callBegan() {
    live.incrementAndGet();
  }

  void callEnded(End end) {
    live.decrementAndGet();
    ended(registry, end).increment();
  }

  /** A call's sound did not come within {@code waiting-call-timeout}. */
  void callExpired() {
    expired.increment();
  }

  /** A socket was asked to send no more for a while. */
  void inputsHeld() {
    inputsHeld.increment();
  }

  /** An input found no room. */
  void inputDropped() {
    inputsDropped.increment();
  }

  void markSent() {
    marks.increment();
  }

  /** A piece of sound went without a mark that was due, as too many were on their way. */
  void markLeftOut() {
    marksLeftOut.increment();
  }

  /** Marks did not come back within {@code mark-grace}. */
  void marksOverdue() {
    marksOverdue.increment();
  }

  void piecesLost(long pieces) {
    piecesLost.increment((double) pieces);
  }

  /** A hole in the caller's sound was filled with silence. */
  void holeFilled(boolean cut) {
    holes.increment();
    if (cut) {
      holesCut.increment();
    }
  }

  /** A message was broken, unknown, or longer than is taken. */
  void messageIgnored() {
    messagesIgnored.increment();
  }

  /** A {@code start} had as many parameters as are taken, and perhaps more. */
  void startFull() {
    startsFull.increment();
  }

  /** A prompt had begun, and nothing came of it for {@code silent-prompt-warning}. */
  void promptSilent() {
    promptsSilent.increment();
  }

  /** A call whose stream broke goes on in a new one. */
  void reconnected() {
    reconnects.increment();
  }

  /** A web-hook came again, and was answered as before. */
  void webhookRepeated() {
    webhooksRepeated.increment();
  }

  /** A media socket was pinged. */
  void pinged() {
    pings.increment();
  }

  /** An interruption threw away so much sound. */
  void cleared(long ms) {
    cleared.record((double) ms);
  }
}
