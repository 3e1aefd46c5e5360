package dev.parley.http2;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.parley.conversation.HttpRoute.Request;
import dev.parley.hook.LexJson;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** Lex's headers that hold JSON, gzipped and in base64. Pure. */
final class LexHeaders {

  private static final int MAX_UNZIPPED = 64 * 1024;

  private LexHeaders() {}

  /**
   * A header of JSON that a client sent.
   *
   * @throws dev.parley.conversation.ConversationRefused INVALID; the message names the header
   */
  static Optional<JsonNode> read(Request request, String name) {
    return request.header(name).map(value -> {
      try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(Base64.getDecoder().decode(value)))) {
        byte[] json = in.readNBytes(MAX_UNZIPPED + 1);
        if (json.length > MAX_UNZIPPED) {
          throw ClientEvents.invalid("header " + name + " holds more than " + MAX_UNZIPPED + " bytes");
        }
        JsonNode node = LexJson.MAPPER.readTree(json);
        if (node == null || !node.isObject()) {
          throw ClientEvents.invalid("header " + name + " must hold a JSON object");
        }
        return node;
      } catch (JsonProcessingException e) {
        throw ClientEvents.invalid("header " + name + " holds no JSON");
      } catch (IOException | IllegalArgumentException e) {
        throw ClientEvents.invalid("header " + name + " must be gzipped and in base64");
      }
    });
  }

  /** What a client is told of a turn in headers: RecognizeUtterance's and PutSession's. */
  static Map<String, String> of(String sessionId, TurnCollector.Turn turn) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("x-amzn-requestid", UUID.randomUUID().toString());
    headers.put("x-amz-lex-session-id", sessionId);
    headers.put("x-amz-lex-messages", zip(LexJson.messages(turn.messages()).toString()));
    turn.result().ifPresent(result -> {
      headers.put("x-amz-lex-session-state", zip(LexJson.session(result.session()).toString()));
      headers.put("x-amz-lex-request-attributes", zip(LexJson.texts(result.requestAttributes()).toString()));
    });
    return headers;
  }

  /** The same, with what the caller gave and what it may mean: RecognizeUtterance's. */
  static Map<String, String> of(String sessionId, TurnCollector.Turn turn, String inputMode) {
    Map<String, String> headers = of(sessionId, turn);
    headers.put("x-amz-lex-input-mode", turn.result().map(r -> r.inputMode().lexName()).orElse(inputMode));
    // A JSON text with its quotes: so Lex writes it, and known clients cut them off.
    headers.put("x-amz-lex-input-transcript", zip(TextNode.valueOf(turn.transcript()).toString()));
    turn.result().ifPresent(result ->
        headers.put(
            "x-amz-lex-interpretations", zip(LexJson.interpretations(result.interpretations(), result.session().intent(), false).toString())));
    return headers;
  }

  static String zip(String json) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream zip = new GZIPOutputStream(out)) {
      zip.write(json.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new AssertionError("memory takes bytes", e);
    }
    return Base64.getEncoder().encodeToString(out.toByteArray());
  }
}
