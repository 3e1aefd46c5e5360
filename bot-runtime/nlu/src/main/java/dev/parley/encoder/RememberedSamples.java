package dev.parley.encoder;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Map;
import java.util.zip.CRC32;

/**
 * An encoder with the vectors of bots' samples that it has encoded, so that a bot that is trained again has only its new samples
 * encoded. It keeps hashes of texts, not texts. What callers say is not remembered. Thread-safe.
 */
public final class RememberedSamples {

  private static final int MAGIC = 0x50454D31; // PEM1
  private static final int KEY_BYTES = 16;

  private final SentenceEncoder encoder;
  private final Cache<Key, float[]> vectors;

  /**
   * Remembers nothing yet.
   *
   * @param max how many samples are remembered; those used least recently are forgotten
   */
  public RememberedSamples(SentenceEncoder encoder, int max) {
    this.encoder = encoder;
    // Housekeeping is done by whoever comes along: threads are the shell's.
    this.vectors = Caffeine.newBuilder().maximumSize(max).executor(Runnable::run).build();
  }

  /** The encoder itself, for what callers say. */
  public SentenceEncoder encoder() {
    return encoder;
  }

  /** A sample's vector, which must not be changed. */
  public float[] encode(String sample) {
    return vectors.get(Key.of(sample), k -> encoder.encode(sample));
  }

  /** How many samples are remembered. */
  public long size() {
    vectors.cleanUp();
    return vectors.estimatedSize();
  }

  /** All that is remembered, to be taken by {@link #recall} later. */
  public byte[] toBytes() {
    Map<Key, float[]> all = Map.copyOf(vectors.asMap());
    int dimensions = encoder.dimensions();
    byte[] model = encoder.fingerprint().getBytes(StandardCharsets.US_ASCII);
    int entry = KEY_BYTES + dimensions * Float.BYTES;
    ByteBuffer out = ByteBuffer.allocate(Integer.BYTES * 4 + model.length + entry * all.size() + Long.BYTES);
    out.putInt(MAGIC).putInt(model.length).put(model).putInt(dimensions).putInt(all.size());
    all.forEach((key, vector) -> {
      out.putLong(key.high).putLong(key.low);
      for (float x : vector) {
        out.putFloat(x);
      }
    });
    out.putLong(sum(out.array(), out.position()));
    return out.array();
  }

  /**
   * Takes what an encoder of the same model remembered.
   *
   * @throws EncoderException when the bytes are damaged or of another model; nothing of them is taken then
   */
  public void recall(byte[] bytes) {
    int dimensions = encoder.dimensions();
    ByteBuffer in = ByteBuffer.wrap(bytes);
    try {
      if (in.getInt() != MAGIC || in.getLong(bytes.length - Long.BYTES) != sum(bytes, bytes.length - Long.BYTES)) {
        throw new EncoderException("remembered samples are damaged, or none");
      }
      byte[] model = new byte[in.getInt()];
      in.get(model);
      if (!new String(model, StandardCharsets.US_ASCII).equals(encoder.fingerprint()) || in.getInt() != dimensions) {
        throw new EncoderException("remembered samples are of another model");
      }
      for (int left = in.getInt(); left > 0; left--) {
        Key key = new Key(in.getLong(), in.getLong());
        float[] vector = new float[dimensions];
        for (int i = 0; i < dimensions; i++) {
          vector[i] = in.getFloat();
        }
        vectors.put(key, vector);
      }
    } catch (BufferUnderflowException | IndexOutOfBoundsException | NegativeArraySizeException e) {
      throw new EncoderException("remembered samples are damaged, or none", e);
    }
  }

  private static long sum(byte[] bytes, int length) {
    CRC32 sum = new CRC32();
    sum.update(bytes, 0, length);
    return sum.getValue();
  }

  /** The first half of a text's SHA-256. */
  private record Key(long high, long low) {

    static Key of(String text) {
      try {
        ByteBuffer hash = ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        return new Key(hash.getLong(), hash.getLong());
      } catch (NoSuchAlgorithmException e) {
        throw new AssertionError("every Java has SHA-256", e);
      }
    }
  }
}
