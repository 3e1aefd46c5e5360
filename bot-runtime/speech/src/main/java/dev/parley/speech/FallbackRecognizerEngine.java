package dev.parley.speech;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Several recognisers as one: a caller is heard by the first that understands the language and can be opened. A failed one is tried
 * again for the next caller. Closes all of them. Thread-safe.
 */
public final class FallbackRecognizerEngine implements RecognizerEngine {
  private static final Logger LOG = LoggerFactory.getLogger(FallbackRecognizerEngine.class);

  private final List<RecognizerEngine> engines;

  /**
   * @param engines one or more, the first choice first
   */
  public FallbackRecognizerEngine(List<RecognizerEngine> engines) {
    if (engines.isEmpty()) {
      throw new IllegalArgumentException("no engine to fall back to");
    }
    this.engines = List.copyOf(engines);
  }

  /** The names, joined by commas: as in the configuration. */
  @Override
  public String name() {
    return engines.stream().map(RecognizerEngine::name).collect(Collectors.joining(","));
  }

  /** The languages of all; of the rest what the first choice can do. */
  @Override
  public RecognizerCapabilities capabilities() {
    RecognizerCapabilities first = engines.get(0).capabilities();
    Set<Locale> locales = new HashSet<>();
    engines.forEach(e -> locales.addAll(e.capabilities().locales()));
    return new RecognizerCapabilities(locales, first.partials(), first.closedHints(), first.likelyHints(), first.wordConfidences());
  }

  /** Warms up all; fails only when none works. */
  @Override
  public void warmUp() {
    List<SpeechException> failures = new ArrayList<>();
    for (RecognizerEngine engine : engines) {
      try {
        engine.warmUp();
      } catch (SpeechException e) {
        failures.add(e);
        LOG.warn("the recogniser {} does not work: {}", engine.name(), e.getMessage());
      }
    }
    if (failures.size() == engines.size()) {
      throw failures.get(0);
    }
  }

  @Override
  public Recognizer open(RecognizerRequest request) {
    List<SpeechException> failures = new ArrayList<>();
    for (RecognizerEngine engine : engines) {
      try {
        return engine.open(request);
      } catch (SpeechException e) {
        failures.add(e);
        if (e.kind() != SpeechException.Kind.NOT_SERVED) {
          LOG.warn("the recogniser {} cannot be opened, the next one is tried: {}", engine.name(), e.getMessage());
        }
      }
    }
    // That a language is not served says less than why an engine that serves it failed.
    throw failures.stream().filter(e -> e.kind() != SpeechException.Kind.NOT_SERVED).findFirst().orElse(failures.get(0));
  }

  @Override
  public void close() {
    engines.forEach(RecognizerEngine::close);
  }
}
