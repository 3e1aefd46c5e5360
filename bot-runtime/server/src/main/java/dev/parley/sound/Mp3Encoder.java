package dev.parley.sound;

import de.sciss.jump3r.lowlevel.LameEncoder;
import java.io.ByteArrayOutputStream;
import javax.sound.sampled.AudioFormat;

/** MP3, by jump3r (LAME in Java). Its frames can be played as they come. */
final class Mp3Encoder implements SoundEncoder {

  private static final int KBIT = 48;
  private static final int SAMPLE_BITS = 16;

  private final LameEncoder lame;
  private final ByteArrayOutputStream held = new ByteArrayOutputStream();

  Mp3Encoder(int rateHz) {
    lame =
        new LameEncoder(
            new AudioFormat(rateHz, SAMPLE_BITS, 1, true, false), KBIT, LameEncoder.CHANNEL_MODE_MONO, LameEncoder.QUALITY_LOW, false);
  }

  @Override
  public byte[] encode(byte[] pcm) {
    held.writeBytes(pcm);
    int block = lame.getPCMBufferSize();
    byte[] waiting = held.toByteArray();
    int whole = waiting.length / block * block;
    if (whole == 0) {
      return new byte[0];
    }
    held.reset();
    held.write(waiting, whole, waiting.length - whole);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (int from = 0; from < whole; from += block) {
      encode(waiting, from, block, out);
    }
    return out.toByteArray();
  }

  private void encode(byte[] pcm, int from, int length, ByteArrayOutputStream out) {
    byte[] mp3 = new byte[lame.getMP3BufferSize()];
    out.write(mp3, 0, lame.encodeBuffer(pcm, from, length, mp3));
  }

  @Override
  public byte[] end() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    byte[] rest = held.toByteArray();
    if (rest.length > 0) {
      encode(rest, 0, rest.length, out);
    }
    byte[] mp3 = new byte[lame.getMP3BufferSize()];
    out.write(mp3, 0, Math.max(0, lame.encodeFinish(mp3)));
    lame.close();
    return out.toByteArray();
  }
}
