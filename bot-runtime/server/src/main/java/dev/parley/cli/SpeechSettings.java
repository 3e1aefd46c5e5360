package dev.parley.cli;

import dev.parley.speech.EngineSettings;
import dev.parley.speech.RecognizerEngine;
import dev.parley.speech.SpeechEngines;
import dev.parley.speech.SpeechException;
import dev.parley.speech.SynthesizerEngine;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** The speech engines that are set: lists of names, and each engine's settings in a section of its name. */
final class SpeechSettings {

  /** Sections of the engines that come along; their keys are checked by them. */
  static final List<String> SECTIONS = List.of("vosk.", "mary.", "espeak-ng.");

  private SpeechSettings() {}

  /** What hears; empty for {@code none}. */
  static Optional<RecognizerEngine> recognizer(Settings settings) {
    return names(settings, "speech.recognizer").map(n -> made("speech.recognizer", () -> SpeechEngines.recognizers(n, of(settings))));
  }

  /** What speaks; empty for {@code none}. */
  static Optional<SynthesizerEngine> synthesizer(Settings settings) {
    return names(settings, "speech.synthesizer").map(n -> made("speech.synthesizer", () -> SpeechEngines.synthesizers(n, of(settings))));
  }

  static Function<String, EngineSettings> of(Settings settings) {
    return name -> new EngineSettings(settings.section(name));
  }

  private static Optional<String> names(Settings settings, String key) {
    return settings.optional(key).filter(name -> !name.equals("none"));
  }

  private static <T> T made(String key, Supplier<T> maker) {
    try {
      return maker.get();
    } catch (SpeechException e) {
      throw new Complaint("setting " + key + ": " + e.getMessage(), e);
    }
  }
}
