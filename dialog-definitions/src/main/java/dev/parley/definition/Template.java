package dev.parley.definition;

import dev.parley.diagnostic.Span;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Words with placeholders: {@code {Slot}}, {@code {Slot|filter}}, {@code [sessionAttribute]} and {@code
 * {features.group.feature|filter}}; a backslash before a bracket makes it a plain one. Immutable.
 *
 * @param span where it is written
 * @param source the text as written
 * @param parts the same, taken apart
 */
public record Template(Span span, String source, List<Part> parts) {

  public Template {
    parts = List.copyOf(parts);
  }

  /** A template without placeholders. */
  public static Template literal(String text) {
    return new Template(Span.NONE, text, List.of(new Literal(text)));
  }

  /** A template with exactly one literal part, as text. */
  public Optional<String> asLiteral() {
    return parts.size() == 1 && parts.get(0) instanceof Literal literal ? Optional.of(literal.text()) : Optional.empty();
  }

  /** The placeholders, in order. */
  public Stream<Reference> references() {
    return parts.stream().filter(Reference.class::isInstance).map(Reference.class::cast);
  }

  /** Plain words or a placeholder. */
  public sealed interface Part permits Literal, Reference {}

  /** A placeholder, with the filters that shape its value for the ear, in the order they apply. */
  public sealed interface Reference extends Part
      permits SlotReference, AttributeReference, RequestAttributeReference, ContextReference, FeatureReference {
    List<Filter> filters();
  }

  /** Plain words. */
  public record Literal(String text) implements Part {}

  /** The value of a slot of the open intent, or of a part of a composite one: {@code {Address.City}}. */
  public record SlotReference(Span span, String slot, List<Filter> filters) implements Reference {
    public SlotReference {
      filters = List.copyOf(filters);
    }
  }

  /** A session attribute. */
  public record AttributeReference(Span span, String attribute, List<Filter> filters) implements Reference {
    public AttributeReference {
      filters = List.copyOf(filters);
    }
  }

  /** A request attribute: {@code ((name))}; in a default also {@code <name>}, as in Lex. */
  public record RequestAttributeReference(Span span, String attribute, List<Filter> filters) implements Reference {
    public RequestAttributeReference {
      filters = List.copyOf(filters);
    }
  }

  /** A parameter of an active context, in a default: {@code #context.parameter}. */
  public record ContextReference(Span span, String context, String parameter, List<Filter> filters) implements Reference {
    public ContextReference {
      filters = List.copyOf(filters);
    }
  }

  /** A feature of a record that a {@link FeatureUse} found. */
  public record FeatureReference(Span span, String group, String feature, List<Filter> filters) implements Reference {
    public FeatureReference {
      filters = List.copyOf(filters);
    }
  }

  /** Ways to shape a value for the ear. */
  public enum Filter {
    /** One character after another, separated by spaces: {@code 4 1 5}. */
    DIGITS,
    /** Digits in groups of four, each spoken digit by digit: {@code 4 1 1 1, 1 1 1 1}. */
    GROUPS,
    /** The last four characters. */
    LAST4,
    /** An amount of money in the locale's currency: {@code $50.00}. */
    MONEY,
    /** Letters and digits, spelled one by one: {@code A, 7, B}. */
    SPELL,
    /** A date or month in the locale's words: {@code March 2028}. */
    DATE,
    /** A date as people say it of the near future, with its weekday and without its year: {@code Thursday, December 3}. */
    DAY,
    /** A time of day as the locale tells it: {@code 2:30 PM}. */
    TIME,
    /** The value as it is. */
    PLAIN
  }
}
