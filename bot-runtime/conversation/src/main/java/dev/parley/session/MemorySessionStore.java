package dev.parley.session;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.github.benmanes.caffeine.cache.Ticker;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Sessions in this process: the default. Bounded; sessions go after their idle time-out, or when there are too many, the least
 * used first. Thread-safe.
 */
public final class MemorySessionStore implements SessionStore {

  private final Clock clock;
  private final Cache<SessionKey, SessionRecord> sessions;

  /**
   * @param maxSessions at most so many are kept
   * @param clock tells what has expired
   */
  public MemorySessionStore(long maxSessions, Clock clock, MeterRegistry meters) {
    this.clock = clock;
    Ticker ticker = () -> Duration.ofMillis(clock.millis()).toNanos();
    this.sessions =
        Caffeine.newBuilder()
            .maximumSize(maxSessions)
            .ticker(ticker)
            // The bound holds when a save returns, not some time later on another thread.
            .executor(Runnable::run)
            .expireAfter(Expiry.<SessionKey, SessionRecord>writing((key, session) -> session.idleTimeout()))
            .build();
    meters.gauge("parley.sessions", sessions, Cache::estimatedSize);
  }

  @Override
  public String name() {
    return "memory";
  }

  @Override
  public Optional<SessionRecord> load(SessionKey key) {
    // The cache expires lazily; a session is gone at the instant it expires.
    return Optional.ofNullable(sessions.getIfPresent(key))
        .filter(s -> clock.instant().isBefore(s.touched().plus(s.idleTimeout())));
  }

  @Override
  public boolean save(SessionKey key, SessionRecord session) {
    AtomicBoolean saved = new AtomicBoolean();
    sessions.asMap().compute(key, (k, old) -> {
      boolean alive = old != null && clock.instant().isBefore(old.touched().plus(old.idleTimeout()));
      long stored = alive ? old.version() : 0;
      boolean fits = session.version() == stored + 1 || !alive;
      saved.set(fits);
      return fits ? session : old;
    });
    return saved.get();
  }

  @Override
  public boolean delete(SessionKey key) {
    boolean alive = load(key).isPresent();
    return sessions.asMap().remove(key) != null && alive;
  }

  @Override
  public void close() {
    sessions.invalidateAll();
  }
}
