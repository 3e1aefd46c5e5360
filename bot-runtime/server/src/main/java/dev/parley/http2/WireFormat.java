package dev.parley.http2;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.hook.LexJson;
import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.util.List;

/** How a conversation's events are written: AWS's event stream, or lines of JSON. One thread at a time. */
interface WireFormat extends AutoCloseable {

  /** An event as it came: its type and its members. */
  record Incoming(String type, JsonNode payload) {}

  String contentType();

  /**
   * Takes more bytes, which it does not keep, and gives the events that are complete.
   *
   * @throws MalformedEvent when the bytes are no events
   */
  List<Incoming> decode(ByteBuf bytes);

  /** An event as bytes. */
  byte[] event(String type, JsonNode payload);

  /** An exception as bytes. */
  byte[] exception(String type, JsonNode payload);

  @Override
  void close();

  /** Reads an event's JSON; nothing at all is an empty object, as SDKs send it for events without members. */
  static JsonNode json(byte[] payload) {
    try {
      JsonNode node = payload.length == 0 ? LexJson.MAPPER.createObjectNode() : LexJson.MAPPER.readTree(payload);
      if (node == null || !node.isObject()) {
        throw new MalformedEvent("an event's payload must be a JSON object");
      }
      return node;
    } catch (JsonProcessingException e) {
      throw new MalformedEvent("an event's payload is not JSON: " + e.getOriginalMessage());
    } catch (IOException e) {
      throw new MalformedEvent("an event's payload is not JSON");
    }
  }
}
