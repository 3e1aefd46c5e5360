package dev.parley.speech.vosk;

/** Gathers samples into blocks of one length, in one array that is used again. Not thread-safe. */
final class BlockGatherer {
  private final short[] block;
  private final Taker taker;
  private int count;

  /** @param taker given each block; must not keep it */
  BlockGatherer(int samples, Taker taker) {
    this.block = new short[samples];
    this.taker = taker;
  }

  void push(short[] samples) {
    int at = 0;
    while (at < samples.length) {
      int taken = Math.min(block.length - count, samples.length - at);
      System.arraycopy(samples, at, block, count, taken);
      count += taken;
      at += taken;
      if (count == block.length) {
        flush();
      }
    }
  }

  /** Gives on what is left, also when that is nothing. */
  void flush() {
    taker.take(block, count);
    count = 0;
  }

  /** Forgets what is left. */
  void reset() {
    count = 0;
  }

  /** Takes a block. */
  @FunctionalInterface
  interface Taker {
    /** The first {@code count} samples of the array are the block. */
    void take(short[] block, int count);
  }
}
