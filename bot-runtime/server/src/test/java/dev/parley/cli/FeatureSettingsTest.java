package dev.parley.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.diagnostic.Report;
import dev.parley.diagnostic.SourceText;
import dev.parley.feature.FeatureGroup;
import dev.parley.feature.FeatureGroupReader;
import dev.parley.feature.FeatureLookup;
import dev.parley.feature.FeatureRecord;
import dev.parley.feature.FeatureStore;
import dev.parley.feature.RecordKey;
import dev.parley.feature.RecordStorage;
import dev.parley.feature.kafka.TopicIngestion;
import dev.parley.feature.remote.RemoteFeatures;
import dev.parley.feature.seal.FeatureKeys;
import dev.parley.identity.ApiKeys;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where features are, and where they come from, as an operator's settings choose. */
class FeatureSettingsTest {

  private static final Instant NOON = Instant.parse("2026-11-25T12:00:00Z");
  private static final String GROUPS =
      """
      groups:
        account:
          key: id
          event_time: at
          features: { id: String, balance: Fractional, at: EventTime }
      """;

  @TempDir private Path folder;
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final ScheduledExecutorService timers = Executors.newSingleThreadScheduledExecutor();
  private final ExecutorService far = Executors.newFixedThreadPool(2);
  private List<FeatureGroup> groups = List.of();

  @BeforeEach
  void readTheGroups() {
    Report report = new Report();
    groups = FeatureGroupReader.read(new SourceText("features.yaml", GROUPS), report);
    assertThat(report.diagnostics()).isEmpty();
  }

  @AfterEach
  void stop() {
    timers.shutdownNow();
    far.shutdownNow();
  }

  private Settings settings(String... assignments) {
    Settings settings = new Settings().set("data.folder", folder.resolve("here").toString(), "test");
    List.of(assignments).forEach(settings::option);
    return settings;
  }

  private FeatureStore store(Settings settings) {
    RecordStorage storage =
        FeatureStorages.open(
            settings,
            name -> groups.stream().filter(g -> g.name().equals(name)).findFirst(),
            new OnlineStores.Server(far, timers, meters),
            Clock.systemUTC());
    return new FeatureStore(groups, storage, Clock.systemUTC(), Runnable::run, timers, meters);
  }

  private void refused(String[] assignments, String... words) {
    assertThatThrownBy(() -> {
      try (FeatureStore store = store(settings(assignments))) {
        FeatureTopics.start(settings(assignments), store, meters).ifPresent(TopicIngestion::close);
      }
    }).isInstanceOf(Complaint.class).hasMessageContainingAll(words);
  }

  private static String[] set(String... assignments) {
    return assignments;
  }

  /** A whole other server, which lets one key in. */
  private Application other(String key) throws IOException {
    ShopBot shop = new ShopBot(folder.resolve("bots"));
    assertThat(shop.says("Hello").publish()).as(shop.complaints.toString()).isZero();
    Path identity = Files.writeString(folder.resolve("identity.yaml"), """
        principals:
          node:
            api_keys: [%s]
            read_features: ["*"]
            write_features: ["*"]
            administer: true
        """.formatted(ApiKeys.hash(key)));
    Settings settings =
        new Settings()
            .set("server.port", "0", "test")
            .set("data.folder", folder.resolve("there").toString(), "test")
            .set("bots.folder", shop.store.toString(), "test")
            .set("identity.file", identity.toString(), "test")
            .set("understanding.encoder", "none", "test")
            .set("speech.recognizer", "none", "test")
            .set("speech.synthesizer", "none", "test");
    return Application.start(settings, List.of());
  }

