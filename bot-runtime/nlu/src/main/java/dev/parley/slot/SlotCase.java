package dev.parley.slot;

import dev.parley.diagnostic.Span;
import dev.parley.event.SlotValue;
import java.util.List;

/**
 * What a caller says for a value, and what it should be. Immutable.
 *
 * @param typeName for people
 * @param expected {@link #NONE} where it is no value; the resolved values with {@link #OR} between them, or nothing, where the
 *     value stays open
 * @param span where it is written down
 */
public record SlotCase(String typeName, SlotType type, SlotContext context, String said, String expected, Span span) {

  /** Stands for no value. */
  public static final String NONE = "none";

  /** Stands between the values of which one is meant. */
  public static final String OR = " or ";

  /** What the type makes of it, written as {@link #expected} is. */
  public String understood() {
    List<SlotValue.Scalar> values = type.resolve(said, context);
    if (values.isEmpty()) {
      return NONE;
    }
    SlotValue.Scalar best = values.get(0);
    return best.interpretedValue().isEmpty() ? String.join(OR, best.resolvedValues()) : best.interpretedValue();
  }

  /** Whether it is understood as it should be. */
  public boolean right() {
    String understood = understood();
    return understood.equals(expected) || expected.isEmpty() && understood.contains(OR);
  }
}
