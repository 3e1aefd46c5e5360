package dev.parley.speech.espeak;

import dev.parley.audio.Pcm;
import dev.parley.audio.Resampler;
import dev.parley.audio.WavFile;
import dev.parley.speech.SpeechException;
import dev.parley.speech.SpeechRequest;
import dev.parley.speech.SynthesizerCapabilities;
import dev.parley.speech.SynthesizerEngine;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** eSpeak NG, a program of the operator's, in a process for each text: some ten milliseconds a sentence. Thread-safe. */
final class EspeakEngine implements SynthesizerEngine {
  /** The engine's name in configurations. */
  static final String NAME = "espeak-ng";
  /** As Mary's. In UTF-8 and with its marks escaped such a text still fits into a pipe. */
  private static final int MAX_CHARACTERS = 3_000;

  private final EspeakProgram program;
  private final EspeakVoices voices;

  EspeakEngine(EspeakProgram program, EspeakVoices voices) {
    this.program = program;
    this.voices = voices;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public SynthesizerCapabilities capabilities() {
    return new SynthesizerCapabilities(Set.copyOf(voices.locales()), voices.names(), true, true, MAX_CHARACTERS);
  }

  @Override
  public Pcm synthesize(SpeechRequest request) {
    if (request.text().length() > MAX_CHARACTERS) {
      throw new SpeechException(SpeechException.Kind.BAD_TEXT,
          "a text of " + request.text().length() + " characters is too long to be spoken at once; at most " + MAX_CHARACTERS);
    }
    String voice = voiceFor(request);
    Optional<String> text =
        request.markup() == SpeechRequest.Markup.SSML ? EspeakMarkup.ofSsml(request.text()) : EspeakMarkup.ofPlain(request.text());
    return text.map(t -> spoken(t, voice, request.sampleRateHz())).orElseGet(() -> Pcm.empty(request.sampleRateHz()));
  }

  private Pcm spoken(String text, String voice, int rateHz) {
    byte[] wav = program.run(List.of("--stdin", "--stdout", "-m", "-b", "1", "-v", voice), text);
    try {
      return Resampler.resample(WavFile.read(new ByteArrayInputStream(wav)).get(0), rateHz);
    } catch (IOException e) {
      throw new SpeechException(SpeechException.Kind.FAILED, "espeak-ng gave no sound that can be read", e);
    }
  }

  private String voiceFor(SpeechRequest request) {
    if (request.voice().isPresent() && !voices.names().contains(request.voice().get())) {
      throw new SpeechException(SpeechException.Kind.NOT_SERVED, "there is no espeak-ng voice '" + request.voice().get() + "'; `espeak-ng --voices` lists them");
    }
    return request.voice()
        .or(() -> voices.of(request.locale()))
        .orElseThrow(() -> new SpeechException(SpeechException.Kind.NOT_SERVED, "espeak-ng has no voice for " + request.locale().toLanguageTag()));
  }

  @Override
  public void close() {
    program.close();
  }
}
