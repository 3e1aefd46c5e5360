package dev.parley.feature.parquet;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * A prefix in a bucket of S3, or of a store that speaks as it does, with copies of what was read lately in a folder here. Thread-safe.
 * Writes are single PutObject calls, which S3 shows whole or not at all; a bucket that keeps versions keeps what was deleted, too, until
 * its own rules remove it.
 */
public final class S3Folder implements ObjectFolder {

  private static final Logger LOG = LoggerFactory.getLogger(S3Folder.class);

  private final S3Client client;
  private final String bucket;
  private final String prefix;
  private final Path cache;
  private final long cacheBytes;

  /** Copies here, the one that was used longest ago first. */
  private final Map<String, Copy> copies = new LinkedHashMap<>(16, 0.75f, true);

  private long bytes;

  /** A copy; {@code readers} hold it. */
  private static final class Copy {
    private final Path file;
    private final long bytes;
    private int readers;

    private Copy(Path file, long bytes) {
      this.file = file;
      this.bytes = bytes;
    }
  }

  /**
   * A folder.
   *
   * @param client closed with this
   * @param prefix what all names begin with; empty, or ends in a slash
   * @param cache an own folder for copies; what is in it is removed
   * @param cacheBytes how much is kept there; what is being read stays, even if that is more
   */
  public S3Folder(S3Client client, String bucket, String prefix, Path cache, long cacheBytes) throws IOException {
    if (!prefix.isEmpty() && !prefix.endsWith("/")) {
      throw new IllegalArgumentException("the prefix `" + prefix + "` must end in a slash");
    }
    this.client = client;
    this.bucket = bucket;
    this.prefix = prefix;
    this.cache = cache.toAbsolutePath().normalize();
    this.cacheBytes = cacheBytes;
    Files.createDirectories(this.cache);
    try (Stream<Path> old = Files.list(this.cache)) {
      for (Path file : old.toList()) {
        Files.delete(file);
      }
    }
  }

  @Override
  public List<Entry> list() throws IOException {
    try {
      List<Entry> entries = new ArrayList<>();
      for (S3Object object :
          client.listObjectsV2Paginator(ListObjectsV2Request.builder().bucket(bucket).prefix(prefix).build()).contents()) {
        entries.add(new Entry(object.key().substring(prefix.length()), object.size()));
      }
      return entries;
    } catch (SdkException e) {
      throw failed("listed", "", e);
    }
  }

  @Override
  public Copies open(List<String> names) throws IOException {
    List<Copy> held = new ArrayList<>();
    try {
      for (String name : names) {
        held.add(hold(name));
      }
    } catch (IOException | RuntimeException e) {
      release(held);
      throw e;
    }
    List<Path> paths = held.stream().map(c -> c.file).toList();
    return new Copies() {
      @Override
      public List<Path> paths() {
        return paths;
      }

      @Override
      public void close() {
        release(held);
      }
    };
  }

  private Copy hold(String name) throws IOException {
    synchronized (this) {
      Copy here = copies.get(name);
      if (here != null) {
        here.readers++;
        return here;
      }
    }
    Path file = place();
    try {
      client.getObject(request -> request.bucket(bucket).key(prefix + name), file);
    } catch (SdkException e) {
      Files.deleteIfExists(file);
      throw failed("read", name, e);
    }
    return put(name, file, 1);
  }

  private Path place() {
    return cache.resolve(UUID.randomUUID() + ".parquet");
  }

  private synchronized Copy put(String name, Path file, int readers) throws IOException {
    Copy here = copies.get(name);
    if (here != null) {
      // Somebody else was quicker; files never change.
      Files.deleteIfExists(file);
      here.readers += readers;
      return here;
    }
    Copy copy = new Copy(file, Files.size(file));
    copy.readers = readers;
    copies.put(name, copy);
    bytes += copy.bytes;
    trim();
    return copy;
  }

  private synchronized void release(List<Copy> held) {
    held.forEach(c -> c.readers--);
    trim();
  }

  private void trim() {
    var oldest = copies.entrySet().iterator();
    while (bytes > cacheBytes && oldest.hasNext()) {
      Copy copy = oldest.next().getValue();
      if (copy.readers == 0) {
        oldest.remove();
        drop(copy);
      }
    }
  }

  private void drop(Copy copy) {
    bytes -= copy.bytes;
    try {
      Files.deleteIfExists(copy.file);
    } catch (IOException e) {
      LOG.warn("the copy {} of a file in S3 cannot be removed; that is tried again at the next start", copy.file, e);
    }
  }

  @Override
  public Path readable() {
    return cache;
  }

  @Override
  public void write(String name, Path file) throws IOException {
    try {
      client.putObject(request -> request.bucket(bucket).key(prefix + name), RequestBody.fromFile(file));
    } catch (SdkException e) {
      throw failed("written", name, e);
    }
    synchronized (this) {
      forgetCopy(name);
      Path copy = place();
      Files.move(file, copy, StandardCopyOption.REPLACE_EXISTING);
      put(name, copy, 0);
    }
  }

  @Override
  public void delete(String name) throws IOException {
    synchronized (this) {
      forgetCopy(name);
    }
    try {
      client.deleteObject(request -> request.bucket(bucket).key(prefix + name));
    } catch (SdkException e) {
      throw failed("deleted", name, e);
    }
  }

  private void forgetCopy(String name) {
    Copy copy = copies.remove(name);
    if (copy != null) {
      drop(copy);
    }
  }

  private IOException failed(String done, String name, SdkException e) {
    return new IOException("s3://" + bucket + "/" + prefix + name + " cannot be " + done + ": " + e.getMessage(), e);
  }

  @Override
  public void close() {
    client.close();
  }
}
