package dev.parley.twilio;

import dev.parley.twilio.CallMeters.End;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Sees to it that no call hangs on for ever: ends one whose sound has stopped coming, and one that has lasted too long. Twilio
 * sends silence too, so a quiet caller is no line that is dead. Thread-safe.
 */
final class LineWatch {

  private final Timers timers;
  private final long noMediaMs;
  private final long longestMs;
  private final BiConsumer<End, String> gone;
  private Timers.@Nullable Alarm tooLong;
  private long lastSoundMs;
  private boolean stopped;

  /**
   * A watch that has not begun.
   *
   * @param gone told how the call ended and why, never under a lock
   */
  LineWatch(Timers timers, TwilioSettings.CallLimits limits, BiConsumer<End, String> gone) {
    this.timers = timers;
    this.noMediaMs = limits.noMedia().toMillis();
    this.longestMs = limits.longest().toMillis();
    this.gone = gone;
  }

  synchronized void begin() {
    if (!stopped) {
      lastSoundMs = timers.nowMs();
      tooLong = timers.after(longestMs, () -> gone.accept(End.TOO_LONG, "the call lasted longer than max-call-duration"));
      timers.after(noMediaMs, this::look);
    }
  }

  synchronized void soundCame() {
    lastSoundMs = timers.nowMs();
  }

  synchronized void stop() {
    stopped = true;
    if (tooLong != null) {
      tooLong.cancel();
    }
  }

  private void look() {
    synchronized (this) {
      if (stopped) {
        return;
      }
      long leftMs = lastSoundMs + noMediaMs - timers.nowMs();
      if (leftMs > 0) {
        timers.after(leftMs, this::look);
        return;
      }
    }
    gone.accept(End.NO_SOUND, "no sound came for longer than no-media-timeout");
  }
}
