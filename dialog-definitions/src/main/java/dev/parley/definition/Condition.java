package dev.parley.definition;

import dev.parley.diagnostic.Span;
import java.util.List;
import java.util.stream.Stream;

/**
 * Something that holds or does not (Lex: condition.expressionString). An expression that touches a reference without a value
 * does not hold, and neither does its negation; {@link IsSet} is the exception. Immutable.
 */
public sealed interface Condition {

  /** All of these hold: {@code a AND b}. */
  record All(List<Condition> conditions) implements Condition {
    public All {
      conditions = List.copyOf(conditions);
    }
  }

  /** At least one of these holds: {@code a OR b}. */
  record Any(List<Condition> conditions) implements Condition {
    public Any {
      conditions = List.copyOf(conditions);
    }
  }

  /** This does not hold: {@code NOT a}. */
  record Not(Condition condition) implements Condition {}

  /** {@code left < right}: numbers, dates, times and durations by their order, all else as text without regard to case. */
  record Comparison(Span span, Operand left, Operator operator, Operand right) implements Condition {}

  /** A slot of several values holds this one: {@code {Toppings} CONTAINS "ham"}. */
  record Contains(Span span, Operand left, Operand right) implements Condition {}

  /** The reference has a value: {@code fn.IS_SET({Slot})}. */
  record IsSet(Span span, Operand operand) implements Condition {}

  /** All operands, in order. */
  default Stream<Operand> operands() {
    if (this instanceof All all) {
      return all.conditions().stream().flatMap(Condition::operands);
    } else if (this instanceof Any any) {
      return any.conditions().stream().flatMap(Condition::operands);
    } else if (this instanceof Not not) {
      return not.condition().operands();
    } else if (this instanceof Comparison c) {
      return Stream.of(c.left(), c.right());
    } else if (this instanceof Contains c) {
      return Stream.of(c.left(), c.right());
    } else if (this instanceof IsSet s) {
      return Stream.of(s.operand());
    }
    throw new AssertionError(this);
  }

  /** The placeholders that the condition reads. */
  default Stream<Template.Reference> references() {
    return operands().flatMap(Operand::reference);
  }

  /** What is compared. */
  sealed interface Operand {
    /** The placeholder that it reads, if any. */
    default Stream<Template.Reference> reference() {
      return Stream.empty();
    }
  }

  /** A slot, attribute or feature, written as in a template. */
  record Value(Template.Reference of) implements Operand {
    @Override
    public Stream<Template.Reference> reference() {
      return Stream.of(of);
    }
  }

  /**
   * A part of the last input: {@code $.inputMode}, {@code $.inputTranscript}, {@code
   * $.transcriptions[0].transcriptionConfidence} and the like, as paths into Lex's Lambda event.
   */
  record EventPath(Span span, String path) implements Operand {

    /** The paths that say something of the caller's input or of the dialog; the rest of the event is for hooks alone. */
    public static final List<String> PATHS =
        List.of(
            "$.inputMode",
            "$.inputTranscript",
            "$.transcriptions[0].transcription",
            "$.transcriptions[0].transcriptionConfidence",
            "$.interpretations[0].nluConfidence",
            "$.interpretations[0].nluConfidence.score",
            "$.interpretations[0].intent.name",
            "$.sessionState.intent.name",
            "$.sessionState.intent.state",
            "$.sessionState.intent.confirmationState");
  }

  /** A text or number as written. */
  record Constant(Span span, String text, boolean number) implements Operand {}

  /** How many values a slot has: {@code fn.COUNT({Slot})}. */
  record Count(Span span, Template.Reference of) implements Operand {
    @Override
    public Stream<Template.Reference> reference() {
      return Stream.of(of);
    }
  }

  /** How many characters a value has: {@code fn.LENGTH([attribute])}. */
  record Length(Span span, Template.Reference of) implements Operand {
    @Override
    public Stream<Template.Reference> reference() {
      return Stream.of(of);
    }
  }

  /** Lex's comparisons. */
  enum Operator {
    EQUAL("="),
    NOT_EQUAL("!="),
    LESS("<"),
    LESS_OR_EQUAL("<="),
    GREATER(">"),
    GREATER_OR_EQUAL(">=");

    private final String sign;

    Operator(String sign) {
      this.sign = sign;
    }

    /** As it is written. */
    public String sign() {
      return sign;
    }
  }
}
