package dev.parley.speech.espeak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.speech.EngineSettings;
import dev.parley.speech.SpeechEngines;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EspeakVoicesTest {
  private static final String TABLE =
      """
      Pty Language       Age/Gender VoiceName          File                 Other Languages
       5  de              --/M      German             gmw/de
       5  en-029          --/M      English_(Caribbean) gmw/en-029           (en 10)
       2  en-gb           --/M      English_(Great_Britain) gmw/en               (en 2)
       2  en-us           --/M      English_(America)  gmw/en-US            (en 3)
       5  pt-br           --/M      Portuguese_(Brazil) roa/pt-BR            (pt 6)
      """;

  @ParameterizedTest
  @CsvSource({"de-DE, de", "de-AT, de", "en-US, en-us", "en-AU, en-gb", "pt-PT, pt-br", "pt-BR, en-029"})
  void aLocaleHasItsVoice(String locale, String voice) {
    assertThat(EspeakVoices.parse(TABLE, "pt_BR=en-029").of(Locale.forLanguageTag(locale))).contains(voice);
  }

  @Test
  void aLanguageWithoutAVoiceHasNone() {
    assertThat(EspeakVoices.parse(TABLE, "").of(Locale.forLanguageTag("tlh"))).isEmpty();
  }

  @Test
  void aWrongChoiceIsNamed() {
    assertThatThrownBy(() -> EspeakVoices.parse(TABLE, "de_DE=hans")).hasMessageContainingAll("voices", "de_DE=hans", "espeak-ng --voices");
    assertThatThrownBy(() -> EspeakVoices.parse(TABLE, "de")).hasMessageContaining("de_DE=de");
  }

  @Test
  void aMissingProgramIsToldWithWhatToDo() {
    assertThatThrownBy(() -> SpeechEngines.synthesizer("espeak-ng", new EngineSettings(Map.of("program", "no-such-program"))))
        .hasMessageContainingAll("no-such-program", "apt-get install espeak-ng", "espeak-ng.program");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      a<break time="1s"/>b                                          | a<break time="1s"></break>b
      <audio src="/etc/hostname">beep</audio>                       | beep
      <sub alias="mister">Mr</sub> &lt;X                            | mister &lt;X
      <prosody rate="slow" onclick="x">y</prosody><mark name="m"/>  | <prosody rate="slow">y</prosody>
      <say-as interpret-as="digits">12</say-as>[[x]]                | <say-as interpret-as="digits">12</say-as>[ [x]]
      """)
  void onlyHarmlessMarkupReachesTheProgram(String ssml, String written) {
    assertThat(EspeakMarkup.ofSsml("<speak>" + ssml + "</speak>")).contains("<speak>" + written + "</speak>");
  }
}
