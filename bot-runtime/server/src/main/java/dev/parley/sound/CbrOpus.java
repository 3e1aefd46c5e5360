package dev.parley.sound;

import dev.parley.audio.AudioFormat;
import dev.parley.audio.Pcm;
import io.github.jaredmdobson.concentus.OpusDecoder;
import io.github.jaredmdobson.concentus.OpusException;
import io.github.jaredmdobson.concentus.OpusPacketInfo;
import java.util.Arrays;

/**
 * Sound that is sent as Opus packets of one size after a preamble, without any container (Lex:
 * {@code audio/x-cbr-opus-with-preamble}). How long a packet lasts is told by the packet itself (RFC 6716, 3.1). Decoded by Concentus.
 *
 * @param preambleBytes that are skipped
 * @param packetBytes of each packet, 1 to {@value #MAX_PACKET}
 */
public record CbrOpus(int preambleBytes, int packetBytes) {

  /** RFC 6716, 3.4. */
  public static final int MAX_PACKET = 1_275;

  /** What comes out. */
  public static final AudioFormat DECODED = AudioFormat.LPCM_16K;

  /** RFC 6716, 3.4: a packet lasts 120 ms at most. */
  private static final int MAX_SAMPLES = DECODED.sampleRateHz() * 120 / 1_000;

  public CbrOpus {
    if (preambleBytes < 0 || packetBytes < 1 || packetBytes > MAX_PACKET) {
      throw new IllegalArgumentException("no Opus of packets of " + packetBytes + " bytes after " + preambleBytes);
    }
  }

  /**
   * How long the sound lasts, in milliseconds; cheap, since nothing is decoded.
   *
   * @throws IllegalArgumentException when these are no whole packets after a whole preamble; the message says what is wrong
   */
  public long ms(byte[] body) {
    int length = body.length - preambleBytes;
    if (length < packetBytes) {
      throw new IllegalArgumentException(
          "has " + body.length + " bytes; a preamble of " + preambleBytes + " and a packet of " + packetBytes + " are the least");
    }
    if (length % packetBytes != 0) {
      throw new IllegalArgumentException(
          "has " + length + " bytes after its preamble, which are no whole packets of " + packetBytes + " (bit-rate x frame-size-milliseconds / 8000)");
    }
    long samples = 0;
    for (int at = preambleBytes; at < body.length; at += packetBytes) {
      int more = samples(body, at);
      if (more <= 0 || more > MAX_SAMPLES) {
        throw broken(at);
      }
      samples += more;
    }
    return samples * 1_000 / DECODED.sampleRateHz();
  }

  private int samples(byte[] body, int at) {
    try {
      return OpusPacketInfo.getNumSamples(body, at, packetBytes, DECODED.sampleRateHz());
    } catch (RuntimeException | AssertionError e) {
      throw broken(at, e);
    }
  }

  /**
   * The sound, of {@link #DECODED}. Takes a thread for about a hundredth of the sound's time.
   *
   * @throws IllegalArgumentException as {@link #ms}, and when a packet cannot be decoded; the message says which
   */
  public byte[] decode(byte[] body) {
    short[] sound = new short[(int) (ms(body) * DECODED.sampleRateHz() / 1_000) + MAX_SAMPLES];
    int samples = 0;
    OpusDecoder decoder = decoder();
    for (int at = preambleBytes; at < body.length; at += packetBytes) {
      try {
        samples += decoder.decode(body, at, packetBytes, sound, samples, MAX_SAMPLES, false);
      } catch (OpusException | RuntimeException | AssertionError e) {
        // Whatever the decoder stumbles over, it is the packet that is wrong.
        throw broken(at, e);
      }
    }
    return Pcm.of(Arrays.copyOf(sound, samples), DECODED.sampleRateHz()).toBytesLittleEndian();
  }

  private static OpusDecoder decoder() {
    try {
      return new OpusDecoder(DECODED.sampleRateHz(), 1);
    } catch (OpusException e) {
      throw new AssertionError("Opus knows 16 kHz", e);
    }
  }

  private IllegalArgumentException broken(int at) {
    return new IllegalArgumentException(
        "cannot be decoded: its packet " + ((at - preambleBytes) / packetBytes + 1) + ", at byte " + at + ", is no Opus packet of " + packetBytes + " bytes");
  }

  private IllegalArgumentException broken(int at, Throwable cause) {
    IllegalArgumentException broken = broken(at);
    broken.initCause(cause);
    return broken;
  }
}
