package dev.parley.conversation;

import dev.parley.audio.AudioFrame;
import dev.parley.audio.Pcm;

/** How loud the bot speaks: softer while somebody may be about to interrupt, without a click. One thread. */
final class Loudness {

  /** Soft enough to show that one listens, loud enough to be followed. */
  private static final double LOWERED = Math.pow(10, -12 / 20.0);

  private double now = 1;
  private double wanted = 1;

  void lower() {
    wanted = LOWERED;
  }

  void restore() {
    wanted = 1;
  }

  /** The next prompt begins as loud as any. */
  void reset() {
    now = 1;
    wanted = 1;
  }

  /** The frame as loud as it should be; the way there is a frame long. */
  AudioFrame of(AudioFrame frame) {
    if (now == 1 && wanted == 1) {
      return frame;
    }
    short[] samples = frame.toPcm().samples();
    for (int i = 0; i < samples.length; i++) {
      double factor = now + (wanted - now) * (i + 1) / samples.length;
      samples[i] = (short) Math.round(samples[i] * factor);
    }
    now = wanted;
    byte[] bytes = Pcm.of(samples, frame.format().sampleRateHz()).toBytes(frame.format());
    return new AudioFrame(frame.format(), bytes, frame.positionMs());
  }
}
