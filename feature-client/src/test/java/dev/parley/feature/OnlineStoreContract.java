package dev.parley.feature;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What every {@link OnlineStore} must do; a store's test extends this. */
public abstract class OnlineStoreContract {

  private static final Instant NOON = Instant.parse("2026-11-25T12:00:00Z");

  /** An empty store; closed by the test. */
  protected abstract OnlineStore open() throws IOException;

  private static FeatureRecord record(String group, String key, long second, Map<String, String> values) {
    return new FeatureRecord(group, key, NOON.plusSeconds(second), values);
  }

  @Test
  void nobodyIsKnownToAnEmptyStore() throws IOException {
    try (OnlineStore store = open()) {
      assertThat(store.latest("account", "a")).isEmpty();
      assertThat(store.isEmpty("account")).isTrue();
    }
  }

  @Test
  void theNewestEventTimeWinsWhateverTheOrderOfArrival() throws IOException {
    try (OnlineStore store = open()) {
      store.put(record("account", "a", 2, Map.of("balance", "2")));
      store.put(record("account", "a", 1, Map.of("balance", "1", "visits", "9")));
      assertThat(store.latest("account", "a")).contains(record("account", "a", 2, Map.of("balance", "2")));
      store.put(record("account", "a", 3, Map.of("visits", "4")));
      assertThat(store.latest("account", "a")).contains(record("account", "a", 3, Map.of("visits", "4")));
    }
  }

  @Test
  void atTheSameEventTimeFeaturesMergeAndTheLaterArrivalWins() throws IOException {
    try (OnlineStore store = open()) {
      store.put(record("account", "a", 2, Map.of("balance", "2")));
      store.put(record("account", "a", 2, Map.of("visits", "7")));
      store.put(record("account", "a", 2, Map.of("balance", "3")));
      assertThat(store.latest("account", "a")).contains(record("account", "a", 2, Map.of("balance", "3", "visits", "7")));
    }
  }

  @Test
  void groupsAndKeysAreKeptApart() throws IOException {
    try (OnlineStore store = open()) {
      store.put(record("account", "ab", 1, Map.of("balance", "1")));
      assertThat(store.latest("account", "a")).isEmpty();
      assertThat(store.latest("accounta", "b")).isEmpty();
      assertThat(store.isEmpty("accoun")).isTrue();
      assertThat(store.isEmpty("account")).isFalse();
    }
  }
}
