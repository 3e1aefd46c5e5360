package dev.parley.dialog;

import dev.parley.definition.ResponseDefinition;
import dev.parley.definition.SlotDefinition;
import dev.parley.event.Expectation;
import dev.parley.event.Interpretations;
import dev.parley.event.SessionView.ConfirmationState;
import dev.parley.event.SlotValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A caller who changes an earlier answer, or goes back to it. A new value that breaks a rule leaves the old one as it was: the
 * caller is told why, and may give a better one or leave it. Pure.
 */
final class Corrections {

  private Corrections() {}

  /** Takes the corrections in what was said; false when there are none for the open intent. */
  static boolean apply(Draft draft, Interpretations meaning) {
    boolean any = false;
    for (Map.Entry<String, SlotValue> correction : meaning.corrections().entrySet()) {
      Optional<SlotDefinition> slot = draft.openIntent().slot(correction.getKey()).filter(s -> mayCorrect(draft, s));
      if (slot.isEmpty()) {
        continue;
      }
      any = true;
      SlotValue given = Readings.narrow(draft, slot.get(), correction.getValue());
      if (given.ambiguous()) {
        Optional<SlotDefinition> open = Readings.ambiguousPart(slot.get(), given);
        draft.correcting = Optional.of(slot.get().name()).filter(s -> Composites.complete(slot.get(), draft.value(slot.get())));
        SlotElicitation.askWhich(draft, slot.get(), open, open.map(p -> Composites.part(p, given)).orElse(given), false);
        return true;
      }
      Optional<SlotDefinition> part = Composites.broken(draft, slot.get(), given);
      SlotValue checked = part.isPresent() ? given : Composites.with(slot.get(), draft.value(slot.get()), part, given);
      var broken = SlotRules.firstBroken(draft, slot.get(), checked);
      if (broken.isPresent()) {
        // A composite slot that is being asked keeps the parts it has; so does any other, and is as it was when that fails.
        draft.correcting = Optional.of(slot.get().name()).filter(s -> Composites.complete(slot.get(), draft.value(slot.get())));
        SlotElicitation.refuse(draft, slot.get(), part, part.map(p -> Composites.part(p, given)).orElse(checked), broken.get());
        return true;
      }
      takeMore(draft, slot.get(), checked);
    }
    if (any) {
      IntentFlow.advance(draft);
    }
    return any;
  }

  /** Whether something was said that corrects a slot of the open intent. */
  static boolean any(Draft draft, Interpretations meaning) {
    return meaning.corrections().keySet().stream().anyMatch(name -> draft.openIntent().slot(name).filter(s -> mayCorrect(draft, s)).isPresent());
  }

  /** A slot that has a value; also the composite one that is asked: a part that is named may be any of its parts. */
  private static boolean mayCorrect(Draft draft, SlotDefinition slot) {
    return draft.slots.containsKey(slot.name()) || slot.composite() && draft.askedSlot.equals(Optional.of(slot.name()));
  }

  /** A new value, which of a composite slot may not be all that it needs. */
  static void takeMore(Draft draft, SlotDefinition slot, SlotValue value) {
    if (Composites.complete(slot, Optional.of(value))) {
      take(draft, slot, value);
      return;
    }
    boolean had = draft.slots.containsKey(slot.name());
    draft.fill(slot.name(), value);
    if (!had) {
      draft.readBack.remove(slot.name());
    }
  }

  /** A new value for a slot that may have had one. */
  static void take(Draft draft, SlotDefinition slot, SlotValue value) {
    draft.fill(slot.name(), value);
    draft.readBack.remove(slot.name());
    draft.confirmation = ConfirmationState.NONE;
    draft.correcting = Optional.empty();
    if (slot.captured().isPresent() && !draft.fresh.contains(slot.name())) {
      draft.fresh.add(slot.name());
    }
  }

  /** The caller leaves the old value; false when none is being corrected. */
  static boolean drop(Draft draft) {
    if (draft.correcting.isEmpty()) {
      return false;
    }
    draft.given.remove(draft.correcting.get());
    draft.correcting = Optional.empty();
    IntentFlow.advance(draft);
    return true;
  }

  /** Asks the slot again that was taken last, after these words; false when there is none. */
  static boolean back(Draft draft, List<ResponseDefinition> words) {
    if (draft.intent.isEmpty() || draft.openIntentIsFallback()) {
      return false;
    }
    List<String> taken = new ArrayList<>(draft.slots.keySet());
    taken.removeIf(name -> draft.openIntent().slot(name).filter(SlotDefinition::required).isEmpty());
    // At its own read-back, or half asked, the slot itself is the one before.
    boolean half = draft.asking == Expectation.Kind.SLOT && draft.askedPart.isPresent();
    if (!half && draft.asking != Expectation.Kind.SLOT_CONFIRMATION) {
      draft.askedSlot.ifPresent(taken::remove);
    }
    if (taken.isEmpty()) {
      return false;
    }
    words.forEach(r -> Responses.say(draft, r));
    String last = taken.get(taken.size() - 1);
    draft.clear(last);
    draft.correcting = Optional.empty();
    draft.confirmation = ConfirmationState.NONE;
    draft.openIntent().slot(last).ifPresent(slot -> {
      FeatureFlow.forget(draft, slot);
      SlotElicitation.ask(draft, slot, Optional.empty(), 0);
    });
    return true;
  }
}