  @Test
  void theLatestRecordsAreAtAnotherServerAndWhatItSaidStandsInWhenItIsGone() throws IOException {
    String key = ApiKeys.random();
    Path keyFile = Files.writeString(folder.resolve("key"), key + "\n");
    RecordKey a = new RecordKey("account", "a");
    Application there = other(key);
    String address = "http://127.0.0.1:" + there.port();
    String[] assignments = {
      "features.online=parley", "features.remote=" + address, "features.remote-api-key-file=" + keyFile, "features.remote-timeout=20s",
      "features.remote-hedge=10s", "features.remote-cache=0ms", "features.remote-stale-if-error=1h"
    };
    try (RemoteFeatures admin = RemoteFeatures.open(URI.create(address), RemoteFeatures.Login.apiKey(key), Duration.ofSeconds(20))) {
      groups.forEach(admin::define);
      refused(set("features.online=parley", "features.remote=" + address), "features.remote", "refuses");
      try (FeatureStore store = store(settings(assignments))) {
        store.put(FeatureRecord.of("account", "a", NOON, Map.of("balance", "5")));
        assertThat(admin.online().latest("account", "a").orElseThrow().words()).containsEntry("balance", "5");
        // The history stays here.
        assertThat(admin.history().rows(a, Instant.MIN, Instant.MAX)).isEmpty();
        assertThat(store.history(a, Instant.MIN, Instant.MAX)).hasSize(1);
        assertThat(balance(store, a)).isEqualTo("5");
        there.close();
        assertThat(balance(store, a)).isEqualTo("5");
        assertThat(meters.get("parley.features.reads").tag("from", "stale").counter().count()).isEqualTo(1);
      }
    } finally {
      there.close();
    }
    refused(assignments, "features.remote", "cannot be asked");
  }

  private static String balance(FeatureStore store, RecordKey key) {
    return ((FeatureLookup.Found) store.read(List.of(key)).get(0)).record().words().get("balance");
  }

  @Test
  void whatDoesNotFitIsToldWithWhatToDo() {
    refused(set("features.online=redsi"), "did you mean `redis`?");
    refused(set("features.online=redis"), "set features.redis too");
    refused(set("features.online=sagemaker"), "set features.sagemaker-region too");
    refused(set("features.online=embedded", "features.redis=redis://127.0.0.1:1"), "features.redis is for features.online: redis");
    refused(set("features.online=parley", "features.remote=features.example.com"), "must be an address");
    refused(set("features.online=parley", "features.remote=http://127.0.0.1:1", "features.remote-signed=yes"), "true or false");
    refused(set("features.online=parley", "features.remote=http://127.0.0.1:1", "features.remote-timeout=0s"), "features.remote-timeout");
    assertThatThrownBy(() -> settings("features.onlin=redis")).hasMessageContaining("did you mean `features.online`?");
    refused(set("features.kafka-topics=a"), "features.kafka-topics needs features.kafka");
    refused(set("features.kafka=127.0.0.1:1"), "features.kafka-topics must be topics with their feature groups");
    refused(set("features.kafka=127.0.0.1:1", "features.kafka-topics=accounts=acount"), "topic accounts", "acount");
    refused(set("features.kafka=127.0.0.1:1", "features.kafka-topics=account"), "features.kafka-rejects-topic", "features.kafka-rejects-file");
    refused(set("features.kafka=127.0.0.1:1", "features.kafka-topics=account", "features.kafka-write=patch"), "put or merge");
    refused(
        set("features.kafka=nowhere", "features.kafka-topics=account", "features.kafka-rejects-file=" + folder.resolve("rejects")),
        "features.kafka", "Invalid url in bootstrap.servers");
  }

  @Test
  void kafkasOwnPropertiesArePassedOnButThoseThatAreOursAreRefused() throws IOException {
    Path file = Files.writeString(folder.resolve("kafka.properties"), "security.protocol=SASL_SLL\n");
    String[] named = {
      "features.kafka=127.0.0.1:1", "features.kafka-topics=account", "features.kafka-properties-file=" + file,
      "features.kafka-rejects-file=" + folder.resolve("rejects")
    };
    refused(named, "SASL_SLL");
    Files.writeString(file, "enable.auto.commit=true\n");
    refused(named, "enable.auto.commit is Parley's own to set");
  }

  @Test
  void aCommandPrintsTheKeys() throws IOException {
    Path keys = folder.resolve("keys.json");
    Files.write(keys, FeatureKeys.create().write());
    try (FeatureStore store = store(settings("features.key-command=cat " + keys))) {
      store.put(FeatureRecord.of("account", "a", NOON, Map.of("balance", "5")));
    }
    try (FeatureStore store = store(settings("features.key-file=" + keys))) {
      assertThat(balance(store, new RecordKey("account", "a"))).isEqualTo("5");
    }
    refused(set("features.key-command=cat " + keys, "features.key-file=" + keys), "exclude each other");
    refused(set("features.key-command=false"), "ended with status 1");
    refused(set("features.key-command=echo hush"), "prints no keys");
    refused(set("features.key-command=/nowhere/vault"), "cannot be started");
    refused(
        set("features.key-command=cat " + keys, "features.kafka=127.0.0.1:1", "features.kafka-topics=account", "features.kafka-rejects-file=x"),
        "in the clear", "features.kafka-rejects-topic");
  }
}
