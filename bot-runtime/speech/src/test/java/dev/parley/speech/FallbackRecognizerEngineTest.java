package dev.parley.speech;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.audio.Pcm;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A broken first engine, and Vosk behind it, are together as good as Vosk. */
class FallbackRecognizerEngineTest extends RecognizerContract {
  private static final Pcm UTTERANCE =
      TelephoneLine.MARY.synthesize(SpeechRequest.plain("I want to pay my balance.", Locale.US, 8_000));

  @Override
  protected RecognizerEngine engine() {
    return new FallbackRecognizerEngine(List.of(broken("its model is damaged"), TelephoneLine.VOSK));
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
  void whenAllFailTheFirstReasonIsTold() {
    RecognizerEngine none = new FallbackRecognizerEngine(List.of(broken("its model is damaged"), broken("no licence")));
    assertThat(none.name()).isEqualTo("broken,broken");
    assertThatThrownBy(() -> none.open(RecognizerRequest.open(Locale.US, 8_000))).hasMessageContaining("its model is damaged");
    assertThatThrownBy(none::warmUp).hasMessageContaining("its model is damaged");
  }

  private static RecognizerEngine broken(String why) {
    return new RecognizerEngine() {
      @Override
      public String name() {
        return "broken";
      }

      @Override
      public RecognizerCapabilities capabilities() {
        return new RecognizerCapabilities(Set.of(Locale.US), true, true, true, true);
      }

      @Override
      public void warmUp() {
        throw new SpeechException(SpeechException.Kind.NOT_INSTALLED, why);
      }

      @Override
      public Recognizer open(RecognizerRequest request) {
        boolean understood = capabilities().understands(request.locale());
        throw new SpeechException(
            understood ? SpeechException.Kind.NOT_INSTALLED : SpeechException.Kind.NOT_SERVED,
            understood ? why : "not for " + request.locale().toLanguageTag());
      }

      @Override
      public void close() {}
    };
  }
}
