package dev.parley.yaml;

import dev.parley.definition.BotDefinition;
import dev.parley.definition.FeatureCatalogue;
import dev.parley.definition.IntentDefinition;
import dev.parley.definition.LocaleDefinition;
import dev.parley.definition.ResponseDefinition;
import dev.parley.definition.SlotDefinition;
import dev.parley.diagnostic.Diagnostic;
import dev.parley.diagnostic.Report;
import dev.parley.yaml.DialogWalk.Spoken;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What must hold between the parts of a bot. */
final class BotChecks {

  private final LocaleDefinition locale;
  private final Report report;
  private final SlotTypeChecks types;
  private final UtteranceChecks utterances;
  private final SlotChecks slots;
  private final FeatureChecks features;
  private final WordChecks words;

  private BotChecks(LocaleDefinition locale, String botFile, Optional<FeatureCatalogue> catalogue, Report report) {
    this.locale = locale;
    this.report = report;
    this.types = new SlotTypeChecks(locale, botFile, report);
    this.utterances = new UtteranceChecks(report);
    this.slots = new SlotChecks(locale, report);
    this.features = new FeatureChecks(locale, catalogue, report);
    this.words = new WordChecks(report, features);
  }

  static void check(BotDefinition bot, Optional<FeatureCatalogue> catalogue, Report report) {
    for (LocaleDefinition locale : bot.locales().values()) {
      new BotChecks(locale, bot.span().file(), catalogue, report).check();
    }
  }

  private void check() {
    if (locale.intents().values().stream().allMatch(IntentDefinition::isFallback)) {
      report.add(
          Diagnostic.error("no-intents", locale.span(), "this bot has nothing that a caller could want")
              .help("add `intents:` with at least one intent"));
    }
    List<IntentDefinition> fallbacks = locale.intents().values().stream().filter(IntentDefinition::isFallback).toList();
    if (fallbacks.size() > 1) {
      report.add(
          Diagnostic.error("two-fallbacks", fallbacks.get(1).span(), "a locale has one fallback intent")
              .note(fallbacks.get(0).span(), "it is this one")
              .help("drop one of them"));
    }
    locale.greeting().ifPresent(this::outside);
    locale.digressions().tooDeep().ifPresent(this::outside);
    locale.slotTypes().values().forEach(types::check);
    locale.intents().values().forEach(this::intent);
    features.declarations();
  }

  /** Words that no intent says. */
  private void outside(ResponseDefinition response) {
    DialogWalk.references(response).forEach(r -> words.reference(r, SlotNames.none()));
    words.spoken(new Spoken(response, Set.of(), false), SlotNames.none());
  }

  private void intent(IntentDefinition intent) {
    if (intent.isFallback()) {
      fallback(intent);
    } else if (intent.utterances().isEmpty() && intent.builtIn().isEmpty()) {
      report.add(
          Diagnostic.error("intent-without-utterances", intent.span(), "nothing that a caller says reaches intent `" + intent.name() + "`")
              .help("add `utterances:`"));
    }
    utterances.check(intent);
    for (SlotDefinition slot : intent.slots()) {
      slots.check(intent, slot);
      slot.validation().forEach(features::rule);
      slot.parts().values().forEach(p -> p.validation().forEach(features::rule));
    }
    DialogWalk walk = DialogWalk.through(intent);
    SlotNames names = SlotNames.of(intent);
    walk.references().forEach(r -> words.reference(r, names));
    walk.spoken().forEach(s -> words.spoken(s, names));
  }

  private void fallback(IntentDefinition intent) {
    if (!intent.utterances().isEmpty() || !intent.slots().isEmpty() || intent.confirmation().isPresent()) {
      report.add(
          Diagnostic.error("fallback-with-slots", intent.span(), "a fallback intent has no utterances, slots or confirmation")
              .help("it takes what no other intent understands"));
    }
  }
}
