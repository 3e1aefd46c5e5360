package dev.parley.session;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/**
 * A session at rest.
 *
 * @param version counts up by one with each save; 0 = never saved
 * @param botVersion the version of the bot that the session began with and goes on with: its number, or DRAFT
 * @param state the core's state in its JSON form, with secrets as tokens
 * @param secrets what the tokens stand for, by number; a store that leaves the process must encrypt them
 * @param idleTimeout how long the session is kept unused
 * @param touched when it was used last
 */
public record SessionRecord(
    long version, String botVersion, String state, Map<Long, String> secrets, Duration idleTimeout, Instant touched) {

  public SessionRecord {
    secrets = Map.copyOf(secrets);
  }

  /** Without what is secret. */
  @Override
  public String toString() {
    return "SessionRecord[version " + version + ", bot version " + botVersion + ", touched " + touched + "]";
  }
}
