package dev.parley.yaml;

import dev.parley.definition.InputSettings;
import dev.parley.definition.IntentDefinition.SampleUtterance;
import dev.parley.definition.SlotDefinition;
import dev.parley.definition.SlotDefinition.SlotConfirmation;
import dev.parley.definition.SlotDefinition.Spelling;
import dev.parley.definition.SlotTypeDefinition;
import dev.parley.definition.Template;
import dev.parley.definition.ValidationRule;
import dev.parley.definition.WaitAndContinue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Writes slots with their parts. */
final class SlotWriter {

  private final DialogWriter dialogs;
  private final Map<String, SlotTypeDefinition> types;
  private final Optional<Map<String, Object>> hold;

  SlotWriter(DialogWriter dialogs, Map<String, SlotTypeDefinition> types, Optional<Map<String, Object>> hold) {
    this.dialogs = dialogs;
    this.types = types;
    this.hold = hold;
  }

  Map<String, Object> slot(SlotDefinition slot) {
    Map<String, Object> keys = new LinkedHashMap<>();
    if (!slot.type().isEmpty()) {
      keys.put("type", slot.type());
    }
    if (!slot.required()) {
      keys.put("required", WordsWriter.flag(false));
    }
    if (slot.multiple()) {
      keys.put("multiple", WordsWriter.flag(true));
    }
    content(keys, slot);
    slot.expression().ifPresent(e -> keys.put("expression", ExpressionWriter.parts(e)));
    SlotTypeDefinition type = types.get(slot.type());
    Map<String, String> known = type == null ? Map.of() : type.parts();
    Map<String, Object> parts = new LinkedHashMap<>();
    slot.parts().forEach((name, part) -> {
      Map<String, Object> own = new LinkedHashMap<>();
      boolean typed = part.type().equals(known.get(name));
      if (!typed && !part.type().isEmpty()) {
        own.put("type", part.type());
      }
      content(own, part);
      if (!typed || !unasked(own, part)) {
        parts.put(name, own);
      }
    });
    if (!parts.isEmpty()) {
      keys.put("parts", parts);
    }
    return keys;
  }

  /** A part that its type has, and of which the slot says nothing. */
  private boolean unasked(Map<String, Object> own, SlotDefinition part) {
    boolean onlyWithoutHold = own.size() == 1 && own.containsKey("wait_and_continue");
    return part.waitAndContinue().isEmpty() && (own.isEmpty() || onlyWithoutHold);
  }

  private void content(Map<String, Object> keys, SlotDefinition slot) {
    slot.onlyIf().ifPresent(c -> keys.put("if", ExpressionWriter.condition(c)));
    if (!slot.prompt().first().groups().isEmpty()) {
      keys.put("ask", WordsWriter.prompt(slot.prompt(), slot.input()));
    }
    texts(keys, "utterances", slot.utterances().stream().map(SampleUtterance::text).toList());
    texts(keys, "default", slot.defaults().stream().map(Template::source).toList());
    slot.suggestion().ifPresent(s -> {
      Map<String, Object> own = new LinkedHashMap<>();
      own.put("value", s.value().source());
      own.put("phrases", s.phrases());
      keys.put("suggest", own);
    });
    if (slot.obfuscated()) {
      keys.put("obfuscate", WordsWriter.flag(true));
    }
    if (slot.spelling() != Spelling.DEFAULT) {
      keys.put("spelling", slot.spelling() == Spelling.BY_WORD ? "by_word" : "by_letter");
    }
    if (!slot.validation().isEmpty()) {
      List<Object> rules = new ArrayList<>();
      slot.validation().forEach(r -> rules.add(rule(r)));
      keys.put("validate", rules);
    }
    WordsWriter.input(keys, slot.input(), InputSettings.LEX_DEFAULTS);
    WordsWriter.bargeIn(keys, slot.bargeIn());
    slot.confirmation().ifPresent(c -> keys.put("confirm", confirmation(c, slot.input())));
    hold(keys, slot.waitAndContinue());
    slot.help().ifPresent(h -> keys.put("help", WordsWriter.response(h)));
    slot.which().ifPresent(w -> keys.put("which", WordsWriter.response(w)));
    slot.captured().ifPresent(t -> keys.put("captured", dialogs.transition(t)));
    slot.failed().ifPresent(t -> keys.put("failed", dialogs.transition(t)));
    slot.retryHook().ifPresent(h -> keys.put("on_retry", dialogs.hook(h)));
  }

  static void texts(Map<String, Object> keys, String key, List<String> texts) {
    if (!texts.isEmpty()) {
      keys.put(key, WordsWriter.oneOrMore(texts));
    }
  }

  /** Says how to wait where that differs from the locale's way. */
  void hold(Map<String, Object> keys, Optional<WaitAndContinue> wait) {
    Optional<Map<String, Object>> own = wait.map(WordsWriter::hold);
    if (!own.equals(hold)) {
      keys.put("wait_and_continue", own.isPresent() ? own.get() : WordsWriter.flag(false));
    }
  }

  private Object confirmation(SlotConfirmation confirmation, InputSettings input) {
    Map<String, Object> keys = new LinkedHashMap<>();
    Object ask = WordsWriter.prompt(confirmation.prompt(), input);
    keys.put("ask", ask);
    confirmation.declined().ifPresent(r -> keys.put("no", WordsWriter.response(r)));
    texts(keys, "yes_phrases", confirmation.yes());
    texts(keys, "no_phrases", confirmation.no());
    hold(keys, confirmation.waitAndContinue());
    return keys.size() == 1 && !(ask instanceof Map<?, ?>) ? ask : keys;
  }

  private static Map<String, Object> rule(ValidationRule rule) {
    Map<String, Object> keys = new LinkedHashMap<>();
    check(keys, rule.check());
    rule.otherwise().ifPresent(r -> keys.put("otherwise", WordsWriter.response(r)));
    return keys;
  }

  private static void check(Map<String, Object> keys, ValidationRule.Check check) {
    if (check instanceof ValidationRule.Length l) {
      keys.put("length", new YamlEmitter.Plain(l.min() == l.max() ? Integer.toString(l.min()) : l.min() + ".." + l.max()));
    } else if (check instanceof ValidationRule.Minimum m) {
      keys.put("min", new YamlEmitter.Plain(m.value().toString()));
    } else if (check instanceof ValidationRule.Maximum m) {
      keys.put("max", new YamlEmitter.Plain(m.value().toString()));
    } else if (check instanceof ValidationRule.AtLeast a) {
      keys.put("min", a.bound().source());
    } else if (check instanceof ValidationRule.AtMost a) {
      keys.put("max", a.bound().source());
    } else if (check instanceof ValidationRule.Matches m) {
      keys.put("matches", m.pattern().pattern());
    } else if (check instanceof ValidationRule.Luhn) {
      keys.put("luhn", WordsWriter.flag(true));
    } else if (check instanceof ValidationRule.NotBefore n) {
      keys.put("not_before", new YamlEmitter.Plain(n.day()));
    } else if (check instanceof ValidationRule.NotAfter n) {
      keys.put("not_after", new YamlEmitter.Plain(n.day()));
    } else if (check instanceof ValidationRule.KnownIn k) {
      keys.put("known_in", k.group());
    } else if (check instanceof ValidationRule.DiffersFrom d) {
      keys.put("differs_from", d.slot());
    } else {
      keys.put("if", ExpressionWriter.condition(((ValidationRule.Holds) check).condition()));
    }
  }
}
