package dev.parley.yaml;

import dev.parley.definition.Condition;
import dev.parley.definition.Condition.Comparison;
import dev.parley.definition.Condition.Constant;
import dev.parley.definition.Condition.Operand;
import dev.parley.definition.Condition.Operator;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What can be told of conditions without a value: that they never hold, always hold, or hold whenever another one does. Nothing
 * is claimed that is not sure; much that is true stays unseen.
 */
final class ConditionLogic {

  /** Whether a condition holds, as far as can be told. */
  enum Truth {
    NEVER,
    ALWAYS,
    OPEN
  }

  private ConditionLogic() {}

  static Truth truth(Condition condition) {
    if (condition instanceof Condition.All all) {
      return all(flat(all).toList());
    } else if (condition instanceof Condition.Any any) {
      List<Truth> truths = any.conditions().stream().map(ConditionLogic::truth).toList();
      boolean always = truths.contains(Truth.ALWAYS) || any.conditions().stream().anyMatch(c -> any.conditions().stream().anyMatch(o -> complements(c, o)));
      return always ? Truth.ALWAYS : truths.stream().allMatch(Truth.NEVER::equals) ? Truth.NEVER : Truth.OPEN;
    } else if (condition instanceof Condition.Not not) {
      return switch (truth(not.condition())) {
        case ALWAYS -> Truth.NEVER;
        // the negation of something that no value satisfies still needs a value
        case NEVER -> not.condition().references().findAny().isEmpty() ? Truth.ALWAYS : Truth.OPEN;
        case OPEN -> Truth.OPEN;
      };
    } else if (condition instanceof Comparison comparison) {
      return comparison(comparison);
    }
    return Truth.OPEN;
  }

  private static Stream<Condition> flat(Condition.All all) {
    return all.conditions().stream().flatMap(c -> c instanceof Condition.All inner ? flat(inner) : Stream.of(c));
  }

  private static Truth all(List<Condition> conditions) {
    List<Truth> truths = conditions.stream().map(ConditionLogic::truth).toList();
    boolean never = truths.contains(Truth.NEVER);
    for (int i = 0; i < conditions.size() && !never; i++) {
      for (Condition earlier : conditions.subList(0, i)) {
        never |= contradict(earlier, conditions.get(i));
      }
    }
    return never ? Truth.NEVER : truths.stream().allMatch(Truth.ALWAYS::equals) ? Truth.ALWAYS : Truth.OPEN;
  }

  private static Truth comparison(Comparison c) {
    if (c.left() instanceof Constant left && c.right() instanceof Constant right) {
      return holds(left, c.operator(), right) ? Truth.ALWAYS : Truth.NEVER;
    }
    boolean ofItself = text(c.left()).equals(text(c.right()));
    boolean needsDifference = c.operator() == Operator.NOT_EQUAL || c.operator() == Operator.LESS || c.operator() == Operator.GREATER;
    return ofItself && needsDifference ? Truth.NEVER : Truth.OPEN;
  }

  private static boolean holds(Constant left, Operator operator, Constant right) {
    Optional<BigDecimal> a = number(left);
    Optional<BigDecimal> b = number(right);
    int order =
        a.isPresent() && b.isPresent()
            ? a.get().compareTo(b.get())
            : left.text().toLowerCase(Locale.ROOT).compareTo(right.text().toLowerCase(Locale.ROOT));
    return switch (operator) {
      case EQUAL -> order == 0;
      case NOT_EQUAL -> order != 0;
      case LESS -> order < 0;
      case LESS_OR_EQUAL -> order <= 0;
      case GREATER -> order > 0;
      case GREATER_OR_EQUAL -> order >= 0;
    };
  }

