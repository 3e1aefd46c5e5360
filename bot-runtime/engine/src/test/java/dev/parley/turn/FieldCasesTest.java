package dev.parley.turn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.definition.InputSettings;
import dev.parley.event.DialogEvent;
import dev.parley.event.DialogOutput;
import dev.parley.event.DialogOutput.LowerPlayback;
import dev.parley.event.DialogOutput.ResumePlayback;
import dev.parley.event.DialogOutput.Say;
import dev.parley.event.DialogOutput.StopPlayback;
import dev.parley.event.Expectation;
import dev.parley.event.InputMode;
import dev.parley.event.InterruptionPolicy;
import dev.parley.event.InterruptionReason;
import dev.parley.event.Message;
import dev.parley.turn.TurnState.Heard;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What callers' reports from the field say of keys, barge-in and timers, named after the number of their case, to the millisecond. */
class FieldCasesTest {

  private static final Instant START = Instant.parse("2026-11-25T12:00:00Z");
  private static final DialogEvent DUE = new DialogEvent.DeadlinePassed();

  private final TurnTaking turnTaking = new TurnTaking();
  private final List<DialogOutput> outputs = new ArrayList<>();
  private final List<Heard> heard = new ArrayList<>();
  private InputSettings input = InputSettings.LEX_DEFAULTS;
  private TurnState state = TurnState.fresh();
  private Instant now = START;
  private int silences;

  private Expectation expected() {
    return new Expectation(
        Expectation.Kind.SLOT, Optional.of("Ask"), Optional.of("Code"), false, false, List.of(), input, now, ZoneId.of("UTC"), "en_US");
  }

  private void happens(DialogEvent event) {
    TurnStep step = turnTaking.step(state, event, this::expected, now);
    state = step.state();
    outputs.addAll(step.outputs());
    step.heard().ifPresent(heard::add);
    silences += step.silence() ? 1 : 0;
  }

  private void after(long ms, DialogEvent event) {
    now = now.plusMillis(ms);
    happens(event);
  }

  private static DialogEvent key(char key) {
    return new DialogEvent.KeyPressed("", String.valueOf(key));
  }

  private static DialogEvent words(String words) {
    return new DialogEvent.Transcribed(words, 1, true);
  }

  private void call(boolean interruptible, Duration length) {
    happens(new DialogEvent.Started(
        1,
        ZoneOffset.UTC,
        new DialogEvent.CallerChannel(List.of(InputMode.SPEECH, InputMode.DTMF, InputMode.TEXT), true, true, true),
        Optional.empty(),
        List.of(),
        Map.of()));
    Say say = new Say(1, List.of(Message.plain("Which code?")), interruptible, List.of(), List.of());
    state = turnTaking.answered(state, List.of(say), expected(), now);
    happens(new DialogEvent.PlaybackStarted(1, length, List.of()));
  }

  private void listenTo(boolean speech, boolean keys) {
    InputSettings all = InputSettings.LEX_DEFAULTS;
    input =
        new InputSettings(speech, keys, all.startTimeout(), all.endSilence(), all.maxLength(), all.textStartTimeout(), all.keys());
  }

  /**
   * The matrix of who may interrupt: by speech, a key or typed text; during a prompt that may be interrupted or not; while speech and
   * keys are listened to or not. Typed text always is: only a chat has it. What is kept waits for the prompt's end.
   */
  @ParameterizedTest
  @CsvSource({
    "SPEECH, true,  true,  stops",
    "SPEECH, true,  false, dropped",
    "SPEECH, false, true,  dropped",
    "SPEECH, false, false, dropped",
    "DTMF,   true,  true,  stops",
    "DTMF,   true,  false, dropped",
    "DTMF,   false, true,  kept",
    "DTMF,   false, false, dropped",
    "TEXT,   true,  true,  stops",
    "TEXT,   true,  false, stops",
    "TEXT,   false, true,  kept",
    "TEXT,   false, false, kept"
  })
  void c41OnlyWhatMayInterruptStopsThePrompt(InputMode mode, boolean interruptible, boolean listens, String outcome) {
    // The other source is listened to whenever this one is not: its flag must not leak over.
    listenTo(mode == InputMode.SPEECH ? listens : !listens, mode == InputMode.DTMF ? listens : !listens);
    call(interruptible, Duration.ofSeconds(3));
    now = now.plusMillis(1000);
    switch (mode) {
      case SPEECH -> {
        happens(new DialogEvent.SpeechBegan(""));
        happens(words("12"));
      }
      case DTMF -> {
        happens(key('1'));
        happens(key('2'));
        happens(key('#'));
      }
      case TEXT -> happens(new DialogEvent.TextArrived("", "12"));
    }
    assertThat(outputs).hasSize(outcome.equals("stops") ? 1 : 0).allMatch(StopPlayback.class::isInstance);
    assertThat(heard).isEqualTo(outcome.equals("stops") ? List.of(new Heard("12", mode)) : List.of());

    after(2000, new DialogEvent.PlaybackEnded(1));
    assertThat(heard).isEqualTo(outcome.equals("dropped") ? List.of() : List.of(new Heard("12", mode)));
  }

