package dev.parley.feature.kafka;

import dev.parley.feature.InvalidRecordException.Problem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;

/**
 * Refused messages as they came, on another topic, with the headers {@code parley-reason}, {@code parley-topic}, {@code
 * parley-partition} and {@code parley-offset} beside their own.
 */
public final class TopicDeadLetters implements DeadLetters {

  private static final Duration LIMIT = Duration.ofSeconds(30);

  private final Producer<byte[], byte[]> producer;
  private final String topic;
  private final List<Future<RecordMetadata>> sent = new ArrayList<>();

  /** Sends by this producer, which is closed with this; it must wait for all replicas ({@code acks=all}). */
  public TopicDeadLetters(Producer<byte[], byte[]> producer, String topic) {
    this.producer = producer;
    this.topic = topic;
  }

  @Override
  public void take(ConsumerRecord<byte[], byte[]> message, List<Problem> why) {
    ProducerRecord<byte[], byte[]> letter = new ProducerRecord<>(topic, message.key(), message.value());
    message.headers().forEach(letter.headers()::add);
    header(letter, "parley-reason", String.join("; ", why.stream().map(Problem::reason).toList()));
    header(letter, "parley-topic", message.topic());
    header(letter, "parley-partition", Integer.toString(message.partition()));
    header(letter, "parley-offset", Long.toString(message.offset()));
    sent.add(producer.send(letter));
  }

  private static void header(ProducerRecord<byte[], byte[]> letter, String name, String text) {
    letter.headers().add(name, text.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void flush() throws IOException {
    try {
      for (Future<RecordMetadata> each : sent) {
        each.get(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
      }
    } catch (ExecutionException | TimeoutException e) {
      throw new IOException("the topic " + topic + " of refused messages does not take them", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while refused messages were sent", e);
    } finally {
      sent.clear();
    }
  }

  @Override
  public void close() {
    producer.close(LIMIT);
  }
}
