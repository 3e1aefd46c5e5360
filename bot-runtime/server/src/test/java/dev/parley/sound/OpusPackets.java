package dev.parley.sound;

import dev.parley.audio.Pcm;
import io.github.jaredmdobson.concentus.OpusApplication;
import io.github.jaredmdobson.concentus.OpusEncoder;
import io.github.jaredmdobson.concentus.OpusException;
import java.util.Arrays;

/** What a client sends as {@code audio/x-cbr-opus-with-preamble}: packets of an encoder, all of one size. */
public final class OpusPackets {

  private OpusPackets() {}

  /** Packets of so many milliseconds and bytes; the last one is filled up with silence. */
  public static byte[] of(Pcm sound, int frameMs, int packetBytes) throws OpusException {
    int rateHz = sound.rateHz();
    OpusEncoder encoder = new OpusEncoder(rateHz, 1, OpusApplication.OPUS_APPLICATION_VOIP);
    encoder.setUseVBR(false);
    encoder.setBitrate(packetBytes * 8 * 1_000 / frameMs);
    int frame = rateHz * frameMs / 1_000;
    int packets = (sound.samples().length + frame - 1) / frame;
    short[] samples = Arrays.copyOf(sound.samples(), packets * frame);
    byte[] out = new byte[packets * packetBytes];
    for (int i = 0; i < packets; i++) {
      int length = encoder.encode(samples, i * frame, frame, out, i * packetBytes, packetBytes);
      if (length != packetBytes) {
        throw new AssertionError("the encoder made a packet of " + length + " bytes");
      }
    }
    return out;
  }
}
