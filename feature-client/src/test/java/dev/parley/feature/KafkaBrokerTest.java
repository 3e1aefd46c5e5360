package dev.parley.feature;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.feature.embedded.EmbeddedStorage;
import dev.parley.feature.kafka.TopicDeadLetters;
import dev.parley.feature.kafka.TopicIngestion;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.PrintStream;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Records from a topic of a real broker, in this process. */
@Tag("peers")
class KafkaBrokerTest {

  @TempDir private Path folder;

  private static int freePort() throws IOException {
    try (ServerSocket free = new ServerSocket(0)) {
      return free.getLocalPort();
    }
  }

  private KafkaRaftServer broker(int port) throws Exception {
    int controller = freePort();
    Map<String, String> settings = new HashMap<>();
    settings.put("process.roles", "broker,controller");
    settings.put("node.id", "1");
    settings.put("controller.quorum.voters", "1@127.0.0.1:" + controller);
    settings.put("listeners", "PLAINTEXT://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controller);
    settings.put("controller.listener.names", "CONTROLLER");
    settings.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
    settings.put("log.dirs", folder.resolve("broker").toString());
    settings.put("offsets.topic.replication.factor", "1");
    settings.put("offsets.topic.num.partitions", "1");
    settings.put("group.initial.rebalance.delay.ms", "0");
    new Formatter()
        .setPrintStream(new PrintStream(PrintStream.nullOutputStream(), false, StandardCharsets.UTF_8))
        .setNodeId(1)
        .setClusterId(Uuid.randomUuid().toString())
        .addDirectory(folder.resolve("broker").toString())
        .setControllerListenerName("CONTROLLER")
        .run();
    KafkaRaftServer server = new KafkaRaftServer(new KafkaConfig(settings), Time.SYSTEM);
    server.startup();
    return server;
  }

  private static KafkaConsumer<byte[], byte[]> consumer(String servers, String group) {
    Map<String, Object> settings =
        Map.of("bootstrap.servers", servers, "group.id", group, "enable.auto.commit", "false", "auto.offset.reset", "earliest", "max.poll.records", "50");
    return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  private static byte[] message(int i) {
    String text = i % 10 == 9 ? "broken " + i : "{\"account_id\":\"a" + i + "\",\"updated_at\":\"2026-11-25T12:00:00Z\",\"visits\":" + i + "}";
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void messagesOfARealBrokerAreKeptOrGoToTheTopicOfTheRefusedAndReadingGoesOnWhereItEnded() throws Exception {
    int port = freePort();
    String servers = "127.0.0.1:" + port;
    KafkaRaftServer broker = broker(port);
    ScheduledExecutorService timers = Executors.newSingleThreadScheduledExecutor();
    SimpleMeterRegistry meters = new SimpleMeterRegistry();
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", servers));
        KafkaProducer<byte[], byte[]> producer = producer(servers);
        FeatureStore store =
            new FeatureStore(
                List.of(HistoryFixture.account()), EmbeddedStorage.open(folder.resolve("engine")), Clock.systemUTC(), Runnable::run, timers, meters)) {
      admin.createTopics(List.of(new NewTopic("accounts", 2, (short) 1), new NewTopic("refused", 1, (short) 1))).all().get(30, TimeUnit.SECONDS);
      TopicIngestion.Source source = new TopicIngestion.Source(Map.of("accounts", "account"), FeatureWrite.Kind.PUT, Duration.ofMillis(50));
      for (int part = 0; part < 2; part++) {
        for (int i = 100 * part; i < 100 * part + 100; i++) {
          var unused = producer.send(new ProducerRecord<>("accounts", i % 2, null, message(i)));
        }
        producer.flush();
        try (TopicIngestion reading = TopicIngestion.start(consumer(servers, "parley"), store, new TopicDeadLetters(producer(servers), "refused"), source, meters)) {
          awaitCommitted(admin, 50L * (part + 1));
        }
      }
      for (int i = 0; i < 200; i++) {
        assertThat(store.read(List.of(new RecordKey("account", "a" + i))).get(0)).isInstanceOf(i % 10 == 9 ? FeatureLookup.Absent.class : FeatureLookup.Found.class);
      }
      // Each of them once: the second reading began where the first had ended.
      assertThat(meters.get("parley.features.kafka.accepted").counter().count()).isEqualTo(180);
      try (KafkaConsumer<byte[], byte[]> refused = consumer(servers, "test")) {
        TopicPartition letters = new TopicPartition("refused", 0);
        refused.assign(List.of(letters));
        assertThat(refused.endOffsets(List.of(letters))).containsEntry(letters, 20L);
        ConsumerRecord<byte[], byte[]> first = refused.poll(Duration.ofSeconds(30)).iterator().next();
        assertThat(new String(first.value(), StandardCharsets.UTF_8)).startsWith("broken ");
        assertThat(new String(first.headers().lastHeader("parley-reason").value(), StandardCharsets.UTF_8)).contains("this is not JSON");
      }
    } finally {
      timers.shutdownNow();
      broker.shutdown();
      broker.awaitShutdown();
    }
  }

  private static KafkaProducer<byte[], byte[]> producer(String servers) {
    return new KafkaProducer<>(Map.of("bootstrap.servers", servers, "acks", "all"), new ByteArraySerializer(), new ByteArraySerializer());
  }

  private static void awaitCommitted(Admin admin, long each) throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (true) {
      var offsets = admin.listConsumerGroupOffsets("parley").partitionsToOffsetAndMetadata().get(30, TimeUnit.SECONDS);
      if (offsets.size() == 2 && offsets.values().stream().allMatch(o -> o.offset() == each)) {
        return;
      }
      assertThat(System.nanoTime()).as("the messages are read").isLessThan(end);
    }
  }
}
