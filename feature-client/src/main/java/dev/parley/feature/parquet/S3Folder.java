package dev.parley.feature.parquet;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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

  private final S3Client client;
  private final String bucket;
  private final String prefix;
  private final CopyCache copies;

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
    this.copies = new CopyCache(cache, cacheBytes);
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
    return copies.open(names, this::fetch);
  }

  private void fetch(String name, Path to) throws IOException {
    try {
      client.getObject(request -> request.bucket(bucket).key(prefix + name), to);
    } catch (SdkException e) {
      throw failed("read", name, e);
    }
  }

  @Override
  public Path readable() {
    return copies.folder();
  }

  @Override
  public void write(String name, Path file) throws IOException {
    try {
      client.putObject(request -> request.bucket(bucket).key(prefix + name), RequestBody.fromFile(file));
    } catch (SdkException e) {
      throw failed("written", name, e);
    }
    copies.take(name, file);
  }

  @Override
  public void delete(String name) throws IOException {
    copies.forget(name);
    try {
      client.deleteObject(request -> request.bucket(bucket).key(prefix + name));
    } catch (SdkException e) {
      throw failed("deleted", name, e);
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
