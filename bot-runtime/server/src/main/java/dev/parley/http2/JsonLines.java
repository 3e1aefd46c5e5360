package dev.parley.http2;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.hook.LexJson;
import io.netty.buffer.ByteBuf;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Events as lines of JSON, each {@code {"TextInputEvent":{"text":"hello"}}}: for people with curl. One thread at a time. */
final class JsonLines implements WireFormat {

  static final String CONTENT_TYPE = "application/x-ndjson";

  private final int maxLineBytes;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();

  JsonLines(int maxLineBytes) {
    this.maxLineBytes = maxLineBytes;
  }

  @Override
  public String contentType() {
    return CONTENT_TYPE;
  }

  @Override
  public List<Incoming> decode(ByteBuf bytes) {
    List<Incoming> events = new ArrayList<>();
    while (bytes.isReadable()) {
      byte b = bytes.readByte();
      if (b != '\n') {
        line.write(b);
        if (line.size() > maxLineBytes) {
          throw new MalformedEvent("a line has more than " + maxLineBytes + " bytes");
        }
      } else if (!line.toString(StandardCharsets.UTF_8).isBlank()) {
        events.add(read(line.toByteArray()));
        line.reset();
      } else {
        line.reset();
      }
    }
    return events;
  }

  /** What stands without a line end when the input ends. */
  List<Incoming> rest() {
    boolean blank = line.toString(StandardCharsets.UTF_8).isBlank();
    List<Incoming> events = blank ? List.of() : List.of(read(line.toByteArray()));
    line.reset();
    return events;
  }

  private static Incoming read(byte[] text) {
    JsonNode node = WireFormat.json(text);
    if (node.size() != 1) {
      throw new MalformedEvent("a line must hold one event, such as {\"TextInputEvent\":{\"text\":\"hello\"}}");
    }
    Map.Entry<String, JsonNode> entry = node.properties().iterator().next();
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

  @Override
  public void close() {
    line.reset();
  }
}
