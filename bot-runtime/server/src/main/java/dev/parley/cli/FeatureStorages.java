package dev.parley.cli;

import dev.parley.feature.FeatureGroup;
import dev.parley.feature.FeatureWrite;
import dev.parley.feature.GroupStore;
import dev.parley.feature.HistoryStore;
import dev.parley.feature.OnlineStore;
import dev.parley.feature.RecordStorage;
import dev.parley.feature.WriteOutcome;
import dev.parley.feature.embedded.StoreInUseException;
import dev.parley.feature.parquet.LocalFolder;
import dev.parley.feature.parquet.ObjectFolder;
import dev.parley.feature.parquet.ParquetHistory;
import dev.parley.feature.parquet.ParquetStorage;
import dev.parley.feature.parquet.QueryLimits;
import dev.parley.feature.parquet.S3Folder;
import dev.parley.feature.parquet.SealedFolder;
import dev.parley.feature.parquet.SettleLimits;
import dev.parley.feature.seal.FeatureKeys;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;

/**
 * Where features are kept, by the settings: in the data folder; the latest ones on a server that several nodes share; the history as
 * files in another folder, or in S3.
 */
final class FeatureStorages {

  private static final Logger LOG = LoggerFactory.getLogger(FeatureStorages.class);
  private static final String HISTORY = "features.history";
  private static final String DELAY = "features.history-delay";
  private static final String S3 = "s3://";
  private static final String KEYS = "features.key-file";
  private static final String KEY_COMMAND = "features.key-command";
  private static final String CLEAR = "features.clear-folder";

  /** What the store was before it was RocksDB. */
  private static final String FORMER = "features.mv";

  private static final int MAX_KEY_BYTES = 1 << 16;
  private static final Duration COMMAND_LIMIT = Duration.ofSeconds(30);

  /** Linux's folder in memory. */
  private static final Path IN_MEMORY = Path.of("/dev/shm");

  private FeatureStorages() {}

  static void defaults(Map<String, String> defaults) {
    defaults.put("features.request-threads", "2");
    defaults.put("features.request-queue", "500");
    defaults.put("features.audit.folder", "");
    defaults.put("features.audit-days", "90");
    OnlineStores.defaults(defaults);
    FeatureTopics.defaults(defaults);
    defaults.put(HISTORY, "");
    defaults.put(DELAY, "60s");
    defaults.put("features.history-rows", "50000");
    defaults.put("features.history-cache-bytes", "1073741824");
    defaults.put("features.query-memory-bytes", "536870912");
    defaults.put("features.query-threads", "2");
    defaults.put(KEYS, "");
    defaults.put(KEY_COMMAND, "");
    defaults.put(CLEAR, "");
    defaults.put("features.s3-endpoint", "");
    defaults.put("features.s3-region", "");
  }

  /**
   * Opens what the settings name.
   *
   * @param groups the groups by name, as they are when history is written
   * @param server its timers move history to its files from now on
   * @throws Complaint when it cannot be opened
   */
  static RecordStorage open(
      Settings settings, Function<String, Optional<FeatureGroup>> groups, OnlineStores.Server server, Clock clock) {
    ParquetStorage storage = embedded(settings, groups);
    storage.history().settler().every(settings.time(DELAY).dividedBy(2), server.timers(), clock);
    return shared(settings, storage, groups, Optional.of(server));
  }

  /**
   * A store, with the latest records where the settings say; throws {@link Complaint}, and closes it, when those cannot be reached.
   *
   * @param server what a server has for stores that are far away; empty = a command asks once
   */
  static RecordStorage shared(
      Settings settings, ParquetStorage storage, Function<String, Optional<FeatureGroup>> groups, Optional<OnlineStores.Server> server) {
    try {
      return OnlineStores.open(settings, groups, server).<RecordStorage>map(online -> new Shared(online, storage)).orElse(storage);
    } catch (RuntimeException e) {
      storage.close();
      throw e;
    }
  }

  /** The latest records elsewhere; everything else here. */
  private record Shared(OnlineStore online, ParquetStorage here) implements RecordStorage {

    @Override
    public HistoryStore history() {
      return here.history();
    }

    @Override
    public GroupStore groups() {
      return here.groups();
    }

    @Override
    public List<WriteOutcome> write(List<FeatureWrite> writes, Instant ingested) {
      // What is elsewhere may have a history of its own, which is not this one.
      List<WriteOutcome> outcomes = online.write(writes.stream().map(w -> w.to(w.online(), false)).toList());
      List<FeatureWrite> kept = new ArrayList<>();
      for (int i = 0; i < writes.size(); i++) {
        if (outcomes.get(i) != WriteOutcome.REFUSED) {
          kept.add(writes.get(i));
        }
      }
      here.history().append(kept, ingested);
      return outcomes;
    }

    @Override
    public void close() {
      try {
        online.close();
      } finally {
        here.close();
      }
    }
  }

  /** The store of a data folder with usual settings, for one who only reads; throws {@link Complaint} when it cannot be opened. */
  static ParquetStorage embedded(Path data) {
    return embedded(new Settings().set("data.folder", data.toString(), "--data"), name -> Optional.empty());
  }

