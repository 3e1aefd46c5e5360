package dev.parley.http2;

import dev.parley.diagnostic.Report;
import dev.parley.diagnostic.SourceText;
import dev.parley.feature.FeatureGroupReader;
import dev.parley.feature.FeatureStore;
import dev.parley.feature.OnlineStore;
import dev.parley.feature.OnlineStoreContract;
import dev.parley.feature.embedded.EmbeddedStorage;
import dev.parley.feature.remote.RemoteOnlineStore;
import dev.parley.sagemaker.FeatureRoutes;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/** Another Parley's records, by the AWS SDK over loopback, as every other store's. */
final class RemoteOnlineStoreTest extends OnlineStoreContract {

  private static final String GROUP =
      """
        %s:
          key: id
          event_time: at
          features:
            id: String
            balance: Integral
            visits: Integral
            name: String
            status: String
            list: { type: String, collection: List }
            none: { type: String, collection: List }
            empty: String
            text: String
            at: EventTime
      """;

  @TempDir private Path folder;
  private final EchoGateway gateway = new EchoGateway();
  private final ScheduledExecutorService timers = Executors.newSingleThreadScheduledExecutor();
  private FeatureStore store;
  private ParleyServer server;

  @Override
  protected OnlineStore open() throws IOException {
    String groups = "groups:\n" + GROUP.formatted("account") + GROUP.formatted("accounta") + GROUP.formatted("order");
    store =
        new FeatureStore(
            FeatureGroupReader.read(new SourceText("features.yaml", groups), new Report()),
            EmbeddedStorage.open(Files.createTempDirectory(folder, "store")),
            Clock.fixed(Instant.parse("2026-11-25T12:00:00Z"), ZoneOffset.UTC),
            Runnable::run,
            timers,
            new SimpleMeterRegistry());
    server =
        ParleyServer.start(
            ServerConfig.loopback(0),
            gateway,
            gateway,
            EchoGateway.bots(),
            new FeatureRoutes(store, Optional.empty(), Optional.empty(), Runnable::run).routes(),
            List.of(),
            Optional.empty(),
            Runnable::run,
            new SimpleMeterRegistry());
    return RemoteOnlineStore.parley(
        URI.create("http://127.0.0.1:" + server.port()),
        StaticCredentialsProvider.create(AwsBasicCredentials.create("key", "secret")),
        store::group,
        Duration.ofSeconds(60));
  }

  @Override
  protected boolean lists() {
    return false;
  }

  @AfterEach
  void stop() {
    gateway.close();
    server.close();
    store.close();
    timers.shutdownNow();
  }
}
