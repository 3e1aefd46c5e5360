package dev.parley.yaml;

import dev.parley.definition.BotDefinition;
import dev.parley.definition.BuiltInSlotType;
import dev.parley.definition.FeatureCatalogue;
import dev.parley.definition.IntentDefinition;
import dev.parley.definition.IntentDefinition.SampleUtterance;
import dev.parley.definition.LocaleDefinition;
import dev.parley.definition.SlotDefinition;
import dev.parley.definition.SlotTypeDefinition;
import dev.parley.definition.Template;
import dev.parley.diagnostic.Diagnostic;
import dev.parley.diagnostic.DidYouMean;
import dev.parley.diagnostic.Report;
import dev.parley.yaml.References.Spoken;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What must hold between the parts of a bot. */
final class BotChecks {

  private static final Pattern SLOT_IN_UTTERANCE = Pattern.compile("\\{([^{}]*)\\}");
  private static final Pattern NO_WORD = Pattern.compile("[^\\p{L}\\p{N}{}]+");

  private final LocaleDefinition locale;
  private final Report report;
  private final SlotChecks slots;
  private final FeatureChecks features;

  private BotChecks(LocaleDefinition locale, Optional<FeatureCatalogue> catalogue, Report report) {
    this.locale = locale;
    this.report = report;
    this.slots = new SlotChecks(locale, report);
    this.features = new FeatureChecks(locale, catalogue, report);
  }

