package dev.parley.feature.kafka;

import dev.parley.feature.InvalidRecordException.Problem;
import java.io.IOException;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Where refused messages go, each with where it stood and why it was refused. One thread uses it. */
public interface DeadLetters extends AutoCloseable {

  /** Takes a message; throws when it cannot. */
  void take(ConsumerRecord<byte[], byte[]> message, List<Problem> why) throws IOException;

  /** Waits until all that was taken will survive; throws when it will not. */
  void flush() throws IOException;

  @Override
  void close() throws IOException;
}