  /** The flag belongs to the prompt that plays: the next one has its own. */
  @Test
  void c39AFlagOfOnePromptDoesNotLeakIntoTheNext() {
    call(true, Duration.ofSeconds(3));
    Say protectedPrompt = new Say(2, List.of(Message.plain("This call is recorded.")), false, List.of(), List.of());
    state = turnTaking.answered(state, List.of(protectedPrompt), expected(), now);
    after(500, key('5'));
    assertThat(outputs).isEmpty();
    after(2500, new DialogEvent.PlaybackEnded(2));
    after(2500, DUE);
    assertThat(heard).containsExactly(new Heard("5", InputMode.DTMF));
  }

  @ParameterizedTest
  @CsvSource({"4900, false", "4999, false", "5000, true", "5100, true"})
  void c43AnEntryEndsFiveSecondsAfterItsLastKey(long silence, boolean over) {
    call(true, Duration.ofSeconds(3));
    happens(key('1'));
    after(4000, key('2'));
    after(4000, key('3'));
    after(silence, DUE);
    assertThat(heard).isEqualTo(over ? List.of(new Heard("123", InputMode.DTMF)) : List.of());
  }

  @Test
  void c45SixteenKeysWithinFortyMillisecondsAreOneEntryInTheirOrder() {
    call(true, Duration.ofSeconds(3));
    String keys = "4072163951864027";
    for (char key : keys.toCharArray()) {
      after(2, key(key));
    }
    happens(key('#'));
    assertThat(heard).containsExactly(new Heard(keys, InputMode.DTMF));
    assertThat(outputs).hasSize(1);
  }

  /** The keys replace the words: what was half said and then typed is taken as begun anew. */
  @Test
  void c47KeysReplaceTheWordsBeforeThemAndThePromptIsStoppedOnce() {
    call(true, Duration.ofSeconds(3));
    happens(new DialogEvent.SpeechBegan(""));
    after(300, key('3'));
    after(100, words("one two"));
    after(100, key('4'));
    happens(key('#'));
    assertThat(heard).containsExactly(new Heard("34", InputMode.DTMF));
    assertThat(outputs).containsExactly(new StopPlayback(1, InterruptionReason.VOICE_START_DETECTED, ""));
  }

  /** A call whose prompt asks so much of speech. */
  private void call(Duration minSpeech, int minWords) {
    call(true, Duration.ofSeconds(10));
    InterruptionPolicy policy = new InterruptionPolicy(minSpeech, minWords, Duration.ZERO, List.of());
    Say say = new Say(2, List.of(Message.plain("Which code?")), true, List.of(), List.of(), policy);
    state = turnTaking.answered(state, List.of(say), expected(), now);
    happens(new DialogEvent.PlaybackStarted(2, Duration.ofSeconds(10), List.of()));
  }

  private static DialogEvent partly(String words) {
    return new DialogEvent.Transcribed(words, 0, false);
  }

  @Test
  void c49AWordDoesNotInterruptWhereTwoAreAskedForAndTheSecondDoes() {
    call(Duration.ZERO, 2);
    after(1000, new DialogEvent.SpeechBegan("a"));
    after(300, partly("seven"));
    assertThat(outputs).containsExactly(new LowerPlayback(2));
    after(300, partly("seven two"));
    assertThat(outputs).containsExactly(new LowerPlayback(2), new StopPlayback(2, InterruptionReason.VOICE_START_DETECTED, "a"));
    after(700, words("seven two"));
    assertThat(heard).containsExactly(new Heard("seven two", InputMode.SPEECH));
  }

