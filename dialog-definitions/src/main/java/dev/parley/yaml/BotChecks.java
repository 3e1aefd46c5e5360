package dev.parley.yaml;

import dev.parley.definition.BotDefinition;
import dev.parley.definition.BuiltInSlotType;
import dev.parley.definition.FeatureCatalogue;
import dev.parley.definition.FeatureUse;
import dev.parley.definition.IntentDefinition;
import dev.parley.definition.IntentDefinition.SampleUtterance;
import dev.parley.definition.LocaleDefinition;
import dev.parley.definition.PromptDefinition;
import dev.parley.definition.ResponseDefinition;
import dev.parley.definition.SlotDefinition;
import dev.parley.definition.Template;
import dev.parley.definition.ValidationRule;
import dev.parley.diagnostic.Diagnostic;
import dev.parley.diagnostic.DidYouMean;
import dev.parley.diagnostic.Report;
import dev.parley.diagnostic.Span;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What must hold between the parts of a bot. */
final class BotChecks {

  private static final Pattern SLOT_IN_UTTERANCE = Pattern.compile("\\{([^{}]*)\\}");

  private final LocaleDefinition locale;
  private final Optional<FeatureCatalogue> features;
  private final Report report;

  private BotChecks(LocaleDefinition locale, Optional<FeatureCatalogue> features, Report report) {
    this.locale = locale;
    this.features = features;
    this.report = report;
  }

