package dev.parley.simulation;

import dev.parley.diagnostic.Span;
import java.lang.reflect.RecordComponent;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * A bot's definition as the tree of records that it is: whoever walks it meets every record, also those of constructs that did
 * not exist when the walker was written.
 */
final class DefinitionTree {

  private DefinitionTree() {}

  /**
   * Visits every record, those that stand in another one after it.
   *
   * @param context what the visitor gets with the first records
   * @param visitor gives the context for what stands in the record
   */
  static <C> void walk(Object value, C context, BiFunction<Record, C, C> visitor) {
    if (value instanceof Optional<?> maybe) {
      maybe.ifPresent(v -> walk(v, context, visitor));
    } else if (value instanceof Collection<?> several) {
      several.forEach(v -> walk(v, context, visitor));
    } else if (value instanceof Map<?, ?> named) {
      named.values().forEach(v -> walk(v, context, visitor));
    } else if (value instanceof Record part && !(value instanceof Span)) {
      C inner = visitor.apply(part, context);
      for (RecordComponent component : part.getClass().getRecordComponents()) {
        walk(read(part, component), inner, visitor);
      }
    }
  }

  /** Where a record is written. */
  static Span span(Record part) {
    for (RecordComponent component : part.getClass().getRecordComponents()) {
      if (component.getType() == Span.class) {
        return (Span) read(part, component);
      }
    }
    throw new AssertionError(part.getClass() + " has no span");
  }

  private static Object read(Record part, RecordComponent component) {
    try {
      return component.getAccessor().invoke(part);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("the records of a definition are public: " + component, e);
    }
  }
}
