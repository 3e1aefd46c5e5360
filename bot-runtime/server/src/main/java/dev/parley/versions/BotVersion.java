package dev.parley.versions;

import java.time.Instant;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One published version of a bot, which never changes.
 *
 * @param number 1, 2, 3 …, as Lex counts
 * @param published when
 * @param description what its author says of it
 * @param sha256 of all that it holds, in hexadecimal: equal contents have equal ones
 * @param botFile the path of the bot among its files
 * @param files the SHA-256 of each, by its path
 */
public record BotVersion(
    int number, Instant published, Optional<String> description, String sha256, String botFile, SortedMap<String, String> files) {

  public BotVersion {
    files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
  }

  /** The digest as people compare it. */
  public String shortSha() {
    return sha256.substring(0, 12);
  }
}