  /** The store of the data folder; throws {@link Complaint} when it cannot be opened. */
  static ParquetStorage embedded(Settings settings, Function<String, Optional<FeatureGroup>> groups) {
    Path home = Path.of(settings.text("data.folder")).resolve("features");
    if (Files.exists(home.resolve(FORMER))) {
      LOG.warn("{} was written by an earlier Parley and is not read any more: load its records again, then remove it", home.resolve(FORMER));
    }
    SettleLimits usual = SettleLimits.DEFAULT;
    ParquetHistory.Settings history =
        new ParquetHistory.Settings(
            groups,
            new SettleLimits(settings.count("features.history-rows", 1), usual.bytes(), settings.time(DELAY), usual.parts(), usual.smallBytes()),
            new QueryLimits(settings.count("features.query-memory-bytes", 1), settings.count("features.query-threads", 1)));
    try {
      Optional<FeatureKeys> keys = keys(settings);
      if (keys.isEmpty()) {
        return ParquetStorage.open(home, files(settings, home), history);
      }
      Path clear = clear(settings);
      ObjectFolder sealed =
          new SealedFolder(files(settings, home), keys.get(), clear.resolve("copies"), settings.count("features.history-cache-bytes", 1));
      return ParquetStorage.open(home, keys, sealed, clear.resolve("work"), history);
    } catch (StoreInUseException e) {
      throw new Complaint(e.getMessage() + "; if a Parley server holds it, ask that: --server http://localhost:8080", e);
    } catch (IOException | IllegalArgumentException | SdkException e) {
      throw new Complaint(String.valueOf(e.getMessage()), e);
    }
  }

  /** Whether what is kept of customers is sealed. */
  static boolean sealed(Settings settings) {
    return settings.optional(KEYS).isPresent() || settings.optional(KEY_COMMAND).isPresent();
  }

  private static Optional<FeatureKeys> keys(Settings settings) throws IOException {
    Optional<String> file = settings.optional(KEYS);
    Optional<String> command = settings.optional(KEY_COMMAND);
    if (file.isPresent() && command.isPresent()) {
      throw new Complaint("settings " + KEYS + " and " + KEY_COMMAND + " exclude each other: the keys are in a file, or a command prints them");
    } else if (command.isPresent()) {
      return Optional.of(printed(command.get()));
    } else if (file.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(FeatureKeys.read(Files.readAllBytes(Path.of(file.get()))));
    } catch (IOException e) {
      throw new Complaint(
          "setting " + KEYS + ": the file " + file.get() + " cannot be used (" + e.getMessage() + "); `parley features key new FILE` makes one", e);
    }
  }

  /** The keys that a command prints, such as one that asks a vault; what it prints is shown nowhere. */
  private static FeatureKeys printed(String command) throws IOException {
    Process process;
    try {
      process = new ProcessBuilder(List.of(command.strip().split("\\s+"))).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    } catch (IOException e) {
      throw new Complaint("setting " + KEY_COMMAND + ": the command cannot be started (" + e.getMessage() + ")", e);
    }
    process.getOutputStream().close();
    try {
      // Keys have a few thousand bytes, which wait for us in the pipe.
      if (!process.waitFor(COMMAND_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new Complaint("setting " + KEY_COMMAND + ": the command has not ended within " + COMMAND_LIMIT.toSeconds() + " s");
      }
      if (process.exitValue() != 0) {
        throw new Complaint("setting " + KEY_COMMAND + ": the command ended with status " + process.exitValue() + "; what it says of it stands above");
      }
      return FeatureKeys.read(process.getInputStream().readNBytes(MAX_KEY_BYTES));
    } catch (IOException e) {
      throw new Complaint("setting " + KEY_COMMAND + ": the command prints no keys (" + e.getMessage() + "); it is to print what `parley features key new FILE` writes", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Complaint("interrupted while " + KEY_COMMAND + " ran", e);
    } finally {
      process.destroyForcibly();
    }
  }

  /** A folder of this process for what is passing in the clear, in memory unless the operator says otherwise. */
  private static Path clear(Settings settings) throws IOException {
    Path parent = settings.optional(CLEAR).map(Path::of).orElse(IN_MEMORY);
    if (!Files.isDirectory(parent)) {
      throw new Complaint(
          "setting " + CLEAR + ": there is no folder " + parent + "; what is sealed passes through it in the clear, so name one that is in memory (tmpfs)");
    }
    Path own = Files.createTempDirectory(parent, "parley-features-");
    // Also when the process is ended; what is left of one that is killed goes with the memory.
    Runtime.getRuntime().addShutdownHook(new Thread(() -> remove(own), "parley-clear"));
    return own;
  }

  private static void remove(Path folder) {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path file : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      LOG.warn("the folder {} cannot be removed; remove it by hand, it holds customers' facts", folder, e);
    }
  }

  private static ObjectFolder files(Settings settings, Path home) throws IOException {
    String place = settings.optional(HISTORY).orElse(home.resolve("history").toString());
    if (!place.startsWith(S3)) {
      return new LocalFolder(Path.of(place));
    }
    String path = place.substring(S3.length());
    int slash = path.indexOf('/');
    String bucket = slash < 0 ? path : path.substring(0, slash);
    String prefix = slash < 0 || slash == path.length() - 1 ? "" : path.substring(slash + 1) + (path.endsWith("/") ? "" : "/");
    S3ClientBuilder client = S3Client.builder().httpClient(UrlConnectionHttpClient.builder().build());
    settings.optional("features.s3-region").ifPresent(region -> client.region(Region.of(region)));
    settings.optional("features.s3-endpoint").ifPresent(endpoint -> client.endpointOverride(URI.create(endpoint)).forcePathStyle(true));
    return new S3Folder(client.build(), bucket, prefix, home.resolve("copies"), settings.count("features.history-cache-bytes", 1));
  }
}
