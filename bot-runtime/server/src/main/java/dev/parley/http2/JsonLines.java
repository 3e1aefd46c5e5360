package dev.parley.http2;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.hook.LexJson;
import io.netty.buffer.ByteBuf;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Consumer;

/** Events as lines of JSON, each {@code {"TextInputEvent":{"text":"hello"}}}: for people with curl. One thread at a time. */
final class JsonLines implements WireFormat {

  static final String CONTENT_TYPE = "application/x-ndjson";

  private final int maxLineBytes;
  private ByteArrayOutputStream line = new ByteArrayOutputStream();

  JsonLines(int maxLineBytes) {
    this.maxLineBytes = maxLineBytes;
  }

  @Override
  public String contentType() {
    return CONTENT_TYPE;
  }

  @Override
  public void decode(ByteBuf bytes, Consumer<Incoming> events) {
    while (bytes.isReadable()) {
      byte b = bytes.readByte();
      if (b == '\n') {
        end(events);
      } else {
        line.write(b);
        if (line.size() > maxLineBytes) {
          throw new MalformedEvent("a line has more than " + maxLineBytes + " bytes (server.max-event-bytes)");
        }
      }
    }
  }

  /** What stands without a line end when the input ends is a line too. */
  @Override
  public void end(Consumer<Incoming> events) {
    byte[] text = line.toByteArray();
    line = new ByteArrayOutputStream();
    if (!new String(text, StandardCharsets.UTF_8).isBlank()) {
      events.accept(read(text));
    }
  }

  private static Incoming read(byte[] text) {
    JsonNode node = WireFormat.json(text);
    if (node.size() != 1) {
      throw new MalformedEvent("a line must hold one event, such as {\"TextInputEvent\":{\"text\":\"hello\"}}");
    }
    Map.Entry<String, JsonNode> entry = node.properties().iterator().next();
    if (entry.getKey().isEmpty()) {
      throw new MalformedEvent("an event has no name; a line is such as {\"TextInputEvent\":{\"text\":\"hello\"}}");
    }
    if (!entry.getValue().isObject()) {
      throw new MalformedEvent("the members of " + entry.getKey() + " must be a JSON object");
    }
    return new Incoming(entry.getKey(), entry.getValue());
  }

  @Override
  public byte[] event(String type, JsonNode payload) {
    return (LexJson.MAPPER.createObjectNode().set(type, payload) + "\n").getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public byte[] exception(String type, JsonNode payload) {
    return event(type, payload);
  }
}
