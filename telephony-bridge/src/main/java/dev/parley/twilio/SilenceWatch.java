package dev.parley.twilio;

import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notices a bot that is said to speak and does not: a prompt has begun, all that was sent of it is played, and no more has come
 * for a while. Each prompt is reported once. A prompt that pauses, because the caller may be about to interrupt it, is none.
 * Not thread-safe: its call guards it, also when its alarm rings.
 */
final class SilenceWatch {

  private static final Logger LOG = LoggerFactory.getLogger(SilenceWatch.class);

  private final String callSid;
  private final Timers timers;
  private final long afterMs;
  private final Object lock;
  private final BotVoice voice;
  private final CallMeters meters;
  private long reportedPrompt = -1;
  private boolean watching;
  private boolean stopped;

  SilenceWatch(String callSid, Timers timers, long afterMs, Object lock, BotVoice voice, CallMeters meters) {
    this.callSid = callSid;
    this.timers = timers;
    this.afterMs = afterMs;
    this.lock = lock;
    this.voice = voice;
    this.meters = meters;
  }

  /** Something was said, or is about to be. */
  void spoken() {
    if (!watching && !stopped) {
      watching = true;
      timers.after(afterMs, this::look);
    }
  }

  void stop() {
    stopped = true;
  }

  private void look() {
    synchronized (lock) {
      watching = false;
      OptionalLong silentSinceMs = voice.silentSinceMs();
      if (stopped || silentSinceMs.isEmpty()) {
        return;
      }
      long leftMs = silentSinceMs.getAsLong() + afterMs - timers.nowMs();
      if (leftMs > 0) {
        watching = true;
        timers.after(leftMs, this::look);
      } else if (voice.prompt() != reportedPrompt) {
        reportedPrompt = voice.prompt();
        meters.promptSilent();
        LOG.warn("call {}: prompt {} has begun, and nothing was sent of it for {} ms", callSid, reportedPrompt, afterMs);
      }
    }
  }
}
