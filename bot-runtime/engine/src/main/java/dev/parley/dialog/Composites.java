package dev.parley.dialog;

import dev.parley.definition.SlotDefinition;
import dev.parley.definition.SlotDefinition.PartExpression;
import dev.parley.event.SlotValue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Composite slots: which parts have a value, whether that is enough, and which is asked next (Lex: subSlotSetting). Pure. */
final class Composites {

  private Composites() {}

  /** Whether the slot has all that it needs; one without parts needs a value. */
  static boolean complete(SlotDefinition slot, Optional<SlotValue> value) {
    return value.isPresent() && (!slot.composite() || slot.enough(known(value)));
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
    return parts(value).keySet();
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

  /** Whether an answer to the slot gives a part that has no value yet, or has another one. */
  static boolean adds(Optional<SlotValue> old, SlotValue answer) {
    Map<String, SlotValue> had = parts(old);
    return answer instanceof SlotValue.Composite given
        && given.parts().entrySet().stream()
            .anyMatch(p -> !had.containsKey(p.getKey()) || !had.get(p.getKey()).interpretedValue().equals(p.getValue().interpretedValue()));
  }

  private static Map<String, SlotValue> parts(Optional<SlotValue> value) {
    return value.orElse(null) instanceof SlotValue.Composite composite ? composite.parts() : Map.of();
  }

  /**
   * The slot's value with one more part, or with all the parts that were given at once. Several that are all the slot needs take
   * the place of all it had: a new address is not left with the old one's postcode.
   */
  static SlotValue with(SlotDefinition slot, Optional<SlotValue> old, Optional<SlotDefinition> part, SlotValue value) {
    Map<String, SlotValue> parts = new LinkedHashMap<>(parts(old));
    if (part.isPresent()) {
      parts.put(part.get().name(), value);
    } else if (value instanceof SlotValue.Composite given) {
      if (parts.isEmpty() || given.parts().size() > 1 && slot.enough(given.parts().keySet())) {
        return value;
      }
      parts.putAll(given.parts());
    } else {
      return value;
    }
    String said = parts.values().stream().map(SlotValue::originalValue).collect(Collectors.joining(" "));
    return new SlotValue.Composite(said, parts);
  }

  /** The first of the given parts that breaks one of its own rules. */
  static Optional<SlotDefinition> broken(Draft draft, SlotDefinition slot, SlotValue value) {
    return parts(Optional.of(value)).entrySet().stream()
        .flatMap(p -> Optional.ofNullable(slot.parts().get(p.getKey())).filter(part -> !SlotRules.accepts(draft, part, p.getValue())).stream())
        .findFirst();
  }

  /** The given parts but this one; empty when there are no others. */
  static Optional<SlotValue> without(SlotDefinition part, SlotValue value) {
    Map<String, SlotValue> rest = new LinkedHashMap<>(parts(Optional.of(value)));
    rest.remove(part.name());
    String said = rest.values().stream().map(SlotValue::originalValue).collect(Collectors.joining(" "));
    return rest.isEmpty() ? Optional.empty() : Optional.of(new SlotValue.Composite(said, rest));
  }

  /** A part's value. */
  static SlotValue part(SlotDefinition part, SlotValue value) {
    return parts(Optional.of(value)).getOrDefault(part.name(), value);
  }
}
