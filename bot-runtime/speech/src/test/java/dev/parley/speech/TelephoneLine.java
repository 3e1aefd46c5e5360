package dev.parley.speech;

import dev.parley.audio.Pcm;
import java.util.Locale;

/** The engines that this module's tests share, since they take seconds to load, and a line of 8 kHz to them. */
public final class TelephoneLine {
  public static final SynthesizerEngine MARY = SpeechEngines.synthesizer("mary", EngineSettings.NONE);
  public static final RecognizerEngine VOSK = SpeechEngines.recognizer("vosk", EngineSettings.NONE);

  private TelephoneLine() {}

  /** What is understood of a sound of 8 kHz that comes in pieces of 20 ms. */
  public static Transcript hear(RecognitionHints hints, Pcm sound) {
    try (Recognizer recognizer = VOSK.open(new RecognizerRequest(Locale.US, sound.rateHz(), hints))) {
      for (long at = 0; at < sound.durationMs(); at += 20) {
        recognizer.accept(sound.slice(at, at + 20));
      }
      return recognizer.finish();
    }
  }
}
