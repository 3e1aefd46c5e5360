package dev.parley.feature;

import dev.parley.feature.RecordState.Timed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.msgpack.core.MessageBufferPacker;
import org.msgpack.core.MessagePack;
import org.msgpack.core.MessageUnpacker;

/**
 * Records as MessagePack. Each value begins with the number of its form, so that a later form can be told from this one. Stateless.
 *
 * <p>A state is {@code [form, base seconds, base nanoseconds, deleted, expiry?, count, (name, value, own time?)*]}, a row {@code
 * [form, kind, ingested seconds, nanoseconds, expiry?, count, (name, value)*]}; {@code ?} is nil where there is none.
 */
public final class RecordCodec {

  private static final int FORM = 1;

  private RecordCodec() {}

  /** A state as bytes. */
  public static byte[] state(RecordState state) {
    try (MessageBufferPacker out = MessagePack.newDefaultBufferPacker()) {
      out.packInt(FORM);
      time(out, state.base());
      out.packBoolean(state.deleted());
      if (state.expiry().isPresent()) {
        time(out, state.expiry().get().value());
        time(out, state.expiry().get().time());
      } else {
        out.packNil();
      }
      out.packInt(state.values().size());
      for (Map.Entry<String, Timed<FeatureValue>> entry : state.values().entrySet()) {
        out.packString(entry.getKey());
        value(out, entry.getValue().value());
        if (entry.getValue().time().equals(state.base())) {
          out.packNil();
        } else {
          time(out, entry.getValue().time());
        }
      }
      return out.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException("a record cannot be written", e);
    }
  }

  /** The state that bytes hold; throws {@link UncheckedIOException} when they hold none. */
  public static RecordState state(byte[] stored) {
    try (MessageUnpacker in = MessagePack.newDefaultUnpacker(stored)) {
      form(in);
      Instant base = time(in);
      boolean deleted = in.unpackBoolean();
      Optional<Timed<Instant>> expiry = Optional.empty();
      if (!in.tryUnpackNil()) {
        Instant end = time(in);
        expiry = Optional.of(new Timed<>(end, time(in)));
      }
      int count = in.unpackInt();
      Map<String, Timed<FeatureValue>> values = new HashMap<>(2 * count);
      for (int i = 0; i < count; i++) {
        String name = in.unpackString();
        FeatureValue value = value(in);
        values.put(name, new Timed<>(value, in.tryUnpackNil() ? base : time(in)));
      }
      return new RecordState(base, deleted, values, expiry);
    } catch (IOException e) {
      throw new UncheckedIOException("a record of the feature store is damaged", e);
    }
  }

  /** A row as bytes, without its key, event time and sequence. */
  public static byte[] row(FeatureWrite.Kind kind, FeatureRecord record, Instant ingested) {
    try (MessageBufferPacker out = MessagePack.newDefaultBufferPacker()) {
      out.packInt(FORM);
      out.packString(kind.name());
      time(out, ingested);
      if (record.expiresAt().isPresent()) {
        time(out, record.expiresAt().get());
      } else {
        out.packNil();
      }
      out.packInt(record.values().size());
      for (Map.Entry<String, FeatureValue> entry : record.values().entrySet()) {
        out.packString(entry.getKey());
        value(out, entry.getValue());
      }
      return out.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException("a record cannot be written", e);
    }
  }

  /** The row that bytes hold; throws {@link UncheckedIOException} when they hold none. */
  public static HistoryRow row(RecordKey key, Instant eventTime, long sequence, byte[] stored) {
    try (MessageUnpacker in = MessagePack.newDefaultUnpacker(stored)) {
      form(in);
      FeatureWrite.Kind kind = FeatureWrite.Kind.valueOf(in.unpackString());
      Instant ingested = time(in);
      Optional<Instant> expiry = in.tryUnpackNil() ? Optional.empty() : Optional.of(time(in));
      int count = in.unpackInt();
      Map<String, FeatureValue> values = new HashMap<>(2 * count);
      for (int i = 0; i < count; i++) {
        String name = in.unpackString();
        values.put(name, value(in));
      }
      return new HistoryRow(kind, new FeatureRecord(key.group(), key.key(), eventTime, values, expiry), ingested, sequence);
    } catch (IOException e) {
      throw new UncheckedIOException("a row of the feature store's history is damaged", e);
    }
  }

  private static void form(MessageUnpacker in) throws IOException {
    int form = in.unpackInt();
    if (form != FORM) {
      throw new IOException("this is form " + form + ", which a later Parley wrote; this one reads form " + FORM);
    }
  }

  private static void time(MessageBufferPacker out, Instant time) throws IOException {
    out.packLong(time.getEpochSecond());
    out.packInt(time.getNano());
  }

  private static Instant time(MessageUnpacker in) throws IOException {
    long seconds = in.unpackLong();
    return Instant.ofEpochSecond(seconds, in.unpackInt());
  }

  private static void value(MessageBufferPacker out, FeatureValue value) throws IOException {
    if (value instanceof FeatureValue.Single one) {
      out.packString(one.text());
      return;
    }
    List<String> texts = ((FeatureValue.Many) value).texts();
    out.packArrayHeader(texts.size());
    for (String text : texts) {
      out.packString(text);
    }
  }

  private static FeatureValue value(MessageUnpacker in) throws IOException {
    if (!in.getNextFormat().getValueType().isArrayType()) {
      return FeatureValue.of(in.unpackString());
    }
    int size = in.unpackArrayHeader();
    List<String> texts = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      texts.add(in.unpackString());
    }
    return FeatureValue.of(texts);
  }
}
