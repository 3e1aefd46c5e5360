package dev.parley.yaml;

import dev.parley.definition.BuiltInSlotType;
import dev.parley.definition.InputSettings;
import dev.parley.definition.IntentDefinition;
import dev.parley.definition.LocaleDefinition;
import dev.parley.definition.SlotDefinition;
import dev.parley.definition.Template;
import dev.parley.definition.ValidationRule;
import dev.parley.definition.ValidationRule.AtLeast;
import dev.parley.definition.ValidationRule.AtMost;
import dev.parley.definition.ValidationRule.Length;
import dev.parley.definition.ValidationRule.Luhn;
import dev.parley.definition.ValidationRule.Maximum;
import dev.parley.definition.ValidationRule.Minimum;
import dev.parley.definition.ValidationRule.NotAfter;
import dev.parley.definition.ValidationRule.NotBefore;
import dev.parley.diagnostic.Diagnostic;
import dev.parley.diagnostic.Report;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** What must hold of a slot: a type that exists, rules that fit the type and one another. */
final class SlotChecks {

  /** What callers spell: Lex's types with spelling styles, and free text. */
  private static final Set<BuiltInSlotType> SPELLED =
      Set.of(
          BuiltInSlotType.ALPHA_NUMERIC,
          BuiltInSlotType.FREE_FORM_INPUT,
          BuiltInSlotType.EMAIL_ADDRESS,
          BuiltInSlotType.FIRST_NAME,
          BuiltInSlotType.LAST_NAME,
          BuiltInSlotType.UK_POSTAL_CODE);

  private static final Set<BuiltInSlotType> DAYS = EnumSet.of(BuiltInSlotType.DATE, BuiltInSlotType.EXPIRY_DATE);
  private static final Set<BuiltInSlotType> NUMBERS =
      EnumSet.of(BuiltInSlotType.NUMBER, BuiltInSlotType.CURRENCY, BuiltInSlotType.PERCENTAGE, BuiltInSlotType.DIGITS, BuiltInSlotType.ORDINAL);
  private static final Set<BuiltInSlotType> DIGITS =
      EnumSet.of(
          BuiltInSlotType.DIGITS, BuiltInSlotType.PAYMENT_CARD, BuiltInSlotType.ALPHA_NUMERIC, BuiltInSlotType.NUMBER);

  private final LocaleDefinition locale;
  private final Report report;

  SlotChecks(LocaleDefinition locale, Report report) {
    this.locale = locale;
    this.report = report;
  }

  void check(IntentDefinition intent, SlotDefinition slot, DialogWalk walk) {
    boolean heard =
        intent.utterances().stream().anyMatch(u -> u.text().contains("{" + slot.name() + "}"))
            || walk.nextSteps().stream().anyMatch(n -> n.slot().filter(slot.name()::equals).isPresent() || n.slots().containsKey(slot.name()));
    if (!slot.required() && !heard && slot.defaults().isEmpty()) {
      report.add(
          Diagnostic.warning("slot-never-filled", slot.span(), "optional slot `" + slot.name() + "` is in no utterance and never asked")
              .help("use it in an utterance, elicit it, or make it required"));
    }
    one(slot, intent);
    slot.parts().values().forEach(p -> one(p, intent));
    if (slot.composite()) {
      new PartChecks(report).check(slot);
    } else {
      slot.expression().ifPresent(e -> report.add(
          Diagnostic.error("expression-without-parts", slot.span(), "slot `" + slot.name() + "` has an expression of parts, and no parts")
              .help("add `parts:`, or drop `expression:`")));
    }
  }

  /** A slot, or a part of one. */
  private void one(SlotDefinition slot, IntentDefinition intent) {
    type(slot);
    slot.validation().forEach(rule -> fits(slot, rule));
    for (int i = 0; i < slot.validation().size(); i++) {
      for (ValidationRule earlier : slot.validation().subList(0, i)) {
        cross(earlier, slot.validation().get(i));
      }
    }
    keys(slot);
    listening(slot);
    spelling(slot);
    slot.validation().forEach(rule -> other(slot, intent, rule));
    slot.defaults().stream().flatMap(Template::references)
        .filter(r -> r instanceof Template.SlotReference s && s.slot().equals(slot.name()) && intent.slot(slot.name()).filter(slot::equals).isPresent())
        .findFirst()
        .ifPresent(r -> report.add(
            Diagnostic.error("default-of-itself", ((Template.SlotReference) r).span(), "the default of slot `" + slot.name() + "` is its own value")
                .help("name another slot, an attribute or a feature")));
  }

  /** Rules that look at other values: not for secrets, which nothing else may see. */
  private void other(SlotDefinition slot, IntentDefinition intent, ValidationRule rule) {
    boolean computed =
        rule.check() instanceof ValidationRule.Holds || rule.check() instanceof ValidationRule.KnownIn
            || rule.check() instanceof ValidationRule.AtLeast || rule.check() instanceof ValidationRule.AtMost;
    if (slot.obfuscated() && computed) {
      report.add(
          Diagnostic.error("rule-on-secret", rule.span(), "slot `" + slot.name() + "` is obfuscated, and this rule would read its value")
              .note(slot.span(), "the slot")
              .help("use length, min, max, matches, luhn, not_before, not_after or differs_from"));
    }
    if (rule.check() instanceof ValidationRule.DiffersFrom differs) {
      if (differs.slot().equals(slot.name()) && intent.slots().contains(slot)) {
        report.add(
            Diagnostic.error("differs-from-itself", differs.span(), "slot `" + slot.name() + "` cannot differ from itself").help("name another slot"));
      }
      SlotNames.of(intent).mistake(differs.slot()).ifPresent(m -> report.add(Diagnostic.error(m.code(), differs.span(), m.message()).help(m.help())));
    }
  }

