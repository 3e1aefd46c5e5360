package dev.parley.definition;

import dev.parley.diagnostic.Span;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * When a bot writes features of a record whose key is known, and what. Immutable.
 *
 * @param span where it is declared
 * @param at the moments at which it is looked at; not empty
 * @param onlyIf it counts only when this holds then
 * @param changes what is written; one whose value is absent then changes nothing
 */
public record WriteRule(Span span, List<Moment> at, Optional<Condition> onlyIf, List<Change> changes) {

  public WriteRule {
    at = List.copyOf(at);
    changes = List.copyOf(changes);
  }

  /** The placeholders of all values. */
  public Stream<Template.Reference> references() {
    return changes.stream().flatMap(c -> c.value() instanceof Text text ? text.template().references() : Stream.of());
  }

  /** When something is written. */
  public enum Moment {
    /** An intent of the bot's own has done what it is for. */
    FULFILLED("fulfilled"),
    /** An intent of the bot's own is over without that: its work failed, the caller declined, gave up, or gave no answer. */
    FAILED("failed"),
    /** The caller is gone before the bot was done. */
    HANG_UP("hang_up"),
    /** The conversation is over, however; once for each connection. */
    END("end");

    private final String word;

    Moment(String word) {
      this.word = word;
    }

    /** As it is written. */
    public String word() {
      return word;
    }
  }

  /** A feature's new value. */
  public record Change(Span span, String feature, Value value) {}

  /** What a feature becomes. */
  public sealed interface Value {}

  /** This text. */
  public record Text(Template template) implements Value {}

  /** A part of the last input, or of where the dialog stands. */
  public record Path(Condition.EventPath path) implements Value {}

  /**
   * So much more than it is when it is written.
   *
   * @param daily whether each day, in the caller's time zone, begins with nothing
   */
  public record Add(BigDecimal amount, boolean daily) implements Value {}
}
