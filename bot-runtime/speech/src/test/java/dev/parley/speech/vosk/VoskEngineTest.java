package dev.parley.speech.vosk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.audio.AudioFormat;
import dev.parley.audio.Pcm;
import dev.parley.speech.EngineSettings;
import dev.parley.speech.RecognitionHints;
import dev.parley.speech.Recognizer;
import dev.parley.speech.RecognizerContract;
import dev.parley.speech.RecognizerEngine;
import dev.parley.speech.RecognizerRequest;
import dev.parley.speech.SpeechEngines;
import dev.parley.speech.SpeechException;
import dev.parley.speech.SpeechRequest;
import dev.parley.speech.TelephoneLine;
import dev.parley.speech.Transcript;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VoskEngineTest extends RecognizerContract {
  private static final Pcm UTTERANCE = spoken("I want to pay my balance.");

  @Override
  protected RecognizerEngine engine() {
    return TelephoneLine.VOSK;
  }

  @Override
  protected Locale locale() {
    return Locale.US;
  }

  @Override
  protected Pcm utterance() {
    return UTTERANCE;
  }

  @Override
  protected String keyWord() {
    return "balance";
  }

  @Test
  void wordsBesideTheVocabularyAreNoWordsButCostConfidence() {
    Transcript heard = TelephoneLine.hear(RecognitionHints.closed(List.of("want", "pay", "balance")), UTTERANCE);
    assertThat(heard.words()).extracting(Transcript.Word::text).isSubsetOf("want", "pay", "balance");
    assertThat(heard.confidence()).isLessThan(0.9);
    assertThat(TelephoneLine.hear(RecognitionHints.closed(List.of("zebra")), spoken("Good morning.")).isEmpty()).isTrue();
  }

  @Test
  void whileDigitsAreLikelyBothDigitsAndOtherAnswersAreHeard() {
    RecognitionHints digits = RecognitionHints.likely(RecognitionHints.ENGLISH_DIGITS.phrases());
    assertThat(digits.phrases()).containsAll(List.of(TelephoneLine.hear(digits, spoken("5 2 9 3.")).text().split(" ")));
    assertThat(TelephoneLine.hear(digits, spoken("Can you wait a minute?")).text()).contains("wait a minute");
  }

  @Test
  void whereDigitsAreExpectedItIsToldWhatElseTheyMayHaveBeen() {
    Pcm spoken = spoken("5 2 9 3.");
    try (Recognizer recognizer = TelephoneLine.VOSK.open(new RecognizerRequest(Locale.US, 8_000, RecognitionHints.ENGLISH_DIGITS))) {
      recognizer.accept(Pcm.concat(Pcm.silence(300, 8_000), spoken, Pcm.silence(600, 8_000)));
      List<Transcript> guesses = recognizer.finishWithAlternatives();
      assertThat(guesses).extracting(Transcript::text).doesNotHaveDuplicates().hasSizeGreaterThan(1);
      assertThat(guesses.get(0).confidence()).isGreaterThanOrEqualTo(guesses.get(1).confidence());
      assertThat(recognizer.finishWithAlternatives()).containsExactly(Transcript.NOTHING);
    }
  }

  @Test
  void aPlainEngineHearsWithoutOurHelp() {
    try (RecognizerEngine plain = SpeechEngines.recognizer("vosk", new EngineSettings(Map.of("plain", "yes")));
        Recognizer recognizer = plain.open(new RecognizerRequest(Locale.US, 8_000, RecognitionHints.closed(List.of("want", "pay", "balance"))))) {
      recognizer.accept(UTTERANCE);
      assertThat(recognizer.finishWithAlternatives()).hasSize(1).allMatch(heard -> heard.text().startsWith("want pay"));
    }
    assertThatThrownBy(() -> SpeechEngines.recognizer("vosk", new EngineSettings(Map.of("plain", "maybe")))).hasMessageContainingAll("plain", "yes or no");
  }

  @Test
  void pausesInAnUtteranceDoNotLoseWhatWasSaidBefore() {
    Pcm paused = Pcm.concat(UTTERANCE, Pcm.silence(2_500, 8_000), spoken("with my credit card"), Pcm.silence(700, 8_000));
    Transcript heard = TelephoneLine.hear(RecognitionHints.NONE, paused);
    assertThat(heard.text()).containsSubsequence("balance", "credit card");
    assertThat(heard.words().get(heard.words().size() - 1).startMs()).isGreaterThan(UTTERANCE.durationMs() + 2_000);
  }

  @Test
  void anotherEnglishIsServedByTheSameModel() {
    TelephoneLine.VOSK.open(RecognizerRequest.open(Locale.UK, 8_000)).close();
    assertThat(TelephoneLine.VOSK.capabilities().understands(Locale.UK)).isTrue();
    assertThat(TelephoneLine.VOSK.capabilities().understands(Locale.FRANCE)).isFalse();
  }

  @Test
  void aFolderWithoutAModelIsNamedWithWhatIsMissing(@TempDir Path folder) {
    try (RecognizerEngine engine = SpeechEngines.recognizer("vosk", new EngineSettings(Map.of("model", folder.toString(), "locale", "de_DE")))) {
      assertThat(engine.capabilities().locales()).containsExactly(Locale.GERMANY);
      assertThatThrownBy(engine::warmUp).isInstanceOf(SpeechException.class).hasMessageContainingAll(folder.toString(), "am/final.mdl");
    }
  }

  @Test
  void mistypedSettingsAreNamed() {
    assertThatThrownBy(() -> SpeechEngines.recognizer("vosk", new EngineSettings(Map.of("modle", "x"))))
        .hasMessageContainingAll("modle", "cache", "locale", "model", "pool");
    assertThatThrownBy(() -> SpeechEngines.recognizer("vosk", new EngineSettings(Map.of("pool", "many")))).hasMessageContainingAll("pool", "many");
    assertThatThrownBy(() -> SpeechEngines.recognizer("vosk", new EngineSettings(Map.of("pool", "-1")))).hasMessageContainingAll("pool", "0 to 64");
    assertThatThrownBy(() -> SpeechEngines.recognizer("vsok", EngineSettings.NONE)).hasMessageContainingAll("vsok", "[vosk]");
  }

  @Test
  void aClosedEngineSaysSo() {
    RecognizerEngine engine = SpeechEngines.recognizer("vosk", EngineSettings.NONE);
    engine.close();
    engine.close();
    assertThatThrownBy(() -> engine.open(RecognizerRequest.open(Locale.US, 8_000))).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void anEngineThatIsClosedWhileItWarmsUpFreesItsModelUnderNobody() throws InterruptedException {
    for (int waits = 0; waits < 3; waits++) {
      RecognizerEngine engine = SpeechEngines.recognizer("vosk", new EngineSettings(Map.of("pool", "64")));
      // Loaded here, so that the engine is closed while recognisers are made, not while the model is loaded.
      engine.open(RecognizerRequest.open(Locale.US, 8_000)).close();
      FutureTask<Void> warming = new FutureTask<>(() -> {
        engine.warmUp();
        return null;
      });
      Thread warm = new Thread(warming, "warming");
      warm.start();
      for (int i = 0; i <= waits; i++) {
        engine.open(RecognizerRequest.open(Locale.US, 8_000)).close();
      }
      engine.close();
      assertThatThrownBy(warming::get).hasCauseInstanceOf(IllegalStateException.class);
      warm.join();
    }
  }

  @Test
  void aWarmEngineLendsAndTakesBackRecognisersAndFreesThemAll() {
    try (RecognizerEngine engine = SpeechEngines.recognizer("vosk", new EngineSettings(Map.of("pool", "1")))) {
      engine.warmUp();
      engine.warmUp();
      for (int i = 0; i < 2; i++) {
        engine.open(RecognizerRequest.open(Locale.US, 8_000)).close();
      }
    }
  }

  private static Pcm spoken(String text) {
    Pcm clean = TelephoneLine.MARY.synthesize(SpeechRequest.plain(text, Locale.US, 8_000));
    return Pcm.fromBytes(clean.toBytes(AudioFormat.MULAW_8K), AudioFormat.MULAW_8K);
  }
}
