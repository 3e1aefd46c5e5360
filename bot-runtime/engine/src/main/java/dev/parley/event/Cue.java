package dev.parley.event;

/** A short utterance that is about the conversation rather than its subject. */
public enum Cue {
  /** "Yes", "that's right". */
  YES,
  /** "No", "that's wrong". */
  NO,
  /** "Hold on", "give me a minute". */
  HOLD,
  /** "I'm back", "go ahead". */
  RESUME,
  /** "Say that again". */
  REPEAT,
  /** "Never mind", "cancel". */
  CANCEL,
  /** "Help", "why do you need that?". */
  HELP,
  /** "Stop", "goodbye". */
  STOP,
  /** "Start over". */
  START_OVER,
  /** "Go back". */
  BACK
}
