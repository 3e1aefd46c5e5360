package dev.parley.feature;

import static dev.parley.feature.HistoryFixture.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.robothy.s3.rest.LocalS3;
import com.robothy.s3.rest.bootstrap.LocalS3Mode;
import dev.parley.feature.parquet.ParquetStorage;
import dev.parley.feature.parquet.S3Folder;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** History in S3, as on a disk; with a cache that holds next to nothing, so that files come and go. */
class S3FolderTest {

  private static LocalS3 server;

  @TempDir Path folder;

  @BeforeAll
  static void start() {
    server = LocalS3.builder().port(-1).mode(LocalS3Mode.IN_MEMORY).build();
    server.start();
    try (S3Client client = client()) {
      client.createBucket(b -> b.bucket("history"));
    }
  }

  @AfterAll
  static void stop() {
    server.shutdown();
  }

  private static S3Client client() {
    return S3Client.builder()
        .endpointOverride(URI.create("http://localhost:" + server.getPort()))
        .region(Region.US_EAST_1)
        .forcePathStyle(true)
        .httpClient(UrlConnectionHttpClient.create())
        .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
        .build();
  }

  private S3Folder files(String prefix) throws IOException {
    return new S3Folder(client(), "history", prefix, folder.resolve("cache"), 4_096);
  }

  private static List<String> keys(String prefix) {
    try (S3Client client = client()) {
      return client.listObjectsV2Paginator(b -> b.bucket("history").prefix(prefix)).contents().stream().map(o -> o.key()).toList();
    }
  }

  @Test
  void historyIsTheSameInS3() throws IOException {
    RecordKey a = new RecordKey("account", "a");
    RecordKey b = new RecordKey("account", "b");
    try (ParquetStorage storage = HistoryFixture.open(folder.resolve("home"), files("shop/features/"))) {
      for (int i = 0; i < 4; i++) {
        FeatureRecord record = FeatureRecord.of("account", "a", NOON.plusSeconds(i), Map.of("balance", i + ".50"));
        storage.write(List.of(FeatureWrite.put(record), FeatureWrite.put(FeatureRecord.of("account", "b", NOON, Map.of()))), NOON);
        storage.history().settler().settleAll();
      }
      assertThat(keys("shop/features/")).hasSize(4).allMatch(k -> k.startsWith("shop/features/group=account/day=2026-11-25/"));
      assertThat(storage.history().rows(a, Instant.MIN, Instant.MAX)).hasSize(4);
      assertThat(storage.history().settler().compact()).isEqualTo(4);
      assertThat(keys("shop/features/")).hasSize(1);
      assertThat(storage.history().asOf(a, NOON.plusSeconds(2)).orElseThrow().words()).containsEntry("balance", "2.50");
      storage.history().forget(a);
      assertThat(storage.history().rows(a, Instant.MIN, Instant.MAX)).isEmpty();
    }
    try (ParquetStorage again = HistoryFixture.open(folder.resolve("home"), files("shop/features/"))) {
      assertThat(again.history().rows(b, Instant.MIN, Instant.MAX)).hasSize(4);
      try (var copies = Files.list(folder.resolve("cache"))) {
        assertThat(copies.mapToLong(f -> f.toFile().length()).sum()).isLessThanOrEqualTo(4_096);
      }
    }
  }

  @Test
  void aBucketThatIsNotThereIsSaid() throws IOException {
    S3Folder nowhere = new S3Folder(client(), "nowhere", "", folder.resolve("cache"), 1);
    assertThatThrownBy(() -> HistoryFixture.open(folder.resolve("home"), nowhere)).isInstanceOf(IOException.class).hasMessageContaining("s3://nowhere/");
  }
}
