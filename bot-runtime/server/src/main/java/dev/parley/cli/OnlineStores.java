package dev.parley.cli;

import dev.parley.diagnostic.DidYouMean;
import dev.parley.feature.FeatureGroup;
import dev.parley.feature.OnlineStore;
import dev.parley.feature.redis.RedisOnlineStore;
import dev.parley.feature.remote.CachedOnlineStore;
import dev.parley.feature.remote.HedgedOnlineStore;
import dev.parley.feature.remote.RemoteFeatures;
import dev.parley.feature.remote.RemoteOnlineStore;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Function;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;

/** Where the latest records are, by the settings: in the data folder, on Redis, at another Parley, or at Amazon SageMaker. */
final class OnlineStores {

  private static final String ONLINE = "features.online";
  private static final String EMBEDDED = "embedded";
  private static final String REDIS = "redis";
  private static final String PARLEY = "parley";
  private static final String SAGEMAKER = "sagemaker";
  private static final List<String> KINDS = List.of(EMBEDDED, REDIS, PARLEY, SAGEMAKER);

  private static final String REDIS_ADDRESS = "features.redis";
  private static final String PASSWORD = "features.redis-password-file";
  private static final String SERVER = "features.remote";
  private static final String API_KEY = "features.remote-api-key-file";
  private static final String SIGNED = "features.remote-signed";
  private static final String REGION = "features.sagemaker-region";
  private static final String TIMEOUT = "features.remote-timeout";
  private static final String HEDGE = "features.remote-hedge";
  private static final String FRESH = "features.remote-cache";
  private static final String STALE = "features.remote-stale-if-error";

  private OnlineStores() {}

  static void defaults(Map<String, String> defaults) {
    defaults.put(ONLINE, "");
    defaults.put(REDIS_ADDRESS, "");
    defaults.put(PASSWORD, "");
    defaults.put("features.redis-prefix", "parley:features:");
    defaults.put("features.redis-timeout", "1s");
    defaults.put(SERVER, "");
    defaults.put(API_KEY, "");
    defaults.put(SIGNED, "false");
    defaults.put(REGION, "");
    defaults.put(TIMEOUT, "1s");
    defaults.put(HEDGE, "0ms");
    defaults.put(FRESH, "0ms");
    defaults.put(STALE, "0ms");
    defaults.put("features.remote-cache-bytes", "67108864");
    defaults.put("features.remote-threads", "8");
    defaults.put("features.remote-queue", "200");
  }

  /**
   * What a server has for a store that is far away; a command has none and asks once.
   *
   * @param asking asks it; bounded
   * @param timers tell when a second asking is due
   */
  record Server(Executor asking, ScheduledExecutorService timers, MeterRegistry meters) {}

  /**
   * Opens the store that the settings choose.
   *
   * @param groups the groups by name
   * @return empty where the records are in the data folder
   * @throws Complaint when the settings do not fit each other, or what they name cannot be reached
   */
  static Optional<OnlineStore> open(Settings settings, Function<String, Optional<FeatureGroup>> groups, Optional<Server> server) {
    String kind = kind(settings);
    Function<String, FeatureGroup> group =
        name -> groups.apply(name).orElseThrow(() -> new IllegalArgumentException("there is no feature group '" + name + "'"));
    return switch (kind) {
      case REDIS -> Optional.of(redis(settings, groups, settings.text(REDIS_ADDRESS)));
      case PARLEY -> Optional.of(far(settings, server, parley(settings, group)));
      case SAGEMAKER ->
          Optional.of(
              far(settings, server, RemoteOnlineStore.sageMaker(settings.text(REGION), DefaultCredentialsProvider.builder().build(), group, timeout(settings))));
      default -> Optional.empty();
    };
  }

  private static Duration timeout(Settings settings) {
    Duration timeout = settings.time(TIMEOUT);
    if (timeout.isZero()) {
      throw new Complaint("setting " + TIMEOUT + " must be more than nothing, such as 1s");
    }
    return timeout;
  }

