package dev.parley.dialog;

import dev.parley.definition.SlotDefinition;
import dev.parley.definition.SlotDefinition.PartExpression;
import dev.parley.event.SlotValue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Composite slots: which parts have a value, whether that is enough, and which is asked next (Lex: subSlotSetting). Pure. */
final class Composites {

  private Composites() {}

  /** Whether the slot has all that it needs; one without parts needs a value. */
  static boolean complete(SlotDefinition slot, Optional<SlotValue> value) {
    return value.isPresent() && (!slot.composite() || missing(slot, known(value)).isEmpty());
  }

  /** The part that is asked next; empty when the slot is asked as a whole, or has all that it needs. */
  static Optional<SlotDefinition> next(SlotDefinition slot, Optional<SlotValue> value) {
    if (!slot.composite()) {
      return Optional.empty();
    }
    Set<String> known = known(value);
    boolean asWhole = known.isEmpty() && !slot.prompt().first().groups().isEmpty();
    return asWhole ? Optional.empty() : missing(slot, known);
  }

  private static Set<String> known(Optional<SlotValue> value) {
    return value.orElse(null) instanceof SlotValue.Composite composite ? composite.parts().keySet() : Set.of();
  }

  /** The part that is asked first when the slot is not asked as a whole. */
  static Optional<SlotDefinition> first(SlotDefinition slot) {
    return missing(slot, Set.of());
  }

  private static Optional<SlotDefinition> missing(SlotDefinition slot, Set<String> known) {
    if (slot.expression().isPresent()) {
      return missing(slot.expression().get(), known).map(name -> slot.parts().get(name));
    }
    return slot.parts().values().stream().filter(p -> p.required() && !known.contains(p.name())).findFirst();
  }

  /** The first part that the expression still needs; of alternatives, those that the caller has begun to give. */
  private static Optional<String> missing(PartExpression expression, Set<String> known) {
    if (expression instanceof PartExpression.Part part) {
      return known.contains(part.name()) ? Optional.empty() : Optional.of(part.name());
    } else if (expression instanceof PartExpression.AllOf all) {
      return all.of().stream().flatMap(e -> missing(e, known).stream()).findFirst();
    } else if (expression instanceof PartExpression.AnyOf any) {
      if (any.of().stream().anyMatch(e -> missing(e, known).isEmpty())) {
        return Optional.empty();
      }
      List<PartExpression> begun = any.of().stream().filter(e -> e.names().anyMatch(p -> known.contains(p.name()))).toList();
      return missing(begun.isEmpty() ? any.of().get(0) : begun.get(0), known);
    }
    throw new AssertionError(expression);
  }

  /** Whether an answer to the whole slot gives a part that has no value yet. */
  static boolean adds(Optional<SlotValue> old, SlotValue answer) {
    return answer instanceof SlotValue.Composite composite && !known(old).containsAll(composite.parts().keySet());
  }

  /** The slot's value with one more part, or with all the parts that were given at once. */
  static SlotValue with(Optional<SlotValue> old, Optional<SlotDefinition> part, SlotValue value) {
    Map<String, SlotValue> parts = new LinkedHashMap<>();
    if (old.orElse(null) instanceof SlotValue.Composite composite) {
      parts.putAll(composite.parts());
    }
    if (part.isPresent()) {
      parts.put(part.get().name(), value);
    } else if (value instanceof SlotValue.Composite all) {
      parts.putAll(all.parts());
    } else {
      return value;
    }
    String said = old.map(o -> o.originalValue() + " ").orElse("") + value.originalValue();
    return new SlotValue.Composite(said, parts);
  }
}
