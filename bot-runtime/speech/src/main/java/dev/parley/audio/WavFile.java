package dev.parley.audio;

import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Reads and writes WAV files: 16 bit linear or mu-law in, 16 bit linear out, one or two channels. Files are read whole, up to {@link
 * #MAX_BYTES}. Thread-safe.
 */
public final class WavFile {
  /** The longest file that is read: 100 MB, almost two hours of telephone sound. */
  public static final int MAX_BYTES = 100_000_000;

  private static final int PCM = 1;
  private static final int MULAW = 7;
  private static final int EXTENSIBLE = 0xfffe;

  private WavFile() {}

  /**
   * Reads a file.
   *
   * @return one sound per channel, first the left one
   * @throws IOException when it cannot be read, or is not a WAV file of a kind we know; the message says which
   */
  public static List<Pcm> read(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return read(in);
    } catch (IOException e) {
      throw new IOException(file + ": " + e.getMessage(), e);
    }
  }

  /** Reads a stream; see {@link #read(Path)}. Does not close it. */
  public static List<Pcm> read(InputStream in) throws IOException {
    DataInputStream data = new DataInputStream(in);
    String riff = tag(data);
    littleEndian(data);
    if (!riff.equals("RIFF") || !tag(data).equals("WAVE")) {
      throw new IOException("not a WAV file: it does not begin with RIFF and WAVE");
    }
    ByteBuffer format = null;
    while (true) {
      String tag = tag(data);
      // A length of -1 (as unsigned: 4 GB) is written by programs that did not know it yet.
      int length = littleEndian(data);
      if (tag.equals("fmt ")) {
        format = ByteBuffer.wrap(exactly(data, length)).order(ByteOrder.LITTLE_ENDIAN);
      } else if (tag.equals("data") && format != null) {
        return channels(format, upTo(data, length));
      } else {
        data.skipNBytes(Integer.toUnsignedLong(length));
      }
      if (length % 2 != 0) {
        data.skipNBytes(1);
      }
    }
  }

  /**
   * Writes a file of 16 bit linear samples.
   *
   * @param channels one or two sounds of one rate; the shorter is followed by silence
   */
  public static void write(Path file, Pcm... channels) throws IOException {
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
      write(out, channels);
    }
  }

  /** Writes to a stream; see {@link #write(Path, Pcm...)}. Does not close it. */
  public static void write(OutputStream out, Pcm... channels) throws IOException {
    if (channels.length < 1 || channels.length > 2 || channels[0].rateHz() != channels[channels.length - 1].rateHz()) {
      throw new IllegalArgumentException("one or two channels of the same rate can be written");
    }
    int count = channels.length;
    int rateHz = channels[0].rateHz();
    int length = Math.max(channels[0].length(), channels[count - 1].length());
    int dataBytes = Math.multiplyExact(length, 2 * count);
    ByteBuffer bytes = ByteBuffer.allocate(Math.addExact(44, dataBytes)).order(ByteOrder.LITTLE_ENDIAN);
    bytes.put(ascii("RIFF")).putInt(36 + dataBytes).put(ascii("WAVE"));
    bytes.put(ascii("fmt ")).putInt(16).putShort((short) PCM).putShort((short) count);
    bytes.putInt(rateHz).putInt(rateHz * 2 * count).putShort((short) (2 * count)).putShort((short) 16);
    bytes.put(ascii("data")).putInt(dataBytes);
    for (int i = 0; i < length; i++) {
      for (Pcm channel : channels) {
        bytes.putShort(i < channel.length() ? channel.at(i) : 0);
      }
    }
    out.write(bytes.array());
  }

  private static List<Pcm> channels(ByteBuffer format, byte[] bytes) throws IOException {
    if (format.capacity() < 16) {
      throw new IOException("damaged WAV file: its format part is too short");
    }
    int code = Short.toUnsignedInt(format.getShort(0));
    // The extensible form keeps the real code at the head of its sub-format.
    int encoding = code == EXTENSIBLE && format.capacity() >= 26 ? Short.toUnsignedInt(format.getShort(24)) : code;
    int count = format.getShort(2);
    int rateHz = format.getInt(4);
    int bits = format.getShort(14);
    boolean linear = encoding == PCM && bits == 16;
    if (!linear && !(encoding == MULAW && bits == 8) || count < 1 || count > 2 || rateHz <= 0) {
      throw new IOException("only 16 bit linear and mu-law WAV files of one or two channels can be read; this one has encoding "
          + encoding + ", " + bits + " bits, " + count + " channels");
    }
    short[] all = linear ? Pcm.fromBytes(evenly(bytes), rateHz).shared() : MuLaw.decode(bytes);
    List<Pcm> channels = new ArrayList<>();
    for (int c = 0; c < count; c++) {
      short[] one = new short[all.length / count];
      for (int i = 0; i < one.length; i++) {
        one[i] = all[i * count + c];
      }
      channels.add(Pcm.owning(one, rateHz));
    }
    return channels;
  }

  private static byte[] evenly(byte[] bytes) {
    return bytes.length % 2 == 0 ? bytes : Arrays.copyOf(bytes, bytes.length - 1);
  }

  private static byte[] exactly(DataInputStream in, int length) throws IOException {
    byte[] bytes = upTo(in, length);
    if (bytes.length != length) {
      throw new IOException("damaged WAV file: it ends in its header");
    }
    return bytes;
  }

  private static byte[] upTo(DataInputStream in, int length) throws IOException {
    long wanted = Integer.toUnsignedLong(length);
    byte[] bytes = in.readNBytes((int) Math.min(wanted, MAX_BYTES + 1L));
    if (bytes.length > MAX_BYTES) {
      throw new IOException("the WAV file is longer than " + MAX_BYTES + " bytes");
    }
    return bytes;
  }

  private static int littleEndian(DataInputStream in) throws IOException {
    return Integer.reverseBytes(in.readInt());
  }

  private static String tag(DataInputStream in) throws IOException {
    byte[] bytes = in.readNBytes(4);
    if (bytes.length < 4) {
      throw new IOException("damaged WAV file: it ends before its sound");
    }
    return new String(bytes, StandardCharsets.US_ASCII);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
