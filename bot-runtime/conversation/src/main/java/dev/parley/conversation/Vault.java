package dev.parley.conversation;

import dev.parley.definition.IntentDefinition;
import dev.parley.definition.LocaleDefinition;
import dev.parley.definition.SlotDefinition;
import dev.parley.dialog.Filters;
import dev.parley.dialog.SlotRules;
import dev.parley.event.Interpretations;
import dev.parley.event.Interpretations.Interpretation;
import dev.parley.event.Message;
import dev.parley.event.SecretToken;
import dev.parley.event.SessionView;
import dev.parley.event.SessionView.IntentView;
import dev.parley.event.SlotValue;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Holds a session's secrets and gives the core tokens in their place. What leaves for the caller, a hook or the interpreter is
 * revealed here and nowhere else. One thread at a time.
 */
final class Vault {

  /** More secrets than a conversation can need; the oldest go first. */
  private static final int MAX_SECRETS = 1024;

  private static final Pattern LABEL_FORBIDDEN = Pattern.compile("[^0-9a-zA-Z_-]");

  private final LocaleDefinition locale;
  private final Locale language;
  private final LinkedHashMap<Long, String> secrets = new LinkedHashMap<>();
  private long next = 1;

  Vault(LocaleDefinition locale, Map<Long, String> kept) {
    this.locale = locale;
    this.language = Locale.forLanguageTag(locale.localeId().replace('_', '-'));
    new java.util.TreeMap<>(kept).forEach((number, value) -> {
      secrets.put(number, value);
      next = Math.max(next, number + 1);
    });
  }

  /** What must be kept with the session. */
  Map<Long, String> contents() {
    return Map.copyOf(secrets);
  }

  /** Takes a secret in; the same one again gives the same token. */
  SecretToken seal(String label, String value) {
    for (Map.Entry<Long, String> entry : secrets.entrySet()) {
      if (value.length() > 1 && entry.getValue().equals(value)) {
        return new SecretToken(label, entry.getKey(), List.of());
      }
    }
    if (secrets.size() >= MAX_SECRETS) {
      secrets.remove(secrets.keySet().iterator().next());
    }
    long number = next++;
    secrets.put(number, value);
    return new SecretToken(LABEL_FORBIDDEN.matcher(label).replaceAll("-"), number, List.of());
  }

  /** The text with its tokens filled in, each shaped by its filters. */
  String reveal(String text) {
    return SecretToken.replace(
        text, token -> Filters.apply(token.filters(), secrets.getOrDefault(token.number(), "{" + token.label() + "}"), language));
  }

  Message reveal(Message message) {
    return SecretToken.isIn(message.content())
        ? new Message(message.contentType(), reveal(message.content()), message.card())
        : message;
  }

  SessionView reveal(SessionView view) {
    Map<String, String> attributes = new LinkedHashMap<>();
    view.sessionAttributes().forEach((k, v) -> attributes.put(k, reveal(v)));
    return new SessionView(view.dialogAction(), view.intent().map(this::reveal), view.activeContexts(), attributes);
  }

  private IntentView reveal(IntentView intent) {
    Map<String, Optional<SlotValue>> slots = new LinkedHashMap<>();
    intent.slots().forEach((name, value) -> slots.put(name, value.map(this::reveal)));
    return new IntentView(intent.name(), slots, intent.state(), intent.confirmationState());
  }

  private SlotValue reveal(SlotValue value) {
    if (value instanceof SlotValue.Secret secret) {
      return SlotValue.Scalar.of(reveal(secret.token().text()));
    }
    return SecretToken.isIn(value.originalValue())
        ? new SlotValue.Scalar(reveal(value.originalValue()), reveal(value.interpretedValue()), value.resolvedValues().stream().map(this::reveal).toList())
        : value;
  }

  List<Interpretation> reveal(List<Interpretation> interpretations) {
    List<Interpretation> revealed = new ArrayList<>();
    for (Interpretation one : interpretations) {
      Map<String, SlotValue> slots = new LinkedHashMap<>();
      one.slots().forEach((name, value) -> slots.put(name, reveal(value)));
      revealed.add(new Interpretation(one.intent(), one.confidence(), slots));
    }
    return revealed;
  }

  /** A meaning as the core may see it: values of obfuscated slots become tokens. */
  Interpretations conceal(Interpretations meaning, Optional<SlotDefinition> asked, boolean secretInput, LocalDate today) {
    Optional<SlotValue> answer =
        meaning.answer().map(v -> asked.filter(SlotDefinition::obfuscated).map(slot -> conceal(slot, v, today)).orElse(v));
    List<Interpretation> ranked = new ArrayList<>();
    for (Interpretation one : meaning.ranked()) {
      Map<String, SlotValue> slots = new LinkedHashMap<>();
      one.slots().forEach((name, value) -> {
        Optional<SlotDefinition> slot = slot(one.intent(), name);
        if (slot.filter(SlotDefinition::obfuscated).isPresent()) {
          slots.put(name, conceal(slot.get(), value, today));
        } else {
          slots.put(name, secretInput ? sealedOriginal(value) : value);
        }
      });
      ranked.add(new Interpretation(one.intent(), one.confidence(), slots));
    }
    return new Interpretations(ranked, meaning.cue(), answer, meaning.takesSuggestion());
  }

  /** What was said around a plain value may hold a secret when the whole utterance was sealed. */
  private SlotValue sealedOriginal(SlotValue value) {
    return new SlotValue.Scalar(value.interpretedValue(), value.interpretedValue(), value.resolvedValues());
  }

  private SlotValue conceal(SlotDefinition slot, SlotValue value, LocalDate today) {
    if (value instanceof SlotValue.Secret) {
      return value;
    }
    String plain = value.interpretedValue();
    return new SlotValue.Secret(
        seal(slot.name(), plain), plain.codePointCount(0, plain.length()), SlotRules.failed(slot, plain, today));
  }

  /** A session that a client or hook sends, as the core may see it. */
  SessionView conceal(SessionView view, LocalDate today) {
    return new SessionView(
        view.dialogAction(), view.intent().map(i -> conceal(i, today)), view.activeContexts(), view.sessionAttributes());
  }

  private IntentView conceal(IntentView intent, LocalDate today) {
    Map<String, Optional<SlotValue>> slots = new LinkedHashMap<>();
    intent.slots().forEach((name, value) -> {
      Optional<SlotDefinition> slot = slot(intent.name(), name).filter(SlotDefinition::obfuscated);
      slots.put(name, value.map(v -> slot.isPresent() ? conceal(slot.get(), v, today) : v));
    });
    return new IntentView(intent.name(), slots, intent.state(), intent.confirmationState());
  }

  private Optional<SlotDefinition> slot(String intent, String name) {
    return Optional.ofNullable(locale.intents().get(intent)).flatMap((IntentDefinition i) -> i.slot(name));
  }
}
