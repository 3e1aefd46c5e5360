package dev.parley.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.diagnostic.Diagnostic;
import dev.parley.diagnostic.Report;
import dev.parley.diagnostic.SourceText;
import dev.parley.feature.embedded.EmbeddedStorage;
import dev.parley.feature.load.FeatureLoader;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedFeatureStoreTest {

  private static final Instant NOON = Instant.parse("2026-11-25T12:00:00Z");
  private static final String GROUPS =
      """
      groups:
        account:
          key: account_id
          event_time: updated_at
          ttl: 24h
          features: { account_id: String, balance: Fractional, visits: Integral, updated_at: EventTime }
      """;

  @TempDir Path folder;

  private static FeatureGroup account() {
    Report report = new Report();
    List<FeatureGroup> groups = FeatureGroupReader.read(new SourceText("features.yaml", GROUPS), report);
    assertThat(report.diagnostics()).isEmpty();
    return groups.get(0);
  }

  private static FeatureRecord record(String key, Instant time, Map<String, String> values) {
    return FeatureRecord.of("account", key, time, values);
  }

  private static FeatureStore store(RecordStorage storage, Executor executor, ScheduledExecutorService timers) {
    return new FeatureStore(
        List.of(account()), storage, Clock.fixed(NOON, ZoneOffset.UTC), executor, timers, new SimpleMeterRegistry());
  }

  private static FeatureLookup get(FeatureStore store, String key, Duration within) {
    return store.get("account", key, within).toCompletableFuture().orTimeout(30, TimeUnit.SECONDS).join();
  }

  @Test
  void whatWasStoredIsThereAfterReopening() throws IOException {
    try (EmbeddedStorage first = EmbeddedStorage.open(folder)) {
      first.write(List.of(FeatureWrite.put(record("a", NOON, Map.of("balance", "5")))), NOON);
    }
    try (EmbeddedStorage second = EmbeddedStorage.open(folder)) {
      assertThat(second.online().latest("account", "a").orElseThrow().words()).containsEntry("balance", "5");
      assertThat(second.history().asOf(new RecordKey("account", "a"), NOON)).isPresent();
      second.write(List.of(FeatureWrite.put(record("a", NOON, Map.of("balance", "6")))), NOON);
      assertThat(second.history().rows(new RecordKey("account", "a"), NOON, Instant.MAX)).hasSize(2);
    }
  }

  @Test
  void whatWasAcknowledgedSurvivesACrash() throws IOException {
    Path copy = folder.resolve("crashed");
    try (EmbeddedStorage store = EmbeddedStorage.open(folder.resolve("live"))) {
      store.write(List.of(FeatureWrite.put(record("a", NOON, Map.of("balance", "5")))), NOON);
      // As a process that ends leaves it: nothing closed, nothing flushed.
      Files.createDirectories(copy);
      try (var files = Files.list(folder.resolve("live"))) {
        for (Path file : files.toList()) {
          Files.copy(file, copy.resolve(file.getFileName()));
        }
      }
    }
    try (EmbeddedStorage crashed = EmbeddedStorage.open(copy)) {
      assertThat(crashed.online().latest("account", "a")).isPresent();
      assertThat(crashed.history().asOf(new RecordKey("account", "a"), NOON)).isPresent();
    }
  }

  @Test
  void aStoreThatIsInUseAndOneThatIsDamagedSayWhatToDo() throws IOException {
    try (EmbeddedStorage holder = EmbeddedStorage.open(folder)) {
      assertThat(holder.online().latest("account", "nobody")).isEmpty();
      assertThatThrownBy(() -> EmbeddedStorage.open(folder)).isInstanceOf(IOException.class).hasMessageContaining("another process");
    }
    Path broken = Files.createDirectories(folder.resolve("broken"));
    Files.writeString(broken.resolve("CURRENT"), "not a store ".repeat(2000));
    assertThatThrownBy(() -> EmbeddedStorage.open(broken)).isInstanceOf(IOException.class).hasMessageContaining("backup");
  }

  @Test
  void twoWritersAtOneTimeLeaveHistoryAndOnlineAlike() throws Exception {
    ScheduledExecutorService timers = Executors.newSingleThreadScheduledExecutor();
    ExecutorService writers = Executors.newFixedThreadPool(2);
    try (EmbeddedStorage embedded = EmbeddedStorage.open(folder); FeatureStore store = store(embedded, Runnable::run, timers)) {
      List<Future<?>> done = new ArrayList<>();
      for (int writer = 1; writer <= 2; writer++) {
        String value = Integer.toString(writer);
        done.add(writers.submit(() -> {
          for (int i = 0; i < 5_000; i++) {
            store.put(record("k" + i, NOON, Map.of("balance", value)));
          }
        }));
      }
      for (Future<?> writer : done) {
        writer.get(60, TimeUnit.SECONDS);
      }
      for (int i = 0; i < 5_000; i++) {
        RecordKey key = new RecordKey("account", "k" + i);
        assertThat(store.asOf(key, NOON, Instant.MAX)).isEqualTo(embedded.online().latest(key.group(), key.key()));
      }
    } finally {
      writers.shutdownNow();
      timers.shutdownNow();
    }
  }

  @Test
  void whatTheGroupDoesNotDefineIsNotKept() throws IOException {
    ScheduledExecutorService timers = Executors.newSingleThreadScheduledExecutor();
    try (EmbeddedStorage embedded = EmbeddedStorage.open(folder); FeatureStore store = store(embedded, Runnable::run, timers)) {
      for (Map<String, String> values :
          List.of(Map.of("balence", "1"), Map.of("balance", "much"), Map.of("balance", "1e999999999"), Map.of("visits", "1.5"), Map.of("visits", "9999999999999999999"))) {
        assertThatThrownBy(() -> store.put(record("a", NOON, values))).isInstanceOf(IllegalArgumentException.class);
      }
      assertThat(store.isEmpty("account")).isTrue();
      timers.shutdownNow();
      assertThat(get(store, "a", Duration.ofSeconds(10))).isInstanceOf(FeatureLookup.Unavailable.class);
    } finally {
      timers.shutdownNow();
    }
  }

  private static FeatureLoader.Loaded load(String csv, FeatureStore store, Report report) throws IOException {
    return FeatureLoader.load(
        new FeatureLoader.Source("accounts.csv", FeatureLoader.Format.CSV, account(), FeatureWrite.Kind.PUT),
        new ByteArrayInputStream(csv.getBytes(StandardCharsets.UTF_8)),
        store,
        report);
  }

  @Test
  void aSpreadsheetsByteOrderMarkIsNoPartOfTheHeaderAndAQuoteMistakeHasItsLine() throws IOException {
    ScheduledExecutorService timers = Executors.newSingleThreadScheduledExecutor();
    try (EmbeddedStorage embedded = EmbeddedStorage.open(folder); FeatureStore store = store(embedded, Runnable::run, timers)) {
      Report report = new Report();
      String csv = "\uFEFFaccount_id,balance,updated_at\na,1,2026-11-25T08:00:00Z\n\"b,2,2026-11-25T08:00:00Z\n";
      FeatureLoader.Loaded loaded = load(csv, store, report);
      assertThat(loaded.rows()).isEqualTo(1);
      assertThat(report.diagnostics()).extracting(Diagnostic::code).containsExactly("csv-syntax");
      assertThat(report.diagnostics().get(0).span().line()).isGreaterThan(2);
    } finally {
      timers.shutdownNow();
    }
  }

  @Test
  void aGroupWithAMistakeIsReportedAndNotReturned() {
    Report report = new Report();
    assertThat(FeatureGroupReader.read(new SourceText("features.yaml", GROUPS.replace("key: account_id", "key: acount_id")), report)).isEmpty();
    assertThat(report.diagnostics()).flatExtracting(d -> d.help().stream().toList()).contains("did you mean `account_id`?");
  }

  @Test
  void c115AnOldRecordIsExpiredAnUnknownKeyAbsent() throws IOException {
    ScheduledExecutorService timers = Executors.newSingleThreadScheduledExecutor();
    try (EmbeddedStorage embedded = EmbeddedStorage.open(folder); FeatureStore store = store(embedded, Runnable::run, timers)) {
      store.put(record("old", NOON.minus(Duration.ofHours(25)), Map.of("balance", "1")));
      store.put(record("new", NOON.minus(Duration.ofHours(23)), Map.of("balance", "1")));
      assertThat(get(store, "old", Duration.ofSeconds(10))).isEqualTo(new FeatureLookup.Expired(NOON.minus(Duration.ofHours(25))));
      assertThat(get(store, "new", Duration.ofSeconds(10))).isInstanceOf(FeatureLookup.Found.class);
      assertThat(get(store, "nobody", Duration.ofSeconds(10))).isInstanceOf(FeatureLookup.Absent.class);
    } finally {
      timers.shutdownNow();
    }
  }

  @Test
  void c117WhatIsFoundHasItsOwnEventTimeAndNotTheTimeOfTheAnswer() throws IOException {
    ScheduledExecutorService timers = Executors.newSingleThreadScheduledExecutor();
    try (EmbeddedStorage embedded = EmbeddedStorage.open(folder); FeatureStore store = store(embedded, Runnable::run, timers)) {
      FeatureRecord record = record("a", NOON.minus(Duration.ofHours(5)), Map.of("balance", "1"));
      store.put(record);
      assertThat(get(store, "a", Duration.ofSeconds(10))).isEqualTo(new FeatureLookup.Found(record));
    } finally {
      timers.shutdownNow();
    }
  }

  @Test
  void c119ATimeWithoutAZoneIsRefusedWithWhatToDo() {
    for (String naive : List.of("2026-10-25T01:30", "2026-10-25T01:30:00", "2026-10-25T01:30:00.5")) {
      Map<String, FeatureValue> all = Map.of("account_id", FeatureValue.of("a"), "updated_at", FeatureValue.of(naive));
      assertThatThrownBy(() -> RecordCheck.record(account(), all, Optional.empty()))
          .isInstanceOf(InvalidRecordException.class)
          .hasMessageContaining("`updated_at` has no zone, and that hour may come twice: write `" + naive + "Z`, or its offset, as in `" + naive + "+01:00`");
    }
  }

  @Test
  void aStoreThatNeverAnswersIsLateAndABrokenOneBroken() throws IOException {
    ScheduledExecutorService timers = Executors.newSingleThreadScheduledExecutor();
    try (EmbeddedStorage embedded = EmbeddedStorage.open(folder)) {
      FeatureStore never = store(embedded, task -> {}, timers);
      assertThat(get(never, "a", Duration.ofMillis(1))).isEqualTo(new FeatureLookup.Unavailable("late"));
      FeatureStore broken = store(embedded, Runnable::run, timers);
      embedded.close();
      assertThat(get(broken, "a", Duration.ofSeconds(10))).isEqualTo(new FeatureLookup.Unavailable("broken"));
    } finally {
      timers.shutdownNow();
    }
  }

  @Test
  void goodRowsLoadAndEachBadOneIsToldWithItsPlace() throws IOException {
    ScheduledExecutorService timers = Executors.newSingleThreadScheduledExecutor();
    String csv =
        """
        account_id,balance,updated_at
        a,5.50,2026-11-25T08:00:00Z
        b,much,2026-11-25T08:00:00Z
        c,1.00,2026-11-25T08:00:00
        d,1.00
        ,2.00,2026-11-25T08:00:00Z
        e,,2026-11-25T10:00:00+02:00
        """;
    try (EmbeddedStorage embedded = EmbeddedStorage.open(folder); FeatureStore store = store(embedded, Runnable::run, timers)) {
      Report report = new Report();
      FeatureLoader.Loaded loaded = load(csv, store, report);
      assertThat(loaded).isEqualTo(new FeatureLoader.Loaded(2, 4));
      assertThat(report.diagnostics()).extracting(Diagnostic::code)
          .containsExactlyInAnyOrder("wrong-type", "wrong-type", "row-length", "missing-value");
      assertThat(report.diagnostics()).extracting(d -> d.span().line()).containsExactlyInAnyOrder(3, 4, 5, 6);
      assertThat(embedded.online().latest("account", "e").orElseThrow().eventTime()).isEqualTo(Instant.parse("2026-11-25T08:00:00Z"));
      assertThat(embedded.online().latest("account", "e").orElseThrow().values()).isEmpty();
    } finally {
      timers.shutdownNow();
    }
  }

  @Test
  void aHeaderThatDoesNotFitKeepsTheFileOut() throws IOException {
    ScheduledExecutorService timers = Executors.newSingleThreadScheduledExecutor();
    try (EmbeddedStorage embedded = EmbeddedStorage.open(folder); FeatureStore store = store(embedded, Runnable::run, timers)) {
      Report report = new Report();
      load("account_id,balence\na,1\n", store, report);
      assertThat(report.diagnostics()).extracting(Diagnostic::code).contains("unknown-feature", "missing-column");
      assertThat(report.diagnostics()).flatExtracting(d -> d.help().stream().toList()).contains("did you mean `balance`?");
      assertThat(store.isEmpty("account")).isTrue();
    } finally {
      timers.shutdownNow();
    }
  }

  @Test
  void groupsAndTheirVersionsAreThereAfterReopeningAndAContradictionIsRefused() throws IOException {
    ScheduledExecutorService timers = Executors.newSingleThreadScheduledExecutor();
    try {
      try (FeatureStore store = store(EmbeddedStorage.open(folder), Runnable::run, timers)) {
        assertThat(store.versions("account")).extracting(FeatureGroups.Version::number).containsExactly(1);
      }
      String more = GROUPS.replace("visits: Integral", "visits: Integral, \"phone\": { type: String, sensitive: true }").replace("ttl: 24h", "ttl: 24h\n    owner: billing\n    tags: { a: b }");
      List<FeatureGroup> grown = FeatureGroupReader.read(new SourceText("features.yaml", more), new Report());
      try (FeatureStore store = store(EmbeddedStorage.open(folder), Runnable::run, timers)) {
        assertThat(store.define(grown)).isEmpty();
        assertThat(store.versions("account")).extracting(FeatureGroups.Version::number).containsExactly(1, 2);
        assertThat(store.group("account").features().get("phone").sensitive()).isTrue();
      }
      List<FeatureGroup> other = FeatureGroupReader.read(new SourceText("features.yaml", GROUPS.replace("visits: Integral", "visits: String")), new Report());
      try (EmbeddedStorage storage = EmbeddedStorage.open(folder)) {
        assertThatThrownBy(() -> new FeatureStore(other, storage, Clock.systemUTC(), Runnable::run, timers, new SimpleMeterRegistry()))
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessageContaining("`visits` was Integral and is now String");
      }
    } finally {
      timers.shutdownNow();
    }
  }
}
