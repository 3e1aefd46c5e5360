package dev.parley.event;

import dev.parley.diagnostic.Span;

/**
 * That a step went through a place of the bot's definition in one of the ways in which that place can be left. A conversation's
 * coverage is made of these; nothing else reads them, and they hold nothing that a caller said.
 *
 * @param at the place: the span of the record that was followed, such as a wording, a rule or a branch
 * @param way how it was left
 */
public record Reached(Span at, Way way) {

  /** How a place of a definition can be left. */
  public enum Way {
    /** These words were said. */
    SAID("said"),
    /** This branch was taken, or this offer accepted. */
    TAKEN("taken"),
    /** This condition was looked at and did not hold: what follows it was done. */
    PASSED("passed by"),
    /** This rule was tried and holds. */
    HOLDS("holds"),
    /** This rule was tried, is broken, and the caller was told. */
    BREAKS("is broken"),
    /** The caller said yes. */
    YES("yes"),
    /** The caller said no. */
    NO("no"),
    /** The caller asked for time, and the bot waits. */
    WAITS("waits"),
    /** The caller was reminded that the bot still waits. */
    REMINDS("reminds"),
    /** The caller is back. */
    RETURNS("the caller returns"),
    /** The caller had all the time there is. */
    GIVES_UP("gives up waiting"),
    /** The work was done. */
    SUCCEEDS("succeeds"),
    /** The work was not done. */
    FAILS("fails"),
    /** The work was not done in time. */
    TIMES_OUT("times out"),
    /** The hook answered. */
    ANSWERS("answers"),
    /** The hook did not answer, whether it failed or was too late. */
    IS_SILENT("does not answer");

    private final String words;

    Way(String words) {
      this.words = words;
    }

    /** The way in words, for reports. */
    public String words() {
      return words;
    }
  }
}
