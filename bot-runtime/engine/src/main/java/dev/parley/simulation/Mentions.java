package dev.parley.simulation;

import dev.parley.definition.Condition;
import dev.parley.definition.IntentDefinition;
import dev.parley.definition.LocaleDefinition;
import dev.parley.definition.SlotDefinition;
import dev.parley.definition.Template;
import dev.parley.definition.Template.AttributeReference;
import dev.parley.definition.Template.FeatureReference;
import dev.parley.definition.Template.Filter;
import dev.parley.definition.Template.RequestAttributeReference;
import dev.parley.definition.Template.SlotReference;
import dev.parley.definition.ValidationRule;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * What a bot names of the world, and on which values something turns there: the constants that its conditions and rules compare
 * with, and their neighbours on both sides. Who draws from these reaches both ways of a branch soon. Immutable once made.
 *
 * @param slots by a slot's name, or {@code Slot.Part}
 * @param attributes session attributes
 * @param requestAttributes request attributes
 * @param features by group, then by name
 */
record Mentions(
    Map<String, Set<String>> slots,
    Map<String, Set<String>> attributes,
    Map<String, Set<String>> requestAttributes,
    Map<String, Map<String, Set<String>>> features) {

  private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,15}(?:\\.[0-9]{1,6})?");
  private static final List<String> AMOUNTS = List.of("128.40", "50.00", "0", "7", "19999.99");
  private static final List<String> DAYS = List.of("2026-05-08", "2027-01-31", "2020-02-29", "2028-03");
  private static final int LONGEST = 40;

  /** What this locale of a bot names. */
  static Mentions by(LocaleDefinition locale) {
    Mentions mentions = new Mentions(new TreeMap<>(), new TreeMap<>(), new TreeMap<>(), new TreeMap<>());
    DefinitionTree.walk(locale, "", mentions::visit);
    return mentions;
  }

  /** Notes what a record names; what stands in a slot's definition is about that slot. */
  private String visit(Record part, String slot) {
    if (part instanceof IntentDefinition) {
      return "";
    } else if (part instanceof SlotDefinition s) {
      String path = slot.isEmpty() ? s.name() : slot + "." + s.name();
      slots.computeIfAbsent(path, p -> new TreeSet<>());
      return path;
    } else if (part instanceof Template.Reference reference) {
      values(reference);
    } else if (part instanceof Condition.Comparison c) {
      compared(c.left(), c.right());
      compared(c.right(), c.left());
    } else if (part instanceof Condition.Contains c) {
      compared(c.left(), c.right());
    } else if (part instanceof ValidationRule.Check check) {
      bound(check, slot);
    }
    return slot;
  }

  private void compared(Condition.Operand operand, Condition.Operand with) {
    if (operand instanceof Condition.Value value && with instanceof Condition.Constant constant) {
      around(constant.text(), values(value.of()));
    } else if (operand instanceof Condition.Length length && with instanceof Condition.Constant constant && constant.number()) {
      lengths(constant.text(), values(length.of()));
    } else if (operand instanceof Condition.Value value && with instanceof Condition.Value) {
      values(value.of()).addAll(AMOUNTS);
    }
  }

  private void bound(ValidationRule.Check check, String slot) {
    Set<String> values = slots.computeIfAbsent(slot, s -> new TreeSet<>());
    if (check instanceof ValidationRule.Minimum minimum) {
      around(minimum.value().toPlainString(), values);
    } else if (check instanceof ValidationRule.Maximum maximum) {
      around(maximum.value().toPlainString(), values);
    } else if (check instanceof ValidationRule.NotBefore day) {
      around(day.day(), values);
    } else if (check instanceof ValidationRule.NotAfter day) {
      around(day.day(), values);
    } else if (check instanceof ValidationRule.AtLeast least) {
      numeric(least.bound(), values);
    } else if (check instanceof ValidationRule.AtMost most) {
      numeric(most.bound(), values);
    }
  }

  private void numeric(Template bound, Set<String> values) {
    bound.references().forEach(r -> values(r).addAll(AMOUNTS));
    values.addAll(AMOUNTS);
  }

  /** The values of what a placeholder names; a list that is thrown away for what nobody draws. */
  private Set<String> values(Template.Reference of) {
    if (of instanceof SlotReference slot) {
      return slots.computeIfAbsent(slot.slot(), s -> new TreeSet<>());
    } else if (of instanceof AttributeReference attribute) {
      return shaped(attributes.computeIfAbsent(attribute.attribute(), a -> new TreeSet<>()), of);
    } else if (of instanceof RequestAttributeReference attribute) {
      return shaped(requestAttributes.computeIfAbsent(attribute.attribute(), a -> new TreeSet<>()), of);
    } else if (of instanceof FeatureReference f) {
      return shaped(
          features.computeIfAbsent(f.group(), g -> new TreeMap<>()).computeIfAbsent(f.feature(), n -> new TreeSet<>()), of);
    }
    return new TreeSet<>();
  }

  private static Set<String> shaped(Set<String> values, Template.Reference of) {
    values.addAll(of.filters().contains(Filter.MONEY) ? AMOUNTS : of.filters().contains(Filter.DATE) ? DAYS : List.of());
    return values;
  }

  /** A value, and what lies right before and after it. */
  private static void around(String value, Set<String> values) {
    if (NUMBER.matcher(value).matches()) {
      BigDecimal number = new BigDecimal(value);
      for (int step = -1; step <= 1; step++) {
        values.add(number.add(BigDecimal.valueOf(step)).toPlainString());
      }
      return;
    }
    values.add(value);
    try {
      LocalDate day = LocalDate.parse(value);
      values.add(day.minusDays(1).toString());
      values.add(day.plusDays(1).toString());
    } catch (DateTimeException e) {
      // A word has no neighbours.
      return;
    }
  }

  private static void lengths(String length, Set<String> values) {
    if (length.length() < 3 && NUMBER.matcher(length).matches()) {
      int whole = new BigDecimal(length).intValue();
      for (int count = Math.max(1, whole - 1); count <= Math.min(LONGEST, whole + 1); count++) {
        values.add("a".repeat(count));
      }
    }
  }

  /** All values on which something turns, of whatever. */
  List<String> all() {
    List<String> all = new ArrayList<>();
    for (Map<String, Set<String>> some : List.of(slots, attributes, requestAttributes)) {
      some.values().forEach(all::addAll);
    }
    return all;
  }
}
