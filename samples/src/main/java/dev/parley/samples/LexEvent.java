package dev.parley.samples;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;

/** What a Lex Lambda function gets, and its answers to it. Immutable. */
final class LexEvent {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final JsonNode event;

  private LexEvent(JsonNode event) {
    this.event = event;
  }

  /**
   * Reads an event.
   *
   * @throws UncheckedIOException when it is no JSON
   */
  static LexEvent of(String text) {
    try {
      return new LexEvent(JSON.readTree(text));
    } catch (IOException e) {
      throw new UncheckedIOException("the event is no JSON", e);
    }
  }

  /** Which of the bot's points calls; empty when it has no label. */
  String label() {
    return event.path("invocationLabel").asText("");
  }

  /** A slot's value as it was understood. */
  Optional<String> slot(String name) {
    return text(event.at("/sessionState/intent/slots").path(name).at("/value/interpretedValue"));
  }

  /** A session attribute. */
  Optional<String> attribute(String name) {
    return text(event.at("/sessionState/sessionAttributes").path(name));
  }

  private static Optional<String> text(JsonNode node) {
    return node.isTextual() ? Optional.of(node.asText()) : Optional.empty();
  }

  /** The bot goes on as it would have done, with these session attributes besides those that there are. */
  String goOn(Map<String, String> attributes) {
    return answer("Delegate", Optional.empty(), attributes);
  }

  /** The intent is over, fulfilled or not, with these session attributes besides those that there are. */
  String close(boolean fulfilled, Map<String, String> attributes) {
    return answer("Close", Optional.of(fulfilled ? "Fulfilled" : "Failed"), attributes);
  }

  private String answer(String action, Optional<String> state, Map<String, String> attributes) {
    ObjectNode reply = JSON.createObjectNode();
    ObjectNode session = reply.putObject("sessionState");
    ObjectNode all = session.putObject("sessionAttributes");
    event.at("/sessionState/sessionAttributes").properties().forEach(a -> all.set(a.getKey(), a.getValue()));
    attributes.forEach(all::put);
    session.putObject("dialogAction").put("type", action);
    ObjectNode intent = event.at("/sessionState/intent").deepCopy();
    state.ifPresent(s -> intent.put("state", s));
    session.set("intent", intent);
    return reply.toString();
  }
}
