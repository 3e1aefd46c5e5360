package dev.parley.conformance;

import dev.parley.audio.Pcm;
import dev.parley.speech.EngineSettings;
import dev.parley.speech.SpeechRequest;
import dev.parley.speech.SynthesizerCapabilities;
import dev.parley.speech.SynthesizerEngine;
import dev.parley.speech.SynthesizerEngineProvider;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Speaks each character as 5 ms of silence. */
public final class ScriptedSynthesizer implements SynthesizerEngine, SynthesizerEngineProvider {

  static final int MS_PER_CHARACTER = 5;

  @Override
  public String name() {
    return "conformance";
  }

  @Override
  public SynthesizerEngine create(EngineSettings settings) {
    return this;
  }

  @Override
  public SynthesizerCapabilities capabilities() {
    return new SynthesizerCapabilities(Set.of(Locale.US), List.of(), true, true, 10_000);
  }

  @Override
  public Pcm synthesize(SpeechRequest request) {
    return Pcm.silence(request.text().length() * MS_PER_CHARACTER, request.sampleRateHz());
  }

  @Override
  public void close() {}
}
