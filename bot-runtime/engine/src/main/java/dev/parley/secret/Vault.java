package dev.parley.secret;

import dev.parley.definition.LocaleDefinition;
import dev.parley.definition.SlotDefinition;
import dev.parley.dialog.SlotRules;
import dev.parley.event.DialogEvent;
import dev.parley.event.DialogOutput;
import dev.parley.event.Expectation;
import dev.parley.event.HookRequest;
import dev.parley.event.HookResult;
import dev.parley.event.Interpretations;
import dev.parley.event.Interpretations.Interpretation;
import dev.parley.event.Interpreter;
import dev.parley.event.Message;
import dev.parley.event.SecretToken;
import dev.parley.event.SessionView;
import dev.parley.event.SessionView.ActiveContext;
import dev.parley.event.SessionView.IntentView;
import dev.parley.event.SessionView.SlotHints;
import dev.parley.event.SlotValue;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Holds a session's secrets and gives the core tokens in their place. What happens goes through {@link #conceal} on its way to
 * the core; what leaves for the caller, a hook or the interpreter is revealed here and nowhere else. One thread at a time.
 *
 * <p>What is sealed: all that is said or typed while an obfuscated slot is asked; in a bot with such slots also every key and
 * every utterance that looks like a card number, and every one that corrects a secret; the values of obfuscated slots, whoever gives them; and, in what clients and
 * hooks send, any longer secret that is held already.
 */
public final class Vault {

  /** More secrets than a conversation can need; the oldest go first. */
  public static final int MAX_SECRETS = 1024;

  static final String NO_LABEL = "secret";

  private final LocaleDefinition locale;
  private final Interpreter interpreter;
  private final SecretStore secrets;
  private final Revealer revealer;

  /**
   * A vault of a session.
   *
   * @param locale names the obfuscated slots
   * @param interpreter tells what looks like a secret
   * @param kept what was in it when the session was saved; empty for a new one
   */
  public Vault(LocaleDefinition locale, Interpreter interpreter, Map<Long, String> kept) {
    this.locale = locale;
    this.interpreter = interpreter;
    this.secrets = new SecretStore(kept);
    this.revealer = new Revealer(secrets, Locale.forLanguageTag(locale.localeId().replace('_', '-')));
  }

  /** What must be kept with the session. */
  public Map<Long, String> contents() {
    return secrets.contents();
  }

  /** Takes a secret in; the same one again gives the same token. */
  SecretToken seal(String label, String value) {
    return secrets.seal(label, value);
  }

  // ---- on the way to the core

  /** What happens, as the core may see it. A meaning is concealed before it is an event, by the other method. */
  public DialogEvent conceal(DialogEvent event, Expectation expected) {
    LocalDate today = LocalDate.ofInstant(expected.now(), expected.zone());
    if (event instanceof DialogEvent.TextArrived text) {
      return new DialogEvent.TextArrived(text.eventId(), said(text.text(), expected));
    } else if (event instanceof DialogEvent.Transcribed words) {
      return new DialogEvent.Transcribed(said(words.text(), expected), words.confidence(), words.complete());
    } else if (event instanceof DialogEvent.KeyPressed key) {
      return new DialogEvent.KeyPressed(key.eventId(), pressed(key.key(), expected));
    } else if (event instanceof DialogEvent.Started started) {
      LocalDate callersToday = LocalDate.ofInstant(expected.now(), started.zone());
      return new DialogEvent.Started(
          started.seed(),
          started.zone(),
          started.caller(),
          started.session().map(s -> session(s, callersToday)),
          messages(started.welcome()),
          texts(started.requestAttributes()));
    } else if (event instanceof DialogEvent.SessionChanged changed) {
      return new DialogEvent.SessionChanged(session(changed.session(), today), messages(changed.messages()));
    } else if (event instanceof DialogEvent.HookAnswered hook && hook.result() instanceof HookResult.Answer answer) {
      return new DialogEvent.HookAnswered(
          hook.turn(),
          new HookResult.Answer(
              session(answer.session(), today), messages(answer.messages()), texts(answer.requestAttributes())));
    }
    return event;
  }

  private String said(String text, Expectation expected) {
    String clean = SecretToken.clean(text);
    boolean secret =
        expected.secret() || locale.hasObfuscatedSlots() && (interpreter.looksSecret(clean) || givesSecret(clean, expected));
    return secret && !clean.isBlank() ? seal(expected.slot().orElse(NO_LABEL), clean).text() : clean;
  }

