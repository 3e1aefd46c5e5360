package dev.parley.http2;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.identity.ChunkChain;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.zip.CRC32;
import software.amazon.eventstream.HeaderValue;
import software.amazon.eventstream.Message;

/**
 * Frames of {@code application/vnd.amazon.eventstream}: collected from any split of the bytes, checked, and unwrapped from the
 * signed layer that SDKs put around them. A bare inner frame is taken too. The AWS library decodes each frame that comes; its own
 * accumulator is not used, since it takes 2 MiB for each stream. One thread at a time.
 *
 * <pre>
 *  u32 total | u32 headers | u32 CRC of these | headers | payload | u32 CRC of all before        (big-endian)
 *  signed:  headers = {:date, :chunk-signature}, payload = a whole inner frame, or nothing at the end of input
 *  inner:   headers = {:message-type event, :event-type, :content-type}, payload = JSON
 * </pre>
 */
final class EventStreamCodec implements WireFormat {

  static final String CONTENT_TYPE = "application/vnd.amazon.eventstream";

  /** Total length, headers length, prelude CRC; and the message's own CRC at its end. */
  private static final int PRELUDE = 12;

  private static final int OVERHEAD = 16;

  /** The type of a header's value. */
  private static final byte STRING = 7;

  /** So much is kept between frames; a buffer that grew larger is dropped when it is empty. */
  private static final int KEPT = 4 * 1024;

  private final int maxFrameBytes;

  /** Bytes of a frame that is not complete: on the heap, so that nothing leaks when a stream is cut. */
  private ByteBuf held = Unpooled.buffer(0);

  private final Optional<ChunkChain> chunks;

  EventStreamCodec(int maxFrameBytes) {
    this(maxFrameBytes, Optional.empty());
  }

  /**
   * @param chunks checks the signed layer, without which no event is taken then; {@link #decode} throws what it throws
   */
  EventStreamCodec(int maxFrameBytes, Optional<ChunkChain> chunks) {
    this.maxFrameBytes = maxFrameBytes;
    this.chunks = chunks;
  }

  @Override
  public String contentType() {
    return CONTENT_TYPE;
  }

  @Override
  public void decode(ByteBuf bytes, Consumer<Incoming> events) {
    held.writeBytes(bytes);
    while (held.readableBytes() >= PRELUDE) {
      int total = checkPrelude(held);
      if (held.readableBytes() < total) {
        break;
      }
      byte[] frame = new byte[total];
      held.readBytes(frame);
      read(frame, events);
    }
    if (held.isReadable()) {
      held.discardSomeReadBytes();
    } else if (held.capacity() > KEPT) {
      held = Unpooled.buffer(0);
    } else {
      held.clear();
    }
  }

  @Override
  public void end(Consumer<Incoming> events) {
    if (held.isReadable()) {
      throw new MalformedEvent("the input ended within an event, after " + held.readableBytes() + " of its bytes");
    }
  }

  /** Gives the length of the frame that begins here. */
  private int checkPrelude(ByteBuf from) {
    int at = from.readerIndex();
    long total = from.getUnsignedInt(at);
    long headers = from.getUnsignedInt(at + 4);
    CRC32 crc = new CRC32();
    byte[] lengths = new byte[8];
    from.getBytes(at, lengths);
    crc.update(lengths);
    if (crc.getValue() != from.getUnsignedInt(at + 8)) {
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
      // The library tells of a wrong checksum, an unknown header type and a header that runs over by various exceptions.
      throw new MalformedEvent("an event cannot be decoded: " + e.getMessage());
    }
  }

  private void read(byte[] frame, Consumer<Incoming> events) {
    Message message = message(frame);
    Map<String, HeaderValue> headers = message.getHeaders();
    byte[] inner = message.getPayload();
    if (chunks.isPresent()) {
      verify(chunks.get(), headers, inner);
    } else if (!headers.containsKey(":chunk-signature") || headers.containsKey(":event-type")) {
      events.accept(event(message));
      return;
    }
    if (inner.length == 0) {
      // The end of input, which the end of the stream tells too.
      return;
    }
    if (inner.length < OVERHEAD || checkPrelude(Unpooled.wrappedBuffer(inner)) != inner.length) {
      throw new MalformedEvent("a signed event must hold exactly one event");
    }
    events.accept(event(message(inner)));
  }

  private static void verify(ChunkChain chunks, Map<String, HeaderValue> headers, byte[] payload) {
    try {
      HeaderValue date = headers.get(":date");
      HeaderValue signature = headers.get(":chunk-signature");
      if (date == null || signature == null || headers.size() > 2) {
        throw new MalformedEvent("an event of a signed stream needs :date and :chunk-signature around it, and nothing else");
      }
      chunks.verify(date.getTimestamp(), signature.getByteArray(), payload);
    } catch (IllegalStateException | UnsupportedOperationException e) {
      throw new MalformedEvent("an event's :date must be a timestamp, and its :chunk-signature bytes");
    }
  }

  private static Incoming event(Message message) {
    String messageType = header(message, ":message-type");
    if (!messageType.isEmpty() && !messageType.equals("event")) {
      throw new MalformedEvent("a client sends events, not a message of :message-type " + messageType);
    }
    String type = header(message, ":event-type");
    if (type.isEmpty()) {
      throw new MalformedEvent("an event has no :event-type header");
    }
    return new Incoming(type, WireFormat.json(message.getPayload()));
  }

  private static String header(Message message, String name) {
    HeaderValue value = message.getHeaders().get(name);
    try {
      return value == null ? "" : value.getString();
    } catch (RuntimeException e) {
      throw new MalformedEvent("an event's " + name + " header must be a string");
    }
  }

  @Override
  public byte[] event(String type, JsonNode payload) {
    return bytes("event", ":event-type", type, payload);
  }

  @Override
  public byte[] exception(String type, JsonNode payload) {
    return bytes("exception", ":exception-type", type, payload);
  }

  /** Written in one go: the library writes a frame byte by byte through four streams, which was a fifth of what a turn costs. */
  private static byte[] bytes(String messageType, String typeHeader, String type, JsonNode payload) {
    byte[] json = utf8(payload.toString());
    byte[][] texts = {
      utf8(":message-type"), utf8(messageType), utf8(typeHeader), utf8(type), utf8(":content-type"), utf8(WireErrors.JSON)
    };
    int headers = 0;
    for (int i = 0; i < texts.length; i += 2) {
      headers += 1 + texts[i].length + 1 + Short.BYTES + texts[i + 1].length;
    }
    ByteBuffer frame = ByteBuffer.allocate(OVERHEAD + headers + json.length);
    frame.putInt(frame.capacity()).putInt(headers);
    checksum(frame);
    for (int i = 0; i < texts.length; i += 2) {
      frame.put((byte) texts[i].length).put(texts[i]);
      frame.put(STRING).putShort((short) texts[i + 1].length).put(texts[i + 1]);
    }
    frame.put(json);
    checksum(frame);
    return frame.array();
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static void checksum(ByteBuffer of) {
    CRC32 crc = new CRC32();
    crc.update(of.duplicate().flip());
    of.putInt((int) crc.getValue());
  }
}
