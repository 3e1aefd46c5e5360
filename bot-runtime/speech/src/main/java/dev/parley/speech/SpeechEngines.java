package dev.parley.speech;

import java.util.ServiceLoader;
import java.util.TreeSet;
import java.util.function.Function;

/** Finds engines by name among those on the class path ({@link ServiceLoader}). Thread-safe. */
public final class SpeechEngines {
  private SpeechEngines() {}

  /**
   * Makes a recogniser engine.
   *
   * @throws SpeechException of kind {@code NOT_INSTALLED} when there is none of this name (the message lists those there are), or its settings are wrong
   */
  public static RecognizerEngine recognizer(String name, EngineSettings settings) {
    return find("recogniser", name, ServiceLoader.load(RecognizerEngineProvider.class), RecognizerEngineProvider::name).create(settings);
  }

  /** Makes a synthesiser engine; see {@link #recognizer}. */
  public static SynthesizerEngine synthesizer(String name, EngineSettings settings) {
    return find("synthesiser", name, ServiceLoader.load(SynthesizerEngineProvider.class), SynthesizerEngineProvider::name).create(settings);
  }

  private static <P> P find(String what, String name, ServiceLoader<P> providers, Function<P, String> nameOf) {
    TreeSet<String> known = new TreeSet<>();
    for (P provider : providers) {
      if (nameOf.apply(provider).equals(name)) {
        return provider;
      }
      known.add(nameOf.apply(provider));
    }
    throw new SpeechException(SpeechException.Kind.NOT_INSTALLED, "there is no " + what + " '" + name + "' on the class path; there are " + known);
  }
}
