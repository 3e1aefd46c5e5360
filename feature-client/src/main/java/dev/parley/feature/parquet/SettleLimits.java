package dev.parley.feature.parquet;

import java.time.Duration;

/**
 * When rows leave the engine for files, and how many at once. Immutable.
 *
 * @param rows in one move at most; so many that wait are moved at once
 * @param bytes in one move, about
 * @param delay how long a row waits at most while moves succeed
 * @param parts as many small files of one day are made one
 * @param smallBytes what a small file is
 */
public record SettleLimits(int rows, long bytes, Duration delay, int parts, long smallBytes) {

  /** 50,000 rows or 64 MiB, a minute; eight files below 32 MiB. */
  public static final SettleLimits DEFAULT = new SettleLimits(50_000, 64L << 20, Duration.ofSeconds(60), 8, 32L << 20);

  public SettleLimits {
    if (rows < 1 || bytes < 1 || delay.isNegative() || parts < 2 || smallBytes < 1) {
      throw new IllegalArgumentException("a move has at least one row and one byte, and at least two files are made one");
    }
  }
}
