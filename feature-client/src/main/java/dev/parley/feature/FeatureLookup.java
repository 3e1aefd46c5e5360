package dev.parley.feature;

import java.time.Instant;

/** How a look-up ended. */
public sealed interface FeatureLookup {

  /** There is a record. */
  record Found(FeatureRecord record) implements FeatureLookup {}

  /** There is none under this key. */
  record Absent() implements FeatureLookup {}

  /** There is one, and it is older than its group's time to live. */
  record Expired(Instant eventTime) implements FeatureLookup {}

  /** The store did not answer in time, or failed. */
  record Unavailable(String reason) implements FeatureLookup {}
}
