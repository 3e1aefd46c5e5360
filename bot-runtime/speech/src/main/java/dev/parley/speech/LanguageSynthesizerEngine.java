package dev.parley.speech;

import dev.parley.audio.Pcm;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Several synthesisers as one: a text is spoken by the first that has the voice it asks for, or else speaks its language. Closes all of
 * them. Thread-safe.
 */
public final class LanguageSynthesizerEngine implements SynthesizerEngine {
  private final List<SynthesizerEngine> engines;

  /**
   * @param engines one or more, the first choice first
   */
  public LanguageSynthesizerEngine(List<SynthesizerEngine> engines) {
    if (engines.isEmpty()) {
      throw new IllegalArgumentException("no engine to choose from");
    }
    this.engines = List.copyOf(engines);
  }

  /** The names, joined by commas: as in the configuration. */
  @Override
  public String name() {
    return engines.stream().map(SynthesizerEngine::name).collect(Collectors.joining(","));
  }

  /** Languages and voices of all, and what all of them can do. */
  @Override
  public SynthesizerCapabilities capabilities() {
    Set<Locale> locales = new HashSet<>();
    List<String> voices = new ArrayList<>();
    engines.forEach(e -> locales.addAll(e.capabilities().locales()));
    engines.forEach(e -> voices.addAll(e.capabilities().voices()));
    return new SynthesizerCapabilities(
        locales, voices.stream().distinct().toList(), all(SynthesizerCapabilities::ssml), all(SynthesizerCapabilities::deterministic),
        engines.stream().mapToInt(e -> e.capabilities().maxCharacters()).min().orElseThrow());
  }

  private boolean all(Predicate<SynthesizerCapabilities> can) {
    return engines.stream().map(SynthesizerEngine::capabilities).allMatch(can);
  }

  @Override
  public void warmUp() {
    engines.forEach(SynthesizerEngine::warmUp);
  }

  @Override
  public Pcm synthesize(SpeechRequest request) {
    Optional<SynthesizerEngine> withVoice =
        request.voice().flatMap(voice -> first(c -> c.voices().contains(voice) && c.speaks(request.locale())));
    return withVoice.or(() -> first(c -> c.speaks(request.locale()))).orElse(engines.get(0)).synthesize(request);
  }

  private Optional<SynthesizerEngine> first(Predicate<SynthesizerCapabilities> fits) {
    return engines.stream().filter(e -> fits.test(e.capabilities())).findFirst();
  }

  @Override
  public void close() {
    engines.forEach(SynthesizerEngine::close);
  }
}
