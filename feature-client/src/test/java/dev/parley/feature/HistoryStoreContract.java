package dev.parley.feature;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every {@link HistoryStore} must do, against a search that nobody can get wrong; a store's test extends this. */
public abstract class HistoryStoreContract {

  private static final Instant NOON = Instant.parse("2026-11-25T12:00:00Z");
  private static final List<String> KEYS = List.of("a", "ab", "b");

  /** An empty store; closed by the test. */
  protected abstract HistoryStore open() throws IOException;

  /** Called now and then between writes: a store that keeps rows in several places may move some. */
  protected void settle(HistoryStore store) {}

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void pointInTimeKnownAtAndSpansAreThoseOfANaiveSearch(long seed) throws IOException {
    try (HistoryStore store = open()) {
      Random random = new Random(seed);
      Map<String, NaiveHistory> naive = new HashMap<>();
      for (int i = 0; i < 90; i++) {
        String key = KEYS.get(random.nextInt(KEYS.size()));
        FeatureWrite write = NaiveHistory.random(random, "account", key, NOON, i);
        Instant ingested = NOON.plusSeconds(100 + i);
        naive.computeIfAbsent(key, k -> new NaiveHistory()).add(write, ingested);
        store.append(List.of(write), ingested);
        if (i % 25 == 24) {
          settle(store);
        }
      }
      for (String key : KEYS) {
        NaiveHistory all = naive.getOrDefault(key, new NaiveHistory());
        RecordKey record = new RecordKey("account", key);
        for (int second = -1; second <= 31; second += 1 + random.nextInt(4)) {
          Instant at = NOON.plusSeconds(second);
          Instant known = NOON.plusSeconds(100 + random.nextInt(91));
          assertThat(store.asOf(record, at)).as("seed %s, %s at %s", seed, key, at).isEqualTo(all.asOf(at, Instant.MAX));
          assertThat(store.asOf(record, at, known)).as("seed %s, %s at %s, known at %s", seed, key, at, known).isEqualTo(all.asOf(at, known));
        }
        Instant from = NOON.plusSeconds(random.nextInt(20));
        Instant to = from.plusSeconds(random.nextInt(15));
        assertThat(store.rows(record, from, to).stream().map(HistoryRow::write).map(w -> w.to(true, true)).toList())
            .as("seed %s, %s", seed, key)
            .isEqualTo(all.rows(from, to));
      }
    }
  }

  @Test
  void whatIsFilledInLaterDoesNotLeakIntoThePast() throws IOException {
    try (HistoryStore store = open()) {
      RecordKey key = new RecordKey("account", "a");
      store.append(List.of(FeatureWrite.put(FeatureRecord.of("account", "a", NOON, Map.of("balance", "1")))), NOON);
      store.append(List.of(FeatureWrite.put(FeatureRecord.of("account", "a", NOON.plusSeconds(5), Map.of("balance", "2")))), NOON.plusSeconds(100));
      assertThat(store.asOf(key, NOON.plusSeconds(10)).orElseThrow().words()).containsEntry("balance", "2");
      assertThat(store.asOf(key, NOON.plusSeconds(10), NOON.plusSeconds(99)).orElseThrow().words()).containsEntry("balance", "1");
      assertThat(store.asOf(key, NOON.minusSeconds(1))).isEmpty();
    }
  }

  @Test
  void aForgottenKeyIsGoneAndItsNeighboursStay() throws IOException {
    try (HistoryStore store = open()) {
      for (String key : KEYS) {
        store.append(List.of(FeatureWrite.put(FeatureRecord.of("account", key, NOON, Map.of("balance", "1")))), NOON);
      }
      settle(store);
      store.append(List.of(FeatureWrite.merge(FeatureRecord.of("account", "a", NOON, Map.of("visits", "1")))), NOON);
      store.forget(new RecordKey("account", "a"));
      assertThat(store.rows(new RecordKey("account", "a"), Instant.MIN, Instant.MAX)).isEmpty();
      assertThat(store.rows(new RecordKey("account", "ab"), Instant.MIN, Instant.MAX)).hasSize(1);
      assertThat(store.rows(new RecordKey("account", "b"), Instant.MIN, Instant.MAX)).hasSize(1);
    }
  }
}
