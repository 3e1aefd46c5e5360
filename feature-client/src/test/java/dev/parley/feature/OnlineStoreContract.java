package dev.parley.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every {@link OnlineStore} must do; a store's test extends this. */
public abstract class OnlineStoreContract {

  private static final Instant NOON = Instant.parse("2026-11-25T12:00:00Z");

  /** An empty store; closed by the test. */
  protected abstract OnlineStore open() throws IOException;

  /** Whether {@link OnlineStore#scan} can be done at all. */
  protected boolean lists() {
    return true;
  }

  private void checkEmpty(OnlineStore store, String group, boolean empty) {
    if (lists()) {
      assertThat(store.isEmpty(group)).isEqualTo(empty);
    } else {
      // Nobody's first records are put over what may be there.
      assertThat(store.isEmpty(group)).isFalse();
    }
  }

  private static FeatureRecord record(String group, String key, long second, Map<String, String> values) {
    return FeatureRecord.of(group, key, NOON.plusSeconds(second), values);
  }

  private static WriteOutcome put(OnlineStore store, FeatureRecord record) {
    return store.write(List.of(FeatureWrite.put(record))).get(0);
  }

  private static WriteOutcome delete(OnlineStore store, String key, long second, boolean hard) {
    return store.write(List.of(FeatureWrite.delete("account", key, NOON.plusSeconds(second), hard))).get(0);
  }

  @Test
  void nobodyIsKnownToAnEmptyStore() throws IOException {
    try (OnlineStore store = open()) {
      assertThat(store.latest("account", "a")).isEmpty();
      checkEmpty(store, "account", true);
    }
  }

  @Test
  void c113TheNewestEventTimeWinsWhateverTheOrderOfArrival() throws IOException {
    try (OnlineStore store = open()) {
      assertThat(put(store, record("account", "a", 2, Map.of("balance", "2")))).isEqualTo(WriteOutcome.APPLIED);
      assertThat(put(store, record("account", "a", 1, Map.of("balance", "1", "visits", "9")))).isEqualTo(WriteOutcome.OLDER);
      assertThat(store.latest("account", "a")).contains(record("account", "a", 2, Map.of("balance", "2")));
      put(store, record("account", "a", 3, Map.of("visits", "4")));
      assertThat(store.latest("account", "a")).contains(record("account", "a", 3, Map.of("visits", "4")));
    }
  }

  @Test
  void c113AtTheSameEventTimeTheLaterArrivalWins() throws IOException {
    try (OnlineStore store = open()) {
      put(store, record("account", "a", 2, Map.of("balance", "2", "visits", "1")));
      put(store, record("account", "a", 2, Map.of("balance", "3")));
      assertThat(store.latest("account", "a")).contains(record("account", "a", 2, Map.of("balance", "3")));
    }
  }

  @Test
  void c121MergesOfOneEventTimeAreCombinedColumnByColumn() throws IOException {
    try (OnlineStore store = open()) {
      for (Map<String, String> columns : List.of(Map.of("balance", "2"), Map.of("visits", "7"), Map.of("balance", "3"))) {
        store.write(List.of(FeatureWrite.merge(record("account", "a", 2, columns))));
      }
      assertThat(store.latest("account", "a")).contains(record("account", "a", 2, Map.of("balance", "3", "visits", "7")));
    }
  }

  @Test
  void c117ARecordComesBackWithItsOwnEventTimeHoweverLongAgo() throws IOException {
    try (OnlineStore store = open()) {
      Instant longAgo = Instant.parse("2019-03-01T07:08:09.000000123Z");
      put(store, FeatureRecord.of("account", "a", longAgo, Map.of("balance", "2")));
      assertThat(store.latest("account", "a").orElseThrow().eventTime()).isEqualTo(longAgo);
    }
  }

  /** Half past one comes twice in London when summer time ends; the second is an hour later, whichever is written first. */
  @Test
  void c119AcrossAClockChangeInstantsCountAndNotWhatTheClockShows() throws IOException {
    try (OnlineStore store = open()) {
      Instant summer = EventTimes.parse(FeatureType.EVENT_TIME, "2026-10-25T01:30:00+01:00").orElseThrow();
      Instant winter = EventTimes.parse(FeatureType.EVENT_TIME, "2026-10-25T01:30:00+00:00").orElseThrow();
      FeatureRecord second = FeatureRecord.of("account", "a", winter, Map.of("balance", "2"));
      assertThat(put(store, second)).isEqualTo(WriteOutcome.APPLIED);
      assertThat(put(store, FeatureRecord.of("account", "a", summer, Map.of("balance", "1")))).isEqualTo(WriteOutcome.OLDER);
      assertThat(store.latest("account", "a")).contains(second);
      assertThat(EventTimes.parse(FeatureType.EVENT_TIME, "2026-10-25T01:30:00Z")).contains(winter);
    }
  }

  @Test
  void groupsAndKeysAreKeptApart() throws IOException {
    try (OnlineStore store = open()) {
      put(store, record("account", "ab", 1, Map.of("balance", "1")));
      assertThat(store.latest("account", "a")).isEmpty();
      assertThat(store.latest("accounta", "b")).isEmpty();
      checkEmpty(store, "accoun", true);
      checkEmpty(store, "account", false);
    }
  }

