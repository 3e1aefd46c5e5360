package dev.parley.http2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.parley.diagnostic.Report;
import dev.parley.diagnostic.SourceText;
import dev.parley.feature.FeatureGroupReader;
import dev.parley.feature.FeatureStore;
import dev.parley.feature.embedded.EmbeddedStorage;
import dev.parley.identity.ApiKeys;
import dev.parley.identity.Identity;
import dev.parley.sagemaker.FeatureAudit;
import dev.parley.sagemaker.FeatureRoutes;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sagemakerfeaturestoreruntime.SageMakerFeatureStoreRuntimeAsyncClient;
import software.amazon.awssdk.services.sagemakerfeaturestoreruntime.model.AccessForbiddenException;
import software.amazon.awssdk.services.sagemakerfeaturestoreruntime.model.BatchGetRecordIdentifier;
import software.amazon.awssdk.services.sagemakerfeaturestoreruntime.model.BatchGetRecordResponse;
import software.amazon.awssdk.services.sagemakerfeaturestoreruntime.model.DeletionMode;
import software.amazon.awssdk.services.sagemakerfeaturestoreruntime.model.ExpirationTimeResponse;
import software.amazon.awssdk.services.sagemakerfeaturestoreruntime.model.FeatureValue;
import software.amazon.awssdk.services.sagemakerfeaturestoreruntime.model.GetRecordResponse;
import software.amazon.awssdk.services.sagemakerfeaturestoreruntime.model.ResourceNotFoundException;
import software.amazon.awssdk.services.sagemakerfeaturestoreruntime.model.TargetStore;
import software.amazon.awssdk.services.sagemakerfeaturestoreruntime.model.TtlDurationUnit;
import software.amazon.awssdk.services.sagemakerfeaturestoreruntime.model.ValidationErrorException;

/** SageMaker Feature Store Runtime as its unmodified SDK client sees it, over all four operations; and our own paths by HTTP. */
final class FeatureStoreRuntimeTest {

  private static final Instant NOON = Instant.parse("2026-11-25T12:00:00Z");
  private static final String KEY = ApiKeys.random();
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final String GROUPS =
      """
      groups:
        customer:
          key: customer_id
          event_time: updated_at
          ttl: 24h
          description: Who they are.
          features:
            customer_id: String
            name: { type: String, sensitive: true }
            visits: Integral
            balance: Fractional
            tags: { type: String, collection: Set }
            taste: { type: Fractional, collection: Vector, dimension: 2 }
            updated_at: EventTime
        measure:
          key: id
          event_time: at
          features: { id: String, level: Fractional, at: Fractional }
        archive:
          key: id
          event_time: at
          online: false
          features: { id: String, at: EventTime }
      """;

