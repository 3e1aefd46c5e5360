package dev.parley.feature;

import java.util.List;

/** A record is not one of its group's. Says everything that is wrong with it, and never a value: it may be a customer's secret. */
public final class InvalidRecordException extends IllegalArgumentException {

  private static final long serialVersionUID = 1;

  private final transient List<Problem> problems;

  /**
   * A mistake.
   *
   * @param feature which feature, or empty for the record as a whole
   * @param code which kind of mistake, such as {@code wrong-type}
   * @param reason what is wrong, and what was expected
   */
  public record Problem(String feature, String code, String reason) {}

  /** Takes at least one problem. */
  public InvalidRecordException(List<Problem> problems) {
    super(String.join("; ", problems.stream().map(Problem::reason).toList()));
    this.problems = List.copyOf(problems);
  }

  /** All that is wrong. */
  public List<Problem> problems() {
    return problems;
  }
}
