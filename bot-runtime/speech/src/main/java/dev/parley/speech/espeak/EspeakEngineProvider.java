package dev.parley.speech.espeak;

import dev.parley.speech.EngineSettings;
import dev.parley.speech.SynthesizerEngine;
import dev.parley.speech.SynthesizerEngineProvider;
import java.time.Duration;
import java.util.Set;

/**
 * Makes the eSpeak NG engine. Settings: {@code program} (its name or path, {@code espeak-ng}), {@code voices} (voices of locales, such
 * as {@code de_DE=de, en_GB=en-gb-scotland}; absent: the program's first one of the language), {@code processes} (how many run at a
 * time, 4), {@code time-out-ms} (longest time for one text, 10000).
 */
public final class EspeakEngineProvider implements SynthesizerEngineProvider {
  @Override
  public String name() {
    return EspeakEngine.NAME;
  }

  @Override
  public SynthesizerEngine create(EngineSettings settings) {
    settings.onlyKnowing(EspeakEngine.NAME, Set.of("program", "voices", "processes", "time-out-ms"));
    EspeakProgram program =
        new EspeakProgram(
            settings.text("program").orElse(EspeakEngine.NAME),
            settings.count("processes", 4, 1, 100),
            Duration.ofMillis(settings.count("time-out-ms", 10_000, 100, 120_000)));
    return new EspeakEngine(program, EspeakVoices.parse(program.voices(), settings.text("voices").orElse("")));
  }
}
