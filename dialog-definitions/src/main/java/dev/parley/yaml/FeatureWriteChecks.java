package dev.parley.yaml;

import dev.parley.definition.BuiltInSlotType;
import dev.parley.definition.FeatureCatalogue;
import dev.parley.definition.FeatureCatalogue.Feature;
import dev.parley.definition.FeatureCatalogue.Kind;
import dev.parley.definition.FeatureUse;
import dev.parley.definition.LocaleDefinition;
import dev.parley.definition.SlotDefinition;
import dev.parley.definition.Template;
import dev.parley.definition.Template.Filter;
import dev.parley.definition.WriteRule;
import dev.parley.definition.WriteRule.Change;
import dev.parley.diagnostic.Diagnostic;
import dev.parley.diagnostic.DidYouMean;
import dev.parley.diagnostic.Report;
import dev.parley.diagnostic.Span;
import java.math.BigDecimal;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** What must hold of the features that a bot writes: they are there, the values fit, and secrets stay secret. */
final class FeatureWriteChecks {

  private static final Pattern NUMBER = Pattern.compile("-?[0-9]+(?:\\.[0-9]+)?");
  private static final Pattern WHOLE = Pattern.compile("-?[0-9]+");
  private static final Pattern TIME = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]+(?:Z|[-+][0-9:]+)");
  private static final Pattern OF_NUMBERS = Pattern.compile("[-.0-9]*");

  /** Slots whose values may be numbers; those of the bot's own types may, too. */
  private static final Set<BuiltInSlotType> NUMBERS =
      EnumSet.of(
          BuiltInSlotType.NUMBER, BuiltInSlotType.CURRENCY, BuiltInSlotType.PERCENTAGE, BuiltInSlotType.ORDINAL, BuiltInSlotType.DIGITS,
          BuiltInSlotType.PAYMENT_CARD, BuiltInSlotType.ALPHA_NUMERIC, BuiltInSlotType.FREE_FORM_INPUT);

  private static final Set<Filter> OF_VALUES = EnumSet.of(Filter.PLAIN, Filter.LAST4);

  private final SlotNames slots;
  private final Optional<FeatureCatalogue> catalogue;
  private final WordChecks words;
  private final ConditionChecks conditions;
  private final BranchChecks branches;
  private final Report report;

  FeatureWriteChecks(LocaleDefinition locale, Optional<FeatureCatalogue> catalogue, WordChecks words, BranchChecks branches, Report report) {
    this.slots = SlotNames.ofAny(locale);
    this.catalogue = catalogue;
    this.words = words;
    this.conditions = new ConditionChecks(locale, slots, report);
    this.branches = branches;
    this.report = report;
  }

  void check(FeatureUse use) {
    for (WriteRule rule : use.writes()) {
      rule.onlyIf().ifPresent(c -> {
        c.references().forEach(r -> words.reference(r, slots));
        conditions.check(c);
        branches.condition(c, rule.span());
      });
      rule.references().forEach(r -> words.reference(r, slots));
      rule.changes().forEach(c -> {
        if (c.value() instanceof WriteRule.Path path) {
          conditions.path(path.path());
        }
      });
      Optional<Map<String, Feature>> known = catalogue.flatMap(c -> c.features(use.group()));
      known.ifPresent(features -> rule.changes().forEach(c -> change(use.group(), features, c)));
    }
  }

  private void change(String group, Map<String, Feature> features, Change change) {
    Feature feature = features.get(change.feature());
    if (feature == null) {
      report.add(
          Diagnostic.error("unknown-feature", change.span(), "feature group `" + group + "` has no feature `" + change.feature() + "`")
              .help(DidYouMean.help(change.feature(), features.keySet()).orElse("define it in the group's `features:`, or write one of " + FeatureChecks.sorted(features.keySet()))));
    } else if (feature.kind() == Kind.IDENTITY || feature.kind() == Kind.COLLECTION) {
      report.add(
          Diagnostic.error("feature-not-written", change.span(), "`" + change.feature() + "` is " + feature.kind().words() + ", which a bot does not write")
              .help(feature.kind() == Kind.IDENTITY ? "the key is made by `key:`, and the time is that of the write" : "write a feature of one value"));
    } else {
      fits(change, feature.kind());
      if (!feature.sensitive()) {
        stays(change);
      }
    }
  }

  private void fits(Change change, Kind kind) {
    if (change.value() instanceof WriteRule.Add add) {
      if (!kind.isNumber()) {
        unfit(change.span(), change, kind, "a count is a number");
      } else if (kind == Kind.INTEGRAL && !isWhole(add.amount())) {
        unfit(change.span(), change, kind, "`" + add.amount() + "` is none");
      }
    } else if (change.value() instanceof WriteRule.Path path) {
      if (kind != Kind.STRING && !(kind == Kind.FRACTIONAL && path.path().path().matches(".*[cC]onfidence(\\.score)?"))) {
        unfit(path.path().span(), change, kind, "`" + path.path().path() + "` gives a text");
      }
    } else if (change.value() instanceof WriteRule.Text text && kind != Kind.STRING) {
      text(text.template(), change, kind);
    }
  }

  private static boolean isWhole(BigDecimal amount) {
    return amount.stripTrailingZeros().scale() <= 0;
  }

  private void text(Template template, Change change, Kind kind) {
    Optional<String> literal = template.asLiteral();
    if (literal.isPresent()) {
      Pattern form = kind == Kind.INTEGRAL ? WHOLE : kind == Kind.FRACTIONAL ? NUMBER : TIME;
      if (!form.matcher(literal.get()).matches()) {
        unfit(template.span(), change, kind, "`" + literal.get() + "` is none");
      }
      return;
    }
    for (Template.Part part : template.parts()) {
      if (part instanceof Template.Literal words && kind.isNumber() && !OF_NUMBERS.matcher(words.text()).matches()) {
        unfit(template.span(), change, kind, "`" + words.text().strip() + "` is no part of one");
        return;
      } else if (part instanceof Template.Reference reference && kind.isNumber() && !OF_VALUES.containsAll(reference.filters())) {
        unfit(template.span(), change, kind, "a filter makes words of it");
        return;
      } else if (part instanceof Template.SlotReference slot) {
        Optional<BuiltInSlotType> type = slots.find(slot.slot()).flatMap(s -> BuiltInSlotType.named(s.type()));
        if (type.isPresent() && (kind == Kind.EVENT_TIME || !NUMBERS.contains(type.get()))) {
          unfit(slot.span(), change, kind, "slot `" + slot.slot() + "` is a " + type.get().typeName());
          return;
        }
      }
    }
  }

  private void unfit(Span span, Change change, Kind kind, String why) {
    report.add(
        Diagnostic.error("value-unfit-for-feature", span, "feature `" + change.feature() + "` is " + kind.words() + ": " + why)
            .help(kind == Kind.STRING ? "define the feature as Integral or Fractional" : "write what is one, or define the feature as String"));
  }

  /** What is masked here may not be read there. */
  private void stays(Change change) {
    if (!(change.value() instanceof WriteRule.Text text)) {
      return;
    }
    text.template().references().forEach(r -> {
      boolean secretSlot = r instanceof Template.SlotReference slot && secret(slot.slot());
      boolean secretFact = r instanceof Template.FeatureReference fact
          && catalogue.flatMap(c -> c.features(fact.group())).map(f -> f.get(fact.feature())).filter(Feature::sensitive).isPresent();
      if (secretSlot || secretFact) {
        report.add(
            Diagnostic.error("secret-in-feature", text.template().span(),
                    "`" + Conditions.name(r) + "` is " + (secretSlot ? "obfuscated" : "sensitive") + ", and feature `" + change.feature() + "` is not")
                .help("mark the feature `sensitive: true` in its group, or do not write it"));
      }
    });
  }

  private boolean secret(String path) {
    int dot = path.indexOf('.');
    return List.of(path, dot < 0 ? path : path.substring(0, dot)).stream()
        .anyMatch(name -> slots.all(name).anyMatch(SlotDefinition::obfuscated));
  }
}
