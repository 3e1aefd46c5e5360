package dev.parley.event;

import java.util.List;

/**
 * Text to meaning. A pure function of the bot it was trained on and its arguments; thread-safe; may take milliseconds, so
 * never called from an event loop. Knows no secrets' rules: the shell seals what it returns for obfuscated slots.
 */
public interface Interpreter {

  /** What this utterance may mean to a dialog that waits for this. Never throws for any text. */
  Interpretations interpret(String text, Expectation expectation);

  /** What the recogniser should listen for; {@link Hints#OPEN} when anything may be said. */
  Hints hints(Expectation expectation);

  /** Picks, among the recognisers' guesses (not empty, those with hints first), the one that fits what is expected. */
  String rescore(List<String> nBest, Expectation expectation);

  /** Whether the text looks like a secret although none was asked: a run of digits as long as a card number. */
  boolean looksSecret(String text);

  /**
   * Words to listen for.
   *
   * @param words the vocabulary; empty = open
   * @param closed whether nothing outside it is expected
   */
  record Hints(List<String> words, boolean closed) {

    /** Anything may be said. */
    public static final Hints OPEN = new Hints(List.of(), false);

    public Hints {
      words = List.copyOf(words);
    }
  }
}
