package dev.parley.twilio.fake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.speech.EngineSettings;
import dev.parley.speech.RecognizerEngine;
import dev.parley.speech.SpeechEngines;
import dev.parley.speech.SynthesizerEngine;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The fake's own voice and ears, with real engines. */
class SpeechOnTheLineTest {

  @Test
  void whatTheCallerSaysCanBeWrittenDown() {
    try (SynthesizerEngine mary = SpeechEngines.synthesizer("mary", EngineSettings.NONE);
        RecognizerEngine vosk = SpeechEngines.recognizer("vosk", EngineSettings.NONE)) {
      byte[] sound = new SynthesizedVoice(mary, Locale.US, Optional.empty()).speak("I want to pay my bill.");
      String words = new RecognizingEars(vosk, Locale.US, Runnable::run).words(sound).toCompletableFuture().join();

      assertThat(WordMatch.contains(words, "want to pay my bill")).as(words).isTrue();
    }
  }
}
