package dev.parley.yaml;

import dev.parley.definition.BotDefinition;
import dev.parley.definition.BuiltInIntent;
import dev.parley.definition.FeatureCatalogue;
import dev.parley.definition.IntentDefinition;
import dev.parley.definition.LocaleDefinition;
import dev.parley.definition.ResponseDefinition;
import dev.parley.definition.SlotDefinition;
import dev.parley.definition.Template;
import dev.parley.definition.Transition;
import dev.parley.definition.ValidationRule;
import dev.parley.diagnostic.Diagnostic;
import dev.parley.diagnostic.Report;
import dev.parley.yaml.DialogWalk.Spoken;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What must hold between the parts of a bot. */
final class BotChecks {

  private final LocaleDefinition locale;
  private final Report report;
  private final SlotTypeChecks types;
  private final UtteranceChecks utterances;
  private final SlotChecks slots;
  private final FeatureChecks features;
  private final WordChecks words;
  private final BranchChecks branches;
  private final HookChecks hooks;
  private final Optional<FeatureCatalogue> catalogue;
  private final String botFile;

  private BotChecks(LocaleDefinition locale, String botFile, Optional<FeatureCatalogue> catalogue, Report report) {
    this.locale = locale;
    this.report = report;
    this.types = new SlotTypeChecks(locale, botFile, report);
    this.utterances = new UtteranceChecks(locale, report);
    this.slots = new SlotChecks(locale, report);
    this.features = new FeatureChecks(locale, catalogue, report);
    this.words = new WordChecks(report, features);
    this.branches = new BranchChecks(report);
    this.hooks = new HookChecks(report);
    this.catalogue = catalogue;
    this.botFile = botFile;
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
    builtIns();
    locale.greeting().ifPresent(this::outside);
    locale.digressions().tooDeep().ifPresent(this::outside);
    locale.slotTypes().values().forEach(types::check);
    Map<String, DialogWalk> walks = new LinkedHashMap<>();
    for (IntentDefinition intent : locale.intents().values()) {
      DialogWalk walk = DialogWalk.through(intent);
      walks.put(intent.name(), walk);
      intent(intent, walk);
    }
    FeatureWriteChecks writes = new FeatureWriteChecks(locale, catalogue, words, branches, report);
    locale.features().values().forEach(writes::check);
    features.declarations();
    new FlowChecks(locale, walks, report).check();
    new ContextChecks(locale, botFile, report).check(walks.values());
    digressions();
  }

  /** Each built-in intent once: a caller's "help" has one meaning. */
  private void builtIns() {
    Map<BuiltInIntent, IntentDefinition> first = new EnumMap<>(BuiltInIntent.class);
    for (IntentDefinition intent : locale.intents().values()) {
      builtInDoesMore(intent);
      Optional<IntentDefinition> earlier = intent.builtIn().flatMap(b -> Optional.ofNullable(first.putIfAbsent(b, intent)));
      if (earlier.isPresent() && intent.isFallback()) {
        report.add(
            Diagnostic.error("two-fallbacks", intent.span(), "a locale has one fallback intent")
                .note(earlier.get().span(), "it is this one")
                .help("drop one of them"));
      } else if (earlier.isPresent() && !intent.is(BuiltInIntent.QNA)) {
        report.add(
            Diagnostic.error("same-built-in", intent.span(), "a locale has one intent with the parent `" + intent.parent().orElse("") + "`")
                .note(earlier.get().span(), "it is this one")
                .help("drop one of them"));
      }
    }
  }

  private void digressions() {
    if (locale.digressions().depth() == 0) {
      locale.intents().values().stream().filter(IntentDefinition::digression).findFirst().ifPresent(i -> report.add(
          Diagnostic.warning("digressions-off", i.span(), "intent `" + i.name() + "` is a digression, and no intent may wait: the depth is 0")
              .help("raise `depth` of `digressions:`, or drop `digression: true`")));
    }
  }

  /** Words that no intent says. */
  private void outside(ResponseDefinition response) {
    DialogWalk.references(response).forEach(r -> words.reference(r, SlotNames.none()));
    words.spoken(new Spoken(response, Set.of(), false), SlotNames.none());
  }

  private void intent(IntentDefinition intent, DialogWalk walk) {
    if (intent.isFallback()) {
      fallback(intent);
    }
    utterances.check(intent);
    for (SlotDefinition slot : intent.slots()) {
      slots.check(intent, slot, walk);
      slot.validation().forEach(features::rule);
      slot.parts().values().forEach(p -> p.validation().forEach(features::rule));
    }
    SlotNames names = SlotNames.of(intent);
    walk.references().forEach(r -> words.reference(r, names));
    ConditionChecks conditions = new ConditionChecks(locale, names, report);
    walk.conditions().forEach(conditions::check);
    walk.transitions().forEach(branches::check);
    walk.transitions().forEach(t -> secrets(t, intent));
    walk.hooks().forEach(hooks::check);
    intent.fulfillment().ifPresent(hooks::check);
    for (SlotDefinition slot : intent.slots()) {
      slot.onlyIf().ifPresent(c -> branches.condition(c, slot.span()));
      slot.validation().forEach(r -> {
        if (r.check() instanceof ValidationRule.Holds holds) {
          branches.condition(holds.condition(), r.span());
        }
      });
    }
    walk.spoken().forEach(s -> words.spoken(s, names));
  }

  /** A session attribute is told to clients and hooks, in clear. */
  private void secrets(Transition transition, IntentDefinition intent) {
    SlotNames names = SlotNames.of(intent);
    Stream.of(
            Stream.of(transition.attributes()),
            transition.branches().stream().map(b -> b.outcome().attributes()),
            transition.otherwise().stream().map(Transition.Outcome::attributes))
        .flatMap(s -> s)
        .flatMap(m -> m.values().stream())
        .flatMap(Template::references)
        .forEach(r -> {
          if (r instanceof Template.SlotReference slot && !slot.filters().contains(Template.Filter.LAST4)
              && names.find(slot.slot()).filter(SlotDefinition::obfuscated).isPresent()) {
            report.add(
                Diagnostic.warning("secret-in-attribute", slot.span(), "slot `" + slot.slot() + "` is obfuscated, and a session attribute is told to clients and hooks")
                    .help("keep its last digits only, {" + slot.slot() + "|last4}, or leave it in its slot"));
          }
        });
  }

  private void fallback(IntentDefinition intent) {
    if (!intent.utterances().isEmpty() || !intent.slots().isEmpty() || intent.confirmation().isPresent()) {
      report.add(
          Diagnostic.error("fallback-with-slots", intent.span(), "a fallback intent has no utterances, slots or confirmation")
              .help("it takes what no other intent understands"));
    }
  }

  /** What a built-in intent does is known; of its opening and closing only the words, and the end, are its own. */
  private void builtInDoesMore(IntentDefinition intent) {
    if (intent.builtIn().isEmpty() || intent.isFallback()) {
      return;
    }
    Stream.of(intent.opening(), intent.closing()).flatMap(Optional::stream)
        .filter(t -> t.hook().isPresent() || !t.branches().isEmpty() || !t.attributes().isEmpty())
        .forEach(t -> report.add(
            Diagnostic.warning("built-in-does-no-more", t.span(), "a built-in intent only says its words: hooks, branches and attributes here do nothing")
                .help("drop them, or write an intent without `parent:`")));
  }
}
