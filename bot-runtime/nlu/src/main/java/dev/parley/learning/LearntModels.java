package dev.parley.learning;

import dev.parley.learning.Recipe.Key;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.zip.CRC32;

/**
 * Models that were trained, by what they were trained on. Where an intent's samples and the values of its slots are what they
 * were, its model is read, not trained; both are equal. It holds numbers and digests, no texts. Thread-safe.
 */
public final class LearntModels {

  private static final int MAGIC = 0x504C4D31; // PLM1
  private static final int HEAD_BYTES = 2 * Long.BYTES + Integer.BYTES;

  private final String code;
  private final long maxBytes;
  /** Those used last come last. */
  private final Map<Key, byte[]> models = new LinkedHashMap<>(16, 0.75f, true);
  private long bytes;
  private long learnt;

  /**
   * Knows none yet.
   *
   * @param code what tells the code that trains from any other: models of other code are not taken
   * @param maxBytes about how much is kept; the models that were used longest ago are forgotten first
   */
  public LearntModels(String code, long maxBytes) {
    this.code = code;
    this.maxBytes = maxBytes;
  }

  /** Keeps nothing: all is trained each time. */
  public static LearntModels none() {
    return new LearntModels("", 0);
  }

  /** The model of this recipe: as it was learnt before, or trained now. What cannot be read is trained anew. */
  public <M extends LearntModel> M of(Recipe recipe, LearntModel.Reader<M> reader, Supplier<M> training) {
    if (maxBytes <= 0) {
      return training.get();
    }
    Key key = recipe.key();
    Optional<M> known = known(key).flatMap(b -> read(b, reader));
    if (known.isPresent()) {
      return known.get();
    }
    M model = training.get();
    keep(key, bytes(model));
    return model;
  }

  private static <M extends LearntModel> Optional<M> read(byte[] bytes, LearntModel.Reader<M> reader) {
    ByteArrayInputStream in = new ByteArrayInputStream(bytes);
    try {
      M model = reader.read(new DataInputStream(in));
      return in.available() == 0 ? Optional.of(model) : Optional.empty();
    } catch (IOException e) {
      // No model of this kind: the caller trains one, which takes its place.
      return Optional.empty();
    }
  }

  private static byte[] bytes(LearntModel model) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      model.write(new DataOutputStream(out));
    } catch (IOException e) {
      throw new UncheckedIOException("memory can be written to", e);
    }
    return out.toByteArray();
  }

  private synchronized Optional<byte[]> known(Key key) {
    return Optional.ofNullable(models.get(key));
  }

  private synchronized void keep(Key key, byte[] model) {
    put(key, model);
    learnt++;
  }

  private void put(Key key, byte[] model) {
    byte[] before = models.put(key, model);
    bytes += model.length + HEAD_BYTES - (before == null ? 0 : before.length + HEAD_BYTES);
    var oldest = models.entrySet().iterator();
    while (bytes > maxBytes && oldest.hasNext()) {
      bytes -= oldest.next().getValue().length + HEAD_BYTES;
      oldest.remove();
    }
  }

  /** How many models are known. */
  public synchronized int size() {
    return models.size();
  }

  /** How many models were trained, rather than read. */
  public synchronized long learnt() {
    return learnt;
  }

  /** All that is known, to be taken by {@link #recall} later. */
  public synchronized byte[] toBytes() {
    byte[] by = code.getBytes(StandardCharsets.UTF_8);
    ByteBuffer out = ByteBuffer.allocate(Math.toIntExact(3 * Integer.BYTES + by.length + bytes + Long.BYTES));
    out.putInt(MAGIC).putInt(by.length).put(by).putInt(models.size());
    models.forEach((key, model) -> out.putLong(key.high()).putLong(key.low()).putInt(model.length).put(model));
    return out.putLong(sum(out.array(), out.position())).array();
  }

  /**
   * Takes what the same code has learnt; of what other code has learnt nothing.
   *
   * @return how many models are known now
   * @throws LearntModelsException when the bytes are damaged; nothing of them is taken then
   */
  public int recall(byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    Map<Key, byte[]> read = new LinkedHashMap<>();
    try {
      if (in.getInt() != MAGIC || in.getLong(bytes.length - Long.BYTES) != sum(bytes, bytes.length - Long.BYTES)) {
        throw new LearntModelsException("trained models are damaged, or none");
      }
      if (!new String(next(in), StandardCharsets.UTF_8).equals(code)) {
        return size();
      }
      for (int left = in.getInt(); left > 0; left--) {
        read.put(new Key(in.getLong(), in.getLong()), next(in));
      }
    } catch (BufferUnderflowException | IndexOutOfBoundsException | NegativeArraySizeException e) {
      throw new LearntModelsException("trained models are damaged, or none", e);
    }
    synchronized (this) {
      read.forEach(this::put);
    }
    return size();
  }

  private static byte[] next(ByteBuffer in) {
    int length = in.getInt();
    if (length > in.remaining()) {
      throw new BufferUnderflowException();
    }
    byte[] bytes = new byte[length];
    in.get(bytes);
    return bytes;
  }

  private static long sum(byte[] bytes, int length) {
    CRC32 sum = new CRC32();
    sum.update(bytes, 0, length);
    return sum.getValue();
  }
}