  @Test
  void severalAreReadAtOnceInTheOrderAskedFor() throws IOException {
    try (OnlineStore store = open()) {
      FeatureRecord a = record("account", "a", 1, Map.of("balance", "1"));
      FeatureRecord b = record("order", "b", 1, Map.of("status", "packing"));
      store.write(List.of(FeatureWrite.put(a), FeatureWrite.put(b)));
      assertThat(store.latest(List.of(new RecordKey("order", "b"), new RecordKey("order", "a"), new RecordKey("account", "a"))))
          .containsExactly(Optional.of(b), Optional.empty(), Optional.of(a));
      assertThat(store.latest(List.of())).isEmpty();
    }
  }

  @Test
  void whatIsDeletedIsGoneAndComesBackOnlyWithSomethingNewer() throws IOException {
    try (OnlineStore store = open()) {
      put(store, record("account", "a", 2, Map.of("balance", "2")));
      assertThat(delete(store, "a", 1, false)).isEqualTo(WriteOutcome.OLDER);
      assertThat(store.latest("account", "a")).isPresent();
      assertThat(delete(store, "a", 4, false)).isEqualTo(WriteOutcome.APPLIED);
      assertThat(store.latest("account", "a")).isEmpty();
      assertThat(put(store, record("account", "a", 3, Map.of("balance", "3")))).isEqualTo(WriteOutcome.OLDER);
      assertThat(store.latest("account", "a")).isEmpty();
      put(store, record("account", "a", 5, Map.of("balance", "5")));
      assertThat(store.latest("account", "a")).contains(record("account", "a", 5, Map.of("balance", "5")));
    }
  }

  @Test
  void aHardDeletionLeavesNoTraceAndMustBeNewer() throws IOException {
    try (OnlineStore store = open()) {
      put(store, record("account", "a", 2, Map.of("balance", "2")));
      assertThat(delete(store, "a", 2, true)).isEqualTo(WriteOutcome.REFUSED);
      assertThat(store.latest("account", "a")).isPresent();
      assertThat(delete(store, "a", 3, true)).isEqualTo(WriteOutcome.APPLIED);
      assertThat(store.latest("account", "a")).isEmpty();
      assertThat(put(store, record("account", "a", 1, Map.of("balance", "1")))).isEqualTo(WriteOutcome.APPLIED);
    }
  }

  @Test
  void collectionsOddTextsAndTimesToLiveComeBackAsTheyWere() throws IOException {
    try (OnlineStore store = open()) {
      Map<String, FeatureValue> values =
          Map.of(
              "list", FeatureValue.of(List.of("b", "a", "b")),
              "none", FeatureValue.of(List.of()),
              "empty", FeatureValue.of(""),
              "text", FeatureValue.of("a\u0000\n\"\ud83d\ude00 ä"));
      FeatureRecord record = new FeatureRecord("account", "ä\u0001 ", NOON.plusNanos(1), values, Optional.of(NOON.plusNanos(1).plusSeconds(1_000_000_000)));
      put(store, record);
      assertThat(store.latest("account", "ä\u0001 ")).contains(record);
    }
  }

  @Test
  void aScanShowsEveryRecordOfAGroupOnce() throws IOException {
    try (OnlineStore store = open()) {
      List<FeatureRecord> all = new ArrayList<>();
      for (int i = 0; i < 300; i++) {
        all.add(record("account", "k" + i, i, Map.of("balance", Integer.toString(i))));
      }
      store.write(all.stream().map(FeatureWrite::put).toList());
      put(store, record("order", "k1", 1, Map.of()));
      delete(store, "k7", 1_000, false);
      if (!lists()) {
        assertThatThrownBy(() -> store.scan("account", r -> true)).isInstanceOf(UnsupportedOperationException.class);
        return;
      }
      List<FeatureRecord> seen = new ArrayList<>();
      store.scan("account", seen::add);
      all.remove(7);
      assertThat(seen).containsExactlyInAnyOrderElementsOf(all);
      List<FeatureRecord> few = new ArrayList<>();
      store.scan("account", r -> few.add(r) && few.size() < 3);
      assertThat(few).hasSize(3);
    }
  }

  @Test
  void aForgottenKeyIsGoneAndItsNeighboursStay() throws IOException {
    try (OnlineStore store = open()) {
      for (String key : List.of("a", "ab", "b")) {
        put(store, record("account", key, 1, Map.of("balance", "1")));
      }
      store.forget(new RecordKey("account", "a"));
      assertThat(store.latest("account", "a")).isEmpty();
      assertThat(store.latest("account", "ab")).isPresent();
      assertThat(store.latest("account", "b")).isPresent();
      put(store, record("account", "a", 0, Map.of("balance", "0")));
      assertThat(store.latest("account", "a")).isPresent();
    }
  }

  /** Writes in any order leave what a naive search says: all that came, sorted by event time, one after the other. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
  void randomWritesLeaveWhatANaiveFoldSays(long seed) throws IOException {
    try (OnlineStore store = open()) {
      Random random = new Random(seed);
      Map<String, NaiveHistory> naive = new HashMap<>();
      for (int i = 0; i < 80; i++) {
        String key = random.nextBoolean() ? "a" : "ab";
        FeatureWrite write = NaiveHistory.random(random, "account", key, NOON, i);
        naive.computeIfAbsent(key, k -> new NaiveHistory()).add(write, NOON);
        store.write(List.of(write));
        assertThat(store.latest("account", key)).as("seed %s step %s", seed, i).isEqualTo(naive.get(key).asOf(Instant.MAX, Instant.MAX));
      }
    }
  }
}
