package dev.parley.cli;

import dev.parley.feature.HistoryStore;
import dev.parley.feature.OnlineStore;
import dev.parley.feature.RecordStorage;
import dev.parley.feature.embedded.EmbeddedStorage;
import dev.parley.feature.embedded.StoreInUseException;
import dev.parley.feature.redis.RedisOnlineStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Where features are kept, by the settings: in the data folder, or the latest ones on a server that several nodes share. */
final class FeatureStorages {

  private static final String REDIS = "features.redis";
  private static final String PASSWORD = "features.redis-password-file";

  private FeatureStorages() {}

  static void defaults(Map<String, String> defaults) {
    defaults.put("features.request-threads", "2");
    defaults.put("features.request-queue", "500");
    defaults.put(REDIS, "");
    defaults.put(PASSWORD, "");
    defaults.put("features.redis-prefix", "parley:features:");
    defaults.put("features.redis-timeout", "1s");
  }

  /** Opens what the settings name; throws {@link Complaint} when it cannot be opened. */
  static RecordStorage open(Settings settings) {
    EmbeddedStorage embedded = embedded(Path.of(settings.text("data.folder")));
    Optional<String> address = settings.optional(REDIS);
    if (address.isEmpty()) {
      return embedded;
    }
    HistoryStore history = embedded.history();
    try {
      return RecordStorage.of(redis(settings, address.get()), history, embedded.groups());
    } catch (IOException e) {
      history.close();
      throw new Complaint(String.valueOf(e.getMessage()), e);
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

  /** The store of a data folder. */
  static EmbeddedStorage embedded(Path data) {
    try {
      return EmbeddedStorage.open(data.resolve("features"));
    } catch (StoreInUseException e) {
      throw new Complaint(e.getMessage() + "; if a Parley server holds it, ask that: --server http://localhost:8080", e);
    } catch (IOException e) {
      throw new Complaint(String.valueOf(e.getMessage()), e);
    }
  }
}
