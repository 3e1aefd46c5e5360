package dev.parley.tagging;

/**
 * Names of features as numbers of 64 bits, so that no text is made for each: a kind of feature, mixed with the words and small
 * numbers it is about (the finaliser of SplitMix64; Steele, Lea, Flood 2014). That two names of a tagger's some ten thousand are
 * the same number happens less than once in a hundred thousand million taggers. Pure; the numbers are kept in files.
 */
final class Hashes {

  private static final long GOLDEN = 0x9E3779B97F4A7C15L;
  private static final long PRIME = 0x100000001B3L;

  private Hashes() {}

  static long of(String text) {
    return of(text, 0, text.length());
  }

  /** Of the characters from..to of the text. */
  static long of(String text, int from, int to) {
    long hash = 0xCBF29CE484222325L;
    for (int i = from; i < to; i++) {
      hash = (hash ^ text.charAt(i)) * PRIME;
    }
    return hash ^ to - from;
  }

  /** One more part of a name. */
  static long with(long hash, long part) {
    long z = (hash ^ part) * 0xBF58476D1CE4E5B9L + GOLDEN;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }

  static long with(long hash, long part, long next) {
    return with(with(hash, part), next);
  }
}
