package dev.parley.speech;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.parley.audio.Pcm;
import dev.parley.audio.Resampler;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** What every recogniser engine must do. Extend it, give it an engine and an utterance, and every promise of the interfaces is tested. */
public abstract class RecognizerContract {
  /** The engine; the same one for all tests is best, and is not closed here. */
  protected abstract RecognizerEngine engine();

  /** A language that it understands. */
  protected abstract Locale locale();

  /** A short utterance, telephone sound of 8 kHz. */
  protected abstract Pcm utterance();

  /** A word that is surely heard in it. */
  protected abstract String keyWord();

  /** A language that it does not understand. */
  protected Locale foreign() {
    return Locale.forLanguageTag("tlh");
  }

  @Test
  void anUtteranceIsUnderstoodOverTheTelephone() {
    try (Recognizer recognizer = open()) {
      assertThat(hear(recognizer, utterance()).text()).contains(keyWord());
    }
  }

  @Test
  void theSameUtteranceAtDoubleRateIsUnderstoodToo() {
    try (Recognizer recognizer = engine().open(RecognizerRequest.open(locale(), 16_000))) {
      Transcript heard = hear(recognizer, Resampler.resample(utterance(), 16_000));
      assertThat(heard.text()).contains(keyWord());
    }
  }

  @Test
  void silenceIsNothing() {
    try (Recognizer recognizer = open()) {
      assertThat(hear(recognizer, Pcm.silence(1_000, 8_000))).isEqualTo(Transcript.NOTHING);
      assertThat(recognizer.finish()).isEqualTo(Transcript.NOTHING);
      assertThat(recognizer.partial()).isEmpty();
    }
  }

  @Test
  void theTranscriptHoldsTogether() {
    try (Recognizer recognizer = open()) {
      Transcript heard = hear(recognizer, utterance());
      assertThat(heard.text()).isEqualTo(heard.text().strip().toLowerCase(locale()));
      assertThat(heard.confidence()).isBetween(0.0, 1.0);
      if (engine().capabilities().wordConfidences()) {
        assertThat(String.join(" ", heard.words().stream().map(Transcript.Word::text).toList())).isEqualTo(heard.text());
      }
      for (Transcript.Word word : heard.words()) {
        assertThat(word.startMs()).isLessThanOrEqualTo(word.endMs());
        assertThat(word.endMs()).isLessThanOrEqualTo(utterance().durationMs() + 100);
      }
    }
  }

  @Test
  void oneUtteranceAfterTheOtherIsHeardAsTheFirstWas() {
    try (Recognizer recognizer = open()) {
      Transcript first = hear(recognizer, utterance());
      Transcript second = hear(recognizer, utterance());
      assertThat(second.text()).isEqualTo(first.text());
      for (int i = 0; i < first.words().size(); i++) {
        assertThat(second.words().get(i).startMs()).isCloseTo(first.words().get(i).startMs(), within(60L));
      }
    }
  }

  @Test
  void whatOneCallerSaidIsUnknownToTheNext() {
    Transcript first;
    try (Recognizer recognizer = open()) {
      first = hear(recognizer, utterance());
      recognizer.accept(utterance());
    }
    try (Recognizer recognizer = open()) {
      assertThat(recognizer.finish()).isEqualTo(Transcript.NOTHING);
      // Texts only: engines may add a little noise of their own, so that confidences differ in the second place.
      assertThat(hear(recognizer, utterance()).text()).isEqualTo(first.text());
    }
  }

  @Test
  void resetForgetsTheUtteranceSoFar() {
    try (Recognizer recognizer = open()) {
      recognizer.accept(utterance());
      recognizer.reset();
      assertThat(recognizer.partial()).isEmpty();
      assertThat(hear(recognizer, Pcm.silence(500, 8_000))).isEqualTo(Transcript.NOTHING);
    }
  }

  @Test
  void partialsComeBeforeTheEndWhenPromised() {
    try (Recognizer recognizer = open()) {
      recognizer.accept(utterance());
      if (engine().capabilities().partials()) {
        assertThat(recognizer.partial()).isPresent();
      } else {
        assertThat(recognizer.partial()).isEmpty();
      }
    }
  }

  @Test
  void closedHintsAreTheOnlyWordsHeardWhenPromised() {
    if (engine().capabilities().closedHints()) {
      List<String> words = hearFresh(RecognitionHints.NONE, utterance()).words().stream().map(Transcript.Word::text).distinct().toList();
      Transcript hinted = hearFresh(RecognitionHints.closed(words), utterance());
      assertThat(hinted.text()).contains(keyWord());
      assertThat(hinted.words()).extracting(Transcript.Word::text).isSubsetOf(words);
      Transcript strange = hearFresh(RecognitionHints.closed(List.of("perpendicular")), utterance());
      assertThat(strange.words()).extracting(Transcript.Word::text).isSubsetOf("perpendicular");
    }
  }

  @Test
  void likelyHintsDoNotMakeItDeafToOtherWords() {
    Transcript heard = hearFresh(RecognitionHints.likely(List.of("perpendicular", "seven")), utterance());
    assertThat(heard.text()).contains(keyWord());
  }

  @Test
  void aClosedRecogniserSaysSoAndClosingAgainIsHarmless() {
    Recognizer recognizer = open();
    recognizer.close();
    assertThatCode(recognizer::close).doesNotThrowAnyException();
    assertThatThrownBy(() -> recognizer.accept(new short[160])).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void aForeignLanguageIsRefusedByName() {
    assertThatThrownBy(() -> engine().open(RecognizerRequest.open(foreign(), 8_000)))
        .isInstanceOfSatisfying(SpeechException.class, e -> assertThat(e.kind()).isEqualTo(SpeechException.Kind.NOT_SERVED))
        .hasMessageContaining(foreign().toLanguageTag());
  }

  @Test
  void callersAtTheSameTimeDoNotDisturbEachOther() throws Exception {
    Transcript alone;
    try (Recognizer recognizer = open()) {
      alone = hear(recognizer, utterance());
    }
    Callable<Transcript> call = () -> {
      try (Recognizer recognizer = open()) {
        return hear(recognizer, utterance());
      }
    };
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try {
      for (Future<Transcript> heard : threads.invokeAll(List.of(call, call, call))) {
        assertThat(heard.get().text()).isEqualTo(alone.text());
      }
    } finally {
      threads.shutdown();
    }
  }

  private Recognizer open() {
    return engine().open(RecognizerRequest.open(locale(), 8_000));
  }

  private Transcript hearFresh(RecognitionHints hints, Pcm sound) {
    try (Recognizer recognizer = engine().open(new RecognizerRequest(locale(), sound.rateHz(), hints))) {
      return hear(recognizer, sound);
    }
  }

  private static Transcript hear(Recognizer recognizer, Pcm sound) {
    for (long at = 0; at < sound.durationMs(); at += 20) {
      recognizer.accept(sound.slice(at, at + 20));
    }
    return recognizer.finish();
  }
}
