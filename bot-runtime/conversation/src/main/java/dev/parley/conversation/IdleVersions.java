package dev.parley.conversation;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import dev.parley.conversation.Bots.LoadedBot;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Published versions that no alias points to, for the conversations that began with them. One stays as long as conversations use
 * it and a while longer, since a saved session may come back; then it is unloaded, and loaded again for the session that wants it.
 * Thread-safe; {@link #find} blocks while a version is loaded.
 */
public final class IdleVersions {

  private static final Logger LOG = LoggerFactory.getLogger(IdleVersions.class);

  private final VersionSource source;
  private final Cache<Key, LoadedBot> loaded;

  private record Key(String botId, String version) {}

  /**
   * @param source loads what is asked for and not here
   * @param keep how long an unused one stays
   * @param max so many stay; the least used goes
   */
  public IdleVersions(VersionSource source, Duration keep, int max, Clock clock) {
    this.source = source;
    Ticker ticker = () -> Duration.ofMillis(clock.millis()).toNanos();
    // The bound holds when a call returns, not some time later on another thread.
    this.loaded = Caffeine.newBuilder().maximumSize(max).expireAfterAccess(keep).ticker(ticker).executor(Runnable::run).build();
  }

  /** The version; empty when it is not to be had, and then the log may say why. */
  Optional<LoadedBot> find(String botId, String version) {
    try {
      return Optional.ofNullable(loaded.get(new Key(botId, version), key -> source.load(botId, version).orElse(null)));
    } catch (RuntimeException e) {
      LOG.error("version {} of bot {} is there and cannot be used: {}", version, botId, e.getMessage(), e);
      return Optional.empty();
    }
  }

  /** Keeps a version that no alias points to any more. */
  void keep(LoadedBot bot) {
    loaded.put(key(bot.definition().id(), bot.version()), bot);
  }

  /** Lets go of a version to which an alias points. */
  void drop(LoadedBot bot) {
    loaded.invalidate(key(bot.definition().id(), bot.version()));
  }

  /** That a conversation uses a version, which therefore stays. */
  void used(String botId, String version) {
    var unused = loaded.getIfPresent(key(botId, version));
  }

  /** How many there are. */
  public int size() {
    loaded.cleanUp();
    return (int) loaded.estimatedSize();
  }

  private static Key key(String botId, String version) {
    return new Key(botId, version);
  }
}
