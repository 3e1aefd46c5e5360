package dev.parley.feature.parquet;

import java.time.Instant;

/** Which writes count by when they were taken, so that what was filled in later cannot leak into the past. */
public sealed interface KnownAt {

  /** All that are known now. */
  record Now() implements KnownAt {}

  /** For each label those that were taken no later than its own time: what a conversation at that time was served. */
  record LabelTime() implements KnownAt {}

  /** Those that were taken no later than this. */
  record Fixed(Instant instant) implements KnownAt {}
}
