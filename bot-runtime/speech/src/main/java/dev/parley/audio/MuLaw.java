package dev.parley.audio;

import java.util.Arrays;

/**
 * G.711 mu-law: 14 bit sound in 8 bits, as telephones carry it. Decoding is the table of ITU-T G.711 (table 2a/2b, with both
 * halves inverted as sent on the line), scaled to 16 bit; encoding picks the code by G.711's decision values, through a table over
 * all 14 bit magnitudes. Thread-safe.
 *
 * <p>How it works: a magnitude is biased by 33 and becomes a segment (its highest bit) and four bits of mantissa. Steps double from
 * segment to segment; an error is at most half a step.
 */
public final class MuLaw {
  /** The bias, in 14 bit steps, that makes every segment begin at a power of two. */
  private static final int BIAS = 33;
  /** The largest magnitude in 14 bit steps that is not clipped: 8,158 is G.711's virtual decision value. */
  private static final int CLIP = 8_158;

  private static final short[] DECODED = decodingTable();
  private static final byte[] ENCODED_MAGNITUDE = encodingTable();

  private MuLaw() {}

  private static short[] decodingTable() {
    short[] table = new short[256];
    for (int code = 0; code < 256; code++) {
      int bits = ~code & 0xff;
      int segment = (bits >> 4) & 7;
      int magnitude = ((((bits & 0xf) << 1) + BIAS) << segment) - BIAS;
      // 14 bit steps to 16 bit: two more binary places.
      table[code] = (short) (((bits & 0x80) != 0 ? -magnitude : magnitude) << 2);
    }
    return table;
  }

  /** For each 14 bit magnitude the code of the positive value. */
  private static byte[] encodingTable() {
    byte[] table = new byte[8_193];
    for (int magnitude = 0; magnitude < table.length; magnitude++) {
      int biased = Math.min(magnitude, CLIP) + BIAS;
      int segment = 31 - Integer.numberOfLeadingZeros(biased) - 5;
      int mantissa = (biased >> (segment + 1)) & 0xf;
      table[magnitude] = (byte) ~(segment << 4 | mantissa);
    }
    return table;
  }

  /** The sample that a code stands for. */
  public static short decode(byte code) {
    return DECODED[code & 0xff];
  }

  /** The samples that the codes stand for. */
  public static short[] decode(byte[] codes) {
    short[] samples = new short[codes.length];
    for (int i = 0; i < codes.length; i++) {
      samples[i] = DECODED[codes[i] & 0xff];
    }
    return samples;
  }

  /** The code of a sample; silence is {@code 0xff}. */
  public static byte encode(short sample) {
    // Magnitudes are cut to 14 bits, as G.711's uniform input has them; a negative sample's sign is the code's highest bit.
    return sample >= 0 ? ENCODED_MAGNITUDE[sample >> 2] : (byte) (ENCODED_MAGNITUDE[-sample >> 2] & 0x7f);
  }

  /** The codes of the samples. */
  public static byte[] encode(short[] samples) {
    byte[] codes = new byte[samples.length];
    for (int i = 0; i < samples.length; i++) {
      codes[i] = encode(samples[i]);
    }
    return codes;
  }

  /** Silence of so many bytes. */
  public static byte[] silence(int bytes) {
    byte[] codes = new byte[bytes];
    Arrays.fill(codes, (byte) 0xff);
    return codes;
  }
}
