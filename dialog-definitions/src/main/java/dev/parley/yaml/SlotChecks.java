package dev.parley.yaml;

import dev.parley.definition.BuiltInSlotType;
import dev.parley.definition.IntentDefinition;
import dev.parley.definition.LocaleDefinition;
import dev.parley.definition.SlotDefinition;
import dev.parley.definition.ValidationRule;
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

  private static final Set<BuiltInSlotType> DAYS = EnumSet.of(BuiltInSlotType.DATE, BuiltInSlotType.EXPIRY_DATE);
  private static final Set<BuiltInSlotType> NUMBERS =
      EnumSet.of(BuiltInSlotType.NUMBER, BuiltInSlotType.CURRENCY, BuiltInSlotType.DIGITS);
  private static final Set<BuiltInSlotType> DIGITS =
      EnumSet.of(
          BuiltInSlotType.DIGITS, BuiltInSlotType.PAYMENT_CARD, BuiltInSlotType.ALPHA_NUMERIC, BuiltInSlotType.NUMBER);

  private final LocaleDefinition locale;
  private final Report report;

  SlotChecks(LocaleDefinition locale, Report report) {
    this.locale = locale;
    this.report = report;
  }

  void check(IntentDefinition intent, SlotDefinition slot) {
    type(slot);
    boolean unheard =
        !slot.required() && intent.utterances().stream().noneMatch(u -> u.text().contains("{" + slot.name() + "}"));
    if (unheard) {
      report.add(
          Diagnostic.warning("slot-never-filled", slot.span(), "optional slot `" + slot.name() + "` is in no utterance and never asked")
              .help("use it in an utterance, or make it required"));
    }
    slot.validation().forEach(rule -> fits(slot, rule));
    for (int i = 0; i < slot.validation().size(); i++) {
      for (ValidationRule earlier : slot.validation().subList(0, i)) {
        cross(earlier, slot.validation().get(i));
      }
    }
    keys(slot);
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
    Optional<BuiltInSlotType> builtIn =
        locale.slotTypes().containsKey(slot.type()) ? Optional.empty() : BuiltInSlotType.named(slot.type());
    if (builtIn.isEmpty()) {
      return;
    }
    ValidationRule.Check check = rule.check();
    if (check instanceof NotBefore || check instanceof NotAfter) {
      misfit(slot, rule, builtIn.get(), DAYS, "a date");
    } else if (check instanceof Minimum || check instanceof Maximum) {
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
