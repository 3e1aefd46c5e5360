package dev.parley.http2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.parley.diagnostic.Report;
import dev.parley.diagnostic.SourceText;
import dev.parley.feature.FeatureGroup;
import dev.parley.feature.FeatureGroupReader;
import dev.parley.feature.FeatureRecord;
import dev.parley.feature.FeatureStore;
import dev.parley.feature.FeatureWrite;
import dev.parley.feature.HistoryRow;
import dev.parley.feature.RecordKey;
import dev.parley.feature.WriteOutcome;
import dev.parley.feature.embedded.EmbeddedStorage;
import dev.parley.feature.remote.RemoteFeatures;
import dev.parley.identity.ApiKeys;
import dev.parley.identity.Identity;
import dev.parley.sagemaker.FeatureRoutes;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/** Another Parley as a whole store, as {@code parley features --server} sees it; and its lines of records. */
final class RemoteFeaturesTest {

  private static final Instant NOON = Instant.parse("2026-11-25T12:00:00Z");
  private static final Duration TIMEOUT = Duration.ofMinutes(2);
  private static final String KEY = ApiKeys.random();
  private static final String GROUPS =
      """
      groups:
        customer:
          key: id
          event_time: at
          features:
            id: String
            at: EventTime
            visits: Integral
            phone: { type: String, sensitive: true }
            tags: { type: String, collection: List }
      """;

  @TempDir static Path folder;
  private static ScheduledExecutorService timers;
  private static FeatureStore store;
  private static ParleyServer server;
  private static URI address;

  @BeforeAll
  static void start() throws Exception {
    Files.writeString(folder.resolve("secret"), "hush");
    Files.writeString(folder.resolve("identity.yaml"), """
        principals:
          pipeline:
            access_keys: { AKIDPIPE: secret }
            api_keys: [%s]
            read_features: ["*"]
            write_features: ["*"]
            administer: true
        """.formatted(ApiKeys.hash(KEY)));
    timers = Executors.newSingleThreadScheduledExecutor();
    store =
        new FeatureStore(groups(), EmbeddedStorage.open(folder.resolve("data")), Clock.fixed(NOON, ZoneOffset.UTC), Runnable::run, timers, new SimpleMeterRegistry());
    Optional<Identity> identity = Optional.of(new Identity(folder.resolve("identity.yaml"), Clock.systemUTC(), Runnable::run, name -> null));
    EchoGateway gateway = new EchoGateway();
    server =
        ParleyServer.start(
            ServerConfig.loopback(0),
            gateway,
            gateway,
            EchoGateway.bots(),
            new FeatureRoutes(store, identity, Optional.empty(), Runnable::run).routes(),
            List.of(),
            identity,
            Runnable::run,
            new SimpleMeterRegistry());
    address = URI.create("http://127.0.0.1:" + server.port());
  }

  private static List<FeatureGroup> groups() {
    return FeatureGroupReader.read(new SourceText("features.yaml", GROUPS), new Report());
  }

  @AfterAll
  static void stop() {
    server.close();
    store.close();
    timers.shutdownNow();
  }

