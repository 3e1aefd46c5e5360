package dev.parley.cli;

import dev.parley.feature.FeatureStore;
import dev.parley.feature.FeatureWrite;
import dev.parley.feature.kafka.DeadLetters;
import dev.parley.feature.kafka.FileDeadLetters;
import dev.parley.feature.kafka.TopicDeadLetters;
import dev.parley.feature.kafka.TopicIngestion;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Records of features from Kafka's topics, by the settings. */
final class FeatureTopics {

  private static final String SERVERS = "features.kafka";
  private static final String TOPICS = "features.kafka-topics";
  private static final String GROUP_ID = "features.kafka-group-id";
  private static final String WRITE = "features.kafka-write";
  private static final String PROPERTIES = "features.kafka-properties-file";
  private static final String REJECTS_TOPIC = "features.kafka-rejects-topic";
  private static final String REJECTS_FILE = "features.kafka-rejects-file";
  private static final String REJECTS_BYTES = "features.kafka-rejects-bytes";
  private static final String BATCH = "features.kafka-batch";

  /** What is ours to say: with other values records would be lost, or read in vain. */
  private static final List<String> OURS =
      List.of("bootstrap.servers", "group.id", "enable.auto.commit", "max.poll.records", "key.deserializer", "value.deserializer", "key.serializer", "value.serializer", "acks");

  private static final Duration FIRST_WAIT = Duration.ofMillis(500);

  private FeatureTopics() {}

  static void defaults(Map<String, String> defaults) {
    defaults.put(SERVERS, "");
    defaults.put(TOPICS, "");
    defaults.put(GROUP_ID, "parley");
    defaults.put(WRITE, "put");
    defaults.put(PROPERTIES, "");
    defaults.put(REJECTS_TOPIC, "");
    defaults.put(REJECTS_FILE, "");
    defaults.put(REJECTS_BYTES, "104857600");
    defaults.put(BATCH, "500");
  }

  /**
   * Begins to read, when the settings name topics; a broker that is not there yet is waited for.
   *
   * @throws Complaint when a setting is not as it must be
   */
  static Optional<TopicIngestion> start(Settings settings, FeatureStore store, MeterRegistry meters) {
    Optional<String> servers = settings.optional(SERVERS);
    if (servers.isEmpty()) {
      for (String key : List.of(TOPICS, REJECTS_TOPIC, REJECTS_FILE, PROPERTIES)) {
        if (settings.optional(key).isPresent()) {
          throw new Complaint("setting " + key + " needs " + SERVERS + ", the brokers, such as kafka1:9092,kafka2:9092");
        }
      }
      return Optional.empty();
    }
    Map<String, String> topics = topics(settings);
    topics.forEach((topic, group) -> known(store, topic, group));
    FeatureWrite.Kind kind =
        switch (settings.text(WRITE)) {
          case "put" -> FeatureWrite.Kind.PUT;
          case "merge" -> FeatureWrite.Kind.MERGE;
          default -> throw new Complaint("setting " + WRITE + " must be put or merge, not '" + settings.text(WRITE) + "'");
        };
    Map<String, Object> shared = properties(settings);
    shared.put("bootstrap.servers", servers.get());
    DeadLetters refused = refused(settings, shared);
    Map<String, Object> reading = new LinkedHashMap<>(shared);
    reading.putIfAbsent("auto.offset.reset", "earliest");
    reading.putIfAbsent("isolation.level", "read_committed");
    // A broker that is away is asked less and less often, and so is the log told of it.
    reading.putIfAbsent("reconnect.backoff.max.ms", "30000");
    reading.put("group.id", settings.text(GROUP_ID));
    reading.put("enable.auto.commit", "false");
    reading.put("max.poll.records", Integer.toString(settings.count(BATCH, 1)));
    try {
      KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(reading, new ByteArrayDeserializer(), new ByteArrayDeserializer());
      return Optional.of(TopicIngestion.start(consumer, store, refused, new TopicIngestion.Source(topics, kind, FIRST_WAIT), meters));
    } catch (KafkaException e) {
      throw told(e);
    }
  }

  private static Complaint told(KafkaException e) {
    String cause = Optional.ofNullable(e.getCause()).map(Throwable::getMessage).map(m -> ": " + m).orElse("");
    return new Complaint("settings " + SERVERS + " and " + PROPERTIES + ": " + e.getMessage() + cause, e);
  }

  private static void known(FeatureStore store, String topic, String group) {
    try {
      var unused = store.group(group);
    } catch (IllegalArgumentException e) {
      throw new Complaint("setting " + TOPICS + ", topic " + topic + ": " + e.getMessage(), e);
    }
  }

  /** {@code topic=group, …}; a topic alone is called as its group. */
  private static Map<String, String> topics(Settings settings) {
    Map<String, String> topics = new LinkedHashMap<>();
    for (String one : settings.text(TOPICS).split(",", -1)) {
      String[] parts = one.strip().split("=", 2);
      String topic = parts[0].strip();
      String group = parts.length == 1 ? topic : parts[1].strip();
      if (topic.isEmpty() || group.isEmpty()) {
        throw new Complaint("setting " + TOPICS + " must be topics with their feature groups, such as orders=order, visits=visit, not '" + settings.text(TOPICS) + "'");
      }
      if (topics.put(topic, group) != null) {
        throw new Complaint("setting " + TOPICS + " has topic " + topic + " twice; a topic has records of one feature group");
      }
    }
    return topics;
  }

  private static Map<String, Object> properties(Settings settings) {
    Map<String, Object> all = new LinkedHashMap<>();
    Optional<String> file = settings.optional(PROPERTIES);
    if (file.isEmpty()) {
      return all;
    }
    Properties read = new Properties();
    try (Reader in = Files.newBufferedReader(Path.of(file.get()))) {
      read.load(in);
    } catch (IOException | IllegalArgumentException e) {
      throw new Complaint("setting " + PROPERTIES + ": the file " + file.get() + " cannot be read", e);
    }
    for (String name : read.stringPropertyNames()) {
      if (OURS.contains(name)) {
        throw new Complaint(file.get() + ": " + name + " is Parley's own to set (settings features.kafka…); take it out");
      }
      all.put(name, read.getProperty(name));
    }
    return all;
  }

  private static DeadLetters refused(Settings settings, Map<String, Object> shared) {
    Optional<String> topic = settings.optional(REJECTS_TOPIC);
    Optional<String> file = settings.optional(REJECTS_FILE);
    if (topic.isPresent() == file.isPresent()) {
      throw new Complaint("set one of " + REJECTS_TOPIC + " and " + REJECTS_FILE + ": where messages go that are refused, with the reason");
    }
    if (file.isPresent() && FeatureStorages.sealed(settings)) {
      throw new Complaint("setting " + REJECTS_FILE + ": what is kept is sealed, and this file would hold customers' facts in the clear; set " + REJECTS_TOPIC + " instead");
    }
    try {
      if (file.isPresent()) {
        return FileDeadLetters.open(Path.of(file.get()), settings.count(REJECTS_BYTES, 1));
      }
      Map<String, Object> sending = new LinkedHashMap<>(shared);
      // What only reading knows; a producer would warn of it.
      List.of("auto.offset.reset", "isolation.level").forEach(sending::remove);
      sending.put("acks", "all");
      return new TopicDeadLetters(new KafkaProducer<>(sending, new ByteArraySerializer(), new ByteArraySerializer()), topic.orElseThrow());
    } catch (IOException e) {
      throw new Complaint("setting " + REJECTS_FILE + ": the file " + file.orElse("") + " cannot be written", e);
    } catch (KafkaException e) {
      throw told(e);
    }
  }
}
