package dev.parley.feature.embedded;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;

/**
 * Keys in the engine, ordered as they are read. A record is {@code group, key}, each with its length in two bytes before it, so
 * that no name is the beginning of another; a row of its history is that, and its event time and sequence in 20 bytes whose order
 * is that of time. Stateless.
 */
final class EngineKeys {

  private static final int TIME = Long.BYTES + Integer.BYTES;
  private static final int SUFFIX = TIME + Long.BYTES;

  private EngineKeys() {}

  static byte[] group(String group) {
    byte[] name = group.getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(Short.BYTES + name.length).putShort((short) name.length).put(name).array();
  }

  /** The key of a record with this name, sealed or not. */
  static byte[] record(byte[] group, byte[] key) {
    return ByteBuffer.allocate(2 * Short.BYTES + group.length + key.length)
        .putShort((short) group.length)
        .put(group)
        .putShort((short) key.length)
        .put(key)
        .array();
  }

  /** The least key of a row that is not before this time. */
  static byte[] row(byte[] prefix, Instant time, long sequence) {
    return ByteBuffer.allocate(prefix.length + SUFFIX)
        .put(prefix)
        .putLong(time.getEpochSecond() ^ Long.MIN_VALUE)
        .putInt(time.getNano())
        .putLong(sequence)
        .array();
  }

  /** The group of a key. */
  static byte[] groupOf(byte[] key) {
    return next(ByteBuffer.wrap(key));
  }

  /** The name in a key, as it stands there. */
  static byte[] nameOf(byte[] key) {
    ByteBuffer in = ByteBuffer.wrap(key);
    var unused = next(in);
    return next(in);
  }

  static Instant time(byte[] row) {
    ByteBuffer in = ByteBuffer.wrap(row, row.length - SUFFIX, SUFFIX);
    long seconds = in.getLong() ^ Long.MIN_VALUE;
    return Instant.ofEpochSecond(seconds, in.getInt());
  }

  static long sequence(byte[] row) {
    return ByteBuffer.wrap(row, row.length - Long.BYTES, Long.BYTES).getLong();
  }

  static byte[] number(long number) {
    return ByteBuffer.allocate(Long.BYTES).putLong(number).array();
  }

  static long number(byte[] stored) {
    return ByteBuffer.wrap(stored).getLong();
  }

  /** The least key after all that begin like this, or empty when there is none such. */
  static byte[] after(byte[] prefix) {
    byte[] next = prefix.clone();
    for (int i = next.length - 1; i >= 0; i--) {
      if (++next[i] != 0) {
        return Arrays.copyOf(next, i + 1);
      }
    }
    throw new IllegalArgumentException("no key is after this prefix");
  }

  static boolean startsWith(byte[] key, byte[] prefix) {
    return key.length >= prefix.length && Arrays.equals(key, 0, prefix.length, prefix, 0, prefix.length);
  }

  private static byte[] next(ByteBuffer in) {
    byte[] bytes = new byte[Short.toUnsignedInt(in.getShort())];
    in.get(bytes);
    return bytes;
  }
}
