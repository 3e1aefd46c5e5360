package dev.parley.definition;

import dev.parley.diagnostic.Span;
import java.time.Duration;
import java.util.List;

/**
 * That a bot reads a feature group, and what it writes there: the template that makes the record's key, and the time a caller may be
 * kept waiting. The record is looked up when the key's placeholders have values, again when they change. Immutable.
 *
 * @param span where it is declared
 * @param group the feature group's name
 * @param key makes the record's key
 * @param within time budget, 1 ms to 10 s; a later answer counts as unavailable
 * @param writes what the bot itself writes to the record
 */
public record FeatureUse(Span span, String group, Template key, Duration within, List<WriteRule> writes) {

  /** The budget when a bot states none. */
  public static final Duration STANDARD_BUDGET = Duration.ofMillis(300);

  public FeatureUse {
    writes = List.copyOf(writes);
  }
}
