package dev.parley.definition;

import com.google.re2j.Pattern;
import dev.parley.diagnostic.Span;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A bot's own slot type. It lists values, or narrows a built-in type by a pattern, or takes phrases of a little grammar, or is
 * made of parts. Immutable.
 *
 * @param span where it is defined
 * @param name {@code ^([0-9a-zA-Z][_-]?){1,100}$}
 * @param resolution what becomes of what was said
 * @param values 1..10000 values; empty for the other kinds
 * @param pattern what the whole value must match (Lex: regexFilter of a type whose parent is AMAZON.AlphaNumeric)
 * @param grammar phrases with holes for other types
 * @param parts a composite type's parts: name to type, at most six
 */
public record SlotTypeDefinition(
    Span span,
    String name,
    Resolution resolution,
    List<Value> values,
    Optional<Pattern> pattern,
    List<Phrase> grammar,
    Map<String, String> parts) {

  public SlotTypeDefinition {
    values = List.copyOf(values);
    grammar = List.copyOf(grammar);
    parts = Ordered.copyOf(parts);
  }

  /** Whether only what is defined is taken, rather than anything that was said. */
  public boolean restrict() {
    return resolution != Resolution.ORIGINAL_VALUE;
  }

  /** Lex's resolution strategies. */
  public enum Resolution {
    /** What was said; the values are examples. */
    ORIGINAL_VALUE,
    /** The value whose synonym was said; nothing else is taken. */
    TOP_RESOLUTION,
    /** All that was found in what was said, one after the other. */
    CONCATENATION
  }

  /** A value and the other ways to say it. */
  public record Value(Span span, String value, List<String> synonyms) {
    public Value {
      synonyms = List.copyOf(synonyms);
    }
  }

  /**
   * A phrase of a grammar.
   *
   * @param text words with holes, choices and optional words: {@code (row|line) {row:Number} [seat] {seat:AlphaNumeric}}
   * @param value what a phrase gives, with the holes' values: {@code {row}{seat}}; empty = the words as said
   */
  public record Phrase(Span span, String text, Optional<String> value) {}
}
