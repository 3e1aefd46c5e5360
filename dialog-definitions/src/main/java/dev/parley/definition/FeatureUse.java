package dev.parley.definition;

import dev.parley.diagnostic.Span;
import java.time.Duration;

/**
 * That a bot reads a feature group: the template that makes the record's key, and the time a caller may be kept waiting.
 * The record is looked up when the key's placeholders have values, again when they change. Immutable.
 *
 * @param span where it is declared
 * @param group the feature group's name
 * @param key makes the record's key
 * @param within time budget, 1 ms to 10 s; a later answer counts as unavailable
 */
public record FeatureUse(Span span, String group, Template key, Duration within) {

  /** The budget when a bot states none. */
  public static final Duration STANDARD_BUDGET = Duration.ofMillis(300);
}
