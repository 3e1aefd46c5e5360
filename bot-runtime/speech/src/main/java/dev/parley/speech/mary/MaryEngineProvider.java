package dev.parley.speech.mary;

import dev.parley.speech.EngineSettings;
import dev.parley.speech.SynthesizerEngine;
import dev.parley.speech.SynthesizerEngineProvider;
import java.util.Set;

/**
 * Makes the MaryTTS engine. Settings: {@code voice} (name of the voice used when a request names none; absent: the first one on the
 * class path that speaks the language), {@code max-characters} (longest text of one request, 3000).
 */
public final class MaryEngineProvider implements SynthesizerEngineProvider {
  @Override
  public String name() {
    return MaryEngine.NAME;
  }

  @Override
  public SynthesizerEngine create(EngineSettings settings) {
    settings.onlyKnowing(MaryEngine.NAME, Set.of("voice", "max-characters"));
    return new MaryEngine(settings.text("voice"), settings.count("max-characters", MaryEngine.DEFAULT_MAX_CHARACTERS, 1, 100_000));
  }
}
