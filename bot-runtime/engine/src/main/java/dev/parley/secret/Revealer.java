package dev.parley.secret;

import dev.parley.dialog.Filters;
import dev.parley.event.HookRequest;
import dev.parley.event.Interpretations.Interpretation;
import dev.parley.event.Message;
import dev.parley.event.SecretToken;
import dev.parley.event.SessionView;
import dev.parley.event.SessionView.ActiveContext;
import dev.parley.event.SessionView.IntentView;
import dev.parley.event.SlotValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Fills secrets in for the caller, a hook or the interpreter. One thread at a time. */
final class Revealer {

  private final SecretStore secrets;
  private final Locale language;

  Revealer(SecretStore secrets, Locale language) {
    this.secrets = secrets;
    this.language = language;
  }

  /** The text with its tokens filled in, each shaped by its filters; one that is no longer held is shown as its label. */
  String reveal(String text) {
    return SecretToken.replace(
        text,
        token -> secrets.value(token.number()).map(v -> Filters.apply(token.filters(), v, language)).orElse("{" + token.label() + "}"));
  }

  /** The message with its tokens filled in. */
  Message reveal(Message message) {
    return SecretToken.isIn(message.content())
        ? new Message(message.contentType(), reveal(message.content()), message.card())
        : message;
  }

  /** The session with its tokens filled in. */
  SessionView reveal(SessionView view) {
    List<ActiveContext> contexts = new ArrayList<>();
    for (ActiveContext c : view.activeContexts()) {
      contexts.add(new ActiveContext(c.name(), c.secondsToLive(), c.turnsToLive(), revealed(c.attributes())));
    }
    return new SessionView(view.dialogAction(), view.intent().map(this::reveal), contexts, revealed(view.sessionAttributes()), view.hints(), view.clears());
  }

  /** Attributes with their tokens filled in. */
  Map<String, String> revealed(Map<String, String> attributes) {
    Map<String, String> revealed = new LinkedHashMap<>();
    attributes.forEach((name, text) -> revealed.put(name, reveal(text)));
    return revealed;
  }

  private IntentView reveal(IntentView intent) {
    Map<String, Optional<SlotValue>> slots = new LinkedHashMap<>();
    intent.slots().forEach((name, value) -> slots.put(name, value.map(this::reveal)));
    return new IntentView(intent.name(), slots, intent.state(), intent.confirmationState());
  }

  private SlotValue reveal(SlotValue value) {
    if (value instanceof SlotValue.Secret secret) {
      return SlotValue.Scalar.of(reveal(secret.token().text()));
    } else if (value instanceof SlotValue.Composite composite) {
      Map<String, SlotValue> parts = new LinkedHashMap<>();
      composite.parts().forEach((name, part) -> parts.put(name, reveal(part)));
      return new SlotValue.Composite(reveal(composite.originalValue()), parts);
    }
    return SlotTexts.mapped(value, this::reveal);
  }

  /** Interpretations with their tokens filled in. */
  List<Interpretation> reveal(List<Interpretation> interpretations) {
    List<Interpretation> revealed = new ArrayList<>();
    for (Interpretation one : interpretations) {
      Map<String, SlotValue> slots = new LinkedHashMap<>();
      one.slots().forEach((name, value) -> slots.put(name, reveal(value)));
      revealed.add(new Interpretation(one.intent(), one.confidence(), slots, one.question()));
    }
    return revealed;
  }

  /** A hook's request with its tokens filled in. */
  HookRequest reveal(HookRequest request) {
    return new HookRequest(
        request.source(),
        request.label(),
        request.proposed(),
        request.inputMode(),
        reveal(request.transcript()),
        request.confidence(),
        reveal(request.interpretations()),
        reveal(request.session()),
        revealed(request.requestAttributes()));
  }
}
