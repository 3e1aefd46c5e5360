package dev.parley.twilio;

/**
 * Time, as far as a call needs it: what it is now and "wake me in a while". Handed in everywhere, so that tests run calls in
 * virtual time. Thread-safe.
 */
public interface Timers {

  /** Milliseconds that only go forward; their zero means nothing. */
  long nowMs();

  /**
   * Runs an action once.
   *
   * @param delayMs from now on; 0 or less = as soon as possible, but never inside this call
   * @param action must not block
   */
  Alarm after(long delayMs, Runnable action);

  /** A set alarm. */
  @FunctionalInterface
  interface Alarm {
    /** Makes the alarm stay silent, if it has not rung yet. */
    void cancel();
  }
}
