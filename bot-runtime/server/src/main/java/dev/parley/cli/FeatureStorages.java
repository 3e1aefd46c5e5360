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
import dev.parley.feature.redis.RedisOnlineStore;
import dev.parley.feature.seal.FeatureKeys;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
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
  private static final String REDIS = "features.redis";
  private static final String PASSWORD = "features.redis-password-file";
  private static final String HISTORY = "features.history";
  private static final String DELAY = "features.history-delay";
  private static final String S3 = "s3://";
  private static final String KEYS = "features.key-file";
  private static final String CLEAR = "features.clear-folder";

  /** What the store was before it was RocksDB. */
  private static final String FORMER = "features.mv";

  /** Linux's folder in memory. */
  private static final Path IN_MEMORY = Path.of("/dev/shm");

  private FeatureStorages() {}

  static void defaults(Map<String, String> defaults) {
    defaults.put("features.request-threads", "2");
    defaults.put("features.request-queue", "500");
    defaults.put("features.audit.folder", "");
    defaults.put("features.audit-days", "90");
    defaults.put(REDIS, "");
    defaults.put(PASSWORD, "");
    defaults.put("features.redis-prefix", "parley:features:");
    defaults.put("features.redis-timeout", "1s");
    defaults.put(HISTORY, "");
    defaults.put(DELAY, "60s");
    defaults.put("features.history-rows", "50000");
    defaults.put("features.history-cache-bytes", "1073741824");
    defaults.put("features.query-memory-bytes", "536870912");
    defaults.put("features.query-threads", "2");
    defaults.put(KEYS, "");
    defaults.put(CLEAR, "");
    defaults.put("features.s3-endpoint", "");
    defaults.put("features.s3-region", "");
  }

  /**
   * Opens what the settings name.
   *
   * @param groups the groups by name, as they are when history is written
   * @param timers move history to its files from now on
   * @throws Complaint when it cannot be opened
   */
  static RecordStorage open(
      Settings settings, Function<String, Optional<FeatureGroup>> groups, ScheduledExecutorService timers, Clock clock) {
    ParquetStorage storage = embedded(settings, groups);
    storage.history().settler().every(settings.time(DELAY).dividedBy(2), timers, clock);
    return shared(settings, storage);
  }

  /** A store, with the latest records where the settings say; throws {@link Complaint}, and closes it, when those cannot be reached. */
  static RecordStorage shared(Settings settings, ParquetStorage storage) {
    Optional<String> address = settings.optional(REDIS);
    if (address.isEmpty()) {
      return storage;
    }
    try {
      return new Shared(redis(settings, address.get()), storage);
    } catch (IOException e) {
      storage.close();
      throw new Complaint(String.valueOf(e.getMessage()), e);
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
      return RecordStorage.of(online, here.history(), here.groups()).write(writes, ingested);
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

  private static OnlineStore redis(Settings settings, String address) throws IOException {
    Optional<String> file = settings.optional(PASSWORD);
    Optional<String> password = Optional.empty();
    if (file.isPresent()) {
      try {
        password = Optional.of(Files.readString(Path.of(file.get())).strip());
      } catch (IOException e) {
        throw new Complaint("setting " + PASSWORD + ": the file " + file.get() + " cannot be read", e);
      }
    }
    return RedisOnlineStore.open(address, password, settings.text("features.redis-prefix"), settings.time("features.redis-timeout"));
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

  private static Optional<FeatureKeys> keys(Settings settings) throws IOException {
    Optional<String> file = settings.optional(KEYS);
    if (file.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(FeatureKeys.read(Files.readAllBytes(Path.of(file.get()))));
    } catch (IOException e) {
      throw new Complaint(
          "setting " + KEYS + ": the file " + file.get() + " cannot be used (" + e.getMessage() + "); `parley features key new FILE` makes one", e);
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