  @TempDir static Path folder;
  private static FeatureStore store;
  private static FeatureAudit audit;
  private static ParleyServer server;
  private static EchoGateway gateway;
  private static ScheduledExecutorService timers;

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
          reader:
            access_keys: { AKIDREAD: secret }
            read_features: [customer]
        """.formatted(ApiKeys.hash(KEY)));
    Report report = new Report();
    timers = Executors.newSingleThreadScheduledExecutor();
    store =
        new FeatureStore(
            FeatureGroupReader.read(new SourceText("features.yaml", GROUPS), report),
            EmbeddedStorage.open(folder.resolve("data")),
            Clock.fixed(NOON, ZoneOffset.UTC),
            Runnable::run,
            timers,
            new SimpleMeterRegistry());
    assertThat(report.diagnostics()).isEmpty();
    Optional<Identity> identity = Optional.of(new Identity(folder.resolve("identity.yaml"), Clock.systemUTC(), Runnable::run, name -> null));
    gateway = new EchoGateway();
    Files.createDirectories(folder.resolve("audit"));
    Files.writeString(folder.resolve("audit/features-2026-08-26.jsonl"), "old");
    Files.writeString(folder.resolve("audit/features-2026-08-27.jsonl"), "not so old");
    audit = new FeatureAudit(folder.resolve("audit"), 90, Clock.fixed(NOON, ZoneOffset.UTC));
    server =
        ParleyServer.start(
            ServerConfig.loopback(0),
            gateway,
            gateway,
            EchoGateway.bots(),
            new FeatureRoutes(store, identity, Optional.of(audit), Runnable::run).routes(),
            List.of(),
            identity,
            Runnable::run,
            new SimpleMeterRegistry());
    pipeline = client("AKIDPIPE", "hush");
    reader = client("AKIDREAD", "hush");
  }

  @AfterAll
  static void stop() {
    pipeline.close();
    reader.close();
    gateway.close();
    server.close();
    store.close();
    audit.close();
    timers.shutdownNow();
  }

  private static SageMakerFeatureStoreRuntimeAsyncClient client(String id, String secret) {
    return SageMakerFeatureStoreRuntimeAsyncClient.builder()
        .endpointOverride(URI.create("http://127.0.0.1:" + server.port()))
        .region(Region.EU_CENTRAL_1)
        .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create(id, secret)))
        .build();
  }

  /** May do everything. Shared, as is the other: to close one takes the SDK's HTTP client two seconds. */
  private static SageMakerFeatureStoreRuntimeAsyncClient pipeline;

  /** May read customers. */
  private static SageMakerFeatureStoreRuntimeAsyncClient reader;

  private static FeatureValue value(String name, String text) {
    return FeatureValue.builder().featureName(name).valueAsString(text).build();
  }

  private static FeatureValue values(String name, String... texts) {
    return FeatureValue.builder().featureName(name).valueAsStringList(texts).build();
  }

  private static void put(SageMakerFeatureStoreRuntimeAsyncClient client, String key, String time, FeatureValue... more) {
    List<FeatureValue> record = new java.util.ArrayList<>(List.of(value("customer_id", key), value("updated_at", time)));
    record.addAll(Arrays.asList(more));
    client.putRecord(r -> r.featureGroupName("customer").record(record)).join();
  }

  private static GetRecordResponse get(SageMakerFeatureStoreRuntimeAsyncClient client, String key) {
    return client.getRecord(r -> r.featureGroupName("customer").recordIdentifierValueAsString(key)).join();
  }

  private static void refused(org.assertj.core.api.ThrowableAssert.ThrowingCallable call, Class<? extends Throwable> as, String... says) {
    assertThatThrownBy(call).isInstanceOf(CompletionException.class).cause().isInstanceOf(as).hasMessageContainingAll(says);
  }

  @Test
  void whatIsPutIsGotWithItsTypesAndCollections() {
    FeatureValue[] features = {
      value("name", "Ada ü \"x\""), value("visits", "3"), value("balance", "12.50"), values("tags", "b", "a"), values("taste", "0.5", "-1")
    };
    put(pipeline, "c/1 ?&", "2026-11-25T11:00:00Z", features);
    GetRecordResponse got = get(pipeline, "c/1 ?&");
    assertThat(got.record()).containsAll(List.of(features)).contains(value("customer_id", "c/1 ?&"), value("updated_at", "2026-11-25T11:00:00Z")).hasSize(7);
    assertThat(got.expiresAt()).isNull();
    assertThat(get(pipeline, "nobody").hasRecord()).isFalse();
  }

  @Test
  void chosenFeaturesAndTheTimeToLive() {
    put(pipeline, "chosen", "2026-11-25T11:00:00Z", value("visits", "3"), value("balance", "1"));
    GetRecordResponse got =
        pipeline.getRecord(r -> r
            .featureGroupName("arn:aws:sagemaker:eu-central-1:123456789012:feature-group/customer")
            .recordIdentifierValueAsString("chosen")
            .featureNames("visits", "name")
            .expirationTimeResponse(ExpirationTimeResponse.ENABLED)).join();
    assertThat(got.record()).containsExactly(value("visits", "3"));
    assertThat(got.expiresAt()).isEqualTo("2026-11-26T11:00:00Z");
    pipeline.putRecord(r -> r
        .featureGroupName("customer")
        .record(value("customer_id", "brief"), value("updated_at", "2026-11-25T11:00:00Z"))
        .ttlDuration(t -> t.unit(TtlDurationUnit.MINUTES).value(59))).join();
    assertThat(get(pipeline, "brief").hasRecord()).isFalse();
  }

  @Test
  void anOlderRecordIsHistoryOnlyAndTargetsAreHeeded() throws Exception {
    put(pipeline, "late", "2026-11-25T11:00:00Z", value("visits", "2"));
    put(pipeline, "late", "2026-11-25T10:00:00Z", value("visits", "1"));
    pipeline.putRecord(r -> r
        .featureGroupName("customer")
        .targetStores(TargetStore.OFFLINE_STORE)
        .record(value("customer_id", "late"), value("updated_at", "2026-11-25T11:30:00Z"), value("visits", "9"))).join();
    assertThat(get(pipeline, "late").record()).contains(value("visits", "2"));
    JsonNode history = json(own("GET", "/features/customer/records/late/history", ""));
    assertThat(history.path("rows")).hasSize(3);
    assertThat(json(own("GET", "/features/customer/records/late?asOf=2026-11-25T10:30:00Z", "")).path("Record").toString()).contains("\"ValueAsString\":\"1\"");
  }

  @Test
  void softAndHardDeletion() {
    put(pipeline, "gone", "2026-11-25T09:00:00Z", value("visits", "2"));
    pipeline.deleteRecord(r -> r.featureGroupName("customer").recordIdentifierValueAsString("gone").eventTime("2026-11-25T10:00:00Z")).join();
    assertThat(get(pipeline, "gone").hasRecord()).isFalse();
    put(pipeline, "gone", "2026-11-25T09:30:00Z", value("visits", "3"));
    assertThat(get(pipeline, "gone").hasRecord()).isFalse();
    put(pipeline, "gone", "2026-11-25T11:00:00Z", value("visits", "4"));
    refused(
        () -> pipeline.deleteRecord(r -> r
            .featureGroupName("customer").recordIdentifierValueAsString("gone").eventTime("2026-11-25T11:00:00Z").deletionMode(DeletionMode.HARD_DELETE)).join(),
        ValidationErrorException.class,
        "EventTime");
    pipeline.deleteRecord(r -> r
        .featureGroupName("customer")
        .recordIdentifierValueAsString("gone")
        .eventTime("2026-11-25T11:00:01Z")
        .targetStores(TargetStore.ONLINE_STORE)
        .deletionMode(DeletionMode.HARD_DELETE)).join();
    assertThat(get(pipeline, "gone").hasRecord()).isFalse();
  }

  @Test
  void aBatchAnswersWhatItMayAndTellsTheRestApart() {
    put(pipeline, "b1", "2026-11-25T11:00:00Z", value("visits", "1"));
    put(pipeline, "b2", "2026-11-25T11:00:00Z", value("visits", "2"), value("name", "Bo"));
    BatchGetRecordResponse got =
        reader.batchGetRecord(r -> r.expirationTimeResponse(ExpirationTimeResponse.ENABLED).identifiers(
            BatchGetRecordIdentifier.builder().featureGroupName("customer").recordIdentifiersValueAsString("b2", "none", "b1").featureNames("visits").build(),
            BatchGetRecordIdentifier.builder().featureGroupName("measure").recordIdentifiersValueAsString("m").build(),
            BatchGetRecordIdentifier.builder().featureGroupName("missing").recordIdentifiersValueAsString("x").build())).join();
    assertThat(got.records()).hasSize(2).allSatisfy(r -> assertThat(r.expiresAt()).isEqualTo("2026-11-26T11:00:00Z"));
    assertThat(got.records().get(0).record()).containsExactly(value("visits", "2"));
    assertThat(got.records().get(1).recordIdentifierValueAsString()).isEqualTo("b1");
    assertThat(got.errors()).extracting(e -> e.errorCode()).containsExactly("AccessForbidden", "ResourceNotFound");
    assertThat(got.unprocessedIdentifiers()).isEmpty();
  }

  @Test
  void eventTimesInUnixSecondsAreTakenAsTheGroupSays() {
    pipeline.putRecord(r -> r.featureGroupName("measure").record(value("id", "m1"), value("level", "0.25"), value("at", "1764072000.5"))).join();
    pipeline.putRecord(r -> r.featureGroupName("measure").record(value("id", "m1"), value("level", "0.5"), value("at", "1764072000.25"))).join();
    assertThat(pipeline.getRecord(r -> r.featureGroupName("measure").recordIdentifierValueAsString("m1")).join().record())
        .contains(value("level", "0.25"), value("at", "1764072000.5"));
  }

  @Test
  void everyMistakeHasItsErrorAndARecordsMistakesAreToldAtOnce() {
    refused(() -> pipeline.getRecord(r -> r.featureGroupName("custmer").recordIdentifierValueAsString("a")).join(), ResourceNotFoundException.class, "custmer");
    refused(
        () -> put(pipeline, "bad", "yesterday", value("visits", "1.5"), value("nme", "x"), values("tags", "a", "a"), values("taste", "1")),
        ValidationErrorException.class,
        "updated_at", "visits", "did you mean `name`", "tags", "taste");
    refused(() -> put(pipeline, "bad", "2026-11-25T11:00:00"), ValidationErrorException.class, "updated_at");
    refused(() -> put(pipeline, "bad", "2026-11-25T11:00:00Z", value("tags", "a")), ValidationErrorException.class, "tags");
    refused(() -> put(pipeline, "", "2026-11-25T11:00:00Z"), ValidationErrorException.class, "customer_id");
    refused(() -> put(pipeline, "bad", "2026-11-25T11:00:00Z", value("visits", "1"), value("visits", "2")), ValidationErrorException.class, "twice");
    refused(
        () -> pipeline.getRecord(r -> r.featureGroupName("customer").recordIdentifierValueAsString("a").featureNames("vists")).join(),
        ValidationErrorException.class, "did you mean `visits`");
    refused(
        () -> pipeline.putRecord(r -> r.featureGroupName("archive").targetStores(TargetStore.ONLINE_STORE).record(value("id", "1"), value("at", "2026-11-25T11:00:00Z"))).join(),
        ValidationErrorException.class, "OnlineStore");
    refused(() -> pipeline.getRecord(r -> r.featureGroupName("archive").recordIdentifierValueAsString("1")).join(), ValidationErrorException.class, "OnlineStore");
    refused(
        () -> pipeline.deleteRecord(r -> r.featureGroupName("customer").recordIdentifierValueAsString("a").eventTime("soon")).join(),
        ValidationErrorException.class, "EventTime");
    refused(() -> pipeline.putRecord(r -> r
        .featureGroupName("customer")
        .record(value("customer_id", "a"), value("updated_at", "2026-11-25T11:00:00Z"))
        .ttlDuration(t -> t.unit("Months").value(1))).join(), ValidationErrorException.class, "TtlDuration");
    refused(() -> pipeline.batchGetRecord(r -> r.identifiers(List.of())).join(), ValidationErrorException.class, "Identifiers");
  }

  @Test
  void whoMayNotIsTold() {
    try (var stranger = client("AKIDREAD", "wrong")) {
      refused(() -> put(reader, "r", "2026-11-25T11:00:00Z"), AccessForbiddenException.class, "reader may not change");
      refused(() -> reader.getRecord(r -> r.featureGroupName("measure").recordIdentifierValueAsString("m")).join(), AccessForbiddenException.class, "measure");
      refused(() -> get(stranger, "r"), AccessForbiddenException.class, "InvalidSignatureException");
    }
  }

  private static HttpResponse<String> own(String method, String path, String body) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
            .header("x-api-key", KEY)
            .method(method, HttpRequest.BodyPublishers.ofString(body))
            .build();
    return HTTP.send(request, HttpResponse.BodyHandlers.ofString());
  }

  private static JsonNode json(HttpResponse<String> response) throws Exception {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return new ObjectMapper().readTree(response.body());
  }

  @Test
  void ourOwnPathsListMergeAndForget() throws Exception {
    assertThat(json(own("GET", "/features/", "")).path("groups").findValuesAsText("name")).contains("archive", "customer", "measure");
    assertThat(json(own("GET", "/features/customer", "")).path("features").path("taste").toString()).isEqualTo("{\"type\":\"Fractional\",\"collection\":\"Vector\",\"dimension\":2}");
    for (String columns : List.of("{\"FeatureName\":\"visits\",\"ValueAsString\":\"1\"}", "{\"FeatureName\":\"balance\",\"ValueAsString\":\"2\"}")) {
      String body =
          "{\"Record\":[{\"FeatureName\":\"customer_id\",\"ValueAsString\":\"m/1\"},{\"FeatureName\":\"updated_at\",\"ValueAsString\":\"2026-11-25T11:00:00Z\"}," + columns + "]}";
      assertThat(own("POST", "/features/customer/merge", body).statusCode()).isEqualTo(200);
    }
    assertThat(get(pipeline, "m/1").record()).contains(value("visits", "1"), value("balance", "2"));
    assertThat(own("DELETE", "/features/customer/records/m%2F1", "").statusCode()).isEqualTo(200);
    assertThat(get(pipeline, "m/1").hasRecord()).isFalse();
    assertThat(json(own("GET", "/features/customer/records/m%2F1/history", "")).path("rows")).isEmpty();
    assertThat(own("GET", "/features/customer/recrds/x", "").statusCode()).isEqualTo(404);
    assertThat(own("PUT", "/FeatureGroup/customer", "{\"Record\":").body()).contains("not JSON");
    assertThat(own("PATCH", "/FeatureGroup/customer", "").statusCode()).isEqualTo(405);
    assertThat(own("GET", "/features/customer/records/x?asOf=2026-11-25", "").body()).contains("asOf must be a time with its zone");
  }

  @Test
  void aGroupIsDefinedAndMayGrowButNotChange() throws Exception {
    String yaml = """
        key: id
        event_time: at
        features:
          id: String
          at: EventTime
          level: Integral
        """;
    assertThat(json(own("PUT", "/features/grown", yaml)).path("versions")).hasSize(1);
    assertThat(json(own("PUT", "/features/grown", yaml)).path("versions")).hasSize(1);
    JsonNode grown = json(own("PUT", "/features/grown", "{\"key\":\"id\",\"event_time\":\"at\",\"ttl\":\"7m\",\"features\":{\"id\":\"String\",\"at\":\"EventTime\",\"more\":\"String\"}}"));
    assertThat(grown.path("versions")).hasSize(2);
    assertThat(grown.path("features").fieldNames()).toIterable().containsExactly("id", "at", "level", "more");
    assertThat(own("PUT", "/features/grown", yaml.replace("Integral", "Fractional").replace("key: id", "key: at")).body())
        .contains("`level` was Integral and is now Fractional", "its key was `id` and is now `at`");
    assertThat(own("PUT", "/features/grown", yaml.replace("Integral", "Integrl")).body()).contains("did you mean `Integral`", "the request:6:10");
    assertThat(own("PUT", "/features/grown", "").body()).contains("a feature group begins with `key:`");
    assertThat(own("PUT", "/features/a%22b", yaml).body()).contains("is no name of a feature group");
    pipeline.putRecord(r -> r.featureGroupName("grown").record(value("id", "1"), value("at", "2026-11-25T11:59:00Z"), value("more", "x"))).join();
    assertThat(pipeline.getRecord(r -> r.featureGroupName("grown").recordIdentifierValueAsString("1")).join().record()).contains(value("more", "x"));
  }

  @Test
  void whoLookedAtWhomIsOnRecordWithoutAnyValue() throws Exception {
    put(pipeline, "seen", "2026-11-25T11:00:00Z", value("name", "Sherlock"));
    assertThat(get(reader, "seen").hasRecord()).isTrue();
    String day = Files.readString(folder.resolve("audit/features-2026-11-25.jsonl"));
    assertThat(day)
        .contains("\"principal\":\"pipeline\",\"address\":\"127.0.0.1\",\"operation\":\"PutRecord\",\"group\":\"customer\",\"keys\":[\"seen\"]")
        .contains("\"principal\":\"reader\",\"address\":\"127.0.0.1\",\"operation\":\"GetRecord\",\"group\":\"customer\",\"keys\":[\"seen\"]")
        .doesNotContain("Sherlock");
    assertThat(folder.resolve("audit/features-2026-08-26.jsonl")).doesNotExist();
    assertThat(folder.resolve("audit/features-2026-08-27.jsonl")).exists();
  }
}