  /** Whether what is said at another question corrects a secret: "change the pin to 9999" looks like none, and holds one. */
  private boolean givesSecret(String text, Expectation expected) {
    String intent = expected.intent().orElse("");
    boolean held = Stream.concat(expected.filled().stream(), expected.slot().stream())
        .flatMap(name -> slot(intent, name).stream())
        .anyMatch(Vault::holdsSecret);
    if (!held || text.isBlank()) {
      return false;
    }
    return interpreter.interpret(text, expected).corrections().entrySet().stream()
        .anyMatch(c -> slot(intent, c.getKey()).filter(s -> isSecret(s, c.getValue())).isPresent());
  }

  private static boolean holdsSecret(SlotDefinition slot) {
    return slot.obfuscated() || slot.parts().values().stream().anyMatch(SlotDefinition::obfuscated);
  }

  private static boolean isSecret(SlotDefinition slot, SlotValue value) {
    return slot.obfuscated()
        || value instanceof SlotValue.Composite composite
            && composite.parts().keySet().stream()
                .anyMatch(p -> Optional.ofNullable(slot.parts().get(p)).filter(SlotDefinition::obfuscated).isPresent());
  }

  private String pressed(String key, Expectation expected) {
    var keys = expected.input().keys();
    boolean controls = key.equals(String.valueOf(keys.endKey())) || key.equals(String.valueOf(keys.deletionKey()));
    // A card may be typed at the wrong question, and a key alone does not tell: where there are secrets, every key is one.
    return locale.hasObfuscatedSlots() && !controls ? seal(expected.slot().orElse(NO_LABEL), key).text() : key;
  }

  /** What the interpreter made of this, as the core may see it. */
  public Interpretations conceal(Interpretations meaning, DialogOutput.Interpret asked) {
    Expectation expected = asked.expectation();
    LocalDate today = LocalDate.ofInstant(expected.now(), expected.zone());
    boolean secretInput = SecretToken.isIn(asked.text());
    Optional<SlotDefinition> part =
        slot(expected.intent().orElse(""), expected.slot().orElse("")).flatMap(s -> expected.part().map(s.parts()::get));
    Optional<SlotValue> answer =
        meaning.answer().map(v ->
            part.isPresent() && part.get().obfuscated() && !(v instanceof SlotValue.Composite)
                ? secret(part.get(), v, today)
                : understood(expected.intent().orElse(""), expected.slot().orElse(""), v, secretInput, today));
    Optional<String> secretAnswer =
        answer.filter(SlotValue.Secret.class::isInstance).flatMap(a -> meaning.answer()).map(SlotValue::interpretedValue);
    List<Interpretation> ranked = new ArrayList<>();
    for (Interpretation one : meaning.ranked()) {
      Map<String, SlotValue> slots = new LinkedHashMap<>();
      one.slots().forEach((name, value) -> {
        SlotValue understood = understood(one.intent(), name, value, secretInput, today);
        // A secret that was asked may also read as a plain slot's value; that reading would tell it.
        if (understood instanceof SlotValue.Secret || !secretAnswer.equals(Optional.of(value.interpretedValue()))) {
          slots.put(name, understood);
        }
      });
      ranked.add(new Interpretation(one.intent(), one.confidence(), slots, one.question()));
    }
    Map<String, SlotValue> corrections = new LinkedHashMap<>();
    meaning.corrections().forEach((name, value) ->
        corrections.put(name, understood(expected.intent().orElse(""), name, value, secretInput, today)));
    return new Interpretations(ranked, meaning.cue(), answer, meaning.takesSuggestion(), corrections);
  }

  private SlotValue understood(String intent, String slot, SlotValue value, boolean secretInput, LocalDate today) {
    return slot(intent, slot)
        .map(s -> safe(s, value, today))
        .filter(v -> !v.equals(value))
        .orElseGet(() -> secretInput ? withoutOriginal(value) : value);
  }

  /** A value as the core may see it: a secret one as its token, and so each secret part of a composite one. */
  private SlotValue safe(SlotDefinition slot, SlotValue value, LocalDate today) {
    if (value instanceof SlotValue.Composite composite) {
      Map<String, SlotValue> parts = new LinkedHashMap<>();
      composite.parts().forEach((name, part) -> {
        SlotDefinition of = slot.parts().getOrDefault(name, slot);
        parts.put(name, slot.obfuscated() || of.obfuscated() ? secret(of, part, today) : part);
      });
      if (parts.equals(composite.parts())) {
        return value;
      }
      SlotValue.Composite sealed = new SlotValue.Composite("", parts);
      return new SlotValue.Composite(sealed.interpretedValue(), parts);
    }
    return slot.obfuscated() ? secret(slot, value, today) : value;
  }

