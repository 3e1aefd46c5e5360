package dev.parley.speech;

/**
 * Makes a recogniser engine from its settings. Implementations are named in {@code META-INF/services/} and have a public constructor
 * without arguments.
 */
public interface RecognizerEngineProvider {
  /** The name under which the engine is configured. */
  String name();

  /**
   * Makes the engine. Quick: models load later.
   *
   * @throws SpeechException of kind {@code NOT_INSTALLED} for unknown or wrong settings
   */
  RecognizerEngine create(EngineSettings settings);
}
