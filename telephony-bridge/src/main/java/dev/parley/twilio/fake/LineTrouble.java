package dev.parley.twilio.fake;

import java.time.Duration;

/**
 * What goes wrong on the way from Twilio to the bot. Nothing is ever swapped, as a socket keeps its order.
 *
 * @param seed of chance, so that a call is the same each time
 * @param stalls the longest time for which nothing arrives; what was held back then comes at once, in a bunch
 * @param lost how many of the caller's pieces never arrive, 0 to 1
 * @param lateMarks how late marks come back
 */
public record LineTrouble(long seed, Duration stalls, double lost, Duration lateMarks) {

  /** A line that is as good as it can be. */
  public static final LineTrouble NONE = new LineTrouble(0, Duration.ZERO, 0, Duration.ZERO);

  public LineTrouble {
    if (stalls.isNegative() || lateMarks.isNegative() || !(lost >= 0 && lost <= 1)) {
      throw new IllegalArgumentException("stalls and lateMarks must not be negative, and lost must be between 0 and 1");
    }
  }
}
