package dev.parley.simulation;

import dev.parley.diagnostic.Span;
import dev.parley.event.Reached;
import dev.parley.event.Reached.Way;

/**
 * Something of a bot that its tests should reach. Immutable.
 *
 * @param kind what it is
 * @param at where it is written
 * @param way what must happen there
 * @param name intent, slot and, for words, how they begin: for people
 */
public record CoveragePoint(Kind kind, Span at, Way way, String name) {

  /** What the core says when it gets there. */
  Reached key() {
    return new Reached(at, way);
  }

  /** The point in words, such as {@code branch ProcessPayment.Amount: is broken}. */
  public String words() {
    return kind.singular() + " " + name + (kind == Kind.BRANCH ? ": " + way.words() : "");
  }

  /** What can be reached. */
  public enum Kind {
    /** An intent is opened. */
    INTENT("intent", "intents"),
    /** A slot is filled. */
    SLOT("slot", "slots"),
    /** A prompt is said, in any of its wordings. */
    PROMPT("prompt", "prompts"),
    /** A wording of a prompt is said. */
    WORDING("wording", "wordings"),
    /** A branch is taken: a condition or rule holds or not, a caller says yes or no, a hook answers or not. */
    BRANCH("branch", "branches");

    private final String singular;
    private final String plural;

    Kind(String singular, String plural) {
      this.singular = singular;
      this.plural = plural;
    }

    /** One of them. */
    public String singular() {
      return singular;
    }

    /** Several of them. */
    public String plural() {
      return plural;
    }
  }
}
