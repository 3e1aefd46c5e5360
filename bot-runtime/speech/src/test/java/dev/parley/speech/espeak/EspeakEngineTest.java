package dev.parley.speech.espeak;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.audio.Pcm;
import dev.parley.speech.EngineSettings;
import dev.parley.speech.SpeechEngines;
import dev.parley.speech.SpeechRequest;
import dev.parley.speech.SynthesizerContract;
import dev.parley.speech.SynthesizerEngine;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Runs the program eSpeak NG. */
@Tag("peers")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EspeakEngineTest extends SynthesizerContract {
  private SynthesizerEngine engine;

  @BeforeAll
  void start() {
    engine = SpeechEngines.synthesizer("espeak-ng", new EngineSettings(Map.of("voices", "en_US=en-gb-scotland, xx_XX=de")));
  }

  @AfterAll
  void stop() {
    engine.close();
  }

  @Override
  protected SynthesizerEngine engine() {
    return engine;
  }

  @Override
  protected Locale locale() {
    return Locale.GERMANY;
  }

  @Override
  protected String sentence() {
    return "Sch\u00f6nen guten Tag.";
  }

  @Test
  void phonemeCodesAndMarksInPlainTextAreJustText() {
    Pcm said = engine.synthesize(SpeechRequest.plain("a <b>[[hElo:wO]] & \"c\"", Locale.UK, 8_000));
    assertThat(said.durationMs()).isPositive();
  }

  @Test
  void theOperatorsVoiceSpeaksItsLocale() {
    SpeechRequest scottish = new SpeechRequest("hello there", SpeechRequest.Markup.PLAIN, Locale.UK, Optional.of("en-gb-scotland"), 8_000);
    assertThat(engine.synthesize(SpeechRequest.plain("hello there", Locale.US, 8_000))).isEqualTo(engine.synthesize(scottish));
    assertThat(engine.capabilities().speaks(Locale.forLanguageTag("xx-XX"))).isTrue();
  }
}
