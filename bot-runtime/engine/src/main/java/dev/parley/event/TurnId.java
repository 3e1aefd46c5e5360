package dev.parley.event;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * Ties an answer to the question it answers: interpretations, hooks and feature look-ups carry the id of the step that
 * asked. An answer under an older id is dropped. Counts up within a conversation, from 1.
 */
public record TurnId(@JsonValue long number) implements Comparable<TurnId> {

  /** Before the first question. */
  public static final TurnId NONE = new TurnId(0);

  @JsonCreator
  public TurnId {
    if (number < 0) {
      throw new IllegalArgumentException("turn ids count up from 1, not " + number);
    }
  }

  /** The id of the next question. */
  public TurnId next() {
    return new TurnId(number + 1);
  }

  @Override
  public int compareTo(TurnId other) {
    return Long.compare(number, other.number);
  }
}