  private static RemoteFeatures.Login signed(String secret) {
    return RemoteFeatures.Login.signed(StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIDPIPE", secret)));
  }

  private static void worksAsAStore(RemoteFeatures.Login login, String key) {
    RecordKey at = new RecordKey("customer", key);
    try (RemoteFeatures far = RemoteFeatures.open(address, login, TIMEOUT)) {
      List<WriteOutcome> outcomes =
          far.write(
              List.of(
                  FeatureWrite.put(FeatureRecord.of("customer", key, NOON, Map.of("visits", "1"))),
                  FeatureWrite.put(FeatureRecord.of("customer", key, NOON.minusSeconds(5), Map.of("visits", "0")))),
              NOON);
      assertThat(outcomes).containsExactly(WriteOutcome.APPLIED, WriteOutcome.OLDER);
      far.write(List.of(FeatureWrite.merge(FeatureRecord.of("customer", key, NOON.plusSeconds(1), Map.of("phone", "555")))), NOON);
      assertThat(far.online().latest("customer", key).orElseThrow().words()).containsEntry("visits", "1").containsEntry("phone", "555");
      assertThat(far.history().rows(at, Instant.MIN, Instant.MAX)).extracting(HistoryRow::kind)
          .containsExactly(FeatureWrite.Kind.PUT, FeatureWrite.Kind.PUT, FeatureWrite.Kind.MERGE);
      assertThat(far.history().asOf(at, NOON.minusSeconds(1)).orElseThrow().words()).containsEntry("visits", "0");
      assertThat(far.statistics("customer").path("features").findValuesAsText("feature")).containsExactly("visits", "phone", "tags");
      assertThat(far.statistics("customer").path("features").get(1).path("masked").asBoolean()).isTrue();
      assertThat(far.statistics("customer").toString()).doesNotContain("555");
      far.history().forget(at);
      assertThat(store.history(at, Instant.MIN, Instant.MAX)).isEmpty();
    }
  }

  @Test
  void anApiKeyOrASignatureOpensAllOfIt() {
    worksAsAStore(RemoteFeatures.Login.apiKey(KEY), "by key/1 ä");
    worksAsAStore(signed("hush"), "signed/1 ä");
  }

  @Test
  void whoIsNotLetInIsTold() {
    assertThatThrownBy(() -> RemoteFeatures.open(address, signed("wrong"), TIMEOUT)).isInstanceOf(UncheckedIOException.class).hasMessageContaining("InvalidSignature");
    assertThatThrownBy(() -> RemoteFeatures.open(address, RemoteFeatures.Login.apiKey(ApiKeys.random()), TIMEOUT)).hasMessageContaining("refuses (403)");
    assertThatThrownBy(() -> RemoteFeatures.open(address, RemoteFeatures.Login.NONE, TIMEOUT)).hasMessageContaining("refuses (403)");
  }

  private static JsonNode ask(String method, String path, String body) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(address.resolve(path)).header("x-api-key", KEY).method(method, HttpRequest.BodyPublishers.ofString(body)).build();
    return new ObjectMapper().readTree(HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString()).body());
  }

  @Test
  void goodLinesAreKeptAndTheOthersAreToldWithTheirNumbers() throws Exception {
    String lines =
        """
        {"id":"l1","at":"2026-11-25T11:00:00Z","visits":3,"tags":["a","b"]}

        {"id":"l1","at":"2026-11-25T10:00:00Z","visits":2}
        {"id":"l2","at":"soon","visits":1.5,"vists":1}
        not JSON
        {"id":"l3","at":"2026-11-25T11:00:00Z"}
        """;
    JsonNode answer = ask("POST", "/features/customer/records", lines);
    assertThat(answer.path("accepted").asInt()).isEqualTo(3);
    assertThat(answer.path("older").toString()).isEqualTo("[3]");
    assertThat(answer.path("rejected").findValuesAsText("line")).containsExactly("4", "5");
    assertThat(answer.path("rejected").get(0).path("problems").findValuesAsText("feature")).containsExactlyInAnyOrder("at", "visits", "vists");
    JsonNode merged = ask("POST", "/features/customer/records?merge=true", "{\"id\":\"l1\",\"at\":\"2026-11-25T11:30:00Z\",\"visits\":4}");
    assertThat(merged.path("accepted").asInt()).isEqualTo(1);
    JsonNode now = ask("GET", "/features/customer/records/l1", "");
    assertThat(now.path("Record").toString()).contains("\"ValueAsString\":\"4\"", "[\"a\",\"b\"]");
  }

  @Test
  void aLongHistoryComesInPagesEvenWhereManyRowsHaveOneTime() throws Exception {
    RecordKey key = new RecordKey("customer", "p/1");
    for (int i = 0; i < 23; i++) {
      store.put(FeatureRecord.of("customer", "p/1", NOON.plusNanos(i / 8), Map.of("visits", Integer.toString(i))));
    }
    StringBuilder seen = new StringBuilder();
    String next = "/features/customer/records/p%2F1/history?limit=5";
    int pages = 0;
    while (!next.isEmpty()) {
      JsonNode page = ask("GET", next, "");
      assertThat(page.path("rows").size()).isBetween(1, 5);
      for (JsonNode row : page.path("rows")) {
        seen.append(row.path("Record").get(2).path("ValueAsString").asText()).append(' ');
      }
      next = page.path("next").asText();
      assertThat(page.path("more").asBoolean()).isEqualTo(!next.isEmpty());
      pages++;
    }
    assertThat(seen.toString().strip().split(" ")).hasSize(23).doesNotHaveDuplicates().startsWith("0", "1", "2").endsWith("22");
    assertThat(pages).isEqualTo(5);
    assertThat(store.history(key, Instant.MIN, Instant.MAX, 7)).hasSize(7);
    assertThat(ask("GET", "/features/customer/records/p%2F1/history?limit=0", "").path("Message").asText()).contains("limit must be a whole number from 1");
    try (RemoteFeatures far = RemoteFeatures.open(address, RemoteFeatures.Login.apiKey(KEY), TIMEOUT)) {
      assertThat(far.history().rows(key, NOON.plusNanos(1), Instant.MAX)).hasSize(15);
      assertThat(far.history().rows(key, Instant.MIN, Instant.MAX, 4)).hasSize(4);
    }
  }
}
