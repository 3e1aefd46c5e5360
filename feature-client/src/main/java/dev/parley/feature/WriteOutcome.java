package dev.parley.feature;

/** What became of a write in the online store; the history takes all but the refused ones. */
public enum WriteOutcome {
  /** It is what counts from now on, or part of it. */
  APPLIED,
  /** What is there is newer, and stays. */
  OLDER,
  /** A hard deletion that is not newer than what it would delete: nothing is kept of it. */
  REFUSED,
  /** It was for the history only. */
  NOT_ASKED
}
