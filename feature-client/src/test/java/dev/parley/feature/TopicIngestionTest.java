package dev.parley.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.feature.embedded.EmbeddedStorage;
import dev.parley.feature.kafka.FileDeadLetters;
import dev.parley.feature.kafka.TopicIngestion;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Records from a topic, with Kafka's own stand-in for its client. */
class TopicIngestionTest {

  private static final TopicPartition ACCOUNTS = new TopicPartition("accounts", 0);
  private static final TopicIngestion.Source SOURCE =
      new TopicIngestion.Source(Map.of("accounts", "account"), FeatureWrite.Kind.PUT, Duration.ofMillis(1));

  @TempDir private Path folder;
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final ScheduledExecutorService timers = Executors.newSingleThreadScheduledExecutor();

  @AfterEach
  void stopTheTimers() {
    timers.shutdownNow();
  }

  /** One partition with these messages; tells what is committed. */
  private static final class Topic extends MockConsumer<byte[], byte[]> {

    private final BlockingQueue<Long> commits = new LinkedBlockingQueue<>();
    private final boolean crashes;

    /** @param crashes whether the process ends when it would commit */
    Topic(boolean crashes, String... messages) {
      super("earliest");
      this.crashes = crashes;
      schedulePollTask(() -> {
        rebalance(List.of(ACCOUNTS));
        updateBeginningOffsets(Map.of(ACCOUNTS, 0L));
        updateEndOffsets(Map.of(ACCOUNTS, (long) messages.length));
        for (int i = 0; i < messages.length; i++) {
          addRecord(new ConsumerRecord<>("accounts", 0, i, null, messages[i].getBytes(StandardCharsets.UTF_8)));
        }
      });
    }

    @Override
    public synchronized void commitSync(Map<TopicPartition, OffsetAndMetadata> offsets) {
      commits.add(offsets.get(ACCOUNTS).offset());
      if (crashes) {
        throw new ProcessEnds();
      }
      super.commitSync(offsets);
    }

    long committed() throws InterruptedException {
      Long offset = commits.poll(30, TimeUnit.SECONDS);
      assertThat(offset).as("a commit").isNotNull();
      return offset;
    }
  }

  private static final class ProcessEnds extends Error {
    private static final long serialVersionUID = 1;
  }

  private FeatureStore store(RecordStorage storage) {
    return new FeatureStore(List.of(HistoryFixture.account()), storage, Clock.systemUTC(), Runnable::run, timers, meters);
  }

  private TopicIngestion start(Topic topic, FeatureStore store) throws IOException {
    return TopicIngestion.start(topic, store, FileDeadLetters.open(folder.resolve("rejects.jsonl"), 1 << 20), SOURCE, meters);
  }

  private static String balance(String id, int second, int balance) {
    return "{\"account_id\":\"" + id + "\",\"updated_at\":\"2026-11-25T12:00:0" + second + "Z\",\"balance\":" + balance + "}";
  }

  private static FeatureRecord online(FeatureStore store, String id) {
    return ((FeatureLookup.Found) store.read(List.of(new RecordKey("account", id))).get(0)).record();
  }

  @Test
  void bothShapesAreKeptTheRestIsRefusedWithReasonsAndAllOfItCountsAsRead() throws Exception {
    String put =
        "{\"Record\":[{\"FeatureName\":\"account_id\",\"ValueAsString\":\"b\"},{\"FeatureName\":\"updated_at\",\"ValueAsString\":\"2026-11-25T12:00:00Z\"},"
            + "{\"FeatureName\":\"visits\",\"ValueAsString\":\"7\"}],\"TtlDuration\":{\"Unit\":\"Days\",\"Value\":9999}}";
    Topic topic =
        new Topic(
            false,
            balance("a", 1, 5),
            put,
            "{\"account_id\":\"c\",\"updated_at\":\"soon\",\"balance\":\"much\",\"balanse\":1}",
            "secret 4711",
            put.replace("Days", "Moons"));
    try (FeatureStore store = store(EmbeddedStorage.open(folder.resolve("engine")));
        TopicIngestion reading = start(topic, store)) {
      assertThat(topic.committed()).isEqualTo(5);
      assertThat(online(store, "a").words()).containsEntry("balance", "5");
      assertThat(online(store, "b").expiresAt()).contains(Instant.parse("2026-11-25T12:00:00Z").plus(Duration.ofDays(9999)));
      assertThat(Files.readAllLines(folder.resolve("rejects.jsonl"))).satisfiesExactly(
          line -> assertThat(line).contains("\"offset\":2", "`updated_at` must be", "`balance` must be", "did you mean `balance`?"),
          line -> assertThat(line).contains("\"offset\":3", "this is not JSON", "\"value\":\"secret 4711\""),
          line -> assertThat(line).contains("\"offset\":4", "Unit must be one of"));
    }
    assertThat(topic.closed()).isTrue();
    assertThat(meters.get("parley.features.kafka.accepted").tag("topic", "accounts").counter().count()).isEqualTo(2);
    assertThat(meters.get("parley.features.kafka.rejected").tag("topic", "accounts").counter().count()).isEqualTo(3);
    assertThat(meters.get("parley.features.kafka.lag").tag("topic", "accounts").gauge().value()).isZero();
  }

