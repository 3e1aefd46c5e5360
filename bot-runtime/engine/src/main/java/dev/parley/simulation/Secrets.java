package dev.parley.simulation;

import dev.parley.definition.LocaleDefinition;
import dev.parley.definition.SlotDefinition;
import dev.parley.dialog.Filters;
import dev.parley.dialog.SlotRules;
import dev.parley.event.DialogEvent;
import dev.parley.event.Expectation;
import dev.parley.event.HookResult;
import dev.parley.event.Interpretations;
import dev.parley.event.Interpretations.Interpretation;
import dev.parley.event.Interpreter;
import dev.parley.event.SecretToken;
import dev.parley.event.SessionView;
import dev.parley.event.SessionView.IntentView;
import dev.parley.event.SlotValue;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Keeps a simulated caller's secrets from the core, as the shell's vault does: what is said while a secret is asked becomes a
 * token before it becomes an event, and tokens are filled in only for the interpreter and the caller's ear.
 */
final class Secrets {

  private static final int SHORTEST = 8;

  private final LocaleDefinition locale;
  private final Locale language;
  private final Interpreter interpreter;
  private final Map<Long, String> values = new LinkedHashMap<>();
  private final Set<String> slotValues = new LinkedHashSet<>();
  private final StringBuilder open = new StringBuilder();

  Secrets(LocaleDefinition locale, Interpreter interpreter) {
    this.locale = locale;
    this.language = Locale.forLanguageTag(locale.localeId().replace('_', '-'));
    this.interpreter = interpreter;
  }

  /**
   * The values of obfuscated slots so far: none of them may ever be found in the core. What the caller also gave openly is no
   * secret, and short ones are not looked for, since two digits stand in any time of day.
   */
  List<String> slotValues() {
    return slotValues.stream().filter(v -> v.length() >= SHORTEST && open.indexOf(v) < 0).toList();
  }

  String reveal(String text) {
    return SecretToken.replace(
        text, token -> Filters.apply(token.filters(), values.getOrDefault(token.number(), ""), language));
  }

  /** A caller's event as the core may see it. */
  DialogEvent conceal(DialogEvent event, Expectation expected) {
    if (event instanceof DialogEvent.TextArrived text) {
      return new DialogEvent.TextArrived(text.eventId(), conceal(text.text(), expected));
    } else if (event instanceof DialogEvent.Transcribed words && !words.text().isBlank()) {
      return new DialogEvent.Transcribed(conceal(words.text(), expected), words.confidence(), words.complete());
    } else if (event instanceof DialogEvent.KeyPressed key && !expected.secret()) {
      open.append(key.key());
    } else if (event instanceof DialogEvent.KeyPressed key) {
      var keys = expected.input().keys();
      boolean control =
          key.key().equals(String.valueOf(keys.endKey())) || key.key().equals(String.valueOf(keys.deletionKey()));
      return control ? key : new DialogEvent.KeyPressed(key.eventId(), seal(label(expected), key.key()).text());
    } else if (event instanceof DialogEvent.HookAnswered hook && hook.result() instanceof HookResult.Answer answer) {
      LocalDate today = LocalDate.ofInstant(expected.now(), expected.zone());
      SessionView session = conceal(answer.session(), today);
      return new DialogEvent.HookAnswered(
          hook.turn(), new HookResult.Answer(session, answer.messages(), answer.requestAttributes()));
    }
    return event;
  }

  private String conceal(String text, Expectation expected) {
    if (expected.secret() || locale.hasObfuscatedSlots() && interpreter.looksSecret(text)) {
      return seal(label(expected), text).text();
    }
    open.append(' ').append(text);
    return text;
  }

  private static String label(Expectation expected) {
    return expected.slot().orElse("Secret");
  }

  private SecretToken seal(String label, String value) {
    long number = values.size() + 1L;
    values.put(number, value);
    return new SecretToken(label, number, List.of());
  }

  /** A meaning as the core may see it. */
  Interpretations conceal(Interpretations meaning, Expectation expected) {
    LocalDate today = LocalDate.ofInstant(expected.now(), expected.zone());
    Optional<SlotDefinition> asked = expected.intent().flatMap(i -> expected.slot().flatMap(s -> obfuscated(i, s)));
    Optional<SlotValue> answer = meaning.answer().map(v -> asked.map(slot -> conceal(slot, v, today)).orElse(v));
    answer.filter(SlotValue.Scalar.class::isInstance).ifPresent(v -> open.append(' ').append(v.interpretedValue()));
    List<Interpretation> ranked = new ArrayList<>();
    for (Interpretation one : meaning.ranked()) {
      Map<String, SlotValue> slots = new LinkedHashMap<>();
      one.slots().forEach((name, value) ->
          slots.put(name, obfuscated(one.intent(), name).map(slot -> conceal(slot, value, today)).orElse(value)));
      ranked.add(new Interpretation(one.intent(), one.confidence(), slots));
    }
    return new Interpretations(ranked, meaning.cue(), answer, meaning.takesSuggestion());
  }

  private SessionView conceal(SessionView view, LocalDate today) {
    return new SessionView(
        view.dialogAction(), view.intent().map(i -> conceal(i, today)), view.activeContexts(), view.sessionAttributes());
  }

  private IntentView conceal(IntentView intent, LocalDate today) {
    Map<String, Optional<SlotValue>> slots = new LinkedHashMap<>();
    intent.slots().forEach((name, value) ->
        slots.put(name, value.map(v -> obfuscated(intent.name(), name).map(s -> conceal(s, v, today)).orElse(v))));
    return new IntentView(intent.name(), slots, intent.state(), intent.confirmationState());
  }

  private SlotValue conceal(SlotDefinition slot, SlotValue value, LocalDate today) {
    if (value instanceof SlotValue.Secret) {
      return value;
    }
    String plain = value.interpretedValue();
    slotValues.add(plain);
    return new SlotValue.Secret(
        seal(slot.name(), plain), plain.codePointCount(0, plain.length()), SlotRules.failed(slot, plain, today));
  }

  private Optional<SlotDefinition> obfuscated(String intent, String slot) {
    return Optional.ofNullable(locale.intents().get(intent)).flatMap(i -> i.slot(slot)).filter(SlotDefinition::obfuscated);
  }
}
