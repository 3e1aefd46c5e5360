package dev.parley.tagging;

/** Seeded numbers: SplitMix64 (Steele, Lea, Flood 2014). The same seed gives the same numbers. Not thread-safe. */
final class Draws {

  private static final double UNIT = 0x1.0p-53;

  private long state;

  Draws(long seed) {
    state = seed;
  }

  private long next() {
    state += 0x9E3779B97F4A7C15L;
    long z = state;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }

  /** 0 to below the bound. */
  int below(int bound) {
    return (int) Math.floorMod(next(), (long) bound);
  }

  /** Whether something of this likelihood happens. */
  boolean happens(double likelihood) {
    return (next() >>> 11) * UNIT < likelihood;
  }
}
