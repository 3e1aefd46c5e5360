package dev.parley.twilio;

import dev.parley.audio.AudioFormat;
import dev.parley.audio.AudioFrame;

/** The sound of a telephone line, mu-law at 8 kHz, as frames. Stateless, thread-safe. */
final class TelephoneSound {

  private TelephoneSound() {}

  static AudioFrame frame(byte[] mulaw, long positionMs) {
    return new AudioFrame(AudioFormat.MULAW_8K, mulaw, positionMs);
  }

  /** The bytes of a frame, which must be in the format that the channel asked for. */
  static byte[] mulaw(AudioFrame frame) {
    if (!frame.format().equals(AudioFormat.MULAW_8K)) {
      throw new IllegalArgumentException("a call is spoken to in mu-law at 8 kHz, not in " + frame.format());
    }
    return frame.bytes();
  }
}
