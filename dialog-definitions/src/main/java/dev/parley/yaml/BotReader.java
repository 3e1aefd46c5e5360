package dev.parley.yaml;

import dev.parley.definition.BotDefinition;
import dev.parley.definition.BotId;
import dev.parley.definition.DialogHook;
import dev.parley.definition.FeatureCatalogue;
import dev.parley.definition.FeatureUse;
import dev.parley.definition.HookReference;
import dev.parley.definition.InputSettings;
import dev.parley.definition.IntentDefinition.ConfirmationDefinition;
import dev.parley.definition.IntentDefinition.FulfillmentDefinition;
import dev.parley.definition.IntentDefinition.SampleUtterance;
import dev.parley.definition.IntentDefinition;
import dev.parley.definition.LocaleDefinition.CuePhrases;
import dev.parley.definition.LocaleDefinition;
import dev.parley.definition.NextStep;
import dev.parley.definition.PromptDefinition;
import dev.parley.definition.ResponseDefinition;
import dev.parley.definition.SlotDefinition;
import dev.parley.definition.SlotTypeDefinition;
import dev.parley.definition.Template;
import dev.parley.definition.Transition;
import dev.parley.diagnostic.Diagnostic;
import dev.parley.diagnostic.Report;
import dev.parley.diagnostic.SourceText;
import dev.parley.diagnostic.Span;
import dev.parley.yaml.YamlNode.Entry;
import dev.parley.yaml.YamlNode.YamlMapping;
import dev.parley.yaml.YamlNode.YamlScalar;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads a bot from YAML. Never throws on a text: all mistakes are in the report, and there is a bot only when there is no
 * error. Thread-safe.
 */
public final class BotReader {

  private static final String DEFAULT_LOCALE = "en_US";
  private static final double DEFAULT_CONFIDENCE = 0.4;
  private static final Duration DEFAULT_SESSION = Duration.ofMinutes(5);
  private static final String FALLBACK_NAME = "FallbackIntent";

  private final Report report = new Report();
  private final ResponseReader responses = new ResponseReader(report);

  private BotReader() {}

  /** Reads a bot; feature names are not checked. */
  public static Loaded<BotDefinition> read(SourceText source) {
    return read(source, Optional.empty());
  }

  /** Reads a bot, and checks the feature groups that it names against those that exist. */
  public static Loaded<BotDefinition> read(SourceText source, Optional<FeatureCatalogue> features) {
    BotReader reader = new BotReader();
    Optional<BotDefinition> bot =
        YamlNodeReader.read(source, reader.report)
            .flatMap(node -> MappingReader.of(node, BotGrammar.keys("bot"), reader.report))
            .flatMap(reader::bot);
    bot.ifPresent(b -> BotChecks.check(b, features, reader.report));
    return new Loaded<>(reader.report.hasErrors() ? Optional.empty() : bot, reader.report);
  }

  private Optional<BotDefinition> bot(MappingReader keys) {
    Optional<YamlScalar> name = keys.scalar("bot");
    name.ifPresent(n -> Names.check(n, "bot", report));
    Map<String, LocaleDefinition> locales = new LinkedHashMap<>();
    if (keys.node("locales").isPresent()) {
      besideLocales(keys);
      for (Entry entry : keys.entries("locales")) {
        Names.checkLocale(entry.key(), report);
        MappingReader.of(entry.value(), BotGrammar.keys("locale"), report)
            .ifPresent(l -> locales.put(entry.key().text(), locale(entry.key().text(), l, entry.key().span())));
      }
    } else {
      keys.scalar("locale").ifPresent(l -> Names.checkLocale(l, report));
      String id = keys.text("locale").orElse(DEFAULT_LOCALE);
      locales.put(id, locale(id, keys, keys.head()));
    }
    Optional<YamlScalar> id = keys.scalar("id");
    id.ifPresent(i -> Names.checkBotId(i, report));
    if (locales.isEmpty()) {
      keys.node("locales").filter(n -> n instanceof YamlMapping m && m.entries().isEmpty()).ifPresent(n -> report.add(
          Diagnostic.error("no-locales", n.span(), "this bot speaks no language").help("add a locale, such as en_US")));
      return Optional.empty();
    }
    String called = name.map(YamlScalar::text).orElse(""); // without a name there is an error, and the checks go on
    return Optional.of(
        new BotDefinition(
            name.map(YamlScalar::span).orElse(keys.head()),
            called,
            id.map(YamlScalar::text).orElseGet(() -> BotId.of(called)),
            keys.text("description"),
            keys.time("session_timeout").orElse(DEFAULT_SESSION),
            locales));
  }

  private void besideLocales(MappingReader keys) {
    List<String> beside = new ArrayList<>(BotGrammar.keys("locale").keys().keySet());
    beside.add("locale");
    beside.removeIf(key -> keys.node(key).isEmpty());
    for (String key : beside) {
      report.add(
          Diagnostic.error("beside-locales", keys.place(key), "`" + key + "` stands at the top, and the bot has `locales:`")
              .help("move it into each locale that it is meant for"));
    }
  }

