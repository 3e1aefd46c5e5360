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
import dev.parley.speech.SpeechSegmenter;
import dev.parley.speech.Transcript;
import dev.parley.speech.VoiceActivityDetector;
import dev.parley.turn.Backchannels;
import dev.parley.turn.EndOfTurnPolicy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of one caller's sound: beginnings, partial words, pauses and whole utterances. Only one thread at a time, except where a
 * method says so.
 *
 * <p>How it works: frames are cut to 20 ms at 8 kHz for the segmenter. When it notices speech, a recogniser is opened with the
 * hints of what is expected and given the sound from a little before; from then on it is fed in blocks. Where only certain words are
 * expected (digits), a second one without hints listens along, so that "can you wait a minute" is not pressed into digits; the
 * interpreter then takes what fits the question. A key ends a turn that has begun, since its tone is no word.
 */
final class Hearing {

  private static final int RATE_HZ = VoiceActivityDetector.SAMPLE_RATE_HZ;

  /** Recognisers decode in blocks; smaller pieces only cost calls. */
  private static final int BLOCK_MS = 120;

  /** A key's tone may be in the sound too, shortly before and after its event. */
  private static final int KEY_MUTE_MS = 150;

  /** So many words that a bot expects are listened for beside short orders; each takes a little from the others. */
  private static final int HINTS = 100;

  /** Whoever pauses for so long may have said all of it; recognisers have told their words by then. */
  private static final int PERHAPS_ALL_MS = 240;

  /** So much voice interrupts: a cough has less. */
  private static final int VOICE_MS = 60;

  /** Two looks that are both unsure are believed from here on. */
  private static final int TWICE_MS = 420;

  /** A longer turn is no listener's. */
  private static final int LISTENER_MS = 900;

  /** More words are understood as they are: whoever wants the floor must get it. */
  private static final int FEW_WORDS = 2;

  private final ConversationServices services;
  private final Host host;
  private final Supplier<Interpreter> interpreter;
  private final Locale locale;
  private final Supplier<VoiceActivityDetector> detectors;
  private final OwnVoice ownVoice;
  private volatile @Nullable Expectation expected;
  private volatile boolean hushed;

  /** When sound interrupts the prompt that was said last. */
  private volatile InterruptionPolicy policy = InterruptionPolicy.AT_ONCE;

  // From here on: one thread at a time.
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
  private String perhapsAll = "";
  private boolean unsure;
  private final SpeechWatch watch = new SpeechWatch();

  Hearing(
      ConversationServices services,
      Host host,
      Supplier<Interpreter> interpreter,
      Locale locale,
      Supplier<VoiceActivityDetector> detectors,
      OwnVoice ownVoice) {
    this.services = services;
    this.host = host;
    this.interpreter = interpreter;
    this.locale = locale;
    this.detectors = detectors;
    this.ownVoice = ownVoice;
  }

  /** What to expect from now on. Any thread. */
  void expect(Expectation expectation) {
    expected = expectation;
  }

  /** The next prompt is interrupted by such sound. Any thread. */
  void during(InterruptionPolicy next) {
    policy = next;
  }

  /** A key or a typed text came: what was being said does not count. Any thread. */
  void hush() {
    hushed = true;
  }

