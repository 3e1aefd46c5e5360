package dev.parley.conversation;

import dev.parley.event.FeatureSnapshot;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Looks customers' facts up. Thread-safe; never blocks. */
@FunctionalInterface
public interface CustomerFacts {

  /** Nothing is known of anybody. */
  CustomerFacts NONE =
      (group, key, within) -> CompletableFuture.completedFuture(FeatureSnapshot.unavailable());

  /** The record under this key; completes within the time, as unavailable if need be. */
  CompletionStage<FeatureSnapshot> lookUp(String group, String key, Duration within);
}