  static void check(BotDefinition bot, Optional<FeatureCatalogue> features, Report report) {
    for (LocaleDefinition locale : bot.locales().values()) {
      new BotChecks(locale, features, report).check();
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
              .note(fallbacks.get(0).span(), "it is this one"));
    }
    locale.features().values().forEach(this::featureUse);
    locale.greeting().ifPresent(g -> References.of(g).forEach(r -> reference(r, Optional.empty())));
    locale.slotTypes().values().stream()
        .filter(t -> t.values().isEmpty())
        .forEach(t -> report.add(
            Diagnostic.error("slot-type-without-values", t.span(), "slot type `" + t.name() + "` has no values")));
    locale.slotTypes().values().stream()
        .filter(t -> BuiltInSlotType.named(t.name()).isPresent())
        .forEach(t -> report.add(
            Diagnostic.error("slot-type-hides-built-in", t.span(), "`" + t.name() + "` is a built-in slot type's name")
                .help("give it another name")));
    Map<String, SampleUtterance> seen = new HashMap<>();
    for (IntentDefinition intent : locale.intents().values()) {
      intent(intent, seen);
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
      slot(intent, slot);
    }
    References.of(intent).forEach(r -> reference(r, Optional.of(intent)));
    References.withoutAbsentWording(intent).forEach(missing -> report.add(
        Diagnostic.error("no-wording-for-absent", missing.span(), "what is said when `" + missing.name() + "` is absent?")
            .help("add `absent:` with a wording that does without it")));
  }

  private void fallback(IntentDefinition intent) {
    if (!intent.utterances().isEmpty() || !intent.slots().isEmpty() || intent.confirmation().isPresent()) {
      report.add(
          Diagnostic.error("fallback-with-slots", intent.span(), "a fallback intent has no utterances, slots or confirmation")
              .help("it takes what no other intent understands"));
    }
  }

  private void utterance(IntentDefinition intent, SampleUtterance utterance, Map<String, SampleUtterance> seen) {
    String normal = utterance.text().toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}{}]+", " ").strip();
    if (normal.isEmpty()) {
      report.add(Diagnostic.error("empty-utterance", utterance.span(), "this utterance has no words"));
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
    while (matcher.find()) {
      String name = matcher.group(1).strip();
      if (!names.contains(name)) {
        report.add(
            Diagnostic.error("unknown-slot", utterance.span(), "intent `" + intent.name() + "` has no slot `" + name + "`")
                .help(DidYouMean.help(name, names)));
      }
    }
  }

  private void slot(IntentDefinition intent, SlotDefinition slot) {
    boolean own = locale.slotTypes().containsKey(slot.type());
    if (!own && BuiltInSlotType.named(slot.type()).isEmpty()) {
      List<String> types = new ArrayList<>(locale.slotTypes().keySet());
      Arrays.stream(BuiltInSlotType.values()).forEach(t -> types.add(t.isLex() ? "AMAZON." + t.typeName() : t.typeName()));
      report.add(
          Diagnostic.error("unknown-slot-type", slot.typeSpan(), "slot `" + slot.name() + "` has unknown type `" + slot.type() + "`")
              .label("no built-in or own slot type has this name")
              .help(DidYouMean.help(slot.type(), types).orElse("the types are " + String.join(", ", types))));
    }
    boolean optionalUnheard =
        !slot.required()
            && intent.utterances().stream().noneMatch(u -> u.text().contains("{" + slot.name() + "}"));
    if (optionalUnheard) {
      report.add(
          Diagnostic.warning("slot-never-filled", slot.span(), "optional slot `" + slot.name() + "` is in no utterance and never asked")
              .help("use it in an utterance, or make it required"));
    }
    for (ValidationRule rule : slot.validation()) {
      if (rule.check() instanceof ValidationRule.KnownIn known && !locale.features().containsKey(known.group())) {
        undeclaredGroup(rule.span(), known.group());
      }
    }
  }

  private void featureUse(FeatureUse use) {
    features.ifPresent(catalogue -> {
      if (!catalogue.groups().contains(use.group())) {
        report.add(
            Diagnostic.error("unknown-feature-group", use.span(), "there is no feature group `" + use.group() + "`")
                .help(DidYouMean.help(use.group(), catalogue.groups())));
      }
    });
    use.key().references().forEach(r -> {
      if (r instanceof Template.FeatureReference feature && feature.group().equals(use.group())) {
        report.add(
            Diagnostic.error("feature-key-of-itself", feature.span(), "the key of `" + use.group() + "` comes from its own record"));
      } else if (r instanceof Template.SlotReference slot
          && locale.intents().values().stream().noneMatch(i -> i.slot(slot.slot()).isPresent())) {
        report.add(Diagnostic.error("unknown-slot", slot.span(), "no intent has a slot `" + slot.slot() + "`"));
      } else if (r instanceof Template.FeatureReference) {
        reference(r, Optional.empty());
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
                .help(DidYouMean.help(slot.slot(), names)));
      }
    } else if (reference instanceof Template.FeatureReference feature) {
      if (!locale.features().containsKey(feature.group())) {
        undeclaredGroup(feature.span(), feature.group());
      } else {
        features.flatMap(c -> c.features(feature.group()))
            .filter(names -> !names.contains(feature.feature()))
            .ifPresent(names -> report.add(
                Diagnostic.error(
                        "unknown-feature",
                        feature.span(),
                        "feature group `" + feature.group() + "` has no feature `" + feature.feature() + "`")
                    .help(DidYouMean.help(feature.feature(), names))));
      }
    }
  }

  private void undeclaredGroup(Span span, String group) {
    report.add(
        Diagnostic.error("undeclared-feature-group", span, "this bot does not declare feature group `" + group + "`")
            .help(
                DidYouMean.help(group, locale.features().keySet())
                    .orElse("declare it under `features:` with its key")));
  }

  /** The placeholders of a bot. */
  static final class References {

    private References() {}

    static Stream<Template.Reference> of(ResponseDefinition response) {
      return Stream.of(response.groups(), response.absent(), response.unavailable())
          .flatMap(List::stream)
          .flatMap(g -> g.variations().stream())
          .flatMap(v -> v.text().references());
    }

    static Stream<Template.Reference> of(IntentDefinition intent) {
      Stream<Template.Reference> said = responses(intent).flatMap(References::of);
      Stream<Template.Reference> values =
          intent.slots().stream()
              .flatMap(s -> Stream.concat(s.defaults().stream(), s.suggestion().stream().map(SlotDefinition.Suggestion::value)))
              .flatMap(Template::references);
      return Stream.concat(said, values);
    }

    static Stream<ResponseDefinition> responses(IntentDefinition intent) {
      Stream.Builder<ResponseDefinition> all = Stream.builder();
      intent.initialResponse().ifPresent(all);
      intent.closing().map(IntentDefinition.ClosingDefinition::response).ifPresent(all);
      intent.confirmation().ifPresent(c -> {
        prompt(c.prompt()).forEach(all);
        c.declined().ifPresent(all);
      });
      intent.fulfillment().ifPresent(f -> Stream.of(f.success(), f.failure(), f.timeout()).flatMap(Optional::stream).forEach(all));
      for (SlotDefinition slot : intent.slots()) {
        prompt(slot.prompt()).forEach(all);
        slot.confirmation().ifPresent(c -> {
          prompt(c.prompt()).forEach(all);
          c.declined().ifPresent(all);
        });
        slot.waitAndContinue().ifPresent(w -> {
          all.add(w.waiting()).add(w.continuing());
          w.stillWaiting().ifPresent(s -> all.add(s.response()));
        });
        slot.validation().forEach(r -> r.otherwise().ifPresent(all));
      }
      return all.build();
    }

    private static Stream<ResponseDefinition> prompt(PromptDefinition prompt) {
      return Stream.concat(Stream.of(prompt.first()), prompt.retries().stream());
    }

    /** Features that are named where nothing is said in their absence. */
    static Stream<Missing> withoutAbsentWording(IntentDefinition intent) {
      return responses(intent)
          .filter(r -> r.absent().isEmpty())
          .flatMap(r -> r.groups().stream())
          .flatMap(g -> g.variations().stream())
          .flatMap(v -> v.text().references())
          .filter(Template.FeatureReference.class::isInstance)
          .map(Template.FeatureReference.class::cast)
          .map(f -> new Missing(f.span(), f.group() + "." + f.feature()));
    }

    record Missing(Span span, String name) {}
  }
}
