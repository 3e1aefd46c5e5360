package dev.parley.speech;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.audio.Pcm;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every synthesiser engine must do. Extend it, give it an engine, and every promise of the interfaces is tested. */
public abstract class SynthesizerContract {
  /** The engine; the same one for all tests is best, and is not closed here. */
  protected abstract SynthesizerEngine engine();

  /** A language that it speaks. */
  protected abstract Locale locale();

  /** A sentence of that language. */
  protected abstract String sentence();

  /** A language that it does not speak. */
  protected Locale foreign() {
    return Locale.forLanguageTag("tlh");
  }

  @ParameterizedTest
  @ValueSource(ints = {8_000, 16_000, 24_000, 48_000})
  void aSentenceIsAudibleAtTheRateAskedFor(int rateHz) {
    Pcm sound = engine().synthesize(SpeechRequest.plain(sentence(), locale(), rateHz));
    assertThat(sound.rateHz()).isEqualTo(rateHz);
    assertThat(sound.durationMs()).isBetween(200L, 60_000L);
    assertThat(sound.levelDbfs()).isBetween(-45.0, -6.0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "   ", "\n", "...", "?!", "\u2014"})
  void nothingToSayIsNoSound(String text) {
    assertThat(engine().synthesize(SpeechRequest.plain(text, locale(), 8_000))).isEqualTo(Pcm.empty(8_000));
  }

  @Test
  void equalRequestsSoundEqualWhenPromised() {
    if (engine().capabilities().deterministic()) {
      SpeechRequest request = SpeechRequest.plain(sentence(), locale(), 8_000);
      assertThat(engine().synthesize(request)).isEqualTo(engine().synthesize(request));
    }
  }

  @Test
  void manyAtATimeSoundAsOneAlone() throws Exception {
    SpeechRequest request = SpeechRequest.plain(sentence(), locale(), 8_000);
    Pcm alone = engine().synthesize(request);
    Callable<Pcm> call = () -> engine().synthesize(request);
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      for (Future<Pcm> sound : threads.invokeAll(List.of(call, call, call, call))) {
        assertThat(sound.get().durationMs()).isEqualTo(alone.durationMs());
        assertThat(!engine().capabilities().deterministic() || sound.get().equals(alone)).isTrue();
      }
    } finally {
      threads.shutdown();
    }
  }

  @Test
  void aForeignLanguageIsRefusedByName() {
    refused(SpeechRequest.plain(sentence(), foreign(), 8_000), SpeechException.Kind.NOT_SERVED, foreign().toLanguageTag());
  }

  @Test
  void anUnknownVoiceIsRefusedByName() {
    refused(new SpeechRequest(sentence(), SpeechRequest.Markup.PLAIN, locale(), Optional.of("nobody"), 8_000), SpeechException.Kind.NOT_SERVED, "nobody");
  }

  @Test
  void everyVoiceThatIsListedSpeaks() {
    for (String voice : engine().capabilities().voices()) {
      assertThat(engine().synthesize(new SpeechRequest(sentence(), SpeechRequest.Markup.PLAIN, locale(), Optional.of(voice), 8_000)).length()).isPositive();
    }
  }

  @Test
  void tooLongATextIsRefused() {
    refused(SpeechRequest.plain("a ".repeat(engine().capabilities().maxCharacters()), locale(), 8_000), SpeechException.Kind.BAD_TEXT, "too long");
  }

  @Test
  void markupIsUnderstoodOrRefusedNeverSpoken() {
    String document = "<speak>" + sentence() + "<break time=\"1s\"/>" + sentence() + "</speak>";
    if (engine().capabilities().ssml()) {
      long once = engine().synthesize(SpeechRequest.plain(sentence(), locale(), 8_000)).durationMs();
      assertThat(engine().synthesize(SpeechRequest.ssml(document, locale(), 8_000)).durationMs()).isBetween(2 * once, 2 * once + 2_000);
      refused(SpeechRequest.ssml("<speak>open", locale(), 8_000), SpeechException.Kind.BAD_TEXT, "line 1");
    } else {
      refused(SpeechRequest.ssml(document, locale(), 8_000), SpeechException.Kind.BAD_TEXT, "SSML");
    }
  }

  private void refused(SpeechRequest request, SpeechException.Kind kind, String part) {
    assertThatThrownBy(() -> engine().synthesize(request))
        .isInstanceOfSatisfying(SpeechException.class, e -> assertThat(e.kind()).isEqualTo(kind)).hasMessageContaining(part);
  }
}
