package dev.parley.twilio;

import java.util.List;
import java.util.OptionalLong;
import java.util.function.Consumer;

/**
 * What the bot says on one call: sends it in whole frames, marks it, and knows what of it the caller has heard. Marks go out
 * about every 200 ms, so that a call that is cut off knows how far it came, and at each prompt's end. Not thread-safe: its
 * call guards it.
 */
final class BotVoice {

  /** More marks than this are never on their way, with sound 300 ms ahead; then only prompts' ends are marked. */
  private static final int MAX_MARKS = 64;

  private final Consumer<TwilioCommand> twilio;
  private final Timers timers;
  private final long markEveryMs;
  private final CallMeters meters;
  private final PlaybackMarks marks = new PlaybackMarks(MAX_MARKS);
  private final OutboundAudio outbound = new OutboundAudio();

  /** When the caller will have heard all that was sent, if it is played without a break. */
  private long playedByMs;

  /** How much of the current prompt was sent, and how much of that after the last mark. */
  private long promptMs;

  private long unmarkedMs;
  private long soundingPrompt = -1;
  private long cutPrompt = -1;

  /** Prompts count upwards: the last that was announced, and the last of which no more sound will come. */
  private long announcedPrompt = -1;

  private long finishedPrompt = -1;

  /** When the caller began to hear the current prompt, and how much of it marks have come back for. */
  private long soundingFromMs;

  private long heardMs;

  private boolean paused;

  /** Since when something more of the current prompt is due. */
  private long dueMs;

  /**
   * A voice that has said nothing yet.
   *
   * @param twilio takes commands at once
   * @param timers for what the caller must have heard by now
   * @param markEveryMs how much sound goes between two marks
   * @param meters told of marks, and of what an interruption throws away
   */
  BotVoice(Consumer<TwilioCommand> twilio, Timers timers, long markEveryMs, CallMeters meters) {
    this.twilio = twilio;
    this.timers = timers;
    this.markEveryMs = markEveryMs;
    this.meters = meters;
    this.playedByMs = timers.nowMs();
  }

  /** A prompt is coming: what it says in words is known, its sound will follow. */
  void announce(long prompt) {
    if (finishedPrompt >= announcedPrompt) {
      dueMs = timers.nowMs();
    }
    announcedPrompt = Math.max(announcedPrompt, prompt);
  }

  /** Whether sound is withheld for now, so that none is due. */
  void pause(boolean withheld) {
    paused = withheld;
    dueMs = timers.nowMs();
  }

  /** Since when the caller has heard nothing although a prompt is not finished; empty while all is as it should be. */
  OptionalLong silentSinceMs() {
    return paused || finishedPrompt >= announcedPrompt ? OptionalLong.empty() : OptionalLong.of(Math.max(dueMs, playedByMs));
  }

  /** Whether the first prompt is known in words, and nothing of it was sent yet. */
  boolean aboutToSpeakFirst() {
    return soundingPrompt < 0 && announcedPrompt > finishedPrompt;
  }

  /** The prompt that is spoken, or is to be spoken next. */
  long prompt() {
    return soundingPrompt > finishedPrompt ? soundingPrompt : announcedPrompt;
  }

  /**
   * How much of this prompt the caller has heard for certain: as far as a mark has come back, but never more than could be
   * played since it began; empty when none of it was sent, or a later one is spoken already.
   */
  OptionalLong heardMs(long prompt) {
    return prompt == soundingPrompt ? OptionalLong.of(Math.max(0, heardMs)) : OptionalLong.empty();
  }

  /** A piece of a prompt, mu-law. */
  void say(long prompt, byte[] mulaw) {
    if (prompt == cutPrompt) {
      return;
    }
    if (prompt != soundingPrompt) {
      soundingPrompt = prompt;
      promptMs = 0;
      heardMs = 0;
      soundingFromMs = Math.max(playedByMs, timers.nowMs());
    }
    announce(prompt);
    finishedPrompt = Math.min(finishedPrompt, prompt - 1);
    outbound.add(mulaw).ifPresent(this::play);
    if (unmarkedMs >= markEveryMs) {
      if (marks.roomForMore()) {
        mark(marks.within(prompt, promptMs));
      } else {
        meters.markLeftOut();
      }
    }
  }

  private void play(byte[] frames) {
    twilio.accept(new TwilioCommand.Play(frames));
    int ms = frames.length / InboundAudio.BYTES_PER_MS;
    promptMs += ms;
    unmarkedMs += ms;
    playedByMs = Math.max(playedByMs, timers.nowMs()) + ms;
  }

  private void mark(String name) {
    unmarkedMs = 0;
    twilio.accept(new TwilioCommand.SetMark(name));
    meters.markSent();
  }

  /**
   * No more of this prompt comes. A prompt without sound is marked too: its mark comes back at once. One that was interrupted
   * has been finished by that already.
   */
  void finish(long prompt) {
    if (prompt > finishedPrompt) {
      finishedPrompt = prompt;
      outbound.finish().ifPresent(this::play);
      mark(marks.end(prompt, prompt == soundingPrompt ? promptMs : 0));
    }
  }

  /** No more of any prompt comes. */
  void finishAll() {
    finishedPrompt = announcedPrompt;
  }

  /**
   * The caller interrupts a prompt. What waits at Twilio is cleared, also when all was sent long ago; when nothing waits
   * there is no clear, as it could only hit what comes next, such as a greeting that noise seemed to interrupt.
   */
  void interrupt(long prompt) {
    // Prompts that waited behind it are dropped with it; if their sound comes all the same, they are open again.
    finishedPrompt = Math.max(announcedPrompt, prompt);
    // A prompt of which nothing was sent is not cut: if its sound still comes, the caller is meant to hear it.
    if (prompt == soundingPrompt) {
      cutPrompt = prompt;
    }
    outbound.drop();
    if (marks.anyOutstanding() || unmarkedMs > 0) {
      twilio.accept(new TwilioCommand.Clear());
      marks.cleared();
      meters.cleared(Math.max(0, playedByMs - timers.nowMs()));
      playedByMs = timers.nowMs();
    }
    unmarkedMs = 0;
  }

  /** A mark came back; gives the prompts that have been heard to their end by that. */
  List<Long> markReturned(String name) {
    PlaybackMarks.Heard heard = marks.returned(name);
    if (heard.prompt() == soundingPrompt) {
      heardMs = Math.max(heardMs, Math.min(heard.atMs(), timers.nowMs() - soundingFromMs));
    }
    return heard.ended();
  }

  /** Whether nothing is on its way to the caller's ear, and nothing is to come. */
  boolean allIsHeard() {
    return finishedPrompt >= announcedPrompt && allMarksBack() && unmarkedMs == 0;
  }

  boolean allMarksBack() {
    return !marks.anyOutstanding();
  }

  /** When the caller has heard all that was sent, unless Twilio is late. */
  long playedByMs() {
    return playedByMs;
  }

  /** Waits no longer for marks; gives the prompts that count as heard by that. */
  List<Long> abandonMarks() {
    unmarkedMs = 0;
    return marks.abandon();
  }
}
