package dev.parley.twilio.fake;

import dev.parley.audio.AudioFormat;
import dev.parley.audio.Pcm;
import dev.parley.audio.WavFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Both voices of a call at 8 kHz: the caller on the left, the bot on the right. Written by one thread, then only read. */
public final class CallRecording {

  private static final int BYTES_PER_MS = 8;

  private enum Side {
    CALLER,
    BOT
  }

  private record Silenced(Side side, long fromMs, long toMs) {}

  private final ByteArrayOutputStream caller = new ByteArrayOutputStream();
  private final ByteArrayOutputStream bot = new ByteArrayOutputStream();
  private final List<Silenced> silenced = new ArrayList<>();

  CallRecording() {}

  /** One moment of both, equally long, mu-law. */
  void add(byte[] callerSound, byte[] botSound) {
    caller.writeBytes(callerSound);
    bot.writeBytes(botSound);
  }

  void silenceCaller(long fromMs, long toMs) {
    silenced.add(new Silenced(Side.CALLER, fromMs, toMs));
  }

  void silenceBot(long fromMs, long toMs) {
    silenced.add(new Silenced(Side.BOT, fromMs, toMs));
  }

  /** How long it is, in milliseconds. */
  public long lengthMs() {
    return caller.size() / BYTES_PER_MS;
  }

  /** The caller's voice; secrets are silent. */
  public Pcm caller() {
    return voice(Side.CALLER, caller.toByteArray());
  }

  /** The bot's voice as the caller heard it; secrets are silent. */
  public Pcm bot() {
    return voice(Side.BOT, bot.toByteArray());
  }

  /**
   * Writes a stereo WAV file, the caller on the left and the bot on the right.
   *
   * @throws IOException when the file cannot be written
   */
  public void write(Path file) throws IOException {
    WavFile.write(file, caller(), bot());
  }

  private Pcm voice(Side side, byte[] mulaw) {
    return Pcm.fromBytes(without(side, mulaw), AudioFormat.MULAW_8K);
  }

  private byte[] without(Side side, byte[] mulaw) {
    for (Silenced span : silenced) {
      if (span.side() == side) {
        int from = (int) Math.min(mulaw.length, span.fromMs() * BYTES_PER_MS);
        int to = (int) Math.min(mulaw.length, span.toMs() * BYTES_PER_MS);
        Arrays.fill(mulaw, from, Math.max(from, to), (byte) 0xFF);
      }
    }
    return mulaw;
  }
}
