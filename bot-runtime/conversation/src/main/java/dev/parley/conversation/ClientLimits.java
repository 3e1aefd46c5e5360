package dev.parley.conversation;

import dev.parley.definition.ResponseDefinition.Button;
import dev.parley.definition.ResponseDefinition.Card;
import dev.parley.event.Message;
import dev.parley.event.SessionView;
import dev.parley.event.SessionView.ActiveContext;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Whether what a client sends keeps to Lex's limits of contexts and messages (Lex Runtime V2 API model, 2020-08-07). Pure.
 *
 * <p>A context's life may be shorter than Lex's least, 5 s and one turn: clients send back the session that they got, in which a
 * context has what is left to it.
 */
final class ClientLimits {

  private static final int MAX_MESSAGES = 10;
  private static final int MAX_CONTENT = 1_024;
  private static final int MAX_TITLE = 250;
  private static final int MAX_BUTTONS = 5;
  private static final int MAX_BUTTON = 50;
  private static final int MAX_NAME = 100;
  private static final int MAX_ATTRIBUTES = 10;
  private static final int MAX_ATTRIBUTE = 1_024;
  private static final int MAX_SECONDS = 86_400;
  private static final int MAX_TURNS = 20;
  private static final Pattern NAME = Pattern.compile("([A-Za-z0-9][_-]?)+");

  private ClientLimits() {}

  /** What is wrong, where, and what would be right; empty when nothing is. */
  static Optional<String> mistake(Optional<SessionView> session, List<Message> messages) {
    if (messages.size() > MAX_MESSAGES) {
      return Optional.of("messages has " + messages.size() + " members; at most " + MAX_MESSAGES + " are taken");
    }
    return first(
        Stream.concat(
            session.stream().flatMap(s -> s.activeContexts().stream()).map(ClientLimits::context), messages.stream().map(ClientLimits::message)));
  }

  private static Optional<String> first(Stream<Optional<String>> mistakes) {
    return mistakes.flatMap(Optional::stream).findFirst();
  }

  private static Optional<String> context(ActiveContext context) {
    String name = context.name();
    if (name.length() > MAX_NAME || !NAME.matcher(name).matches()) {
      return Optional.of(
          "sessionState.activeContexts.name must be 1 to " + MAX_NAME + " letters and digits, with single _ and - after them; one of " + name.length() + " characters is not");
    }
    String place = "sessionState.activeContexts '" + name + "'";
    return life(place, "timeToLiveInSeconds", context.secondsToLive(), MAX_SECONDS)
        .or(() -> life(place, "turnsToLive", context.turnsToLive(), MAX_TURNS))
        .or(() -> attributes(place + ": contextAttributes", context.attributes()));
  }

  private static Optional<String> life(String place, String member, OptionalInt value, int most) {
    return value.isPresent() && (value.getAsInt() < 0 || value.getAsInt() > most)
        ? Optional.of(place + ": timeToLive." + member + " must be 0 to " + most + ", was " + value.getAsInt())
        : Optional.empty();
  }

  private static Optional<String> attributes(String place, Map<String, String> attributes) {
    if (attributes.size() > MAX_ATTRIBUTES) {
      return Optional.of(place + " has " + attributes.size() + " members; at most " + MAX_ATTRIBUTES + " are taken");
    }
    return first(attributes.entrySet().stream().map(a -> length(place + "." + a.getKey(), a.getValue(), 1, MAX_ATTRIBUTE)));
  }

  private static Optional<String> message(Message message) {
    return message.card().map(ClientLimits::card).orElseGet(() -> length("messages.content", message.content(), 1, MAX_CONTENT));
  }

  private static Optional<String> card(Card card) {
    String place = "messages.imageResponseCard.";
    if (card.buttons().size() > MAX_BUTTONS) {
      return Optional.of(place + "buttons has " + card.buttons().size() + " members; at most " + MAX_BUTTONS + " are taken");
    }
    return first(Stream.of(
            length(place + "title", card.title(), 1, MAX_TITLE),
            card.subtitle().flatMap(s -> length(place + "subtitle", s, 1, MAX_TITLE)),
            card.imageUrl().flatMap(u -> length(place + "imageUrl", u, 1, MAX_TITLE))))
        .or(() -> first(card.buttons().stream().map(b -> button(place + "buttons.", b))));
  }

  private static Optional<String> button(String place, Button button) {
    return length(place + "text", button.text(), 1, MAX_BUTTON).or(() -> length(place + "value", button.value(), 1, MAX_BUTTON));
  }

  private static Optional<String> length(String place, String text, int least, int most) {
    int length = text.codePointCount(0, text.length());
    return length < least || length > most
        ? Optional.of(place + " has " + length + " characters; " + least + " to " + most + " are taken")
        : Optional.empty();
  }
}
