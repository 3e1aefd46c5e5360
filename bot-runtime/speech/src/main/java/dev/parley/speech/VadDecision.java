package dev.parley.speech;

/** What a detector takes a short piece of sound for. */
public enum VadDecision {
  /** Nothing, or the line's own noise. */
  SILENCE,
  /** The sound of a telephone key. */
  KEY_TONE,
  /** Somebody speaks. */
  SPEECH
}
