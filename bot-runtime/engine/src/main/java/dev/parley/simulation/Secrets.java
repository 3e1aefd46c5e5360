package dev.parley.simulation;

import dev.parley.definition.LocaleDefinition;
import dev.parley.definition.SlotDefinition;
import dev.parley.event.DialogEvent;
import dev.parley.event.DialogOutput;
import dev.parley.event.Expectation;
import dev.parley.event.HookResult;
import dev.parley.event.Interpretations;
import dev.parley.event.Interpreter;
import dev.parley.event.SessionView;
import dev.parley.event.SlotValue;
import dev.parley.secret.Vault;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Keeps a simulated caller's secrets from the core with the shell's own {@link Vault}, and remembers which values those were, so
 * that the law can be tried: none of them may be found in the core.
 */
final class Secrets {

  private static final int SHORTEST = 8;

  private final LocaleDefinition locale;
  private final Vault vault;
  private final Set<String> slotValues = new LinkedHashSet<>();
  private final StringBuilder open = new StringBuilder();

  Secrets(LocaleDefinition locale, Interpreter interpreter) {
    this.locale = locale;
    this.vault = new Vault(locale, interpreter, Map.of());
  }

  /** What fills tokens in for the caller's ear, the interpreter and hooks. */
  Vault vault() {
    return vault;
  }

  /**
   * The values of obfuscated slots so far: none of them may ever be found in the core. What the caller also gave openly is no
   * secret, and short ones are not looked for, since two digits stand in any time of day.
   */
  List<String> slotValues() {
    return slotValues.stream().filter(v -> v.length() >= SHORTEST && open.indexOf(v) < 0).toList();
  }

  /** A caller's event as the core may see it. */
  DialogEvent conceal(DialogEvent event, Expectation expected) {
    DialogEvent concealed = vault.conceal(event, expected);
    if (concealed instanceof DialogEvent.TextArrived text && concealed.equals(event)) {
      open.append(' ').append(text.text());
    } else if (concealed instanceof DialogEvent.Transcribed words && concealed.equals(event)) {
      open.append(' ').append(words.text());
    } else if (concealed instanceof DialogEvent.KeyPressed key && concealed.equals(event)) {
      open.append(key.key());
    } else if (event instanceof DialogEvent.Started said && concealed instanceof DialogEvent.Started seen) {
      said.session().ifPresent(s -> remember(s, seen.session().orElseThrow()));
    } else if (event instanceof DialogEvent.HookAnswered said && concealed instanceof DialogEvent.HookAnswered seen
        && said.result() instanceof HookResult.Answer before && seen.result() instanceof HookResult.Answer after) {
      remember(before.session(), after.session());
    }
    return concealed;
  }

  private void remember(SessionView said, SessionView seen) {
    if (said.intent().isPresent() && seen.intent().isPresent()) {
      Map<String, Optional<SlotValue>> before = said.intent().get().slots();
      String intent = said.intent().get().name();
      seen.intent().get().slots().forEach((name, after) -> {
        Optional<SlotValue> value = before.getOrDefault(name, Optional.empty());
        if (value.isPresent() && after.isPresent()) {
          remember(isSecret(intent, name), value.get(), after.get());
        }
      });
    }
  }

  /** A meaning as the core may see it. */
  Interpretations conceal(Interpretations meaning, DialogOutput.Interpret asked) {
    Interpretations concealed = vault.conceal(meaning, asked);
    Expectation expected = asked.expectation();
    String intent = expected.intent().orElse("");
    concealed.answer().ifPresent(seen ->
        remember(expected.secret() || isSecret(intent, expected.slot().orElse("")), meaning.answer().orElseThrow(), seen));
    meaning.corrections().forEach((name, said) -> {
      SlotValue seen = concealed.corrections().get(name);
      if (seen != null) {
        remember(isSecret(intent, name), said, seen);
      }
    });
    for (int i = 0; i < meaning.ranked().size(); i++) {
      String other = meaning.ranked().get(i).intent();
      Map<String, SlotValue> said = meaning.ranked().get(i).slots();
      concealed.ranked().get(i).slots().forEach((name, seen) -> {
        SlotValue value = said.get(name);
        if (value != null && (seen instanceof SlotValue.Secret || isSecret(other, name))) {
          remember(true, value, seen);
        }
      });
    }
    return concealed;
  }

  /** Whether the bot says that the slot's value is a secret; what the vault makes of it is what is tried. */
  private boolean isSecret(String intent, String slot) {
    return Optional.ofNullable(locale.intents().get(intent)).flatMap(i -> i.slot(slot)).filter(SlotDefinition::obfuscated).isPresent();
  }

  private void remember(boolean secret, SlotValue said, SlotValue seen) {
    if (said instanceof SlotValue.Composite before && seen instanceof SlotValue.Composite after) {
      before.parts().forEach((name, part) -> remember(secret, part, after.parts().getOrDefault(name, part)));
    } else if (secret || seen instanceof SlotValue.Secret) {
      slotValues.add(said.interpretedValue());
    } else {
      open.append(' ').append(said.interpretedValue());
    }
  }
}
