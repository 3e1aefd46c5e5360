package dev.parley.twilio.fake;

import dev.parley.audio.AudioFormat;
import dev.parley.speech.SpeechRequest;
import dev.parley.speech.SynthesizerEngine;
import java.util.Locale;
import java.util.Optional;

/** A scripted caller with the voice of a synthesiser. Thread-safe. */
public final class SynthesizedVoice implements CallerVoice {

  private final SynthesizerEngine engine;
  private final Locale locale;
  private final Optional<String> voice;

  /**
   * Makes a voice.
   *
   * @param engine stays the caller's to close
   * @param locale of the texts
   * @param voice the engine's own name for one of its voices; empty = its choice
   */
  public SynthesizedVoice(SynthesizerEngine engine, Locale locale, Optional<String> voice) {
    this.engine = engine;
    this.locale = locale;
    this.voice = voice;
  }

  @Override
  public byte[] speak(String text) {
    SpeechRequest request =
        new SpeechRequest(text, SpeechRequest.Markup.PLAIN, locale, voice, AudioFormat.MULAW_8K.sampleRateHz());
    return engine.synthesize(request).toBytes(AudioFormat.MULAW_8K);
  }
}
