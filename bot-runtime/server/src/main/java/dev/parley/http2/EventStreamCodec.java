package dev.parley.http2;

import com.fasterxml.jackson.databind.JsonNode;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32;
import software.amazon.eventstream.HeaderValue;
import software.amazon.eventstream.Message;

/**
 * Frames of {@code application/vnd.amazon.eventstream}: collected from any split of the bytes, checked, and unwrapped from the
 * signed layer that SDKs put around them. A bare inner frame is taken too. The AWS library decodes each frame; its own
 * accumulator is not used, since it takes 2 MiB for each stream. One thread at a time; holds memory until {@link #close}.
 */
final class EventStreamCodec implements WireFormat {

  static final String CONTENT_TYPE = "application/vnd.amazon.eventstream";

  /** Total length, headers length, prelude CRC; and the message's own CRC at its end. */
  private static final int PRELUDE = 12;

  private static final int OVERHEAD = 16;

  private final int maxFrameBytes;
  private ByteBuf held = Unpooled.EMPTY_BUFFER;

  EventStreamCodec(int maxFrameBytes) {
    this.maxFrameBytes = maxFrameBytes;
  }

  @Override
  public String contentType() {
    return CONTENT_TYPE;
  }

  @Override
  public List<Incoming> decode(ByteBuf bytes) {
    held = held.isReadable() ? Unpooled.wrappedBuffer(held, bytes.retainedSlice()) : replace(bytes.retainedSlice());
    List<Incoming> events = new ArrayList<>();
    while (held.readableBytes() >= PRELUDE) {
      int total = checkPrelude();
      if (held.readableBytes() < total) {
        break;
      }
      byte[] frame = new byte[total];
      held.readBytes(frame);
      read(message(frame)).ifPresent(events::add);
    }
    // What is left is copied, so that a small rest does not keep large buffers alive.
    ByteBuf rest = held.isReadable() ? Unpooled.copiedBuffer(held) : Unpooled.EMPTY_BUFFER;
    replace(rest);
    return events;
  }

  private ByteBuf replace(ByteBuf next) {
    held.release();
    held = next;
    return held;
  }

  private int checkPrelude() {
    int at = held.readerIndex();
    long total = held.getUnsignedInt(at);
    long headers = held.getUnsignedInt(at + 4);
    CRC32 crc = new CRC32();
    byte[] lengths = new byte[8];
    held.getBytes(at, lengths);
    crc.update(lengths);
    if (crc.getValue() != held.getUnsignedInt(at + 8)) {
      throw new MalformedEvent("an event's prelude does not match its checksum; is this an event stream?");
    }
    if (total < OVERHEAD || headers > total - OVERHEAD) {
      throw new MalformedEvent("an event's lengths contradict each other");
    }
    if (total > maxFrameBytes) {
      throw new MalformedEvent("an event has " + total + " bytes; at most " + maxFrameBytes + " are taken (server.max-event-bytes)");
    }
    return (int) total;
  }

  private static Message message(byte[] frame) {
    try {
      return Message.decode(ByteBuffer.wrap(frame));
    } catch (RuntimeException e) {
      throw new MalformedEvent("an event cannot be decoded: " + e.getMessage());
    }
  }

  private Optional<Incoming> read(Message message) {
    Map<String, HeaderValue> headers = message.getHeaders();
    if (headers.containsKey(":chunk-signature") && !headers.containsKey(":event-type")) {
      // The signed layer; an empty one marks the end of input, which the end of the stream tells too.
      return message.getPayload().length == 0 ? Optional.empty() : inner(message.getPayload());
    }
    return Optional.of(event(message));
  }

  private Optional<Incoming> inner(byte[] payload) {
    if (payload.length < OVERHEAD) {
      throw new MalformedEvent("a signed event is too short to hold an event");
    }
    return Optional.of(event(message(payload)));
  }

  private static Incoming event(Message message) {
    HeaderValue type = message.getHeaders().get(":event-type");
    if (type == null) {
      throw new MalformedEvent("an event has no :event-type header");
    }
    try {
      return new Incoming(type.getString(), WireFormat.json(message.getPayload()));
    } catch (IllegalStateException e) {
      throw new MalformedEvent("an event's :event-type is no text");
    }
  }

  @Override
  public byte[] event(String type, JsonNode payload) {
    Map<String, HeaderValue> headers = new LinkedHashMap<>();
    headers.put(":message-type", HeaderValue.fromString("event"));
    headers.put(":event-type", HeaderValue.fromString(type));
    headers.put(":content-type", HeaderValue.fromString(WireErrors.JSON));
    return bytes(new Message(headers, payload.toString().getBytes(StandardCharsets.UTF_8)));
  }

  @Override
  public byte[] exception(String type, JsonNode payload) {
    Map<String, HeaderValue> headers = new LinkedHashMap<>();
    headers.put(":message-type", HeaderValue.fromString("exception"));
    headers.put(":exception-type", HeaderValue.fromString(type));
    headers.put(":content-type", HeaderValue.fromString(WireErrors.JSON));
    return bytes(new Message(headers, payload.toString().getBytes(StandardCharsets.UTF_8)));
  }

  private static byte[] bytes(Message message) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    message.encode(out);
    return out.toByteArray();
  }

  @Override
  public void close() {
    replace(Unpooled.EMPTY_BUFFER);
  }
}
