package dev.parley.conversation;

import dev.parley.audio.AudioFrame;
import dev.parley.event.DialogEvent;
import dev.parley.event.Expectation;
import dev.parley.event.InterruptionPolicy;
import dev.parley.event.Interpreter;
import dev.parley.speech.OwnVoice;
import dev.parley.speech.SpeechException;
import dev.parley.speech.VoiceActivityDetector;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hears: the caller's sound to speech events. {@link #hear} may be called from any thread; what it takes is worked off on the
 * speech executor, one thread at a time, in order. What becomes of the sound is {@link Hearing}'s.
 */
final class Ears {

  private static final Logger LOG = LoggerFactory.getLogger(Ears.class);

  /** So many frames in one go; then other callers are heard. */
  private static final int FRAMES_AT_ONCE = 120;

  private final ConversationServices services;
  private final Host host;
  private final OwnVoice ownVoice = new OwnVoice();
  private final Hearing hearing;

  /** What waits to be heard; guarded by itself. */
  private final Deque<Heard> waiting = new ArrayDeque<>();

  private long waitingMs;
  private boolean scheduled;
  private boolean closed;

  /**
   * @param interpreter knows what is likely to be said; asked for when something is expected
   * @param detectors makes one detector, when the first sound comes
   */
  Ears(
      ConversationServices services,
      Host host,
      Supplier<Interpreter> interpreter,
      Locale locale,
      Supplier<VoiceActivityDetector> detectors) {
    this.services = services;
    this.host = host;
    this.hearing = new Hearing(services, host, interpreter, locale, detectors, ownVoice);
  }

  /** What to expect from now on. */
  void expect(Expectation expectation) {
    hearing.expect(expectation);
  }

  /** The next prompt is interrupted by such sound. */
  void during(InterruptionPolicy next) {
    hearing.during(next);
  }

  /** The bot has sent this piece of its own voice, which may come back as an echo. Any thread. */
  void said(AudioFrame frame) {
    if (!services.recognizer().isEmpty()) {
      ownVoice.said(frame.toPcm());
    }
  }

  /** What the bot has sent and nobody has heard yet is not heard any more. */
  void cut() {
    ownVoice.cut();
  }

  /** A key or a typed text came: what was being said does not count. */
  void hush() {
    hearing.hush();
  }

  /** Takes sound; false when there is no room. */
  boolean hear(String eventId, AudioFrame frame) {
    synchronized (waiting) {
      if (closed) {
        return true;
      }
      if (waitingMs >= services.limits().audioMs()) {
        services.meters().counter("parley.ears.full").increment();
        return false;
      }
      Heard heard = new Heard(eventId, frame);
      waiting.add(heard);
      waitingMs += heard.waitingMs();
      if (scheduled) {
        return true;
      }
      scheduled = true;
    }
    goOn();
    return true;
  }

  /** Has the worker come, or come again; {@code scheduled} is set. */
  private void goOn() {
    if (schedule()) {
      return;
    }
    boolean over;
    synchronized (waiting) {
      over = closed;
      scheduled = over;
    }
    if (over) {
      hearing.free();
    } else {
      host.fail(ConversationRefused.Kind.THROTTLED, "too much speech is being recognised; try again later", null);
    }
  }

  private boolean schedule() {
    HearingLag.Wait wait = services.lag().begin();
    try {
      services.speech().execute(() -> {
        wait.end();
        work();
      });
      return true;
    } catch (RejectedExecutionException e) {
      wait.end();
      LOG.warn("there is no room for the sound of conversation {}", host.sessionId(), e);
      return false;
    }
  }

  /** Whether sound waits or is being worked on: what is in it has yet to be told. */
  boolean busy() {
    synchronized (waiting) {
      return !closed && (scheduled || !waiting.isEmpty());
    }
  }

  private void work() {
    try {
      Optional<Heard> heard = next();
      for (int i = 1; heard.isPresent(); i++) {
        take(heard.get());
        heard = i < FRAMES_AT_ONCE ? next() : Optional.empty();
      }
    } catch (SpeechException e) {
      LOG.error("the caller of conversation {} cannot be heard: {}", host.sessionId(), e.getMessage(), e);
      hearing.release();
      host.happened(new DialogEvent.RecognizerFailed(e.kind().name()));
    } catch (RuntimeException | LinkageError e) {
      host.fail(ConversationRefused.Kind.INTERNAL, "the caller cannot be heard", e);
      synchronized (waiting) {
        closed = true;
      }
    }
    boolean over;
    boolean more;
    synchronized (waiting) {
      // When all is over this stays scheduled: nobody else comes to free what is freed below.
      over = closed;
      more = !over && !waiting.isEmpty();
      scheduled = over || more;
    }
    if (over) {
      hearing.free();
    } else if (more) {
      goOn();
    }
    host.roomForInput();
  }

  private Optional<Heard> next() {
    synchronized (waiting) {
      Heard heard = closed ? null : waiting.poll();
      if (heard != null) {
        waitingMs -= heard.waitingMs();
      }
      return Optional.ofNullable(heard);
    }
  }

  private void take(Heard heard) {
    if (services.recognizer().isPresent()) {
      hearing.take(heard.eventId, heard.frame);
    }
  }

  /** Ends; what waits is dropped. */
  void close() {
    boolean idle;
    synchronized (waiting) {
      closed = true;
      waiting.clear();
      waitingMs = 0;
      idle = !scheduled;
      scheduled = true;
    }
    // Native memory is freed by the worker, never beside it; when no worker is there and none can come, nobody is beside us.
    if (idle && !schedule()) {
      hearing.free();
    }
  }

  private record Heard(String eventId, AudioFrame frame) {
    /** What it counts for while it waits: a frame of less than a millisecond takes room too. */
    long waitingMs() {
      return Math.max(1, frame.durationMs());
    }
  }
}
