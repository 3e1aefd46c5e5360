package dev.parley.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.audio.AudioFormat;
import dev.parley.audio.AudioFrame;
import dev.parley.audio.Pcm;
import dev.parley.definition.InputSettings;
import dev.parley.event.DialogEvent;
import dev.parley.event.Expectation;
import dev.parley.event.InterruptionPolicy;
import dev.parley.event.Interpretations;
import dev.parley.event.Interpreter;
import dev.parley.speech.RecognitionHints;
import dev.parley.speech.RecognizerRequest;
import dev.parley.speech.SpeechException;
import dev.parley.speech.VadDecision;
import dev.parley.speech.VoiceActivityDetector;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EarsTest {

  private static final int FRAME_MS = 20;
  private static final int RATE_HZ = 8_000;
  private static final int AUDIO_MS = 2_000;
  private static final int END_SILENCE_MS = 640;
  private static final int PRE_ROLL_MS = 300;
  private static final List<String> DIGITS = List.of("one", "two");

  private final TestServices test = new TestServices();
  private final ScriptedRecognizer recognizer = new ScriptedRecognizer();
  private final RecordingHost host = new RecordingHost();
  private final LoudDetector detector = new LoudDetector();
  private final DigitsWanted interpreter = new DigitsWanted();
  private final Ears ears = ears(true);
  private AudioFormat format = AudioFormat.LPCM_8K;
  private long positionMs;

  /** Takes for speech whatever is no digital silence. */
  private static final class LoudDetector implements VoiceActivityDetector {
    boolean closed;

    @Override
    public VadDecision push(short[] frame) {
      assertThat(closed).isFalse();
      assertThat(frame).hasSize(FRAME_SAMPLES);
      return Pcm.levelDbfs(frame) > -60 ? VadDecision.SPEECH : VadDecision.SILENCE;
    }

    @Override
    public void reset() {}

    @Override
    public void close() {
      closed = true;
    }
  }

  /** Wants digits where a slot is asked, and takes the guess that is longest. */
  private static final class DigitsWanted implements Interpreter {
    final List<List<String>> guesses = new ArrayList<>();

    @Override
    public Interpretations interpret(String text, Expectation expectation) {
      return Interpretations.NOTHING;
    }

    @Override
    public Hints hints(Expectation expectation) {
      return expectation.slot().isPresent() ? new Hints(DIGITS, true) : new Hints(List.of("pay"), false);
    }

    @Override
    public String rescore(List<String> nBest, Expectation expectation) {
      guesses.add(nBest);
      return nBest.stream().reduce("", (a, b) -> b.length() > a.length() ? b : a);
    }

    @Override
    public boolean looksSecret(String text) {
      return false;
    }
  }

  private Ears ears(boolean hears) {
    test.recognizer = hears ? Optional.of(recognizer) : Optional.empty();
    test.limits = new ConversationServices.Limits(10, 64, AUDIO_MS);
    return new Ears(test.services(), host, () -> interpreter, Locale.US, () -> detector);
  }

  private Expectation asking(Optional<String> slot) {
    return new Expectation(
        slot.isPresent() ? Expectation.Kind.SLOT : Expectation.Kind.INTENT,
        slot.map(s -> "Pay"), slot, false, false, List.of(), InputSettings.LEX_DEFAULTS, test.time.clock().instant(),
        ZoneOffset.UTC, "en_US");
  }

  private boolean hear(int ms, int loudness) {
    short[] samples = new short[format.sampleRateHz() * ms / 1_000];
    Arrays.fill(samples, (short) loudness);
    AudioFrame frame = new AudioFrame(format, Pcm.of(samples, format.sampleRateHz()).toBytes(format), positionMs);
    positionMs += ms;
    return ears.hear("audio-" + positionMs, frame);
  }

  /** So much sound of this loudness, worked off as it comes. */
  private void sound(int ms, int loudness) {
    for (int at = 0; at < ms; at += FRAME_MS) {
      assertThat(hear(FRAME_MS, loudness)).isTrue();
      test.speech.runAll();
    }
  }

  private void speech(int ms) {
    sound(ms, 8_000);
  }

  private void silence(int ms) {
    sound(ms, 0);
  }

  private List<DialogEvent.Transcribed> transcripts(boolean complete) {
    return host.events.stream()
        .filter(DialogEvent.Transcribed.class::isInstance)
        .map(DialogEvent.Transcribed.class::cast)
        .filter(t -> t.complete() == complete)
        .toList();
  }

  private List<String> beginnings() {
    return host.events.stream()
        .filter(DialogEvent.SpeechBegan.class::isInstance)
        .map(e -> ((DialogEvent.SpeechBegan) e).eventId())
        .toList();
  }

  @Test
  void whatIsSaidIsToldWhenItBeginsWhileItGoesOnAndWhenItIsOver() {
    ears.expect(asking(Optional.empty()));
    recognizer.understands("pay my bill", 0.8);
    silence(1_000);
    assertThat(host.events).isEmpty();
    speech(1_000);
    assertThat(beginnings()).containsExactly("audio-1120");
    assertThat(transcripts(false)).containsExactly(new DialogEvent.Transcribed("pay", 0, false));
    assertThat(transcripts(true)).isEmpty();
    silence(END_SILENCE_MS);
    assertThat(transcripts(true)).containsExactly(new DialogEvent.Transcribed("pay my bill", 0.8, true));
    assertThat(recognizer.opened)
        .containsExactly(new RecognizerRequest(Locale.US, 8_000, RecognitionHints.likely(List.of("pay"))));
    assertThat(recognizer.open()).isZero();
  }

  @Test
  void whoPausesForAQuarterOfASecondMayHaveSaidAll() {
    ears.expect(asking(Optional.empty()));
    recognizer.understands("pay my bill", 0.8);
    speech(1_000);
    silence(200);
    assertThat(host.perhapsSaid).isEmpty();
    silence(200);
    assertThat(host.perhapsSaid).containsExactly("pay");
    // The same words once more are no news.
    speech(500);
    silence(END_SILENCE_MS);
    assertThat(host.perhapsSaid).containsExactly("pay");
  }

  @Test
  void theRecogniserHearsALittleFromBeforeTheBeginningAndThenEverything() {
    recognizer.understands("pay", 1);
    silence(1_000);
    speech(1_000);
    silence(END_SILENCE_MS);
    assertThat(recognizer.listeners.get(0).heardMs).isEqualTo(PRE_ROLL_MS + 1_000 + END_SILENCE_MS);
  }

  @Test
  void whereDigitsAreAskedOneRecogniserHearsOnlyThoseAndAnotherEverything() {
    ears.expect(asking(Optional.of("AccountId")));
    recognizer.understands("two", 0.4);
    recognizer.understands("hold on a minute", 0.9);
    speech(1_000);
    silence(END_SILENCE_MS);
    assertThat(recognizer.opened).extracting(RecognizerRequest::hints)
        .containsExactly(RecognitionHints.closed(DIGITS), RecognitionHints.NONE);
    assertThat(recognizer.listeners).extracting(l -> l.heardMs).containsOnly(recognizer.listeners.get(0).heardMs);
    assertThat(interpreter.guesses).containsExactly(List.of("two", "hold on a minute"));
    assertThat(transcripts(true)).containsExactly(new DialogEvent.Transcribed("hold on a minute", 0.9, true));
    assertThat(recognizer.open()).isZero();
  }

  @Test
  void guessesThatAgreeAreOneAndNothingUnderstoodIsSilence() {
    ears.expect(asking(Optional.of("AccountId")));
    recognizer.understands("two", 0.4);
    recognizer.understands("two", 0.7);
    speech(500);
    silence(END_SILENCE_MS);
    speech(500);
    silence(END_SILENCE_MS);
    assertThat(interpreter.guesses).containsExactly(List.of("two"));
    assertThat(transcripts(true))
        .containsExactly(new DialogEvent.Transcribed("two", 0.7, true), new DialogEvent.Transcribed("", 0, true));
  }

  @Test
  void aTurnIsJudgedByWhatWasExpectedWhenItBegan() {
    ears.expect(asking(Optional.empty()));
    recognizer.understands("pay", 1);
    speech(500);
    ears.expect(asking(Optional.of("AccountId")));
    silence(END_SILENCE_MS);
    assertThat(recognizer.opened).hasSize(1);
    assertThat(transcripts(true)).hasSize(1);
  }

  @Test
  void aKeyEndsWhatWasBeingSaidAndItsToneIsNoSpeech() {
    recognizer.understands("f", 1);
    speech(500);
    assertThat(recognizer.open()).isEqualTo(1);
    ears.hush();
    speech(140);
    assertThat(recognizer.open()).isZero();
    silence(2_000);
    assertThat(transcripts(true)).isEmpty();
    assertThat(beginnings()).hasSize(1);
    recognizer.understands("pay", 1);
    speech(500);
    silence(END_SILENCE_MS);
    assertThat(transcripts(true)).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"LPCM_8K", "LPCM_16K", "MULAW_8K"})
  void everyFormatOfAChannelIsHeard(String name) throws ReflectiveOperationException {
    format = (AudioFormat) AudioFormat.class.getField(name).get(null);
    recognizer.understands("pay", 1);
    speech(500);
    silence(END_SILENCE_MS + 100);
    assertThat(transcripts(true)).containsExactly(new DialogEvent.Transcribed("pay", 1, true));
  }

  @Test
  void anUtteranceWithoutEndIsCutAtItsLongest() {
    recognizer.understands("and so on", 1);
    speech((int) InputSettings.LEX_DEFAULTS.maxLength().toMillis());
    assertThat(transcripts(true)).hasSize(1);
  }

  /** Field case C123: a pause within a sentence, after a word that wants another. */
  @Test
  void c123APauseAfterAWordThatWantsAnotherDoesNotEndTheTurn() {
    ears.expect(asking(Optional.empty()));
    recognizer.understands("the panel", 1);
    speech(500);
    silence(1_200);
    assertThat(transcripts(true)).isEmpty();
    speech(300);
    silence(1_500);
    assertThat(transcripts(true)).containsExactly(new DialogEvent.Transcribed("the panel", 1, true));
  }

  @Test
  void whoTalksForSeventySecondsIsHeardInPartsOfTheLongestTurn() {
    for (int part = 0; part < 5; part++) {
      recognizer.understands("part " + part, 1);
    }
    speech(70_000);
    silence(END_SILENCE_MS);
    assertThat(transcripts(true)).extracting(DialogEvent.Transcribed::text).containsExactly("part 0", "part 1", "part 2", "part 3", "part 4");
  }

  // ---- looking ahead, while the bot speaks

  /** The bot has so much to say. */
  private void botSpeaks(int ms) {
    short[] hum = new short[RATE_HZ / 1_000 * ms];
    Arrays.fill(hum, (short) 1);
    ears.said(new AudioFrame(AudioFormat.LPCM_8K, Pcm.of(hum, RATE_HZ).toBytes(AudioFormat.LPCM_8K), 0));
  }

  @Test
  void aShortWordOverAPromptIsToldWhenItIsOverAndNotAtTheEndOfTheTurn() {
    ears.during(asksFor(0, 1));
    botSpeaks(3_000);
    recognizer.understands("", 0);
    recognizer.understands("agent", 0.9);
    speech(300);
    silence(140);
    assertThat(transcripts(false)).isEmpty();
    silence(20);
    assertThat(transcripts(false)).containsExactly(new DialogEvent.Transcribed("agent", 0, false));
    assertThat(recognizer.open()).isEqualTo(1);
  }

  @Test
  void wordsInVeryLittleSpeechMustBeSure() {
    ears.during(asksFor(0, 1));
    botSpeaks(3_000);
    recognizer.understands("", 0);
    recognizer.understands("but", 0.7);
    speech(260);
    silence(END_SILENCE_MS - 20);
    assertThat(recognizer.opened).hasSize(2);
    assertThat(transcripts(false)).isEmpty();
  }

  @Test
  void whoIsNotUnderstoodAtOnceIsListenedToAgain() {
    ears.during(asksFor(0, 1));
    botSpeaks(3_000);
    recognizer.understands("", 0);
    recognizer.understands("right", 0.9);
    recognizer.understands("right", 0.9);
    recognizer.understands("representative", 0.9);
    recognizer.understands("representative", 0.9);
    speech(640);
    assertThat(transcripts(false)).isEmpty();
    speech(40);
    assertThat(transcripts(false)).extracting(DialogEvent.Transcribed::text).containsExactly("representative");
  }

  @Test
  void aListenerWhoIsMisunderstoodIsToldAsWhatNarrowEarsHear() {
    ears.during(asksFor(0, 1));
    botSpeaks(3_000);
    recognizer.understands("i agree", 0.9);
    recognizer.understands("i agree", 0.9);
    recognizer.understands("i see", 0.8);
    recognizer.understands("i see", 0.8);
    speech(360);
    silence(END_SILENCE_MS);
    assertThat(transcripts(false)).isEmpty();
    assertThat(transcripts(true)).containsExactly(new DialogEvent.Transcribed("i see", 0.9, true));
    assertThat(recognizer.opened.get(2).hints().phrases()).contains("i see", "stop");
    assertThat(recognizer.open()).isZero();
  }

  private static InterruptionPolicy asksFor(int minSpeechMs, int minWords) {
    return new InterruptionPolicy(Duration.ofMillis(minSpeechMs), minWords, Duration.ZERO, List.of());
  }

  /** Field case C55: a cough is told to be over long before its turn is. */
  @Test
  void c55ACoughIsToldToHavePausedWhereMoreIsAskedForThanASound() {
    ears.during(asksFor(0, 1));
    silence(1_000);
    speech(160);
    silence(280);
    assertThat(host.events).hasSize(1).first().isInstanceOf(DialogEvent.SpeechBegan.class);
    silence(20);
    assertThat(host.events).endsWith(new DialogEvent.SpeechPaused());
    silence(END_SILENCE_MS - 300);
    assertThat(host.events).endsWith(new DialogEvent.Transcribed("", 0, true));
    assertThat(host.events).hasSize(3);
  }

  /** Field case C57: what follows after 200 ms belongs to the answer. */
  @Test
  void c57APauseOfTwoHundredMillisecondsDoesNotDivideAnAnswer() {
    recognizer.understands("my name is john doe", 1);
    speech(900);
    silence(200);
    speech(300);
    silence(END_SILENCE_MS);
    assertThat(transcripts(true)).containsExactly(new DialogEvent.Transcribed("my name is john doe", 1, true));
    assertThat(beginnings()).hasSize(1);
  }

  @Test
  void c51SpeechIsToldToBeLongEnoughOnceAndPausesDoNotCount() {
    ears.during(asksFor(500, 0));
    recognizer.understands("go on then", 1);
    speech(240);
    silence(200);
    speech(240);
    assertThat(host.events).noneMatch(DialogEvent.SpeechContinued.class::isInstance);
    speech(400);
    assertThat(host.events.stream().filter(DialogEvent.SpeechContinued.class::isInstance)).containsExactly(new DialogEvent.SpeechContinued(Duration.ofMillis(500)));
  }

  @Test
  void whoGoesOnAfterAPauseBeginsAgainInTheSameTurn() {
    ears.during(asksFor(0, 2));
    recognizer.understands("pay my bill", 1);
    speech(400);
    silence(400);
    speech(400);
    silence(END_SILENCE_MS);
    assertThat(beginnings()).hasSize(2);
    assertThat(transcripts(true)).hasSize(1);
    assertThat(recognizer.listeners).hasSize(1);
  }

  // ---- bounds

  @Test
  void soundThatIsNotWorkedOffIsRefusedAtTheBoundAndTakenAgainWhenThereIsRoom() {
    int taken = 0;
    while (hear(FRAME_MS, 0)) {
      taken++;
    }
    assertThat(taken).isEqualTo(AUDIO_MS / FRAME_MS);
    int toldBefore = host.roomTold;
    test.speech.runAll();
    assertThat(host.roomTold).isGreaterThan(toldBefore);
    assertThat(hear(FRAME_MS, 0)).isTrue();
  }

  @Test
  void framesOfLessThanAMillisecondAreBoundedToo() {
    int taken = 0;
    while (taken <= AUDIO_MS && ears.hear("tiny", new AudioFrame(AudioFormat.MULAW_8K, new byte[1], 0))) {
      taken++;
    }
    assertThat(taken).isEqualTo(AUDIO_MS);
  }

  @Test
  void othersAreHeardInBetween() {
    for (int i = 0; i < 1_000; i++) {
      ears.hear("tiny", new AudioFrame(AudioFormat.MULAW_8K, new byte[8], i));
    }
    int turns = 0;
    while (test.speech.runOne()) {
      turns++;
    }
    assertThat(turns).isGreaterThan(1);
  }

  // ---- trouble and the end

  @Test
  void aRecogniserThatFailsCostsTheUtteranceAndTheNextIsHeard() {
    recognizer.trouble = Optional.of(new SpeechException(SpeechException.Kind.FAILED, "on purpose"));
    speech(500);
    assertThat(host.events).contains(new DialogEvent.RecognizerFailed("FAILED"));
    recognizer.trouble = Optional.empty();
    recognizer.understands("pay", 1);
    silence(2_000);
    speech(500);
    silence(END_SILENCE_MS);
    assertThat(transcripts(true)).hasSize(1);
    assertThat(host.faults).isEmpty();
  }

  @Test
  void aMistakeOfARecogniserEndsTheConversationAndFreesWhatItHeld() {
    recognizer.trouble = Optional.of(new IllegalStateException("on purpose"));
    hear(FRAME_MS, 0);
    for (int i = 0; i < 10; i++) {
      hear(FRAME_MS, 8_000);
    }
    test.speech.runAll();
    assertThat(host.faults).containsExactly(ConversationRefused.Kind.INTERNAL);
    assertThat(detector.closed).isTrue();
    ears.close();
    assertThat(hear(FRAME_MS, 8_000)).isTrue();
    assertThat(test.speech.waiting()).isZero();
  }

  @Test
  void closingFreesEverythingOnTheWorkersThread() {
    recognizer.understands("pay", 1);
    speech(500);
    hear(FRAME_MS, 8_000);
    ears.close();
    assertThat(recognizer.open()).isEqualTo(1);
    test.speech.runAll();
    assertThat(recognizer.open()).isZero();
    assertThat(detector.closed).isTrue();
    ears.close();
    assertThat(test.speech.waiting()).isZero();
    assertThat(transcripts(true)).isEmpty();
  }

  @Test
  void closingAnIdleEarFreesItToo() {
    speech(500);
    ears.close();
    test.speech.runAll();
    assertThat(recognizer.open()).isZero();
    assertThat(detector.closed).isTrue();
  }

  @Test
  void whenNoThreadCanComeClosingFreesAllTheSame() {
    speech(500);
    test.speech.room = 0;
    ears.close();
    assertThat(recognizer.open()).isZero();
    assertThat(detector.closed).isTrue();
  }

  @Test
  void whenAllRecognisersAreTakenTheConversationIsToldSo() {
    test.speech.room = 0;
    hear(FRAME_MS, 0);
    assertThat(host.faults).containsExactly(ConversationRefused.Kind.THROTTLED);
    assertThat(host.events).isEmpty();
  }

  @Test
  void withoutARecogniserSoundIsTakenAndForgotten() {
    Ears deaf = ears(false);
    Duration second = Duration.ofSeconds(1);
    for (int ms = 0; ms < second.toMillis(); ms += FRAME_MS) {
      deaf.hear("audio", new AudioFrame(AudioFormat.MULAW_8K, new byte[8 * FRAME_MS], ms));
      test.speech.runAll();
    }
    assertThat(host.events).isEmpty();
  }
}
