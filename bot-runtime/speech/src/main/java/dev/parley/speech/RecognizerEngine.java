package dev.parley.speech;

/**
 * Turns speech into text: holds what is shared (models), and opens one {@link Recognizer} for each conversation. Thread-safe.
 * Models load lazily; {@link #warmUp()} loads them ahead.
 */
public interface RecognizerEngine extends AutoCloseable {
  /** The name under which it is configured, for instance {@code vosk}. */
  String name();

  /** What it can do. Does not load anything. */
  RecognizerCapabilities capabilities();

  /**
   * Loads models and prepares a few recognisers, so that the first caller does not wait. Blocks, for seconds. May be called again.
   *
   * @throws SpeechException when models are missing or damaged
   * @throws IllegalStateException when the engine is closed, also while it warms up
   */
  default void warmUp() {}

  /**
   * Opens a recogniser. May block while models load.
   *
   * @throws SpeechException when the language is not served, or models are missing or damaged
   * @throws IllegalStateException when the engine is closed
   */
  Recognizer open(RecognizerRequest request);

  /** Frees models; waits while a recogniser is opened. Recognisers that are open must be closed before. Closing again does nothing. */
  @Override
  void close();
}
