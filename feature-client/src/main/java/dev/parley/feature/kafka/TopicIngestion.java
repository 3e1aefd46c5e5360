package dev.parley.feature.kafka;

import dev.parley.feature.FeatureGroup;
import dev.parley.feature.FeatureStore;
import dev.parley.feature.FeatureWrite;
import dev.parley.feature.InvalidRecordException.Problem;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes records from topics into a feature store, on one thread of its own. A message counts as read only when its record is on disk,
 * or it is among the dead letters with the reason: what was read before a crash is read again, and since the same record written twice
 * is the same record, nothing is lost and nothing counts twice online. The next messages are asked for when these are done, so a slow
 * store slows the reading and memory holds one poll's messages. While the store or the broker fails it tries again, later and later.
 * Thread-safe.
 */
public final class TopicIngestion implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(TopicIngestion.class);
  private static final Duration POLL = Duration.ofMillis(500);
  private static final Duration CLOSING_LIMIT = Duration.ofSeconds(10);
  private static final Duration COMMIT_LIMIT = Duration.ofSeconds(3);

  /** Well under the five minutes after which a broker gives a silent reader's partitions to another. */
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

  private final Consumer<byte[], byte[]> consumer;
  private final FeatureStore store;
  private final DeadLetters refused;
  private final Source source;
  private final MeterRegistry meters;
  private final Map<String, AtomicLong> lags = new HashMap<>();
  private final CountDownLatch stopping = new CountDownLatch(1);
  private final Thread thread;
  private Duration wait;

  /**
   * What is taken.
   *
   * @param topics topic to feature group
   * @param kind {@link FeatureWrite.Kind#PUT} or {@link FeatureWrite.Kind#MERGE}
   * @param firstWait after a first failure; doubled after each further one
   */
  public record Source(Map<String, String> topics, FeatureWrite.Kind kind, Duration firstWait) {

    public Source {
      topics = Map.copyOf(topics);
    }
  }

  private TopicIngestion(Consumer<byte[], byte[]> consumer, FeatureStore store, DeadLetters refused, Source source, MeterRegistry meters) {
    this.consumer = consumer;
    this.store = store;
    this.refused = refused;
    this.source = source;
    this.meters = meters;
    this.wait = source.firstWait();
    source.topics().keySet().forEach(topic -> {
      AtomicLong lag = new AtomicLong();
      lags.put(topic, lag);
      meters.gauge("parley.features.kafka.lag", List.of(Tag.of("topic", topic)), lag, AtomicLong::doubleValue);
      counted("accepted", topic, 0);
      counted("rejected", topic, 0);
    });
    this.thread = new Thread(this::run, "parley-features-kafka");
    this.thread.setDaemon(true);
  }

  /**
   * Begins.
   *
   * @param consumer that commits nothing by itself ({@code enable.auto.commit=false}); used by one thread, and closed with this
   * @param refused closed with this
   * @throws IllegalArgumentException when there is no such feature group
   */
  public static TopicIngestion start(
      Consumer<byte[], byte[]> consumer, FeatureStore store, DeadLetters refused, Source source, MeterRegistry meters) {
    source.topics().values().forEach(store::group);
    TopicIngestion ingestion = new TopicIngestion(consumer, store, refused, source, meters);
    ingestion.thread.start();
    return ingestion;
  }

  private boolean stopped() {
    return stopping.getCount() == 0;
  }

  private void run() {
    try {
      consumer.subscribe(source.topics().keySet());
      while (!stopped()) {
        round();
      }
    } catch (WakeupException e) {
      LOG.debug("the reading of topics {} ends", source.topics().keySet(), e);
    } finally {
      consumer.close(CloseOptions.timeout(COMMIT_LIMIT));
      try {
        refused.close();
      } catch (IOException e) {
        LOG.error("the place of refused messages cannot be closed", e);
      }
    }
  }

  private void round() {
    ConsumerRecords<byte[], byte[]> messages;
    try {
      messages = consumer.poll(POLL);
      lag();
    } catch (WakeupException e) {
      throw e;
    } catch (RuntimeException e) {
      failed("the topics " + source.topics().keySet() + " cannot be read", e);
      return;
    }
    if (messages.isEmpty()) {
      return;
    }
    try {
      keep(messages);
      wait = source.firstWait();
    } catch (WakeupException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      rewind(messages);
      failed("records from the topics " + source.topics().keySet() + " cannot be kept", e);
    }
  }

  private void lag() {
    Map<String, Long> behind = new HashMap<>();
    for (TopicPartition partition : consumer.assignment()) {
      consumer.currentLag(partition).ifPresent(lag -> behind.merge(partition.topic(), lag, Long::sum));
    }
    lags.forEach((topic, lag) -> lag.set(behind.getOrDefault(topic, 0L)));
  }

  /** A message and what it means. */
  private record Meant(ConsumerRecord<byte[], byte[]> message, FeatureWrite write) {}

  private void keep(ConsumerRecords<byte[], byte[]> messages) throws IOException {
    List<Meant> good = new ArrayList<>();
    Map<String, Integer> bad = new HashMap<>();
    for (ConsumerRecord<byte[], byte[]> message : messages) {
      FeatureGroup group = store.group(source.topics().getOrDefault(message.topic(), ""));
      List<Problem> problems = new ArrayList<>();
      Optional<FeatureWrite> write = RecordMessage.read(group, source.kind(), message.value(), problems);
      if (write.isPresent()) {
        good.add(new Meant(message, write.get()));
      } else {
        refuse(message, problems, bad);
      }
    }
    Map<String, Integer> kept = write(good, bad);
    refused.flush();
    store.flush();
    Optional<WakeupException> stop = commit(ends(messages));
    kept.forEach((topic, count) -> counted("accepted", topic, count));
    bad.forEach((topic, count) -> counted("rejected", topic, count));
    if (stop.isPresent()) {
      throw stop.get();
    }
  }

  private void refuse(ConsumerRecord<byte[], byte[]> message, List<Problem> why, Map<String, Integer> bad) throws IOException {
    refused.take(message, why);
    bad.merge(message.topic(), 1, Integer::sum);
  }

  private Map<String, Integer> write(List<Meant> good, Map<String, Integer> bad) throws IOException {
    Map<String, Integer> kept = new HashMap<>();
    if (good.isEmpty()) {
      return kept;
    }
    try {
      store.write(good.stream().map(Meant::write).toList());
      good.forEach(m -> kept.merge(m.message.topic(), 1, Integer::sum));
    } catch (IllegalArgumentException e) {
      LOG.debug("one of these records is not taken; they are written one by one", e);
      for (Meant each : good) {
        try {
          store.write(List.of(each.write));
          kept.merge(each.message.topic(), 1, Integer::sum);
        } catch (IllegalArgumentException one) {
          refuse(each.message, List.of(new Problem("", "refused", String.valueOf(one.getMessage()))), bad);
        }
      }
    }
    return kept;
  }

  private static Map<TopicPartition, OffsetAndMetadata> ends(ConsumerRecords<byte[], byte[]> messages) {
    Map<TopicPartition, OffsetAndMetadata> ends = new LinkedHashMap<>();
    for (TopicPartition partition : messages.partitions()) {
      List<ConsumerRecord<byte[], byte[]>> own = messages.records(partition);
      ends.put(partition, new OffsetAndMetadata(own.get(own.size() - 1).offset() + 1));
    }
    return ends;
  }

  /** Gives what asks us to stop, if anything does. */
  private Optional<WakeupException> commit(Map<TopicPartition, OffsetAndMetadata> ends) {
    try {
      consumer.commitSync(ends);
      return Optional.empty();
    } catch (WakeupException e) {
      // These are done: not to be read again.
      consumer.commitSync(ends, COMMIT_LIMIT);
      return Optional.of(e);
    }
  }

  private void rewind(ConsumerRecords<byte[], byte[]> messages) {
    for (TopicPartition partition : messages.partitions()) {
      if (consumer.assignment().contains(partition)) {
        consumer.seek(partition, messages.records(partition).get(0).offset());
      }
    }
  }

  private void failed(String what, Exception e) {
    LOG.error("{}; this is tried again in {} ms", what, wait.toMillis(), e);
    meters.counter("parley.features.kafka.failures").increment();
    try {
      var unused = stopping.await(wait.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException interrupted) {
      stopping.countDown();
      Thread.currentThread().interrupt();
    }
    Duration twice = wait.multipliedBy(2);
    wait = twice.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : twice;
  }

  private void counted(String what, String topic, int count) {
    meters.counter("parley.features.kafka." + what, "topic", topic).increment(count);
  }

  /** Stops behind the messages that are in hand: they are kept and counted as read first, if the store does so in time. */
  @Override
  public void close() {
    stopping.countDown();
    consumer.wakeup();
    try {
      thread.join(CLOSING_LIMIT.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (thread.isAlive()) {
      LOG.warn("the reading of topics {} does not end in time and is left; what it has not committed is read again", source.topics().keySet());
    }
  }
}
