package dev.parley.yaml;

import dev.parley.definition.SlotDefinition;
import dev.parley.definition.SlotDefinition.PartExpression;
import java.util.List;
import java.util.function.Predicate;

/** What an expression of parts tells of a composite slot. */
final class PartLogic {

  private PartLogic() {}

  /** Whether the expression holds when these parts have values. */
  static boolean holds(PartExpression expression, Predicate<String> has) {
    if (expression instanceof PartExpression.Part part) {
      return has.test(part.name());
    } else if (expression instanceof PartExpression.AllOf all) {
      return all.of().stream().allMatch(e -> holds(e, has));
    }
    return ((PartExpression.AnyOf) expression).of().stream().anyMatch(e -> holds(e, has));
  }

  /** Whether a part has a value once the slot is filled. */
  static boolean sure(SlotDefinition slot, SlotDefinition part) {
    return part.onlyIf().isEmpty()
        && slot.expression().map(e -> !holds(e, name -> !name.equals(part.name()))).orElse(true);
  }

  /** Whether an earlier part has a value by the time a later one is asked: without it, the later one would help nothing. */
  static boolean before(SlotDefinition slot, SlotDefinition earlier, SlotDefinition later) {
    if (earlier.onlyIf().isPresent()) {
      return false;
    }
    return slot.expression().map(e -> !matters(e, later.name(), earlier.name(), List.copyOf(slot.parts().keySet()))).orElse(true);
  }

  /** Whether some set of parts without the one is complete with this part, and not without it. */
  private static boolean matters(PartExpression expression, String part, String without, List<String> names) {
    int sets = 1 << Math.min(names.size(), SlotTypeReader.MAX_PARTS);
    for (int set = 0; set < sets; set++) {
      int chosen = set;
      Predicate<String> others = name -> names.contains(name) && (chosen >> names.indexOf(name) & 1) == 1 && !name.equals(without);
      boolean with = holds(expression, name -> name.equals(part) || others.test(name));
      boolean missing = holds(expression, name -> !name.equals(part) && others.test(name));
      if (with != missing) {
        return true;
      }
    }
    return false;
  }
}
