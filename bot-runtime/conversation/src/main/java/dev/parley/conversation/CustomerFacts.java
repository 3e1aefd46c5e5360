package dev.parley.conversation;

import dev.parley.event.DialogOutput.Count;
import dev.parley.event.FeatureSnapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Customers' facts: looked up, and written by bots. Thread-safe; never blocks. */
@FunctionalInterface
public interface CustomerFacts {

  /** Nothing is known of anybody, and nothing is kept. */
  CustomerFacts NONE =
      (group, key, within) -> CompletableFuture.completedFuture(FeatureSnapshot.unavailable());

  /** The record under this key; completes within the time, as unavailable if need be. */
  CompletionStage<FeatureSnapshot> lookUp(String group, String key, Duration within);

  /** Keeps what a bot writes; what cannot be kept is told of in the log and in the metrics, and never to the caller. */
  default void write(Edit edit) {}

  /** Whether a feature's values are masked wherever people look. */
  default boolean sensitive(String group, String feature) {
    return false;
  }

  /**
   * What a bot writes of a customer.
   *
   * @param at when this was so
   * @param values features by name, in clear
   * @param secret those of them that hold a secret of the caller's: only a sensitive feature may keep it
   * @param counts features that become more or less
   */
  record Edit(String group, String key, Instant at, Map<String, String> values, Set<String> secret, List<Count> counts) {
    public Edit {
      values = Map.copyOf(values);
      secret = Set.copyOf(secret);
      counts = List.copyOf(counts);
    }

    /** Without values: facts about customers belong to no log. */
    @Override
    public String toString() {
      return "Edit[" + group + " at " + at + "]";
    }
  }
}
