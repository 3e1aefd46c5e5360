package dev.parley.conversation;

import dev.parley.audio.AudioFrame;
import dev.parley.audio.FrameCutter;
import dev.parley.audio.Pcm;
import dev.parley.audio.Resampler;
import dev.parley.definition.InputSettings;
import dev.parley.event.DialogEvent;
import dev.parley.event.Expectation;
import dev.parley.event.InterruptionPolicy;
import dev.parley.event.Interpreter;
import dev.parley.speech.OwnVoice;
import dev.parley.speech.RecognitionHints;
import dev.parley.speech.Recognizer;
import dev.parley.speech.RecognizerRequest;
import dev.parley.speech.SegmentEvent;
import dev.parley.speech.SegmenterSettings;
import dev.parley.speech.SpeechException;
import dev.parley.speech.SpeechSegmenter;
import dev.parley.speech.Transcript;
import dev.parley.speech.VoiceActivityDetector;
import dev.parley.turn.EndOfTurnPolicy;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hears: the caller's sound to speech events. {@link #hear} may be called from any thread; what it takes is worked off on the
 * speech executor, one thread at a time, in order.
 *
 * <p>How it works: frames are cut to 20 ms at 8 kHz for the segmenter. When it notices speech, a recogniser is opened with the
 * hints of what is expected and given the sound from a little before; from then on it is fed in blocks. Where only certain words are
 * expected (digits), a second one without hints listens along, so that "can you wait a minute" is not pressed into digits; the
 * interpreter then takes what fits the question. A key ends a turn that has begun, since its tone is no word.
 */
final class Ears {

  private static final Logger LOG = LoggerFactory.getLogger(Ears.class);
  private static final int RATE_HZ = VoiceActivityDetector.SAMPLE_RATE_HZ;

  /** Recognisers decode in blocks; smaller pieces only cost calls. */
  private static final int BLOCK_MS = 120;

  /** So many frames in one go; then other callers are heard. */
  private static final int FRAMES_AT_ONCE = 120;

  /** A key's tone may be in the sound too, shortly before and after its event. */
  private static final int KEY_MUTE_MS = 150;

  /** In less speech than this a hasty recogniser hears words in a hum; in a little more it must be sure. */
  private static final int PERHAPS_A_WORD_MS = 240;

  private static final int SURELY_A_WORD_MS = 300;
  private static final double SURE = 0.75;

  private final ConversationServices services;
  private final Host host;
  private final Supplier<Interpreter> interpreter;
  private final Locale locale;
  private final Supplier<VoiceActivityDetector> detectors;

  /** What waits to be heard; guarded by itself. */
  private final Deque<Heard> waiting = new ArrayDeque<>();

  private long waitingMs;
  private boolean scheduled;
  private boolean closed;
  private volatile @Nullable Expectation expected;
  private volatile boolean hushed;

  /** When sound interrupts the prompt that was said last. */
  private volatile InterruptionPolicy policy = InterruptionPolicy.AT_ONCE;

  private final OwnVoice ownVoice = new OwnVoice();

