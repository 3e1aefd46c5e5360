package dev.parley.yaml;

import dev.parley.definition.Condition;
import dev.parley.definition.Template;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What conditions tell of the values that they read. */
final class Conditions {

  private Conditions() {}

  /** The values that are there whenever the condition holds, by {@link #name}. */
  static Set<String> known(Condition condition) {
    if (condition instanceof Condition.All all) {
      return all.conditions().stream().flatMap(c -> known(c).stream()).collect(Collectors.toSet());
    } else if (condition instanceof Condition.Any any) {
      return common(any.conditions().stream().map(Conditions::known).toList());
    } else if (condition instanceof Condition.Not not) {
      return knownWithout(not.condition());
    }
    return read(condition);
  }

  /** The values that are there whenever the condition's negation holds: a comparison can be denied only when it can be made. */
  private static Set<String> knownWithout(Condition condition) {
    if (condition instanceof Condition.All all) {
      return common(all.conditions().stream().map(Conditions::knownWithout).toList());
    } else if (condition instanceof Condition.Any any) {
      return any.conditions().stream().flatMap(c -> knownWithout(c).stream()).collect(Collectors.toSet());
    } else if (condition instanceof Condition.Not not) {
      return known(not.condition());
    }
    return condition instanceof Condition.IsSet ? Set.of() : read(condition);
  }

  private static Set<String> common(List<Set<String>> sets) {
    Set<String> common = new LinkedHashSet<>(sets.get(0));
    sets.forEach(common::retainAll);
    return common;
  }

  private static Set<String> read(Condition condition) {
    return condition.references().map(Conditions::name).collect(Collectors.toSet());
  }

  /** A placeholder's name, as it is written between its brackets. */
  static String name(Template.Reference reference) {
    if (reference instanceof Template.SlotReference slot) {
      return slot.slot();
    } else if (reference instanceof Template.FeatureReference feature) {
      return "features." + feature.group() + "." + feature.feature();
    } else if (reference instanceof Template.AttributeReference attribute) {
      return "[" + attribute.attribute() + "]";
    } else if (reference instanceof Template.RequestAttributeReference attribute) {
      return "((" + attribute.attribute() + "))";
    } else if (reference instanceof Template.ContextReference context) {
      return "#" + context.context() + "." + context.parameter();
    }
    throw new AssertionError(reference);
  }
}
