package dev.parley.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.definition.Condition;
import dev.parley.definition.Condition.Comparison;
import dev.parley.definition.Condition.Constant;
import dev.parley.definition.Condition.Operand;
import dev.parley.diagnostic.Report;
import dev.parley.diagnostic.Span;
import dev.parley.yaml.ConditionLogic.Truth;
import dev.parley.yaml.YamlNode.YamlScalar;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** What is claimed of conditions without values is true with every value. */
class ConditionLogicTest {

  private static final List<String> NAMES = List.of("a", "b");
  private static final List<Integer> VALUES = List.of(1, 2, 3, 4);

  @Test
  void contradictionsAreSeen() {
    assertThat(truth("[a] > 5 AND [a] < 3")).isEqualTo(Truth.NEVER);
    assertThat(truth("[a] = \"x\" AND [b] = 1 AND [a] = \"y\"")).isEqualTo(Truth.NEVER);
    assertThat(truth("NOT fn.IS_SET([a]) AND [a] = 1")).isEqualTo(Truth.NEVER);
    assertThat(truth("[a] > 3 AND [a] <= 3")).isEqualTo(Truth.NEVER);
    assertThat(truth("[a] >= 3 AND [a] <= 3")).isEqualTo(Truth.OPEN);
    assertThat(truth("[a] = \"2026-01-02\" AND [a] < \"2026-02-01\"")).isEqualTo(Truth.OPEN);
  }

  @Test
  void whatAlwaysHoldsIsSeen() {
    assertThat(truth("1 < 2")).isEqualTo(Truth.ALWAYS);
    assertThat(truth("fn.IS_SET([a]) OR NOT fn.IS_SET([a])")).isEqualTo(Truth.ALWAYS);
    assertThat(truth("[a] = 1 OR NOT [a] = 1")).isEqualTo(Truth.OPEN);
  }

  @Property(tries = 3000)
  void nothingIsClaimedThatSomeValuesRefute(@ForAll long seed) {
    Random random = new Random(seed);
    Condition one = read(random(random, 3));
    Condition other = random.nextBoolean() ? read(random(random, 2)) : one;
    Truth truth = ConditionLogic.truth(one);
    boolean implies = ConditionLogic.implies(one, other);
    var known = Conditions.known(one);
    for (Map<String, Integer> values : all()) {
      boolean holds = holds(one, values).orElse(false);
      assertThat(holds).as("%s with %s", one, values).isIn(truth == Truth.NEVER ? List.of(false) : truth == Truth.ALWAYS ? List.of(true) : List.of(true, false));
      if (holds) {
        assertThat(!implies || holds(other, values).orElse(false)).as("%s → %s with %s", one, other, values).isTrue();
        assertThat(known).as("%s with %s", one, values).allMatch(name -> values.containsKey(name.substring(1, name.length() - 1)));
      }
    }
  }

  private static Truth truth(String text) {
    return ConditionLogic.truth(read(text));
  }

  private static Condition read(String text) {
    Report report = new Report();
    return ConditionReader.read(new YamlScalar(Span.of("x", 1, 1, text.length()), text, true), report).orElseThrow();
  }

  private static String random(Random random, int depth) {
    if (depth == 0 || random.nextInt(3) == 0) {
      String name = "[" + NAMES.get(random.nextInt(NAMES.size())) + "]";
      String sign = List.of("=", "!=", "<", "<=", ">", ">=").get(random.nextInt(6));
      return switch (random.nextInt(8)) {
        case 0 -> "fn.IS_SET(" + name + ")";
        case 1 -> name + " " + sign + " [a]";
        case 2 -> random.nextInt(4) + " " + sign + " " + random.nextInt(4);
        default -> name + " " + sign + " " + (1 + random.nextInt(4));
      };
    }
    return switch (random.nextInt(3)) {
      case 0 -> "(" + random(random, depth - 1) + " AND " + random(random, depth - 1) + ")";
      case 1 -> "(" + random(random, depth - 1) + " OR " + random(random, depth - 1) + ")";
      default -> "NOT " + random(random, depth - 1);
    };
  }

  private static List<Map<String, Integer>> all() {
    List<Map<String, Integer>> all = new java.util.ArrayList<>();
    for (int a = 0; a <= VALUES.size(); a++) {
      for (int b = 0; b <= VALUES.size(); b++) {
        Map<String, Integer> values = new HashMap<>();
        if (a > 0) {
          values.put("a", a);
        }
        if (b > 0) {
          values.put("b", b);
        }
        all.add(values);
      }
    }
    return all;
  }

  /** Three truths: what cannot be told is empty. */
  private static Optional<Boolean> holds(Condition condition, Map<String, Integer> values) {
    if (condition instanceof Condition.All all) {
      return three(all.conditions(), values, true);
    } else if (condition instanceof Condition.Any any) {
      return three(any.conditions(), values, false);
    } else if (condition instanceof Condition.Not not) {
      return holds(not.condition(), values).map(b -> !b);
    } else if (condition instanceof Condition.IsSet set) {
      return Optional.of(value(set.operand(), values).isPresent());
    }
    Comparison c = (Comparison) condition;
    return value(c.left(), values).flatMap(l -> value(c.right(), values).map(r -> switch (c.operator()) {
      case EQUAL -> l.compareTo(r) == 0;
      case NOT_EQUAL -> l.compareTo(r) != 0;
      case LESS -> l.compareTo(r) < 0;
      case LESS_OR_EQUAL -> l.compareTo(r) <= 0;
      case GREATER -> l.compareTo(r) > 0;
      case GREATER_OR_EQUAL -> l.compareTo(r) >= 0;
    }));
  }

  private static Optional<Boolean> three(List<Condition> conditions, Map<String, Integer> values, boolean and) {
    List<Optional<Boolean>> all = conditions.stream().map(c -> holds(c, values)).toList();
    if (all.contains(Optional.of(!and))) {
      return Optional.of(!and);
    }
    return all.contains(Optional.<Boolean>empty()) ? Optional.empty() : Optional.of(and);
  }

  private static Optional<BigDecimal> value(Operand operand, Map<String, Integer> values) {
    return operand instanceof Constant constant
        ? Optional.of(new BigDecimal(constant.text()))
        : operand.reference().findFirst().map(Conditions::name).map(n -> values.get(n.substring(1, n.length() - 1))).map(BigDecimal::valueOf);
  }
}
