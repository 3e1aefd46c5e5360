package dev.parley.dialog;

import dev.parley.definition.SlotDefinition;
import dev.parley.definition.ValidationRule;
import dev.parley.event.SlotValue;
import java.util.Optional;

/**
 * What callers give before they are asked: "pay minus five dollars". What keeps its slot's rules is taken at once; what does not
 * is kept until the slot comes, and the caller is told then why it was not taken. Pure.
 */
final class Offers {

  private Offers() {}

  /** Takes a value that came with an utterance, or what of it can be taken. */
  static void take(Draft draft, SlotDefinition slot, SlotValue said) {
    SlotValue value = Readings.narrow(draft, slot, said);
    Sorted sorted = sorted(draft, slot, value);
    Optional<SlotValue> good = sorted.good.filter(g -> !g.ambiguous() && SlotRules.accepts(draft, slot, g));
    good.ifPresent(g -> Corrections.takeMore(draft, slot, Composites.with(slot, draft.value(slot), Optional.empty(), g)));
    (good.isPresent() ? sorted.refused : Optional.of(value)).ifPresent(r -> draft.given.put(slot.name(), r));
  }

  /** The same of parts that came beside the one that is asked about now. */
  static void takeParts(Draft draft, SlotDefinition slot, SlotValue parts) {
    Sorted sorted = sorted(draft, slot, parts);
    sorted.good.ifPresent(g -> draft.fill(slot.name(), Composites.with(slot, draft.value(slot), Optional.empty(), g)));
    sorted.refused.ifPresent(r -> draft.given.put(slot.name(), r));
  }

  /** What of a value keeps the rules of its parts, and what does not. */
  private record Sorted(Optional<SlotValue> good, Optional<SlotValue> refused) {}

  private static Sorted sorted(Draft draft, SlotDefinition slot, SlotValue value) {
    Optional<SlotValue> good = Optional.of(value);
    Optional<SlotValue> refused = Optional.empty();
    for (Optional<SlotDefinition> part = Composites.broken(draft, slot, value); part.isPresent(); ) {
      SlotDefinition broken = part.get();
      refused = Optional.of(Composites.with(slot, refused, part, Composites.part(broken, value)));
      good = good.flatMap(g -> Composites.without(broken, g));
      part = good.flatMap(g -> Composites.broken(draft, slot, g));
    }
    return new Sorted(good, refused);
  }

  /**
   * Comes to a slot that has no value: takes what was given for it if that keeps the rules by now, else says why it does not, and
   * asks. False when nothing was given.
   */
  static boolean speaksOf(Draft draft, SlotDefinition slot) {
    return settle(draft, slot, true);
  }

  /** The same for the slot that is being asked: it is asked again, which costs an attempt. */
  static boolean refuses(Draft draft, SlotDefinition slot) {
    return settle(draft, slot, false);
  }

  private static boolean settle(Draft draft, SlotDefinition slot, boolean first) {
    SlotValue said = draft.given.remove(slot.name());
    if (said == null) {
      return false;
    }
    SlotValue given = Readings.narrow(draft, slot, said);
    if (given.ambiguous()) {
      Optional<SlotDefinition> open = Readings.ambiguousPart(slot, given);
      SlotElicitation.askWhich(draft, slot, open, open.map(p -> Composites.part(p, given)).orElse(given), first);
      return true;
    }
    Optional<SlotDefinition> part = Composites.broken(draft, slot, given);
    SlotValue value = part.map(p -> Composites.part(p, given)).orElse(given);
    Optional<ValidationRule> broken = SlotRules.firstBroken(draft, part.orElse(slot), value);
    if (broken.isEmpty()) {
      Corrections.takeMore(draft, slot, Composites.with(slot, draft.value(slot), Optional.empty(), given));
      IntentFlow.advance(draft);
    } else if (first) {
      SlotElicitation.askAfter(draft, slot, part, value, broken.get());
    } else {
      SlotElicitation.refuse(draft, slot, part, value, broken.get());
    }
    return true;
  }
}
