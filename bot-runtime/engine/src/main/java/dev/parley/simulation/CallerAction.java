package dev.parley.simulation;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Something that a caller of a script does. */
public sealed interface CallerAction {

  /** How long it takes. */
  Duration length();

  /** Speaks these words; without a length, at {@link Simulation#SPOKEN_PER_SECOND} characters a second. */
  record Says(String words, Optional<Duration> during) implements CallerAction {
    @Override
    public Duration length() {
      return during.orElseGet(() -> Simulation.spoken(words.length()));
    }
  }

  /** Makes a sound in which no words are found. */
  record Mumbles(Duration during) implements CallerAction {
    @Override
    public Duration length() {
      return during;
    }
  }

  /** Speaks so long, and the recogniser fails. */
  record Unheard(Duration during) implements CallerAction {
    @Override
    public Duration length() {
      return during;
    }
  }

  /** Types a line. */
  record Types(String text) implements CallerAction {
    @Override
    public Duration length() {
      return Duration.ZERO;
    }
  }

  /** Presses keys, one after another. */
  record Presses(String keys, Duration between) implements CallerAction {
    @Override
    public Duration length() {
      return between.multipliedBy(keys.length());
    }
  }

  /** Ends the call. */
  record HangsUp() implements CallerAction {
    @Override
    public Duration length() {
      return Duration.ZERO;
    }
  }

  /** Does these one after another, whatever the bot says or does meanwhile. */
  record Several(List<Timed> actions) implements CallerAction {
    public Several {
      actions = List.copyOf(actions);
    }

    @Override
    public Duration length() {
      return actions.stream().map(t -> t.pause().plus(t.action().length())).reduce(Duration.ZERO, Duration::plus);
    }
  }

  /**
   * One of several actions.
   *
   * @param pause after the one before it
   */
  record Timed(Duration pause, CallerAction action) {}
}
