package dev.parley.simulation;

import java.time.Duration;
import java.util.Optional;

/** Something that a caller of a script does. */
public sealed interface CallerAction {

  /** Speaks these words; without a length, at {@link Simulation#SPOKEN_PER_SECOND} characters a second. */
  record Says(String words, Optional<Duration> during) implements CallerAction {}

  /** Makes a sound in which no words are found. */
  record Mumbles(Duration during) implements CallerAction {}

  /** Types a line. */
  record Types(String text) implements CallerAction {}

  /** Presses keys, one after another. */
  record Presses(String keys, Duration between) implements CallerAction {}

  /** Ends the call. */
  record HangsUp() implements CallerAction {}
}
