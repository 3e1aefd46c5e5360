package dev.parley.twilio;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Optional;

/**
 * Cuts what the bot says into whole 20 ms frames, since Twilio plays a piece of another length with a click. Not
 * thread-safe.
 */
final class OutboundAudio {

  private final ByteArrayOutputStream rest = new ByteArrayOutputStream(InboundAudio.FRAME_BYTES);

  /** Takes mu-law; gives the whole frames that are complete now, as one piece. */
  Optional<byte[]> add(byte[] audio) {
    rest.writeBytes(audio);
    int whole = rest.size() - rest.size() % InboundAudio.FRAME_BYTES;
    if (whole == 0) {
      return Optional.empty();
    }
    byte[] all = rest.toByteArray();
    rest.reset();
    rest.write(all, whole, all.length - whole);
    return Optional.of(Arrays.copyOf(all, whole));
  }

  /** Gives what is left, filled up with silence. */
  Optional<byte[]> finish() {
    if (rest.size() == 0) {
      return Optional.empty();
    }
    byte[] last = Arrays.copyOf(rest.toByteArray(), InboundAudio.FRAME_BYTES);
    Arrays.fill(last, rest.size(), last.length, InboundAudio.MULAW_SILENCE);
    rest.reset();
    return Optional.of(last);
  }

  void drop() {
    rest.reset();
  }
}
