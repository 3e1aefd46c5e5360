package dev.parley.conversation;

import dev.parley.audio.Pcm;
import dev.parley.speech.SpeechRequest;
import dev.parley.speech.SynthesizerCapabilities;
import dev.parley.speech.SynthesizerEngine;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Speaks each character for 20 ms, and keeps what it was asked for. */
final class ScriptedSynthesizer implements SynthesizerEngine {

  static final int MS_PER_CHARACTER = 20;

  final List<SpeechRequest> requests = new ArrayList<>();
  Optional<RuntimeException> trouble = Optional.empty();

  @Override
  public String name() {
    return "scripted";
  }

  @Override
  public SynthesizerCapabilities capabilities() {
    return new SynthesizerCapabilities(Set.of(Locale.US), List.of(), true, true, 10_000);
  }

  @Override
  public Pcm synthesize(SpeechRequest request) {
    requests.add(request);
    if (trouble.isPresent()) {
      throw trouble.get();
    }
    return Pcm.silence(request.text().length() * MS_PER_CHARACTER, request.sampleRateHz());
  }

  @Override
  public void close() {}
}
