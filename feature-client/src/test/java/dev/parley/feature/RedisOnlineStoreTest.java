package dev.parley.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.feature.redis.RedisOnlineStore;
import io.lettuce.core.RedisClient;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shared online store, on Debian's redis-server. */
@Tag("peers")
class RedisOnlineStoreTest extends OnlineStoreContract {

  private static final Instant NOON = Instant.parse("2026-11-25T12:00:00Z");

  @TempDir static Path folder;
  private static Process server;
  private static String address;

  @BeforeAll
  static void start() throws Exception {
    int port;
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    address = "redis://127.0.0.1:" + port;
    server =
        new ProcessBuilder("redis-server", "--port", Integer.toString(port), "--bind", "127.0.0.1", "--save", "", "--dir", folder.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("log").toFile())
            .start();
    // It listens a moment after it has begun.
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (true) {
      try {
        RedisOnlineStore.open(address, Optional.empty(), "p:", Duration.ofSeconds(10), name -> Optional.empty()).close();
        return;
      } catch (IOException e) {
        if (System.nanoTime() > end || !server.isAlive()) {
          throw e;
        }
        Thread.onSpinWait();
      }
    }
  }

  @AfterAll
  static void stop() {
    server.destroy();
  }

  @Override
  protected OnlineStore open() throws IOException {
    RedisClient client = RedisClient.create(address);
    client.connect().sync().flushall();
    client.shutdown();
    return RedisOnlineStore.open(address, Optional.empty(), "parley[1]*:", Duration.ofSeconds(10), name -> Optional.empty());
  }

  @Test
  void writersOfOneRecordAtOnceLoseNothing() throws Exception {
    ExecutorService writers = Executors.newFixedThreadPool(4);
    try (OnlineStore one = open(); OnlineStore other = RedisOnlineStore.open(address, Optional.empty(), "parley[1]*:", Duration.ofSeconds(10), name -> Optional.empty())) {
      List<Future<?>> done = new ArrayList<>();
      for (int writer = 0; writer < 4; writer++) {
        OnlineStore store = writer % 2 == 0 ? one : other;
        String name = "f" + writer;
        done.add(writers.submit(() -> {
          for (int i = 1; i <= 50; i++) {
            store.write(List.of(FeatureWrite.merge(FeatureRecord.of("account", "a", NOON.plusSeconds(i), Map.of(name, Integer.toString(i))))));
          }
        }));
      }
      for (Future<?> writer : done) {
        writer.get(60, TimeUnit.SECONDS);
      }
      assertThat(one.latest("account", "a").orElseThrow().words())
          .containsExactlyInAnyOrderEntriesOf(Map.of("f0", "50", "f1", "50", "f2", "50", "f3", "50"));
    } finally {
      writers.shutdownNow();
    }
  }

  @Test
  void whatHasExpiredIsFreedByTheServer() throws IOException {
    FeatureGroup group = new FeatureGroup(
        HistoryFixture.account().span(), "account", "account_id", "updated_at", HistoryFixture.account().features(), Optional.empty(),
        Optional.of(Duration.ofHours(1)), FeatureGroup.Targets.BOTH, FeatureGroup.About.NOTHING);
    open().close();
    Instant now = Instant.now();
    RedisClient client = RedisClient.create(address);
    try (OnlineStore store = RedisOnlineStore.open(address, Optional.empty(), "t:", Duration.ofSeconds(10), name -> Optional.of(group).filter(g -> g.name().equals(name)))) {
      var redis = client.connect().sync();
      Instant end = now.plusSeconds(1_000);
      store.write(List.of(
          FeatureWrite.put(new FeatureRecord("visit", "own", now, Map.of("x", FeatureValue.of("1")), Optional.of(end))),
          FeatureWrite.put(FeatureRecord.of("account", "group", now, Map.of("x", "1"))),
          FeatureWrite.put(FeatureRecord.of("visit", "never", now, Map.of("x", "1"))),
          FeatureWrite.put(new FeatureRecord("visit", "gone", now, Map.of("x", FeatureValue.of("1")), Optional.of(now.minusSeconds(1))))));
      assertThat(redis.pttl("t:visit:own")).isBetween(900_000L, 1_000_000L);
      assertThat(redis.pttl("t:account:group")).isBetween(3_500_000L, 3_600_000L);
      assertThat(redis.pttl("t:visit:never")).isEqualTo(-1);
      assertThat(redis.exists("t:visit:gone")).isZero();
      // A later write without an end takes it away.
      store.write(List.of(FeatureWrite.put(FeatureRecord.of("visit", "own", now.plusSeconds(1), Map.of("x", "2")))));
      assertThat(redis.pttl("t:visit:own")).isEqualTo(-1);
    } finally {
      client.shutdown();
    }
  }

  @Test
  void aServerThatIsNotThereAndAnAddressThatIsNoneAreToldWithoutThePassword() throws IOException {
    int closed;
    try (ServerSocket free = new ServerSocket(0)) {
      closed = free.getLocalPort();
    }
    assertThatThrownBy(() -> RedisOnlineStore.open("redis://:hush@127.0.0.1:" + closed, Optional.empty(), "p:", Duration.ofSeconds(5), name -> Optional.empty()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("127.0.0.1:" + closed)
        .hasMessageNotContaining("hush");
    assertThatThrownBy(() -> RedisOnlineStore.open("http://x", Optional.empty(), "p:", Duration.ofSeconds(5), name -> Optional.empty())).isInstanceOf(IOException.class).hasMessageContaining("redis://");
  }
}