  /** Speech long enough and words enough: both, in whatever order. */
  @Test
  void c51TimeAndWordsMustBothBeEnough() {
    call(Duration.ofSeconds(2), 1);
    after(1000, new DialogEvent.SpeechBegan("a"));
    after(900, partly("one two three four five"));
    assertThat(outputs).containsExactly(new LowerPlayback(2));
    after(1000, new DialogEvent.SpeechContinued(Duration.ofSeconds(2)));
    assertThat(outputs).endsWith(new StopPlayback(2, InterruptionReason.VOICE_START_DETECTED, "a"));
  }

  @Test
  void c53EmptyTranscriptsInterruptNothing() {
    call(Duration.ZERO, 1);
    after(1000, new DialogEvent.SpeechBegan("a"));
    for (int i = 0; i < 5; i++) {
      after(100, partly(""));
    }
    after(100, new DialogEvent.SpeechPaused());
    after(400, words(""));
    assertThat(outputs).containsExactly(new LowerPlayback(2), new ResumePlayback(2));
    assertThat(heard).isEmpty();
  }

  /** A television in the room: nobody understands a word, and the bot does not fall silent over it. */
  @Test
  void c53ASoundThatGoesOnLowersThePromptForTwoSecondsAtMost() {
    call(Duration.ZERO, 2);
    after(1000, new DialogEvent.SpeechBegan("a"));
    after(1999, DUE);
    assertThat(outputs).hasSize(1);
    after(1, DUE);
    assertThat(outputs).containsExactly(new LowerPlayback(2), new ResumePlayback(2));
    after(500, partly("seven two"));
    assertThat(outputs).endsWith(new StopPlayback(2, InterruptionReason.VOICE_START_DETECTED, "a"));
  }

  /** What was said to a bot that has just fallen silent is an answer, also the word that would not have interrupted it. */
  @Test
  void c59WhoSpeaksOnWhenThePromptEndsHasTheFloorAndInterruptsNothing() {
    call(Duration.ZERO, 2);
    after(9800, new DialogEvent.SpeechBegan("a"));
    after(200, new DialogEvent.PlaybackEnded(2));
    after(800, words("okay"));
    assertThat(outputs).containsExactly(new LowerPlayback(2), new ResumePlayback(2));
    assertThat(heard).containsExactly(new Heard("okay", InputMode.SPEECH));
  }

  @Test
  void c61SilenceCountsFromTheEndOfAPromptThatACoughHeldUp() {
    call(Duration.ZERO, 1);
    after(1000, new DialogEvent.SpeechBegan("a"));
    after(500, new DialogEvent.SpeechPaused());
    after(300, words(""));
    after(8700, new DialogEvent.PlaybackEnded(2));
    after(3999, DUE);
    assertThat(silences).isZero();
    after(1, DUE);
    assertThat(silences).isEqualTo(1);
  }

  @Test
  void c67SilenceCountsFromTheEndOfALongPrompt() {
    call(true, Duration.ofSeconds(20));
    after(19_999, DUE);
    assertThat(silences).isZero();
    after(1, new DialogEvent.PlaybackEnded(1));
    after(3_999, DUE);
    assertThat(silences).isZero();
    after(1, DUE);
    assertThat(silences).isEqualTo(1);
  }

  @Test
  void c73TextInTheMillisecondOfTheTimerWinsWhenItIsFirstAndTheTimerIsDropped() {
    call(true, Duration.ofSeconds(1));
    after(1_000, new DialogEvent.PlaybackEnded(1));
    after(4_000, new DialogEvent.TextArrived("", "12"));
    happens(DUE);
    assertThat(heard).containsExactly(new Heard("12", InputMode.TEXT));
    assertThat(silences).isZero();
  }

  @Test
  void c73TextInTheMillisecondOfTheTimerIsNotLostWhenTheTimerIsFirst() {
    call(true, Duration.ofSeconds(1));
    after(1_000, new DialogEvent.PlaybackEnded(1));
    after(4_000, DUE);
    happens(new DialogEvent.TextArrived("", "12"));
    assertThat(silences).isEqualTo(1);
    assertThat(heard).containsExactly(new Heard("12", InputMode.TEXT));
  }
}
