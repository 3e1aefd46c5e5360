package dev.parley.conformance;

import dev.parley.speech.EngineSettings;
import dev.parley.speech.Recognizer;
import dev.parley.speech.RecognizerCapabilities;
import dev.parley.speech.RecognizerEngine;
import dev.parley.speech.RecognizerEngineProvider;
import dev.parley.speech.RecognizerRequest;
import dev.parley.speech.Transcript;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Hears "large" in whatever is spoken, and breaks on what is as loud as can be. */
public final class ScriptedRecognizer implements RecognizerEngine, RecognizerEngineProvider {

  static final String HEARD = "large";
  private static final int BREAKS_AT = 32_000;

  @Override
  public String name() {
    return "conformance";
  }

  @Override
  public RecognizerEngine create(EngineSettings settings) {
    return this;
  }

  @Override
  public RecognizerCapabilities capabilities() {
    return new RecognizerCapabilities(Set.of(Locale.US), true, true, true, false);
  }

  @Override
  public Recognizer open(RecognizerRequest request) {
    return new Listener();
  }

  @Override
  public void close() {}

  private static final class Listener implements Recognizer {

    @Override
    public void accept(short[] samples) {
      for (short sample : samples) {
        if (sample > BREAKS_AT) {
          throw new IllegalStateException("this sound breaks the recogniser of the conformance suite, as it should");
        }
      }
    }

    @Override
    public Optional<String> partial() {
      return Optional.of(HEARD);
    }

    @Override
    public Transcript finish() {
      return new Transcript(HEARD, 0.9, List.of());
    }

    @Override
    public void reset() {}

    @Override
    public void close() {}
  }
}
