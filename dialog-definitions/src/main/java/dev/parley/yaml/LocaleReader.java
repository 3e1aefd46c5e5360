package dev.parley.yaml;

import dev.parley.definition.FeatureUse;
import dev.parley.definition.IntentDefinition;
import dev.parley.definition.LocaleDefinition;
import dev.parley.definition.LocaleDefinition.CuePhrases;
import dev.parley.definition.LocaleDefinition.Digressions;
import dev.parley.definition.NextStep;
import dev.parley.definition.SlotTypeDefinition;
import dev.parley.definition.WaitAndContinue;
import dev.parley.definition.Words;
import dev.parley.diagnostic.Diagnostic;
import dev.parley.diagnostic.Report;
import dev.parley.diagnostic.Span;
import dev.parley.yaml.YamlNode.Entry;
import dev.parley.yaml.YamlNode.YamlScalar;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads a bot in one language, from the bot's own file and from those that it includes. */
final class LocaleReader {

  static final double DEFAULT_CONFIDENCE = 0.4;

  private final Report report;
  private final List<MappingReader> included;

  LocaleReader(Report report, List<MappingReader> included) {
    this.report = report;
    this.included = List.copyOf(included);
  }

  LocaleDefinition read(String id, MappingReader keys, Span span) {
    List<MappingReader> files = new ArrayList<>(List.of(keys));
    files.addAll(included);
    NamedPrompts prompts = new NamedPrompts(named(files, "prompts", "prompt"), report);
    BargeInReader.General bargeIn = new BargeInReader(report).general(keys, true);
    ResponseReader responses = new ResponseReader(report, prompts, bargeIn.allowed());
    Map<String, SlotTypeDefinition> types = new LinkedHashMap<>();
    SlotTypeReader typeReader = new SlotTypeReader(report);
    named(files, "slot_types", "slot type").values().forEach(e -> typeReader.read(e.key(), e.value()).ifPresent(t -> types.put(t.name(), t)));
    Optional<WaitAndContinue> hold = keys.node("wait_and_continue").flatMap(new WaitReader(report, responses)::read);
    LocaleScope scope = new LocaleScope(report, responses, keys.scalar("hook"), hold, types);
    Map<String, IntentDefinition> intents = new LinkedHashMap<>();
    IntentReader intentReader = new IntentReader(scope);
    named(files, "intents", "intent").values().forEach(e -> intentReader.read(e.key(), e.value()).ifPresent(i -> intents.put(i.name(), i)));
    if (intents.values().stream().noneMatch(IntentDefinition::isFallback)) {
      IntentDefinition fallback = IntentDefinition.silentFallback(span);
      intents.put(fallback.name(), fallback);
    }
    Map<String, FeatureUse> features = new LinkedHashMap<>();
    FeatureUseReader featureReader = new FeatureUseReader(report);
    for (Entry entry : keys.entries("features")) {
      featureReader.read(entry.key(), entry.value()).ifPresent(f -> features.put(f.group(), f));
    }
    LocaleDefinition locale =
        new LocaleDefinition(
            span,
            id,
            keys.decimal("intent_confidence").orElse(DEFAULT_CONFIDENCE),
            keys.text("voice"),
            responses.response(keys.node("greeting")),
            keys.scalar("start").map(LocaleReader::start),
            intents,
            types,
            features,
            cues(files),
            keys.node("digressions").map(n -> digressions(n, responses)).orElse(Digressions.STANDARD),
            bargeIn.policy());
    prompts.check(new PromptReader(report, responses), span.file());
    return locale;
  }

  private static NextStep start(YamlScalar intent) {
    return new NextStep(intent.span(), NextStep.Action.START_INTENT, Optional.empty(), Optional.of(intent.text()), Map.of(), false);
  }

  /** The entries of a key in all files, each name once. */
  private Map<String, Entry> named(List<MappingReader> files, String key, String what) {
    Map<String, Entry> found = new LinkedHashMap<>();
    for (MappingReader file : files) {
      for (Entry entry : file.entries(key)) {
        Names.check(entry.key(), what, report);
        Entry earlier = found.putIfAbsent(entry.key().text(), entry);
        if (earlier != null) {
          report.add(
              Diagnostic.error("defined-in-two-files", entry.key().span(), what + " `" + entry.key().text() + "` is defined in two files")
                  .note(earlier.key().span(), "it is defined here too")
                  .help("give one of them another name"));
        }
      }
    }
    return found;
  }

  private Digressions digressions(YamlNode node, ResponseReader responses) {
    return MappingReader.of(node, BotGrammar.keys("digressions"), report)
        .map(k -> new Digressions(k.whole("depth").orElse(Digressions.STANDARD.depth()), responses.response(k.node("too_deep"))))
        .orElse(Digressions.STANDARD);
  }

  private CuePhrases cues(List<MappingReader> files) {
    List<MappingReader> cues =
        files.stream().flatMap(f -> f.node("cues").stream()).flatMap(n -> MappingReader.of(n, BotGrammar.keys("cues"), report).stream()).toList();
    sameCue(cues, "yes", "no");
    sameCue(cues, "hold", "resume");
    return new CuePhrases(texts(cues, "hold"), texts(cues, "resume"), texts(cues, "yes"), texts(cues, "no"));
  }

  private void sameCue(List<MappingReader> cues, String one, String other) {
    for (YamlScalar phrase : phrases(cues, other)) {
      String words = Words.normal(phrase.text());
      phrases(cues, one).stream().filter(p -> Words.normal(p.text()).equals(words)).findFirst().ifPresent(p -> report.add(
          Diagnostic.error("same-cue", phrase.span(), "`" + words + "` means both `" + one + "` and `" + other + "`")
              .note(p.span(), "it stands here first")
              .help("keep it in one of the lists")));
    }
  }

  private static List<YamlScalar> phrases(List<MappingReader> cues, String key) {
    return cues.stream().flatMap(k -> k.scalars(key).stream()).toList();
  }

  private static List<String> texts(List<MappingReader> cues, String key) {
    return phrases(cues, key).stream().map(YamlScalar::text).toList();
  }
}