  private void listening(SlotDefinition slot) {
    InputSettings input = slot.input();
    if (input.allowAudio() && input.endSilence().compareTo(input.maxLength()) >= 0) {
      report.add(
          Diagnostic.warning("answer-cut-off", slot.span(), "the silence that ends an answer is as long as the longest answer")
              .help("shorten `end_silence`, or lengthen `max_length`, under `listen:`"));
    }
  }

  private void spelling(SlotDefinition slot) {
    Optional<BuiltInSlotType> type = builtIn(slot).filter(t -> !SPELLED.contains(t));
    if (slot.spelling() != SlotDefinition.Spelling.DEFAULT && (type.isPresent() || slot.composite())) {
      report.add(
          Diagnostic.warning("spelling-does-not-fit", slot.typeSpan(), "nobody spells " + (slot.composite() ? "a slot with parts" : "a value of type `" + slot.type() + "`"))
              .help("drop `spelling:`" + (slot.composite() ? ", or move it to a part" : "; it is for letters: AlphaNumeric, EmailAddress, FirstName, LastName, or a type of the bot's own")));
    }
  }

  private Optional<BuiltInSlotType> builtIn(SlotDefinition slot) {
    return locale.slotTypes().containsKey(slot.type()) ? Optional.empty() : BuiltInSlotType.named(slot.type());
  }

  private void type(SlotDefinition slot) {
    boolean missing = slot.type().isEmpty();
    if (missing || locale.slotTypes().containsKey(slot.type()) || BuiltInSlotType.named(slot.type()).isPresent()) {
      return;
    }
    report.add(
        Diagnostic.error("unknown-slot-type", slot.typeSpan(), "slot `" + slot.name() + "` has unknown type `" + slot.type() + "`")
            .label("no built-in or own slot type has this name")
            .help(SlotTypeChecks.suggestion(locale, slot.type())));
  }

  private void fits(SlotDefinition slot, ValidationRule rule) {
    Optional<BuiltInSlotType> builtIn = builtIn(slot);
    if (slot.composite() && !(rule.check() instanceof ValidationRule.Holds)) {
      report.add(
          Diagnostic.error("rule-of-parts", rule.span(), "slot `" + slot.name() + "` has parts and no value of its own")
              .note(slot.span(), "the slot")
              .help("move the rule to a part; for several parts at once write `if:` with a condition"));
    }
    if (builtIn.isEmpty()) {
      return;
    }
    ValidationRule.Check check = rule.check();
    if (check instanceof NotBefore || check instanceof NotAfter) {
      misfit(slot, rule, builtIn.get(), DAYS, "a date");
    } else if (check instanceof Minimum || check instanceof Maximum || check instanceof AtLeast || check instanceof AtMost) {
      misfit(slot, rule, builtIn.get(), NUMBERS, "a number");
    } else if (check instanceof Luhn) {
      misfit(slot, rule, builtIn.get(), DIGITS, "a row of digits");
    }
  }

  private void misfit(
      SlotDefinition slot, ValidationRule rule, BuiltInSlotType type, Set<BuiltInSlotType> fitting, String wanted) {
    if (!fitting.contains(type)) {
      report.add(
          Diagnostic.error("rule-does-not-fit", rule.span(), "a value of type `" + slot.type() + "` is not " + wanted)
              .note(slot.typeSpan(), "the type stands here")
              .help(
                  "this rule is for slots of type "
                      + String.join(", ", fitting.stream().map(BuiltInSlotType::typeName).toList())));
    }
  }

  private void cross(ValidationRule one, ValidationRule other) {
    if (crosses(one.check(), other.check()) || crosses(other.check(), one.check())) {
      report.add(
          Diagnostic.error("rules-contradict", other.span(), "no value can satisfy both this rule and an earlier one")
              .note(one.span(), "the earlier one")
              .help("mend one of them: now every answer is refused"));
    }
  }

  private static boolean crosses(ValidationRule.Check one, ValidationRule.Check other) {
    if (one instanceof Minimum min && other instanceof Maximum max) {
      return min.value().compareTo(max.value()) > 0;
    } else if (one instanceof Length a && other instanceof Length b) {
      return a.min() > b.max();
    } else if (one instanceof NotBefore from && other instanceof NotAfter to) {
      boolean fixed = !from.day().equals("today") && !to.day().equals("today");
      return fixed && from.day().compareTo(to.day()) > 0; // ISO days sort as text
    }
    return false;
  }

  private void keys(SlotDefinition slot) {
    int most = slot.input().keys().maxLength();
    for (ValidationRule rule : slot.validation()) {
      if (rule.check() instanceof Length length && slot.input().allowKeys() && length.min() > most) {
        report.add(
            Diagnostic.warning("too-few-keys", rule.span(), "nobody can key this in: the entry ends after " + most + " keys")
                .help("raise `max_length` of `keys:` to " + length.max()));
      }
    }
  }
}