  /** Takes sound. */
  void take(String eventId, AudioFrame frame) {
    for (short[] piece : cutter.push(eightKilohertz(frame.toPcm()))) {
      frame(eventId, piece);
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
    segments.askForVoice(ownVoice.speaking() ? VOICE_MS : 0);
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
      foresee(segments);
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
    perhapsAll = "";
    unsure = false;
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
    // What little is said over a prompt is for looks ahead to judge.
    if (words.isPresent() && !words.get().equals(lastPartial) && !perhapsListening()) {
      lastPartial = words.get();
      host.happened(new DialogEvent.Transcribed(words.get(), 0, false));
    }
  }

  /** Tells what may be all that the caller says. */
  private void foresee(SpeechSegmenter segments) {
    if (segments.speaking() && segments.silentMs() >= PERHAPS_ALL_MS) {
      Optional<String> words = recognizers.stream().flatMap(r -> r.partial().stream()).filter(w -> !w.isBlank()).findFirst();
      if (words.isPresent() && !words.get().equals(perhapsAll)) {
        perhapsAll = words.get();
        host.perhapsSaid(perhapsAll);
      }
    }
  }

  /**
   * What has been said so far, as if it were over. A recogniser that listens on tells its words up to half a second late, since they may
   * still change; for an interruption it matters that there are words, and not which.
   */
  private void lookAhead(SpeechSegmenter segments) {
    Pcm sound = segments.since(audioFromMs);
    Transcript open = heardBy(RecognitionHints.NONE, sound).get(0);
    boolean over = watch.wordOver(segments);
    Optional<Transcript> narrow = listening(open.text()) ? Optional.empty() : narrow(sound).map(guesses -> guesses.get(0));
    FirstWords.Verdict verdict = FirstWords.judge(segments.voicedMs(), over, open, narrow, this::listening);
    boolean twice = verdict == FirstWords.Verdict.UNSURE && unsure && !open.isEmpty() && segments.voicedMs() >= TWICE_MS;
    unsure = verdict == FirstWords.Verdict.UNSURE && !open.isEmpty();
    if ((verdict == FirstWords.Verdict.SPEAKS || twice) && !open.text().equals(lastPartial)) {
      lastPartial = open.text();
      host.happened(new DialogEvent.Transcribed(open.text(), 0, false));
    }
  }

  private List<Transcript> heardBy(RecognitionHints hints, Pcm sound) {
    try (Recognizer hasty = open(hints)) {
      hasty.accept(sound);
      return hasty.finishWithAlternatives();
    }
  }

  /** What ears hear that know only listeners' words and short orders; empty where the language's are not known, or the engine has no such ears. */
  private Optional<List<Transcript>> narrow(Pcm sound) {
    Set<String> words = new LinkedHashSet<>(Backchannels.phrases(locale.toString(), policy.backchannel()));
    List<String> orders = Backchannels.orders(locale.toString());
    words.addAll(orders);
    Expectation asked = listeningFor;
    if (asked != null) {
      interpreter.get().hints(asked).words().stream().limit(HINTS).forEach(words::add);
    }
    return orders.isEmpty() || !services.recognizer().orElseThrow().capabilities().closedHints()
        ? Optional.empty()
        : Optional.of(heardBy(RecognitionHints.closed(List.copyOf(words)), sound));
  }

  private boolean listening(String words) {
    return Backchannels.listening(words, locale.toString(), policy.backchannel());
  }

  private void finish() {
    List<Transcript> guesses = recognizers.stream().flatMap(r -> r.finishWithAlternatives().stream()).toList();
    release();
    Expectation then = listeningFor;
    List<String> texts = guesses.stream().map(Transcript::text).filter(t -> !t.isBlank()).distinct().toList();
    String text = texts.isEmpty() || then == null ? String.join(" ", texts) : interpreter.get().rescore(texts, then);
    double confidence = guesses.stream().filter(g -> g.text().equals(text)).mapToDouble(Transcript::confidence).max().orElse(0);
    String said = perhapsListening() ? listenersWords(new Transcript(text, confidence, List.of())).orElse(text) : text;
    host.happened(new DialogEvent.Transcribed(said, confidence, true));
  }

  /** Whether so little was said over a prompt that it may be a listener's word. */
  private boolean perhapsListening() {
    return policy.minWords() > 0 && ownVoice.speaking() && segmenter().voicedMs() <= LISTENER_MS;
  }

  /** What a listener said who was understood as something else. */
  private Optional<String> listenersWords(Transcript open) {
    if (open.isEmpty() || listening(open.text()) || open.text().split(" ").length > FEW_WORDS) {
      return Optional.empty();
    }
    Optional<List<Transcript>> narrow = narrow(segmenter().since(audioFromMs));
    FirstWords.Verdict verdict = FirstWords.judge(segmenter().voicedMs(), true, open, narrow.map(guesses -> guesses.get(0)), this::listening);
    return verdict == FirstWords.Verdict.LISTENS
        ? narrow.orElseThrow().stream().map(Transcript::text).filter(t -> !t.isEmpty() && Backchannels.listened(t, locale.toString(), policy.backchannel())).findFirst()
        : Optional.empty();
  }

  /** What was being said is not listened to any more. */
  void release() {
    recognizers.forEach(Recognizer::close);
    recognizers.clear();
  }

  /** Frees all. */
  void free() {
    release();
    if (detector != null) {
      detector.close();
      detector = null;
      segmenter = null;
    }
  }
}
