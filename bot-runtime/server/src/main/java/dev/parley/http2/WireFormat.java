package dev.parley.http2;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import dev.parley.hook.LexJson;
import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.util.function.Consumer;

/** How a conversation's events are written: AWS's event stream, or lines of JSON. One thread at a time. */
interface WireFormat {

  /** An event as it came: its type and its members. */
  record Incoming(String type, JsonNode payload) {}

  String contentType();

  /**
   * Takes more bytes, which it does not keep, and hands on the events that are complete. However the bytes are split, the same
   * events come out; those before a malformed one come out too.
   *
   * @throws MalformedEvent when the bytes are no events; nothing else may be decoded after it
   */
  void decode(ByteBuf bytes, Consumer<Incoming> events);

  /**
   * The input has ended.
   *
   * @throws MalformedEvent when it ended within an event
   */
  void end(Consumer<Incoming> events);

  /** An event as bytes. */
  byte[] event(String type, JsonNode payload);

  /** An exception as bytes. */
  byte[] exception(String type, JsonNode payload);

  /** Reads an event's JSON; nothing at all is an empty object, as SDKs send it for events without members. */
  static JsonNode json(byte[] payload) {
    try {
      JsonNode node = payload.length == 0 ? LexJson.MAPPER.createObjectNode() : Strict.READER.readTree(payload);
      if (node == null || !node.isObject()) {
        throw new MalformedEvent("an event's payload must be a JSON object");
      }
      return node;
    } catch (JsonProcessingException e) {
      // Where, but not what: the parser's own message may quote what a caller said.
      throw new MalformedEvent("an event's payload is not JSON (character " + e.getLocation().getColumnNr() + ")");
    } catch (IOException e) {
      throw new MalformedEvent("an event's payload is not JSON");
    }
  }

  /** One value and nothing after it. */
  final class Strict {
    private static final ObjectReader READER = LexJson.MAPPER.reader().with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private Strict() {}
  }
}
