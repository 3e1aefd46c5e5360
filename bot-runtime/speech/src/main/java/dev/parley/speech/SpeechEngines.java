package dev.parley.speech;

import java.util.List;
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

  /** The recognisers of a list such as {@code vosk, other} as one: each falls back to the next. Settings by the engine's name. */
  public static RecognizerEngine recognizers(String names, Function<String, EngineSettings> settings) {
    List<RecognizerEngine> engines = split(names).stream().map(n -> recognizer(n, settings.apply(n))).toList();
    return engines.size() == 1 ? engines.get(0) : new FallbackRecognizerEngine(engines);
  }

  /** The synthesisers of a list such as {@code mary, espeak-ng} as one: each language is spoken by the first that can. */
  public static SynthesizerEngine synthesizers(String names, Function<String, EngineSettings> settings) {
    List<SynthesizerEngine> engines = split(names).stream().map(n -> synthesizer(n, settings.apply(n))).toList();
    return engines.size() == 1 ? engines.get(0) : new LanguageSynthesizerEngine(engines);
  }

  /** The names in a list. */
  public static List<String> split(String names) {
    return List.of(names.strip().split("\\s*,\\s*"));
  }

  /** The names of all synthesisers on the class path. */
  public static List<String> synthesizerNames() {
    return ServiceLoader.load(SynthesizerEngineProvider.class).stream().map(p -> p.get().name()).sorted().toList();
  }

  /** The names of all recognisers on the class path. */
  public static List<String> recognizerNames() {
    return ServiceLoader.load(RecognizerEngineProvider.class).stream().map(p -> p.get().name()).sorted().toList();
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
