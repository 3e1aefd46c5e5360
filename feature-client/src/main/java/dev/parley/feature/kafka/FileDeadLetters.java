package dev.parley.feature.kafka;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.feature.InvalidRecordException.Problem;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Refused messages as lines of JSON, in a file that only its owner may read: {@code {"topic", "partition", "offset", "reasons": […],
 * "key", "value"}}; what is no UTF-8 stands as {@code keyBase64} and {@code valueBase64}. A file that is full goes to {@code FILE.old},
 * in the place of the one before.
 */
public final class FileDeadLetters implements DeadLetters {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final Path file;
  private final long maxBytes;
  private FileChannel out;

  private FileDeadLetters(Path file, long maxBytes, FileChannel out) {
    this.file = file;
    this.maxBytes = maxBytes;
    this.out = out;
  }

  /** Opens a file, which may be there already; throws {@link IOException} when it cannot be written. */
  public static FileDeadLetters open(Path file, long maxBytes) throws IOException {
    Path parent = file.toAbsolutePath().getParent();
    if (parent != null) {
      Files.createDirectories(parent);
    }
    return new FileDeadLetters(file, maxBytes, channel(file));
  }

  private static FileChannel channel(Path file) throws IOException {
    FileChannel out = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    if (Files.getFileStore(file).supportsFileAttributeView("posix")) {
      var unused = Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }
    return out;
  }

  @Override
  public void take(ConsumerRecord<byte[], byte[]> message, List<Problem> why) throws IOException {
    if (out.size() >= maxBytes) {
      out.close();
      Files.move(file, file.resolveSibling(file.getFileName() + ".old"), StandardCopyOption.REPLACE_EXISTING);
      out = channel(file);
    }
    ObjectNode line = MAPPER.createObjectNode().put("topic", message.topic()).put("partition", message.partition()).put("offset", message.offset());
    ArrayNode reasons = line.putArray("reasons");
    why.forEach(p -> reasons.add(p.reason()));
    text(line, "key", message.key());
    text(line, "value", message.value());
    ByteBuffer bytes = ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8));
    while (bytes.hasRemaining()) {
      out.write(bytes);
    }
  }

  private static void text(ObjectNode line, String name, byte @Nullable [] bytes) {
    if (bytes == null) {
      line.putNull(name);
      return;
    }
    try {
      line.put(name, StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
    } catch (CharacterCodingException e) {
      line.put(name + "Base64", Base64.getEncoder().encodeToString(bytes));
    }
  }

  @Override
  public void flush() throws IOException {
    out.force(false);
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
