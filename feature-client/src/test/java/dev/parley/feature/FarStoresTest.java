package dev.parley.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.feature.remote.CachedOnlineStore;
import dev.parley.feature.remote.HedgedOnlineStore;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A store that is far away: slow, or not there at all. */
class FarStoresTest {

  private static final Instant NOON = Instant.parse("2026-11-25T12:00:00Z");
  private static final RecordKey A = new RecordKey("account", "a");
  private static final RecordKey B = new RecordKey("account", "b");

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final ExecutorService executor = Executors.newFixedThreadPool(2);
  private final ScheduledExecutorService timers = Executors.newSingleThreadScheduledExecutor();
  private final AtomicLong nanos = new AtomicLong();

  @AfterEach
  void stop() {
    executor.shutdownNow();
    timers.shutdownNow();
  }

  /** What is far away: says what it is asked, and does before it answers what a test wants. */
  private static class Far implements OnlineStore {

    private final Map<RecordKey, RecordState> states = new HashMap<>();
    private final List<List<RecordKey>> asked = new ArrayList<>();
    private Runnable before = () -> {};

    @Override
    public List<Optional<FeatureRecord>> latest(List<RecordKey> keys) {
      Runnable now;
      synchronized (this) {
        asked.add(keys);
        now = before;
      }
      now.run();
      return keys.stream().map(k -> Optional.ofNullable(states.get(k)).flatMap(s -> s.record(k.group(), k.key()))).toList();
    }

    @Override
    public List<WriteOutcome> write(List<FeatureWrite> writes) {
      writes.forEach(w -> states.merge(
          new RecordKey(w.record().group(), w.record().key()), RecordState.NONE.apply(w), (old, ignored) -> old.apply(w)));
      return writes.stream().map(w -> WriteOutcome.APPLIED).toList();
    }

    @Override
    public void scan(String group, Predicate<FeatureRecord> visitor) {}

    @Override
    public void forget(RecordKey key) {
      states.remove(key);
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }

  private static FeatureWrite put(RecordKey key, int second, String balance) {
    return FeatureWrite.put(FeatureRecord.of(key.group(), key.key(), NOON.plusSeconds(second), Map.of("balance", balance)));
  }

  private static String balance(Optional<FeatureRecord> record) {
    return record.map(r -> r.words().getOrDefault("balance", "")).orElse("nobody");
  }

  private CachedOnlineStore cached(Far far) {
    return new CachedOnlineStore(far, 1_000_000, Duration.ofSeconds(10), Duration.ofMinutes(5), nanos::get, meters);
  }

  private double reads(String from) {
    return meters.counter("parley.features.reads", "from", from).count();
  }

  @Test
  void whatIsFreshIsNotAskedAgainAndOnlyWhatIsMissingIs() {
    Far far = new Far();
    far.write(List.of(put(A, 0, "1"), put(B, 0, "2")));
    try (CachedOnlineStore store = cached(far)) {
      assertThat(balance(store.latest("account", "a"))).isEqualTo("1");
      far.write(List.of(put(A, 1, "9")));
      assertThat(store.latest(List.of(B, A, B)).stream().map(FarStoresTest::balance)).containsExactly("2", "1", "2");
      assertThat(far.asked).containsExactly(List.of(A), List.of(B));
      nanos.addAndGet(Duration.ofSeconds(11).toNanos());
      assertThat(balance(store.latest("account", "a"))).isEqualTo("9");
    }
  }

  @Test
  void thatThereIsNobodyIsRememberedToo() {
    Far far = new Far();
    try (CachedOnlineStore store = cached(far)) {
      assertThat(store.latest("account", "a")).isEmpty();
      assertThat(store.latest("account", "a")).isEmpty();
      assertThat(far.asked).hasSize(1);
    }
  }

  @Test
  void whatOneWritesOneReads() {
    Far far = new Far();
    try (CachedOnlineStore store = cached(far)) {
      assertThat(store.latest("account", "a")).isEmpty();
      store.write(List.of(put(A, 0, "1")));
      assertThat(balance(store.latest("account", "a"))).isEqualTo("1");
      store.forget(A);
      assertThat(store.latest("account", "a")).isEmpty();
    }
  }

  @Test
  void aStoreThatFailsIsStoodInForUntilThatIsTooOld() {
    Far far = new Far();
    far.write(List.of(put(A, 0, "1")));
    try (CachedOnlineStore store = cached(far)) {
      assertThat(balance(store.latest("account", "a"))).isEqualTo("1");
      far.before = () -> {
        throw new IllegalStateException("gone");
      };
      nanos.addAndGet(Duration.ofMinutes(4).toNanos());
      assertThat(balance(store.latest("account", "a"))).isEqualTo("1");
      assertThat(reads("stale")).isEqualTo(1);
      assertThatThrownBy(() -> store.latest(List.of(A, B))).hasMessage("gone");
      nanos.addAndGet(Duration.ofMinutes(2).toNanos());
      assertThatThrownBy(() -> store.latest("account", "a")).hasMessage("gone");
    }
  }

  private HedgedOnlineStore hedged(Far far, Duration after) {
    return new HedgedOnlineStore(far, after, executor, timers, meters);
  }

  @Test
  void aSlowAnswerIsOvertakenByASecondOne() {
    Far far = new Far();
    far.write(List.of(put(A, 0, "1")));
    CountDownLatch never = new CountDownLatch(1);
    AtomicInteger count = new AtomicInteger();
    far.before = () -> {
      if (count.getAndIncrement() == 0) {
        try {
          never.await();
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
      }
    };
    try (HedgedOnlineStore store = hedged(far, Duration.ofMillis(1))) {
      assertThat(balance(store.latest("account", "a"))).isEqualTo("1");
      assertThat(meters.counter("parley.features.hedges").count()).isEqualTo(1);
    } finally {
      never.countDown();
    }
  }

  @Test
  void aFailureIsToldWhenNobodyElseCanAnswer() {
    Far far = new Far();
    far.before = () -> {
      throw new IllegalStateException("gone");
    };
    try (HedgedOnlineStore store = hedged(far, Duration.ofHours(1))) {
      assertThatThrownBy(() -> store.latest("account", "a")).isInstanceOf(IllegalStateException.class).hasMessage("gone");
    }
  }
}