  @Test
  void aCrashBetweenWriteAndCommitLosesNothingAndNothingCountsTwice() throws Exception {
    String[] messages = {balance("a", 1, 5), balance("a", 3, 7), balance("b", 1, 1), balance("a", 2, 6), balance("a", 3, 8)};
    Path engine = folder.resolve("engine");
    Topic first = new Topic(true, messages);
    try (FeatureStore store = store(EmbeddedStorage.open(engine))) {
      TopicIngestion reading = start(first, store);
      assertThat(first.committed()).isEqualTo(5);
      reading.close();
      assertThat(online(store, "a").words()).containsEntry("balance", "8");
    }
    // Nothing was committed, so the next process reads all of it again.
    Topic second = new Topic(false, messages);
    try (FeatureStore store = store(EmbeddedStorage.open(engine));
        TopicIngestion reading = start(second, store)) {
      assertThat(second.committed()).isEqualTo(5);
      assertThat(online(store, "a").words()).containsEntry("balance", "8");
      assertThat(online(store, "b").words()).containsEntry("balance", "1");
      RecordKey a = new RecordKey("account", "a");
      assertThat(List.of(1, 2, 3).stream().map(s -> store.asOf(a, Instant.parse("2026-11-25T12:00:0" + s + "Z"), Instant.MAX).orElseThrow().words().get("balance")))
          .containsExactly("5", "6", "8");
      assertThat(store.asOf(a, Instant.parse("2026-11-25T12:00:00Z"), Instant.MAX)).isEmpty();
    }
  }

  @Test
  void whileTheStoreFailsNothingCountsAsReadAndItIsTriedAgain() throws Exception {
    AtomicBoolean broken = new AtomicBoolean(true);
    EmbeddedStorage engine = EmbeddedStorage.open(folder.resolve("engine"));
    RecordStorage failing =
        new RecordStorage() {
          @Override
          public OnlineStore online() {
            return engine.online();
          }

          @Override
          public HistoryStore history() {
            return engine.history();
          }

          @Override
          public GroupStore groups() {
            return engine.groups();
          }

          @Override
          public List<WriteOutcome> write(List<FeatureWrite> writes, Instant ingested) {
            if (broken.getAndSet(false)) {
              throw new UncheckedIOException(new IOException("the disk is full"));
            }
            return engine.write(writes, ingested);
          }

          @Override
          public void close() {
            engine.close();
          }
        };
    Topic topic = new Topic(false, balance("a", 1, 5), balance("a", 2, 6));
    try (FeatureStore store = store(failing);
        TopicIngestion reading = start(topic, store)) {
      // The stand-in keeps no messages that were shown; a broker shows them again.
      topic.schedulePollTask(() -> {
        topic.addRecord(new ConsumerRecord<>("accounts", 0, 0, null, balance("a", 1, 5).getBytes(StandardCharsets.UTF_8)));
        topic.addRecord(new ConsumerRecord<>("accounts", 0, 1, null, balance("a", 2, 6).getBytes(StandardCharsets.UTF_8)));
      });
      assertThat(topic.committed()).isEqualTo(2);
      assertThat(online(store, "a").words()).containsEntry("balance", "6");
    }
    assertThat(topic.commits).isEmpty();
    assertThat(meters.get("parley.features.kafka.failures").counter().count()).isEqualTo(1);
  }

  @Test
  void aGroupThatIsNotThereIsToldBeforeAnythingIsRead() throws Exception {
    Topic topic = new Topic(false);
    try (FeatureStore store = store(EmbeddedStorage.open(folder.resolve("engine")));
        FileDeadLetters letters = FileDeadLetters.open(folder.resolve("rejects.jsonl"), 1)) {
      assertThatThrownBy(() ->
              TopicIngestion.start(
                  topic, store, letters, new TopicIngestion.Source(Map.of("accounts", "acount"), FeatureWrite.Kind.PUT, Duration.ofMillis(1)), meters))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("acount");
      assertThat(topic.subscription()).isEmpty();
    }
  }
}
