package dev.parley.http2;

import dev.parley.event.InputMode;
import io.netty.handler.codec.http2.Http2Headers;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What a request's head says of a conversation.
 *
 * @param lines whether events are lines of JSON
 * @param mode AUDIO or TEXT, when the client told
 */
record ConversationHead(boolean lines, Optional<String> mode) {

  /**
   * Reads a head.
   *
   * @throws dev.parley.conversation.ConversationRefused INVALID: another content type or mode than those there are
   */
  static ConversationHead of(Http2Headers headers) {
    String type = String.valueOf(headers.get("content-type", EventStreamCodec.CONTENT_TYPE)).toLowerCase(Locale.ROOT);
    boolean lines = type.contains("ndjson") || type.contains("jsonl") || type.startsWith(WireErrors.JSON);
    if (!lines && !type.startsWith(EventStreamCodec.CONTENT_TYPE)) {
      throw ClientEvents.invalid(
          "content-type '" + type + "' is not served; send " + EventStreamCodec.CONTENT_TYPE + ", or events as lines of JSON as "
              + JsonLines.CONTENT_TYPE);
    }
    Optional<String> mode =
        Optional.ofNullable(headers.get("x-amz-lex-conversation-mode")).map(m -> m.toString().toUpperCase(Locale.ROOT));
    if (mode.filter(m -> !m.equals("AUDIO") && !m.equals("TEXT")).isPresent()) {
      throw ClientEvents.invalid("x-amz-lex-conversation-mode must be AUDIO or TEXT");
    }
    return new ConversationHead(lines, mode);
  }

  /** Without a mode people mix what they have; with one, Lex's rule holds. */
  List<InputMode> inputs() {
    return mode.map(m -> m.equals("TEXT") ? List.of(InputMode.TEXT) : List.of(InputMode.SPEECH, InputMode.DTMF))
        .orElse(List.of(InputMode.TEXT, InputMode.SPEECH, InputMode.DTMF));
  }
}
