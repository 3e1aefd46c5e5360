package dev.parley.dialog;

import dev.parley.definition.SlotDefinition.Spelling;
import dev.parley.event.Expectation;
import dev.parley.event.SessionView.ConfirmationState;
import dev.parley.event.SessionView.IntentState;
import dev.parley.event.SlotValue;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where one intent stands: the open one, or one that waits while the caller digresses. Immutable.
 *
 * @param intent its name; empty when none is open
 * @param slots its slots that have a value, the one taken last at the end
 * @param intentState Lex's state of it
 * @param confirmation Lex's confirmation state of it
 * @param readBack slots whose values the caller has confirmed
 * @param fresh slots whose value has been taken and not yet acted upon
 * @param asking what is asked
 * @param askedSlot the slot that is asked or read back
 * @param askedPart the part of it that is asked
 * @param attempt 0 for the first time something is asked
 * @param spelling how this one answer is to be spelled, when a hook or client said so
 * @param correcting the slot whose old value stays unless the caller gives a better one
 * @param given what the caller gave for slots that could not be taken: of this the caller is told when the slot is asked
 */
public record Frame(
    Optional<String> intent,
    Map<String, SlotValue> slots,
    IntentState intentState,
    ConfirmationState confirmation,
    List<String> readBack,
    List<String> fresh,
    Expectation.Kind asking,
    Optional<String> askedSlot,
    Optional<String> askedPart,
    int attempt,
    Optional<Spelling> spelling,
    Optional<String> correcting,
    Map<String, SlotValue> given) {

  /** No intent is open. */
  public static final Frame NONE =
      new Frame(
          Optional.empty(),
          Map.of(),
          IntentState.IN_PROGRESS,
          ConfirmationState.NONE,
          List.of(),
          List.of(),
          Expectation.Kind.INTENT,
          Optional.empty(),
          Optional.empty(),
          0,
          Optional.empty(),
          Optional.empty(),
          Map.of());

  public Frame {
    slots = Kept.copyOf(slots);
    given = Kept.copyOf(given);
    readBack = List.copyOf(readBack);
    fresh = List.copyOf(fresh);
  }
}
