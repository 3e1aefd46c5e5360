package dev.parley.simulation;

import org.jspecify.annotations.Nullable;

/** The core broke one of its rules in a simulated conversation. */
final class BrokenRule extends AssertionError {

  private static final long serialVersionUID = 1L;

  private final String rule;

  /**
   * What was broken, and where.
   *
   * @param rule the rule, without the place
   * @param message the rule, when it was broken, and by what
   */
  BrokenRule(String rule, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.rule = rule;
  }

  /** The rule, without the place and the values that broke it: equal for two ways to break the same rule. */
  String rule() {
    int colon = rule.indexOf(':');
    return colon < 0 || rule.startsWith("the core fails") || rule.startsWith("the interpreter fails") ? rule : rule.substring(0, colon);
  }
}