  /** What was said around a plain value may hold a secret when the whole utterance was sealed. */
  private static SlotValue withoutOriginal(SlotValue value) {
    if (value instanceof SlotValue.Several several) {
      List<SlotValue.Scalar> values = several.values().stream().map(v -> (SlotValue.Scalar) withoutOriginal(v)).toList();
      return new SlotValue.Several(several.interpretedValue(), values);
    } else if (value instanceof SlotValue.Composite composite) {
      Map<String, SlotValue> parts = new LinkedHashMap<>();
      composite.parts().forEach((name, part) -> parts.put(name, withoutOriginal(part)));
      return new SlotValue.Composite(composite.interpretedValue(), parts);
    } else if (value instanceof SlotValue.Secret) {
      return value;
    }
    return new SlotValue.Scalar(value.interpretedValue(), value.interpretedValue(), value.resolvedValues());
  }

  private SlotValue secret(SlotDefinition slot, SlotValue value, LocalDate today) {
    if (value instanceof SlotValue.Secret) {
      return value;
    }
    String plain = value.interpretedValue();
    return new SlotValue.Secret(
        seal(slot.name(), plain), plain.codePointCount(0, plain.length()), SlotRules.failed(slot, plain, today));
  }

  private Optional<SlotDefinition> slot(String intent, String slot) {
    return Optional.ofNullable(locale.intents().get(intent)).flatMap(i -> i.slot(slot));
  }

  private SessionView session(SessionView view, LocalDate today) {
    // Slots first: what they hold is then known in the texts beside them.
    Optional<IntentView> intent = view.intent().map(i -> intent(i, today));
    List<ActiveContext> contexts = new ArrayList<>();
    for (ActiveContext c : view.activeContexts()) {
      contexts.add(new ActiveContext(c.name(), c.secondsToLive(), c.turnsToLive(), texts(c.attributes())));
    }
    return new SessionView(view.dialogAction(), intent, contexts, texts(view.sessionAttributes()), hints(view), view.clears());
  }

  /** Phrases that are likely for a secret are as secret as it is: they are left out. */
  private Map<String, Map<String, SlotHints>> hints(SessionView view) {
    Map<String, Map<String, SlotHints>> safe = new LinkedHashMap<>();
    view.hints().forEach((intent, slots) -> {
      Map<String, SlotHints> open = new LinkedHashMap<>(slots);
      open.keySet().removeIf(s -> slot(intent, s).filter(d -> d.obfuscated() || d.parts().values().stream().anyMatch(SlotDefinition::obfuscated)).isPresent());
      safe.put(intent, open);
    });
    return safe;
  }

  private IntentView intent(IntentView intent, LocalDate today) {
    Map<String, Optional<SlotValue>> slots = new LinkedHashMap<>();
    intent.slots().forEach((name, value) ->
        slots.put(
            name,
            value.map(v -> slot(intent.name(), name).map(s -> safe(s, v, today)).filter(safe -> !safe.equals(v)).orElseGet(() -> plain(v)))));
    return new IntentView(intent.name(), slots, intent.state(), intent.confirmationState());
  }

  private SlotValue plain(SlotValue value) {
    return SlotTexts.mapped(value, secrets::known);
  }

  private List<Message> messages(List<Message> messages) {
    return messages.stream().map(m -> new Message(m.contentType(), secrets.known(m.content()), m.card())).toList();
  }

  private Map<String, String> texts(Map<String, String> texts) {
    Map<String, String> safe = new LinkedHashMap<>();
    texts.forEach((name, text) -> safe.put(name, secrets.known(text)));
    return safe;
  }

  // ---- on the way out

  /** The text with its tokens filled in, each shaped by its filters; one that is no longer held is shown as its label. */
  public String reveal(String text) {
    return revealer.reveal(text);
  }

  /** The message with its tokens filled in. */
  public Message reveal(Message message) {
    return revealer.reveal(message);
  }

  /** The session with its tokens filled in. */
  public SessionView reveal(SessionView view) {
    return revealer.reveal(view);
  }

  /** Attributes with their tokens filled in. */
  public Map<String, String> revealed(Map<String, String> attributes) {
    return revealer.revealed(attributes);
  }

  /** Interpretations with their tokens filled in. */
  public List<Interpretation> reveal(List<Interpretation> interpretations) {
    return revealer.reveal(interpretations);
  }

  /** A hook's request with its tokens filled in. */
  public HookRequest reveal(HookRequest request) {
    return revealer.reveal(request);
  }
}
