package dev.parley.speech;

import dev.parley.audio.Pcm;

/** Turns text into speech. Thread-safe. Blocks and computes: never call it on a network event loop. */
public interface SynthesizerEngine extends AutoCloseable {
  /** The name under which it is configured, for instance {@code mary}. */
  String name();

  /** What it can do. Does not load anything. */
  SynthesizerCapabilities capabilities();

  /**
   * Loads voices, so that the first prompt does not wait. Blocks, for seconds. May be called again.
   *
   * @throws SpeechException when voices are missing or damaged
   */
  default void warmUp() {}

  /**
   * Speaks a text.
   *
   * @return sound of the request's rate; of no length when there is nothing to say
   * @throws SpeechException when the markup is wrong, the language or voice is not there, or the engine fails; see its kind
   */
  Pcm synthesize(SpeechRequest request);

  /** Frees voices, where the engine can. Closing again does nothing. */
  @Override
  void close();
}
