package dev.parley.speech.mary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.audio.AudioFormat;
import dev.parley.audio.Pcm;
import dev.parley.speech.EngineSettings;
import dev.parley.speech.RecognitionHints;
import dev.parley.speech.SpeechEngines;
import dev.parley.speech.SpeechRequest;
import dev.parley.speech.SynthesizerContract;
import dev.parley.speech.SynthesizerEngine;
import dev.parley.speech.TelephoneLine;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MaryEngineTest extends SynthesizerContract {
  @Override
  protected SynthesizerEngine engine() {
    return TelephoneLine.MARY;
  }

  @Override
  protected Locale locale() {
    return Locale.US;
  }

  @Override
  protected String sentence() {
    return "Thank you.";
  }

  @Test
  void slowSpeechLastsLonger() {
    long usual = ssml("<prosody rate=\"medium\">thank you very much</prosody>").durationMs();
    assertThat(ssml("<prosody rate=\"slow\">thank you very much</prosody>").durationMs()).isGreaterThan(usual * 6 / 5);
    assertThat(ssml("<prosody rate=\"80%\">thank you very much</prosody>").durationMs()).isGreaterThan(usual * 11 / 10);
    assertThat(ssml("<prosody rate=\"fast\">thank you very much</prosody>").durationMs()).isLessThan(usual * 9 / 10);
  }

  @Test
  void aPauseLastsAsLongAsAskedFor() {
    long without = ssml("one<break time=\"100ms\"/>two").durationMs();
    assertThat(ssml("one<break time=\"1.5s\"/>two").durationMs() - without).isBetween(1_300L, 1_500L);
  }

  @Test
  void softSpeechIsSofterAndSoIsAPartOfIt() {
    Pcm usual = ssml("thank you");
    assertThat(ssml("<prosody volume=\"soft\">thank you</prosody>").levelDbfs()).isBetween(usual.levelDbfs() - 6.2, usual.levelDbfs() - 5.8);
    Pcm both = ssml("thank you <prosody volume=\"x-soft\">thank you</prosody>");
    long half = both.durationMs() / 2;
    assertThat(both.slice(half, 2 * half).levelDbfs()).isLessThan(both.slice(0, half).levelDbfs() - 8);
  }

  @Test
  void digitsInMarkupAreSpokenAndUnderstood() {
    Pcm sound = ssml("Your code is <say-as interpret-as=\"digits\">7192</say-as>.");
    Pcm line = Pcm.fromBytes(sound.toBytes(AudioFormat.MULAW_8K), AudioFormat.MULAW_8K);
    assertThat(TelephoneLine.hear(RecognitionHints.NONE, line).text()).contains("code", "seven", "one nine two");
  }

  @ParameterizedTest
  @ValueSource(strings = {
    "Kubernetes, xyzzy & flibbertigibbet!", "caf\u00e9 na\u00efve \u00fcber", "\u4f60\u597d", "\ud83d\ude00 hello", "<b>not markup</b>", "a b c 1 2 3", "((((", "x",
    "$", "1/0 = ?", "e\u0301", "don't \u201cquote\u201d me", "A", "'", "-", "hm", "%20%20", "tab\tand\nline", "WWW.EXAMPLE.COM/PATH?Q=1", "9999999999999999999999"
  })
  void oddTextsNeverBreakIt(String text) {
    assertThat(engine().synthesize(SpeechRequest.plain(text, Locale.US, 8_000)).durationMs()).isLessThan(20_000);
  }

  @Test
  void aLongTextIsSpokenToItsEnd() {
    String sentence = "Please wait a moment. ";
    long one = engine().synthesize(SpeechRequest.plain(sentence, Locale.US, 8_000)).durationMs();
    assertThat(engine().synthesize(SpeechRequest.plain(sentence.repeat(10), Locale.US, 8_000)).durationMs()).isGreaterThan(8 * one);
  }

  @Test
  void anotherEnglishIsSpokenByTheSameVoice() {
    assertThat(engine().synthesize(SpeechRequest.plain("hello", Locale.UK, 8_000))).isEqualTo(
        engine().synthesize(SpeechRequest.plain("hello", Locale.US, 8_000)));
  }

  @Test
  void mistypedSettingsAreNamed() {
    assertThatThrownBy(() -> SpeechEngines.synthesizer("mary", new EngineSettings(Map.of("vioce", "x")))).hasMessageContainingAll("vioce", "voice");
    assertThatThrownBy(() -> SpeechEngines.synthesizer("mary", new EngineSettings(Map.of("voice", "nobody"))))
        .hasMessageContainingAll("nobody", "cmu-slt-hsmm");
  }

  private Pcm ssml(String inner) {
    return engine().synthesize(SpeechRequest.ssml("<speak>" + inner + "</speak>", Locale.US, 8_000));
  }
}