  static Optional<BigDecimal> number(Constant constant) {
    try {
      return constant.text().length() > 30 ? Optional.empty() : Optional.of(new BigDecimal(constant.text().strip()));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  /** One is the other's negation, and one of them holds whatever the values are. */
  private static boolean complements(Condition one, Condition other) {
    return one instanceof Condition.IsSet && other instanceof Condition.Not not && text(not.condition()).equals(text(one));
  }

  private static boolean contradict(Condition one, Condition other) {
    if (unset(one).filter(name -> reads(other, name)).isPresent() || unset(other).filter(name -> reads(one, name)).isPresent()) {
      return true;
    }
    Optional<Bound> a = bound(one);
    Optional<Bound> b = bound(other);
    return a.isPresent() && b.isPresent() && a.get().of().equals(b.get().of()) && disjoint(a.get(), b.get());
  }

  /** What has no value when this holds. */
  private static Optional<String> unset(Condition condition) {
    return condition instanceof Condition.Not not && not.condition() instanceof Condition.IsSet set
        ? Optional.of(text(set.operand()))
        : Optional.empty();
  }

  private static boolean reads(Condition condition, String name) {
    return Conditions.known(condition).stream().anyMatch(name::equals);
  }

  /** A comparison with a constant. */
  private record Bound(String of, Operator operator, Constant value) {}

  private static Optional<Bound> bound(Condition condition) {
    return condition instanceof Comparison c && !(c.left() instanceof Constant) && c.right() instanceof Constant value
        ? Optional.of(new Bound(text(c.left()), c.operator(), value))
        : Optional.empty();
  }

  private static boolean disjoint(Bound a, Bound b) {
    if (a.operator() == Operator.EQUAL) {
      return comparable(a, b) && !holds(a.value(), b.operator(), b.value());
    } else if (b.operator() == Operator.EQUAL) {
      return disjoint(b, a);
    }
    boolean numbers = number(a.value()).isPresent() && number(b.value()).isPresent();
    if (!numbers) {
      return false;
    }
    boolean below = upper(a.operator()) && lower(b.operator());
    boolean above = lower(a.operator()) && upper(b.operator());
    boolean open = a.operator() == Operator.LESS || a.operator() == Operator.GREATER || b.operator() == Operator.LESS || b.operator() == Operator.GREATER;
    int order = number(a.value()).orElseThrow().compareTo(number(b.value()).orElseThrow());
    return (below && (order < 0 || (order == 0 && open))) || (above && (order > 0 || (order == 0 && open)));
  }

  /** Whether the order of the two constants tells anything: dates and the like compare otherwise than their texts. */
  private static boolean comparable(Bound a, Bound b) {
    boolean numbers = number(a.value()).isPresent() && number(b.value()).isPresent();
    return numbers || b.operator() == Operator.EQUAL || b.operator() == Operator.NOT_EQUAL;
  }

  private static boolean upper(Operator operator) {
    return operator == Operator.LESS || operator == Operator.LESS_OR_EQUAL;
  }

  private static boolean lower(Operator operator) {
    return operator == Operator.GREATER || operator == Operator.GREATER_OR_EQUAL;
  }

  /** Whether the second holds whenever the first does. */
  static boolean implies(Condition first, Condition second) {
    if (text(first).equals(text(second))) {
      return true;
    } else if (first instanceof Condition.All all && flat(all).anyMatch(c -> implies(c, second))) {
      return true;
    } else if (second instanceof Condition.Any any && any.conditions().stream().anyMatch(c -> implies(first, c))) {
      return true;
    } else if (first instanceof Condition.Any any) {
      return any.conditions().stream().allMatch(c -> implies(c, second));
    } else if (second instanceof Condition.IsSet set && !(set.operand() instanceof Condition.EventPath)) {
      return reads(first, text(set.operand()));
    }
    Optional<Bound> a = bound(first);
    Optional<Bound> b = bound(second);
    return a.isPresent() && b.isPresent() && a.get().of().equals(b.get().of()) && within(a.get(), b.get());
  }

  private static boolean within(Bound inner, Bound outer) {
    boolean numbers = number(inner.value()).isPresent() && number(outer.value()).isPresent();
    if (!numbers) {
      return false;
    } else if (inner.operator() == Operator.EQUAL) {
      return holds(inner.value(), outer.operator(), outer.value());
    }
    boolean sameSide = (upper(inner.operator()) && upper(outer.operator())) || (lower(inner.operator()) && lower(outer.operator()));
    int order = number(inner.value()).orElseThrow().compareTo(number(outer.value()).orElseThrow());
    boolean inclusive = outer.operator() == Operator.LESS_OR_EQUAL || outer.operator() == Operator.GREATER_OR_EQUAL || inner.operator() == outer.operator();
    return sameSide && ((upper(inner.operator()) ? order < 0 : order > 0) || (order == 0 && inclusive));
  }

  /** The condition in one way of writing it. */
  static String text(Condition condition) {
    if (condition instanceof Condition.All all) {
      return joined(all.conditions(), " AND ");
    } else if (condition instanceof Condition.Any any) {
      return joined(any.conditions(), " OR ");
    } else if (condition instanceof Condition.Not not) {
      return "NOT " + text(not.condition());
    } else if (condition instanceof Comparison c) {
      return text(c.left()) + " " + c.operator().sign() + " " + text(c.right());
    } else if (condition instanceof Condition.Contains c) {
      return text(c.left()) + " CONTAINS " + text(c.right());
    }
    return "fn.IS_SET(" + text(((Condition.IsSet) condition).operand()) + ")";
  }

  private static String joined(List<Condition> conditions, String by) {
    return conditions.stream().map(ConditionLogic::text).sorted().collect(Collectors.joining(by, "(", ")"));
  }

  static String text(Operand operand) {
    if (operand instanceof Condition.Value value) {
      return Conditions.name(value.of()) + (value.of().filters().isEmpty() ? "" : value.of().filters());
    } else if (operand instanceof Condition.EventPath path) {
      return path.path();
    } else if (operand instanceof Constant constant) {
      return number(constant).map(n -> n.stripTrailingZeros().toPlainString()).orElse("\"" + constant.text().toLowerCase(Locale.ROOT) + "\"");
    } else if (operand instanceof Condition.Count count) {
      return "fn.COUNT(" + Conditions.name(count.of()) + ")";
    }
    return "fn.LENGTH(" + Conditions.name(((Condition.Length) operand).of()) + ")";
  }
}
