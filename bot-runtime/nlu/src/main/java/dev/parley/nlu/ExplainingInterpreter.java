package dev.parley.nlu;

import dev.parley.event.Expectation;
import dev.parley.event.Interpreter;

/** An interpreter that can say why. */
public interface ExplainingInterpreter extends Interpreter {

  /** Longer texts are read to here. */
  int MAX_CHARACTERS = 1024;

  /** What {@link #interpret} makes of this utterance, and why. Takes longer than that, for what lost is looked at too. */
  Explanation explain(String text, Expectation expectation);
}