  /** What is chosen; each choice has what it needs, and nothing names what is not chosen. */
  private static String kind(Settings settings) {
    boolean redis = settings.optional(REDIS_ADDRESS).isPresent();
    String kind = settings.optional(ONLINE).map(String::strip).orElse(redis ? REDIS : EMBEDDED);
    if (!KINDS.contains(kind)) {
      throw new Complaint(
          "setting " + ONLINE + " must be one of " + String.join(", ", KINDS) + ", not '" + kind + "'" + DidYouMean.help(kind, KINDS).map(h -> "; " + h).orElse(""));
    }
    needs(settings, kind, REDIS, REDIS_ADDRESS, "redis://host:6379");
    needs(settings, kind, PARLEY, SERVER, "https://features.example.com:8443");
    needs(settings, kind, SAGEMAKER, REGION, "eu-central-1");
    return kind;
  }

  private static void needs(Settings settings, String kind, String choice, String key, String example) {
    boolean there = settings.optional(key).isPresent();
    if (kind.equals(choice) && !there) {
      throw new Complaint("setting " + ONLINE + " is " + choice + ": set " + key + " too, such as " + example);
    } else if (!kind.equals(choice) && there) {
      throw new Complaint("setting " + key + " is for " + ONLINE + ": " + choice + ", but that is " + kind + "; set one of them otherwise");
    }
  }

  private static OnlineStore redis(Settings settings, Function<String, Optional<FeatureGroup>> groups, String address) {
    Optional<String> password = settings.optional(PASSWORD).map(file -> secret(PASSWORD, file));
    try {
      return RedisOnlineStore.open(address, password, settings.text("features.redis-prefix"), settings.time("features.redis-timeout"), groups);
    } catch (IOException e) {
      throw new Complaint(String.valueOf(e.getMessage()), e);
    }
  }

  private static String secret(String setting, String file) {
    try {
      return Files.readString(Path.of(file)).strip();
    } catch (IOException e) {
      throw new Complaint("setting " + setting + ": the file " + file + " cannot be read", e);
    }
  }

  private static OnlineStore parley(Settings settings, Function<String, FeatureGroup> groups) {
    URI address;
    try {
      address = URI.create(settings.text(SERVER).strip());
    } catch (IllegalArgumentException e) {
      throw new Complaint("setting " + SERVER + " must be an address such as https://features.example.com:8443", e);
    }
    if (!List.of("http", "https").contains(String.valueOf(address.getScheme())) || address.getHost() == null) {
      throw new Complaint("setting " + SERVER + " must be an address such as https://features.example.com:8443, not '" + address + "'");
    }
    boolean signed =
        switch (settings.text(SIGNED)) {
          case "true" -> true;
          case "false" -> false;
          default -> throw new Complaint("setting " + SIGNED + " must be true or false, not '" + settings.text(SIGNED) + "'");
        };
    Optional<String> key = settings.optional(API_KEY).map(file -> secret(API_KEY, file));
    if (signed && key.isPresent()) {
      throw new Complaint("settings " + SIGNED + " and " + API_KEY + " exclude each other: sign the requests, or send a key");
    }
    Duration timeout = timeout(settings);
    AwsCredentialsProvider credentials = DefaultCredentialsProvider.builder().build();
    RemoteFeatures.Login login = signed ? RemoteFeatures.Login.signed(credentials) : key.map(RemoteFeatures.Login::apiKey).orElse(RemoteFeatures.Login.NONE);
    try {
      // Whether it is there, and lets us in, is told now and not to the first caller.
      RemoteFeatures.open(address, login, timeout).close();
    } catch (UncheckedIOException e) {
      throw new Complaint("setting " + SERVER + ": " + e.getMessage(), e);
    }
    return signed ? RemoteOnlineStore.parley(address, credentials, groups, timeout) : RemoteOnlineStore.parley(address, key.orElse(""), groups, timeout);
  }

  /** Asked twice when it is slow, remembered, and stood in for, as the settings say. */
  private static OnlineStore far(Settings settings, Optional<Server> server, OnlineStore store) {
    if (server.isEmpty()) {
      return store;
    }
    Server here = server.get();
    Duration hedge = settings.time(HEDGE);
    Duration fresh = settings.time(FRESH);
    Duration stale = settings.time(STALE);
    OnlineStore asked = hedge.isZero() ? store : new HedgedOnlineStore(store, hedge, here.asking(), here.timers(), here.meters());
    return fresh.isZero() && stale.isZero()
        ? asked
        : new CachedOnlineStore(asked, settings.count("features.remote-cache-bytes", 1), fresh, stale, System::nanoTime, here.meters());
  }
}