  static void check(BotDefinition bot, Optional<FeatureCatalogue> catalogue, Report report) {
    for (LocaleDefinition locale : bot.locales().values()) {
      new BotChecks(locale, catalogue, report).check();
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
    locale.greeting().ifPresent(g -> spoken(new Spoken(g, Set.of(), false), Optional.empty()));
    locale.slotTypes().values().forEach(this::slotType);
    Map<String, SampleUtterance> seen = new HashMap<>();
    for (IntentDefinition intent : locale.intents().values()) {
      intent(intent, seen);
    }
    features.declarations();
  }

  private void slotType(SlotTypeDefinition type) {
    if (BuiltInSlotType.named(type.name()).isPresent()) {
      report.add(
          Diagnostic.error("slot-type-hides-built-in", type.span(), "`" + type.name() + "` is a built-in slot type's name")
              .help("give it another name"));
    }
    if (type.values().isEmpty()) {
      report.add(
          Diagnostic.error("slot-type-without-values", type.span(), "slot type `" + type.name() + "` has no values")
              .help("add the words that callers may say"));
    }
    boolean used =
        locale.intents().values().stream().flatMap(i -> i.slots().stream()).anyMatch(s -> s.type().equals(type.name()));
    if (!used) {
      report.add(Diagnostic.warning("unused-slot-type", type.span(), "no slot has type `" + type.name() + "`").help("drop it, or use it"));
    }
    Map<String, SlotTypeDefinition.Value> said = new HashMap<>();
    for (SlotTypeDefinition.Value value : type.values()) {
      List<String> ways = new ArrayList<>(value.synonyms());
      ways.add(value.value());
      for (String way : ways.stream().map(BotChecks::normal).distinct().toList()) {
        slotValue(value, way, said);
      }
    }
  }

  private void slotValue(SlotTypeDefinition.Value value, String way, Map<String, SlotTypeDefinition.Value> said) {
    if (way.isEmpty()) {
      report.add(
          Diagnostic.error("empty-slot-value", value.span(), "a value or synonym here has no letters or digits")
              .help("write a word that callers say"));
      return;
    }
    SlotTypeDefinition.Value earlier = said.putIfAbsent(way, value);
    if (earlier != null) {
      report.add(
          Diagnostic.error("same-slot-value", value.span(), "`" + way + "` means two values of this slot type")
              .note(earlier.span(), "it means this one already")
              .help("keep it at one of them"));
    }
  }

  private void intent(IntentDefinition intent, Map<String, SampleUtterance> seen) {
    if (intent.isFallback()) {
      fallback(intent);
    } else if (intent.utterances().isEmpty()) {
      report.add(
          Diagnostic.error("intent-without-utterances", intent.span(), "nothing that a caller says reaches intent `" + intent.name() + "`")
              .help("add `utterances:`"));
    }
    for (SampleUtterance utterance : intent.utterances()) {
      utterance(intent, utterance, seen);
    }
    for (SlotDefinition slot : intent.slots()) {
      slots.check(intent, slot);
      slot.validation().forEach(features::rule);
    }
    References.of(intent).forEach(r -> reference(r, Optional.of(intent)));
    References.spoken(intent).forEach(s -> spoken(s, Optional.of(intent)));
  }

  private void fallback(IntentDefinition intent) {
    if (!intent.utterances().isEmpty() || !intent.slots().isEmpty() || intent.confirmation().isPresent()) {
      report.add(
          Diagnostic.error("fallback-with-slots", intent.span(), "a fallback intent has no utterances, slots or confirmation")
              .help("it takes what no other intent understands"));
    }
  }

  private void utterance(IntentDefinition intent, SampleUtterance utterance, Map<String, SampleUtterance> seen) {
    String normal = normal(utterance.text());
    if (normal.isEmpty()) {
      report.add(
          Diagnostic.error("empty-utterance", utterance.span(), "this utterance has no words")
              .help("write what a caller says, or drop it"));
      return;
    }
    SampleUtterance earlier = seen.putIfAbsent(normal, utterance);
    if (earlier != null) {
      report.add(
          Diagnostic.error("same-utterance", utterance.span(), "this utterance stands in the bot twice")
              .note(earlier.span(), "it stands here first")
              .help("keep it where callers mean it"));
    }
    Matcher matcher = SLOT_IN_UTTERANCE.matcher(utterance.text());
    List<String> names = intent.slots().stream().map(SlotDefinition::name).toList();
    List<String> found = new ArrayList<>();
    while (matcher.find()) {
      String name = matcher.group(1).strip();
      if (!names.contains(name)) {
        report.add(
            Diagnostic.error("unknown-slot", utterance.span(), "intent `" + intent.name() + "` has no slot `" + name + "`")
                .help(help(name, names)));
      } else if (found.contains(name)) {
        report.add(
            Diagnostic.error("slot-twice-in-utterance", utterance.span(), "slot `" + name + "` stands in this utterance twice")
                .help("one slot has one value"));
      }
      found.add(name);
    }
    if (matcher.replaceAll("").contains("{") || matcher.replaceAll("").contains("}")) {
      report.add(
          Diagnostic.error("utterance-brace", utterance.span(), "a brace in this utterance has no partner")
              .help("a slot is written {" + names.stream().findFirst().orElse("SlotName") + "}"));
    }
  }

  /** A value that is named must be there whenever the words are said, or there must be other words. */
  private void spoken(Spoken spoken, Optional<IntentDefinition> intent) {
    if (intent.isEmpty()) {
      References.of(spoken.response()).forEach(r -> reference(r, intent));
    }
    References.of(spoken.response().absent()).forEach(r -> {
      if (r instanceof Template.FeatureReference feature) {
        report.add(
            Diagnostic.error("absent-names-feature", feature.span(), "what is said when a value is absent names a feature itself")
                .help("word it so that it does without"));
      }
    });
    if (!spoken.response().absent().isEmpty()) {
      return;
    }
    String help =
        spoken.retry()
            ? "word this retry so that it does without"
            : "add `absent:` with a wording that does without it";
    References.of(spoken.response().groups()).forEach(r -> {
      if (r instanceof Template.FeatureReference feature) {
        String name = feature.group() + "." + feature.feature();
        report.add(
            Diagnostic.error("no-wording-for-absent", feature.span(), "what is said when `" + name + "` is absent?").help(help));
      } else if (r instanceof Template.SlotReference slot
          && intent.flatMap(i -> i.slot(slot.slot())).isPresent()
          && !spoken.known().contains(slot.slot())) {
        report.add(
            Diagnostic.warning("value-not-known", slot.span(), "slot `" + slot.slot() + "` may have no value when this is said")
                .help(help));
      }
    });
  }

  private void reference(Template.Reference reference, Optional<IntentDefinition> intent) {
    if (reference instanceof Template.SlotReference slot) {
      List<String> names =
          intent.stream().flatMap(i -> i.slots().stream()).map(SlotDefinition::name).toList();
      if (!names.contains(slot.slot())) {
        report.add(
            Diagnostic.error(
                    "unknown-slot",
                    slot.span(),
                    intent.map(i -> "intent `" + i.name() + "` has no slot `").orElse("there is no slot `") + slot.slot() + "`")
                .help(help(slot.slot(), names)));
      }
    } else if (reference instanceof Template.FeatureReference feature) {
      features.reference(feature);
    }
  }

  private static String help(String name, List<String> slots) {
    String known = slots.isEmpty() ? "no slot is known here" : "the slots are " + String.join(", ", slots);
    return DidYouMean.help(name, slots).orElse(known);
  }

  /** What is left of a text when only its words count. */
  static String normal(String text) {
    return NO_WORD.matcher(text.toLowerCase(Locale.ROOT)).replaceAll(" ").strip();
  }
}
