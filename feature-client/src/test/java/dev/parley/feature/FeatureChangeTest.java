package dev.parley.feature;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.diagnostic.Report;
import dev.parley.diagnostic.SourceText;
import dev.parley.feature.embedded.EmbeddedStorage;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Changes of a record of which some features count. */
class FeatureChangeTest {

  private static final Instant NOON = Instant.parse("2026-11-25T12:00:00Z");
  private static final Instant MIDNIGHT = Instant.parse("2026-11-25T00:00:00Z");
  private static final RecordKey ANNA = new RecordKey("caller", "anna");
  private static final String GROUPS =
      """
      groups:
        caller:
          key: caller_id
          event_time: at
          ttl: 720h
          features: { caller_id: String, last_intent: String, calls: Integral, spent: Fractional, at: EventTime }
      """;

  @TempDir private Path folder;
  private final ScheduledExecutorService timers = Executors.newSingleThreadScheduledExecutor();
  private FeatureStore store;

  @BeforeEach
  void open() throws IOException {
    List<FeatureGroup> groups = FeatureGroupReader.read(new SourceText("features.yaml", GROUPS), new Report());
    store =
        new FeatureStore(
            groups, EmbeddedStorage.open(folder), Clock.fixed(NOON.plus(Duration.ofHours(2)), ZoneOffset.UTC), Runnable::run, timers, new SimpleMeterRegistry());
  }

  @AfterEach
  void close() {
    store.close();
    timers.shutdownNow();
  }

  private void set(Instant at, String feature, String value) {
    store.change(new FeatureChange(ANNA, at, Map.of(feature, FeatureValue.of(value)), List.of()));
  }

  private void count(Instant at, String feature, String add, Optional<Instant> since) {
    store.change(new FeatureChange(ANNA, at, Map.of(), List.of(new FeatureChange.Count(feature, new BigDecimal(add), since))));
  }

  private Map<String, String> record() {
    return ((FeatureLookup.Found) store.read(List.of(ANNA)).get(0)).record().words();
  }

  @Test
  void itCountsOnTopOfWhatIsThereAndLeavesTheRest() {
    store.put(FeatureRecord.of("caller", "anna", NOON.minusSeconds(60), Map.of("calls", "4", "spent", "1.5")));
    count(NOON, "calls", "1", Optional.empty());
    count(NOON, "spent", "2.50", Optional.empty());
    assertThat(record()).containsOnly(Map.entry("calls", "5"), Map.entry("spent", "4"));
    count(NOON, "calls", "-5", Optional.empty());
    assertThat(record()).containsEntry("calls", "0");
  }

  @Test
  void aNewDayBeginsWithNothingThoughAnotherFeatureWasWrittenSince() {
    count(MIDNIGHT.minusSeconds(60), "calls", "1", Optional.of(MIDNIGHT.minus(Duration.ofDays(1))));
    count(MIDNIGHT.minusSeconds(30), "calls", "1", Optional.of(MIDNIGHT.minus(Duration.ofDays(1))));
    assertThat(record()).containsEntry("calls", "2");
    set(NOON, "last_intent", "Pay");
    count(NOON, "calls", "1", Optional.of(MIDNIGHT));
    count(NOON.plusSeconds(9), "calls", "1", Optional.of(MIDNIGHT));
    assertThat(record()).containsOnly(Map.entry("calls", "2"), Map.entry("last_intent", "Pay"));
  }

  @Test
  void aCountThatComesBehindALaterOneIsNotLostAndAnOlderValueChangesNothing() {
    set(NOON, "last_intent", "Pay");
    count(NOON, "calls", "1", Optional.empty());
    count(NOON.minusSeconds(20), "calls", "1", Optional.empty());
    set(NOON.minusSeconds(20), "last_intent", "Balance");
    assertThat(record()).containsOnly(Map.entry("calls", "2"), Map.entry("last_intent", "Pay"));
    store.put(FeatureRecord.of("caller", "anna", NOON.plusSeconds(5), Map.of("calls", "10")));
    count(NOON, "calls", "1", Optional.empty());
    assertThat(record()).containsOnly(Map.entry("calls", "11"));
  }

  @Test
  void whatHasExpiredIsNotCounted() {
    count(NOON.minus(Duration.ofDays(31)), "calls", "7", Optional.empty());
    count(NOON, "calls", "1", Optional.empty());
    assertThat(record()).containsEntry("calls", "1");
  }

  @Test
  void callsThatEndAtTheSameTimeAreAllCounted() throws Exception {
    ExecutorService callers = Executors.newFixedThreadPool(4);
    List<Future<?>> ended = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      ended.add(callers.submit(() -> count(NOON, "calls", "1", Optional.empty())));
    }
    for (Future<?> one : ended) {
      one.get();
    }
    callers.shutdown();
    assertThat(record()).containsEntry("calls", "200");
  }
}
