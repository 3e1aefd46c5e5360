package dev.parley.feature.parquet;

/**
 * What a question to history may take of the machine; what needs more memory goes by way of the disk. Immutable.
 *
 * @param memoryBytes outside the heap, of one question or move at a time
 * @param threads at most
 */
public record QueryLimits(long memoryBytes, int threads) {

  private static final long LEAST_MEMORY = 64L << 20;

  /** 512 MiB and two threads. */
  public static final QueryLimits DEFAULT = new QueryLimits(512L << 20, 2);

  public QueryLimits {
    if (memoryBytes < LEAST_MEMORY || threads < 1) {
      throw new IllegalArgumentException("history needs at least 64 MiB of memory and one thread");
    }
  }
}
