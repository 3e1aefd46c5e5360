package dev.parley.yaml;

import dev.parley.definition.Condition;
import dev.parley.definition.SlotDefinition.PartExpression;
import dev.parley.definition.Template;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Writes conditions, expressions of parts and placeholders as the reader takes them; Lex's language where Lex has them. Thread-safe. */
public final class ExpressionWriter {

  private ExpressionWriter() {}

  /** A condition: {@code {Amount} > 100 AND fn.IS_SET([member])}. */
  public static String condition(Condition condition) {
    if (condition instanceof Condition.Any any) {
      return joined(any.conditions(), " OR ");
    } else if (condition instanceof Condition.All all) {
      return joined(all.conditions(), " AND ");
    } else if (condition instanceof Condition.Not not) {
      return "NOT " + inner(not.condition());
    } else if (condition instanceof Condition.Comparison c) {
      return operand(c.left()) + " " + c.operator().sign() + " " + operand(c.right());
    } else if (condition instanceof Condition.Contains c) {
      return operand(c.left()) + " CONTAINS " + operand(c.right());
    }
    return "fn.IS_SET(" + operand(((Condition.IsSet) condition).operand()) + ")";
  }

  private static String joined(List<Condition> conditions, String by) {
    return conditions.stream().map(ExpressionWriter::inner).collect(Collectors.joining(by));
  }

  private static String inner(Condition condition) {
    boolean several = condition instanceof Condition.Any || condition instanceof Condition.All;
    return several ? "(" + condition(condition) + ")" : condition(condition);
  }

  private static String operand(Condition.Operand operand) {
    if (operand instanceof Condition.Value value) {
      return reference(value.of());
    } else if (operand instanceof Condition.EventPath path) {
      return path.path();
    } else if (operand instanceof Condition.Count count) {
      return "fn.COUNT(" + reference(count.of()) + ")";
    } else if (operand instanceof Condition.Length length) {
      return "fn.LENGTH(" + reference(length.of()) + ")";
    }
    Condition.Constant constant = (Condition.Constant) operand;
    return constant.number() ? constant.text() : "\"" + constant.text() + "\"";
  }

  /** A placeholder with its filters: {@code {Card|last4}}. */
  public static String reference(Template.Reference reference) {
    String filters = reference.filters().stream().map(f -> "|" + f.name().toLowerCase(Locale.ROOT)).collect(Collectors.joining());
    if (reference instanceof Template.SlotReference slot) {
      return "{" + slot.slot() + filters + "}";
    } else if (reference instanceof Template.AttributeReference attribute) {
      return "[" + attribute.attribute() + filters + "]";
    } else if (reference instanceof Template.RequestAttributeReference attribute) {
      return "((" + attribute.attribute() + filters + "))";
    } else if (reference instanceof Template.ContextReference context) {
      return "#" + context.context() + "." + context.parameter();
    }
    Template.FeatureReference feature = (Template.FeatureReference) reference;
    return "{features." + feature.group() + "." + feature.feature() + filters + "}";
  }

  /** Which parts a composite slot needs: {@code (Number AND Street) OR Postcode}. */
  public static String parts(PartExpression expression) {
    if (expression instanceof PartExpression.Part part) {
      return part.name();
    }
    boolean all = expression instanceof PartExpression.AllOf;
    List<PartExpression> of = all ? ((PartExpression.AllOf) expression).of() : ((PartExpression.AnyOf) expression).of();
    return of.stream()
        .map(e -> e instanceof PartExpression.Part ? parts(e) : "(" + parts(e) + ")")
        .collect(Collectors.joining(all ? " AND " : " OR "));
  }
}
