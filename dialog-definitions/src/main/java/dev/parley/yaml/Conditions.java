package dev.parley.yaml;

import dev.parley.definition.Condition;
import dev.parley.definition.Template;
import java.util.LinkedHashSet;
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
      Set<String> common = new LinkedHashSet<>(known(any.conditions().get(0)));
      any.conditions().forEach(c -> common.retainAll(known(c)));
      return common;
    } else if (condition instanceof Condition.Not not) {
      return asksWhetherSet(not.condition()) ? Set.of() : read(not); // neither it nor its negation holds without a value
    }
    return read(condition);
  }

  private static Set<String> read(Condition condition) {
    return condition.references().map(Conditions::name).collect(Collectors.toSet());
  }

  private static boolean asksWhetherSet(Condition condition) {
    if (condition instanceof Condition.All all) {
      return all.conditions().stream().anyMatch(Conditions::asksWhetherSet);
    } else if (condition instanceof Condition.Any any) {
      return any.conditions().stream().anyMatch(Conditions::asksWhetherSet);
    } else if (condition instanceof Condition.Not not) {
      return asksWhetherSet(not.condition());
    }
    return condition instanceof Condition.IsSet;
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