  private LocaleDefinition locale(String id, MappingReader keys, Span span) {
    Map<String, IntentDefinition> intents = new LinkedHashMap<>();
    for (Entry entry : keys.entries("intents")) {
      Names.check(entry.key(), "intent", report);
      intent(entry.key(), entry.value()).ifPresent(i -> intents.put(i.name(), i));
    }
    if (intents.values().stream().noneMatch(IntentDefinition::isFallback)) {
      intents.put(FALLBACK_NAME, silentFallback(span));
    }
    Map<String, SlotTypeDefinition> types = new LinkedHashMap<>();
    for (Entry entry : keys.entries("slot_types")) {
      Names.check(entry.key(), "slot type", report);
      slotType(entry.key(), entry.value()).ifPresent(t -> types.put(t.name(), t));
    }
    Map<String, FeatureUse> features = new LinkedHashMap<>();
    for (Entry entry : keys.entries("features")) {
      featureUse(entry.key(), entry.value()).ifPresent(f -> features.put(f.group(), f));
    }
    return new LocaleDefinition(
        span,
        id,
        keys.decimal("intent_confidence").orElse(DEFAULT_CONFIDENCE),
        keys.text("voice"),
        responses.response(keys.node("greeting")),
        intents,
        types,
        features,
        keys.node("cues").map(this::cues).orElse(CuePhrases.NONE),
        LocaleDefinition.Digressions.STANDARD);
  }

