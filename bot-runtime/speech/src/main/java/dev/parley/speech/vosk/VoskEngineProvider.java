package dev.parley.speech.vosk;

import dev.parley.speech.EngineSettings;
import dev.parley.speech.RecognizerEngine;
import dev.parley.speech.RecognizerEngineProvider;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;

/**
 * Makes the Vosk engine. Settings: {@code model} (folder of a Vosk model; absent: the packaged English one), {@code locale} (language
 * of that folder's model, {@code en-US}), {@code cache} (where the packaged model is unpacked, {@code ~/.cache/parley}), {@code pool}
 * (open-vocabulary recognisers kept ready, 4), {@code plain} ({@code yes}: hear as Vosk does without our help, which saves 130 MB of
 * memory and gets more numbers wrong).
 */
public final class VoskEngineProvider implements RecognizerEngineProvider {
  @Override
  public String name() {
    return VoskEngine.NAME;
  }

  @Override
  public RecognizerEngine create(EngineSettings settings) {
    settings.onlyKnowing(VoskEngine.NAME, Set.of("model", "locale", "cache", "pool", "plain"));
    Locale locale = settings.locale("locale").orElse(Locale.US);
    Path cache = settings.path("cache").orElseGet(() -> Path.of(System.getProperty("user.home"), ".cache", "parley"));
    ModelSource model = settings.path("model").<ModelSource>map(folder -> () -> ModelFolder.of(folder))
        .orElseGet(() -> new PackagedModel("assets/model-en-us/", cache));
    return new VoskEngine(model, locale, cache, settings.flag("plain", false), settings.count("pool", VoskEngine.DEFAULT_POOL, 0, 64));
  }
}
