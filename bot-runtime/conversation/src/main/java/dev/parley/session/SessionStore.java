package dev.parley.session;

import java.util.Optional;

/**
 * Keeps sessions between streams and requests. Thread-safe. May block on a disk or network, so never called from an event loop.
 */
public interface SessionStore extends AutoCloseable {

  /** The store's name, for configuration and metrics. */
  String name();

  /** The session, unless it has expired or was never there. */
  Optional<SessionRecord> load(SessionKey key);

  /**
   * Saves a session, if nobody else did since it was loaded: its version must be one more than the stored one. When none is
   * stored any more, each version will do: a call may outlive its session's idle time.
   *
   * @return whether it was saved
   */
  boolean save(SessionKey key, SessionRecord session);

  /** Forgets the session; whether there was one. */
  boolean delete(SessionKey key);

  @Override
  void close();
}