  /** Every Lex locale has a fallback intent; one that the bot does not define says nothing. */
  private static IntentDefinition silentFallback(Span span) {
    return new IntentDefinition(
        span,
        FALLBACK_NAME,
        Optional.of(IntentDefinition.FALLBACK),
        Optional.empty(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        false,
        List.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private Optional<IntentDefinition> intent(YamlScalar name, YamlNode node) {
    Optional<MappingReader> reader = MappingReader.of(node, BotGrammar.keys("intent"), report);
    if (reader.isEmpty()) {
      return Optional.empty();
    }
    MappingReader keys = reader.get();
    Optional<String> parent = keys.text("parent");
    if (parent.isEmpty() && name.text().equals(FALLBACK_NAME)) {
      parent = Optional.of(IntentDefinition.FALLBACK);
    }
    keys.scalar("parent").ifPresent(p -> Names.checkParent(p, report));
    List<SampleUtterance> utterances = new ArrayList<>();
    for (YamlScalar utterance : keys.scalars("utterances")) {
      utterances.add(new SampleUtterance(utterance.span(), utterance.text()));
    }
    SlotReader slotReader = new SlotReader(report);
    List<SlotDefinition> slots = new ArrayList<>();
    for (Entry entry : keys.entries("slots")) {
      Names.check(entry.key(), "slot", report);
      slotReader.read(entry.key(), entry.value()).ifPresent(slots::add);
    }
    boolean fallback = parent.filter(IntentDefinition.FALLBACK::equals).isPresent();
    return Optional.of(
        new IntentDefinition(
            name.span(),
            name.text(),
            parent,
            keys.text("description"),
            utterances,
            List.of(),
            List.of(),
            List.of(),
            false,
            slots,
            Optional.empty(),
            responses.response(keys.node("opening")).map(Transition::saying),
            keys.node("confirm").flatMap(this::confirmation),
            keys.node("fulfill").flatMap(this::fulfillment),
            keys.node("close").flatMap(n -> closing(n, fallback ? NextStep.Action.ELICIT_INTENT : NextStep.Action.END_CONVERSATION))));
  }

  private Optional<ConfirmationDefinition> confirmation(YamlNode node) {
    if (!(node instanceof YamlMapping)) {
      return responses.prompt(node).map(p -> confirmation(node.span(), p, Optional.empty()));
    }
    Optional<MappingReader> keys = MappingReader.of(node, BotGrammar.keys("confirm"), report);
    var no = responses.response(keys.flatMap(k -> k.node("no")));
    return keys.flatMap(k -> k.node("ask"))
        .flatMap(responses::prompt)
        .map(p -> confirmation(node.span(), p, no.map(Transition::saying)));
  }

  private static ConfirmationDefinition confirmation(Span span, PromptDefinition prompt, Optional<Transition> declined) {
    return new ConfirmationDefinition(
        span, prompt, InputSettings.LEX_DEFAULTS, List.of(), List.of(), Optional.empty(), declined, Optional.empty(), Optional.empty(), Optional.empty());
  }

  private Optional<FulfillmentDefinition> fulfillment(YamlNode node) {
    if (node instanceof YamlScalar scalar) {
      HookReference hook = new HookReference(scalar.span(), scalar.text(), HookReference.LEX_TIMEOUT);
      return Optional.of(fulfillment(node.span(), hook, Optional.empty(), Optional.empty(), Optional.empty()));
    }
    Optional<MappingReader> keys = MappingReader.of(node, BotGrammar.keys("fulfill"), report);
    if (keys.isEmpty()) {
      return Optional.empty();
    }
    MappingReader k = keys.get();
    Duration within = k.time("within").orElse(HookReference.LEX_TIMEOUT);
    var success = responses.response(k.node("success")).map(Transition::saying);
    var failure = responses.response(k.node("failure")).map(Transition::saying);
    var timeout = responses.response(k.node("timeout")).map(Transition::saying);
    return k.scalar("hook")
        .map(h -> fulfillment(node.span(), new HookReference(h.span(), h.text(), within), success, failure, timeout));
  }

  private static FulfillmentDefinition fulfillment(
      Span span, HookReference hook, Optional<Transition> success, Optional<Transition> failure, Optional<Transition> timeout) {
    return new FulfillmentDefinition(
        span,
        Optional.of(new DialogHook(span, hook, Optional.empty(), Optional.empty(), success, failure, timeout)),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private Optional<Transition> closing(YamlNode node, NextStep.Action standard) {
    if (!(node instanceof YamlMapping)) {
      return responses.response(node, "response").map(r -> closing(r, NextStep.of(node.span(), standard)));
    }
    Optional<MappingReader> keys = MappingReader.of(node, BotGrammar.keys("close"), report);
    NextStep.Action next =
        keys.flatMap(k -> k.choice("next"))
            .map(n -> n.equals("close") ? NextStep.Action.END_CONVERSATION : NextStep.Action.ELICIT_INTENT)
            .orElse(standard);
    return keys.flatMap(responses::response).map(r -> closing(r, NextStep.of(node.span(), next)));
  }

  private static Transition closing(ResponseDefinition response, NextStep next) {
    return new Transition(
        response.span(), Optional.of(response), Map.of(), Optional.empty(), List.of(), Optional.empty(), Optional.of(next));
  }

  private Optional<FeatureUse> featureUse(YamlScalar group, YamlNode node) {
    Optional<MappingReader> keys = MappingReader.of(node, BotGrammar.keys("feature_use"), report);
    Duration within = keys.flatMap(k -> k.time("within")).orElse(FeatureUse.STANDARD_BUDGET);
    // Without its key there is an error, and the group still counts as declared.
    return keys.map(k -> k.scalar("key").map(key -> TemplateReader.read(key, report)).orElse(Template.literal("")))
        .map(key -> new FeatureUse(group.span(), group.text(), key, within));
  }

  private Optional<SlotTypeDefinition> slotType(YamlScalar name, YamlNode node) {
    Optional<MappingReader> keys = MappingReader.of(node, BotGrammar.keys("slot_type"), report);
    if (keys.isEmpty()) {
      return Optional.empty();
    }
    List<SlotTypeDefinition.Value> values = new ArrayList<>();
    for (YamlNode item : keys.get().items("values")) {
      if (item instanceof YamlScalar scalar) {
        values.add(new SlotTypeDefinition.Value(scalar.span(), scalar.text(), List.of()));
      } else {
        MappingReader.of(item, BotGrammar.keys("slot_value"), report)
            .ifPresent(v -> v.scalar("value").ifPresent(s -> values.add(
                new SlotTypeDefinition.Value(
                    s.span(), s.text(), v.scalars("synonyms").stream().map(YamlScalar::text).toList()))));
      }
    }
    return Optional.of(new SlotTypeDefinition(name.span(), name.text(), 
        keys.get().flag("restrict", true)
            ? SlotTypeDefinition.Resolution.TOP_RESOLUTION
            : SlotTypeDefinition.Resolution.ORIGINAL_VALUE,
        values,
        Optional.empty(),
        List.of(),
        Map.of()));
  }

  private CuePhrases cues(YamlNode node) {
    Optional<MappingReader> keys = MappingReader.of(node, BotGrammar.keys("cues"), report);
    keys.ifPresent(k -> {
      sameCue(k, "yes", "no");
      sameCue(k, "hold", "resume");
    });
    return new CuePhrases(
        phrases(keys, "hold"), phrases(keys, "resume"), phrases(keys, "yes"), phrases(keys, "no"));
  }

  private void sameCue(MappingReader keys, String one, String other) {
    for (YamlScalar phrase : keys.scalars(other)) {
      String words = BotChecks.normal(phrase.text());
      keys.scalars(one).stream().filter(p -> BotChecks.normal(p.text()).equals(words)).findFirst().ifPresent(p -> report.add(
          Diagnostic.error("same-cue", phrase.span(), "`" + words + "` means both `" + one + "` and `" + other + "`")
              .note(p.span(), "it stands here first")
              .help("keep it in one of the lists")));
    }
  }

  private static List<String> phrases(Optional<MappingReader> keys, String key) {
    return keys.stream().flatMap(k -> k.scalars(key).stream()).map(YamlScalar::text).toList();
  }
}