  // From here on: the worker only.
  private @Nullable VoiceActivityDetector detector;
  private @Nullable SpeechSegmenter segmenter;
  private FrameCutter cutter = new FrameCutter(RATE_HZ / 1000 * VoiceActivityDetector.FRAME_MS);
  private @Nullable Resampler toEight;
  private final List<Recognizer> recognizers = new ArrayList<>(2);
  private @Nullable Expectation listeningFor;
  private long fedToMs;
  private long audioFromMs;
  private long mutedUntilMs;
  private String lastPartial = "";
  private final SpeechWatch watch = new SpeechWatch();

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
    this.interpreter = interpreter;
    this.locale = locale;
    this.detectors = detectors;
  }

  /** What to expect from now on. */
  void expect(Expectation expectation) {
    expected = expectation;
  }

  /** The next prompt is interrupted by such sound. */
  void during(InterruptionPolicy next) {
    policy = next;
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
    hushed = true;
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
      free();
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
      release();
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
      free();
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
    if (services.recognizer().isEmpty()) {
      return;
    }
    for (short[] frame : cutter.push(eightKilohertz(heard.frame.toPcm()))) {
      frame(heard.eventId, frame);
    }
  }

  private short[] eightKilohertz(Pcm sound) {
    if (sound.rateHz() == RATE_HZ) {
      return sound.samples();
    }
    if (toEight == null || toEight.fromHz() != sound.rateHz()) {
      toEight = new Resampler(sound.rateHz(), RATE_HZ);
    }
    return toEight.push(sound.samples());
  }

  private void frame(String eventId, short[] frame) {
    SpeechSegmenter segments = segmenter();
    if (hushed) {
      hushed = false;
      mutedUntilMs = segments.positionMs() + KEY_MUTE_MS;
      segments.endTurn();
      release();
    }
    Optional<SegmentEvent> event = segments.push(frame);
    if (segments.positionMs() <= mutedUntilMs) {
      segments.endTurn();
      release();
      return;
    }
    if (event.isPresent() && event.get() instanceof SegmentEvent.SpeechStarted started) {
      host.happened(new DialogEvent.SpeechBegan(eventId));
      watch.began();
      listen(started);
    }
    if (!recognizers.isEmpty() && segments.positionMs() - fedToMs >= BLOCK_MS) {
      feed(segments);
      partial();
    }
    List<DialogEvent> news = watch.look(segments, policy, eventId);
    if (!news.isEmpty() && !recognizers.isEmpty()) {
      feed(segments);
      partial();
    }
    news.forEach(host::happened);
    if (policy.minWords() > 0 && segments.speaking() && ownVoice.speaking() && watch.timeToLook(segments)) {
      lookAhead(segments);
    }
    if (event.isPresent() && event.get() instanceof SegmentEvent.SpeechEnded && !recognizers.isEmpty()) {
      feed(segments);
      finish();
    }
  }

  private SpeechSegmenter segmenter() {
    if (segmenter == null) {
      detector = ownVoice.deafTo(detectors.get());
      segmenter = new SpeechSegmenter(detector, SegmenterSettings.STANDARD);
    }
    return segmenter;
  }

  private void listen(SegmentEvent.SpeechStarted started) {
    Expectation now = expected;
    listeningFor = now;
    waitFor(now == null ? InputSettings.LEX_DEFAULTS.endSilence() : now.input().endSilence());
    Interpreter.Hints hints = now == null ? Interpreter.Hints.OPEN : interpreter.get().hints(now);
    release();
    if (hints.closed()) {
      recognizers.add(open(RecognitionHints.closed(hints.words())));
    }
    recognizers.add(open(hints.closed() ? RecognitionHints.NONE : RecognitionHints.likely(hints.words())));
    fedToMs = started.audioFromMs();
    audioFromMs = fedToMs;
    lastPartial = "";
  }

  /** Has such a silence end the turn. */
  private void waitFor(Duration endSilence) {
    Expectation now = listeningFor;
    InputSettings input = now == null ? InputSettings.LEX_DEFAULTS : now.input();
    segmenter().use(
        SegmenterSettings.STANDARD
            .withEndSilenceMs((int) Math.max(100, Math.min(10_000, endSilence.toMillis())))
            .withMaxLengthMs((int) Math.max(500, Math.min(600_000, input.maxLength().toMillis()))));
  }

  private Recognizer open(RecognitionHints hints) {
    return services.recognizer().orElseThrow().open(new RecognizerRequest(locale, RATE_HZ, hints));
  }

  private void feed(SpeechSegmenter segments) {
    Pcm sound = segments.since(fedToMs);
    recognizers.forEach(r -> r.accept(sound));
    fedToMs = segments.positionMs();
  }

  private void partial() {
    Optional<String> expectedWords = recognizers.get(0).partial().filter(w -> !w.isBlank());
    Expectation asked = listeningFor;
    if (expectedWords.isPresent() && asked != null) {
      waitFor(EndOfTurnPolicy.endSilence(asked, expectedWords.get()));
    }
    // Ears that expect certain words hear them in any noise; whether somebody speaks at all is for open ears to say.
    Optional<String> words =
        policy.atOnce() || recognizers.size() == 1 ? expectedWords : recognizers.get(recognizers.size() - 1).partial().filter(w -> !w.isBlank());
    if (words.isPresent() && !words.get().equals(lastPartial)) {
      lastPartial = words.get();
      host.happened(new DialogEvent.Transcribed(words.get(), 0, false));
    }
  }

  /**
   * What has been said so far, as if it were over. A recogniser that listens on tells its words up to half a second late, since they may
   * still change; for an interruption it matters that there are words, and not which.
   */
  private void lookAhead(SpeechSegmenter segments) {
    try (Recognizer hasty = open(RecognitionHints.NONE)) {
      hasty.accept(segments.since(audioFromMs));
      Transcript heard = hasty.finish();
      String words = heard.text();
      int voicedMs = segments.voicedMs();
      boolean sure = voicedMs >= SURELY_A_WORD_MS || voicedMs >= PERHAPS_A_WORD_MS && heard.confidence() >= SURE;
      if (sure && !words.isBlank() && !words.equals(lastPartial)) {
        lastPartial = words;
        host.happened(new DialogEvent.Transcribed(words, 0, false));
      }
    }
  }

  private void finish() {
    List<Transcript> guesses = recognizers.stream().flatMap(r -> r.finishWithAlternatives().stream()).toList();
    release();
    Expectation then = listeningFor;
    List<String> texts = guesses.stream().map(Transcript::text).filter(t -> !t.isBlank()).distinct().toList();
    String text = texts.isEmpty() || then == null ? String.join(" ", texts) : interpreter.get().rescore(texts, then);
    double confidence = guesses.stream().filter(g -> g.text().equals(text)).mapToDouble(Transcript::confidence).max().orElse(0);
    host.happened(new DialogEvent.Transcribed(text, confidence, true));
  }

  private void release() {
    recognizers.forEach(Recognizer::close);
    recognizers.clear();
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
      free();
    }
  }

  private void free() {
    release();
    if (detector != null) {
      detector.close();
      detector = null;
      segmenter = null;
    }
  }

  private record Heard(String eventId, AudioFrame frame) {
    /** What it counts for while it waits: a frame of less than a millisecond takes room too. */
    long waitingMs() {
      return Math.max(1, frame.durationMs());
    }
  }
}
