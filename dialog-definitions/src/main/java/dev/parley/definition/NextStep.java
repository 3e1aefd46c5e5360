package dev.parley.definition;

import dev.parley.diagnostic.Span;
import java.util.Map;
import java.util.Optional;

/**
 * Where the dialog goes (Lex: DialogState as a nextStep). Immutable.
 *
 * @param span where it is written
 * @param action what comes next
 * @param slot the slot to ask, with {@link Action#ELICIT_SLOT}
 * @param intent the intent to begin, with {@link Action#START_INTENT}
 * @param slots values given to slots of the intent that goes on, by name; one whose template has an absent value is left alone
 * @param silent whether the prompt that would follow is left out (Lex: suppressNextMessage)
 */
public record NextStep(
    Span span,
    Action action,
    Optional<String> slot,
    Optional<String> intent,
    Map<String, Template> slots,
    boolean silent) {

  public NextStep {
    slots = Ordered.copyOf(slots);
  }

  /** A step without anything to name. */
  public static NextStep of(Span span, Action action) {
    return new NextStep(span, action, Optional.empty(), Optional.empty(), Map.of(), false);
  }

  /** Lex's dialog action types for a next step. */
  public enum Action {
    /** The usual order: the next slot, the confirmation, the fulfilment, the end. */
    CONTINUE("continue"),
    /** Listens for what else the caller wants. */
    ELICIT_INTENT("elicit_intent"),
    /** Begins another intent. */
    START_INTENT("start"),
    /** Asks a slot, also one that has a value. */
    ELICIT_SLOT("elicit"),
    /** Asks whether to go ahead. */
    CONFIRM_INTENT("confirm"),
    /** Does the work. */
    FULFILL_INTENT("fulfill"),
    /** Says the closing words and does what follows them. */
    CLOSE_INTENT("close"),
    /** The conversation is over; a phone call ends when the last words have been heard. */
    END_CONVERSATION("end");

    private final String word;

    Action(String word) {
      this.word = word;
    }

    /** The word for it in YAML. */
    public String word() {
      return word;
    }
  }
}
