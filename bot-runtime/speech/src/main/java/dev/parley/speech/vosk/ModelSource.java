package dev.parley.speech.vosk;

/** Where a model comes from. */
@FunctionalInterface
interface ModelSource {
  /**
   * The folder, ready to be loaded. May unpack first.
   *
   * @throws dev.parley.speech.SpeechException of kind {@code NOT_INSTALLED} when there is none
   */
  ModelFolder folder();
}
