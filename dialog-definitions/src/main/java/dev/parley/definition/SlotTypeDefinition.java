package dev.parley.definition;

import dev.parley.diagnostic.Span;
import java.util.List;

/**
 * A bot's own slot type: values with their synonyms. Immutable.
 *
 * @param span where it is defined
 * @param name {@code ^([0-9a-zA-Z][_-]?){1,100}$}
 * @param restrict whether only listed values are taken (Lex: TopResolution) or also what was said (OriginalValue)
 * @param values 1..10000 values
 */
public record SlotTypeDefinition(Span span, String name, boolean restrict, List<Value> values) {

  public SlotTypeDefinition {
    values = List.copyOf(values);
  }

  /** A value and the other ways to say it. */
  public record Value(Span span, String value, List<String> synonyms) {
    public Value {
      synonyms = List.copyOf(synonyms);
    }
  }
}
