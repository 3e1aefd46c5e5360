package dev.parley.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.parley.feature.InvalidRecordException.Problem;
import dev.parley.feature.load.FeatureLoader;
import dev.parley.feature.load.FeatureLoader.Position;
import dev.parley.feature.load.FeatureLoader.Source;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import picocli.CommandLine;

/**
 * What loading a file leaves beside the records: a bar on the terminal, the refused rows, and the position from which to go on. The
 * position is written behind the records and the refused rows, so that it never promises what is not there. Not thread-safe.
 */
final class LoadProgress implements FeatureLoader.Progress, AutoCloseable {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  /** So many bytes of the file's beginning tell it from another. */
  private static final int BEGINNING = 4_096;

  private static final long EACH_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final int BAR_MS = 200;

  private final Optional<FileChannel> rejects;
  private final Optional<Path> resume;
  private final Runnable flush;
  private final String identity;
  private final Position from;
  private final Optional<ProgressBar> bar;
  private final ByteArrayOutputStream pending = new ByteArrayOutputStream();
  private long written = System.nanoTime();

  private LoadProgress(
      Optional<FileChannel> rejects, Optional<Path> resume, Runnable flush, String identity, Position from, Optional<ProgressBar> bar) {
    this.rejects = rejects;
    this.resume = resume;
    this.flush = flush;
    this.identity = identity;
    this.from = from;
    this.bar = bar;
  }

  /**
   * Begins, or goes on.
   *
   * @param flush makes what was loaded survive the end of the machine
   * @param shown whether a person looks on; a bar needs a terminal too
   */
  static LoadProgress begin(Source source, Path file, Optional<Path> rejects, Optional<Path> resume, Runnable flush, boolean shown)
      throws IOException {
    // A position in a Parquet file is one in the lines that it is read as, and those are longer.
    boolean parquet = source.format() == FeatureLoader.Format.PARQUET;
    String identity = source.group().name() + " " + source.kind() + " " + fingerprint(file) + (parquet ? " " + Files.size(file) : "");
    Position from = Position.START;
    long rejected = 0;
    if (resume.isPresent() && Files.exists(resume.get())) {
      JsonNode kept = kept(resume.get());
      if (!kept.path("file").asText().equals(identity) || !parquet && kept.path("offset").asLong() > Files.size(file)) {
        throw new Complaint(resume.get() + " is the position of another load (another file or group, or the file has changed); remove it to begin anew");
      }
      from = new Position(kept.path("offset").asLong(), kept.path("line").asLong(), kept.path("rows").asLong(), kept.path("refused").asLong());
      rejected = kept.path("rejects").asLong();
    }
    Optional<FileChannel> refused = Optional.empty();
    if (rejects.isPresent()) {
      if (Files.exists(rejects.get()) && Files.isSameFile(rejects.get(), file)) {
        throw new Complaint("--rejects names the file that is loaded");
      }
      FileChannel channel = FileChannel.open(rejects.get(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      channel.truncate(rejected).position(Math.min(rejected, channel.size()));
      refused = Optional.of(channel);
    }
    Optional<ProgressBar> bar = shown && CommandLine.Help.Ansi.AUTO.enabled() ? Optional.of(bar(parquet ? -1 : Files.size(file))) : Optional.empty();
    return new LoadProgress(refused, resume, flush, identity, from, bar);
  }

  private static ProgressBar bar(long bytes) {
    return new ProgressBarBuilder()
        .setTaskName("loading")
        .setInitialMax(bytes)
        .setUnit(" MB", 1 << 20)
        .setStyle(ProgressBarStyle.ASCII)
        .setUpdateIntervalMillis(BAR_MS)
        .build();
  }

  private static JsonNode kept(Path position) throws IOException {
    try {
      return MAPPER.readTree(Files.readString(position));
    } catch (JsonProcessingException e) {
      throw new Complaint(position + " is no position of a load; remove it to begin anew", e);
    }
  }

  private static String fingerprint(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(in.readNBytes(BEGINNING)));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  /** Where to go on. */
  Position from() {
    return from;
  }

  @Override
  public void refused(byte[] row, long line, List<Problem> why) {
    if (rejects.isPresent()) {
      String reasons = String.join("; ", why.stream().map(Problem::reason).toList());
      pending.writeBytes(("# line " + line + ": " + reasons + "\n").getBytes(StandardCharsets.UTF_8));
      pending.writeBytes(row);
      pending.write('\n');
    }
  }

  @Override
  public void kept(Position position) throws IOException {
    bar.ifPresent(b -> b.stepTo(position.offset()).setExtraMessage(position.rows() + " loaded, " + position.refused() + " refused"));
    if (rejects.isPresent() && pending.size() > 0) {
      ByteBuffer bytes = ByteBuffer.wrap(pending.toByteArray());
      while (bytes.hasRemaining()) {
        rejects.get().write(bytes);
      }
      pending.reset();
    }
    if (resume.isPresent() && System.nanoTime() - written >= EACH_NANOS) {
      save(position);
      written = System.nanoTime();
    }
  }

  private void save(Position position) throws IOException {
    flush.run();
    long rejected = 0;
    if (rejects.isPresent()) {
      rejects.get().force(false);
      rejected = rejects.get().position();
    }
    var all = MAPPER.createObjectNode().put("file", identity).put("offset", position.offset()).put("line", position.line());
    all.put("rows", position.rows()).put("refused", position.refused()).put("rejects", rejected);
    Path target = resume.orElseThrow();
    Path next = target.resolveSibling(target.getFileName() + ".new");
    Files.writeString(next, all.toString());
    Files.move(next, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /** The whole file is loaded: nothing is left to go on with. */
  void done() throws IOException {
    if (resume.isPresent()) {
      Files.deleteIfExists(resume.get());
    }
  }

  @Override
  public void close() throws IOException {
    bar.ifPresent(ProgressBar::close);
    if (rejects.isPresent()) {
      rejects.get().close();
    }
  }
}
