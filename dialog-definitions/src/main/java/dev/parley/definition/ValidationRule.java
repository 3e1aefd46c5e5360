package dev.parley.definition;

import com.google.re2j.Pattern;
import dev.parley.diagnostic.Span;
import java.math.BigDecimal;
import java.util.Optional;

/**
 * One thing that must hold of a slot's value. Immutable.
 *
 * @param span where it is written
 * @param check what must hold
 * @param otherwise said before the slot is asked again; empty = the retry wording alone
 */
public record ValidationRule(Span span, Check check, Optional<ResponseDefinition> otherwise) {

  /** The kinds of rule. */
  public sealed interface Check permits Length, Minimum, Maximum, Matches, Luhn, NotBefore, NotAfter, KnownIn, AtLeast, AtMost, DiffersFrom, Holds {}

  /** The value has from {@code min} to {@code max} characters, both inclusive. */
  public record Length(int min, int max) implements Check {}

  /** The value is a number and at least this. */
  public record Minimum(BigDecimal value) implements Check {}

  /** The value is a number and at most this. */
  public record Maximum(BigDecimal value) implements Check {}

  /** The whole value matches the pattern. */
  public record Matches(Pattern pattern) implements Check {}

  /** The value's digits satisfy the Luhn check (ISO/IEC 7812-1). */
  public record Luhn() implements Check {}

  /** The value is a date or a month that is not before this day: an ISO date, or {@code today}. */
  public record NotBefore(String day) implements Check {}

  /** The value is a date or a month that is not after this day: an ISO date, or {@code today}. */
  public record NotAfter(String day) implements Check {}

  /**
   * The feature group has a record under the key that its {@link FeatureUse} makes from this value. Holds when the store
   * cannot be asked: a broken store must not turn callers away.
   */
  public record KnownIn(String group) implements Check {}

  /** The value is a number and at least what the template gives; holds when it gives nothing. */
  public record AtLeast(Template bound) implements Check {}

  /** The value is a number and at most what the template gives; holds when it gives nothing. */
  public record AtMost(Template bound) implements Check {}

  /** The value is not that of another slot of the intent. */
  public record DiffersFrom(Span span, String slot) implements Check {}

  /** The condition holds with the new value in its slot; one that cannot be told yet holds. */
  public record Holds(Condition condition) implements Check {}
}
