package dev.parley.yaml;

import dev.parley.definition.BuiltInSlotType;
import dev.parley.definition.InputSettings;
import dev.parley.definition.InputSettings.KeySettings;
import dev.parley.definition.PromptDefinition;
import dev.parley.definition.ResponseDefinition;
import dev.parley.definition.SlotDefinition;
import dev.parley.definition.SlotDefinition.SlotConfirmation;
import dev.parley.definition.SlotDefinition.Suggestion;
import dev.parley.definition.Template;
import dev.parley.definition.ValidationRule;
import dev.parley.definition.WaitAndContinue;
import dev.parley.definition.WaitAndContinue.StillWaiting;
import dev.parley.diagnostic.Diagnostic;
import dev.parley.diagnostic.Report;
import dev.parley.yaml.YamlNode.YamlMapping;
import dev.parley.yaml.YamlNode.YamlScalar;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads a slot. */
final class SlotReader {

  private final Report report;
  private final ResponseReader responses;

  SlotReader(Report report) {
    this.report = report;
    this.responses = new ResponseReader(report);
  }

  Optional<SlotDefinition> read(YamlScalar name, YamlNode node) {
    Optional<MappingReader> reader = MappingReader.of(node, BotGrammar.keys("slot"), report);
    if (reader.isEmpty()) {
      return Optional.empty();
    }
    MappingReader keys = reader.get();
    Optional<YamlScalar> type = keys.scalar("type"); // without a type there is an error, and the slot still counts as there
    boolean required = keys.flag("required", true);
    Optional<PromptDefinition> prompt = keys.node("ask").flatMap(responses::prompt);
    if (prompt.isEmpty() && required && keys.node("ask").isEmpty()) {
      report.add(
          Diagnostic.error("slot-without-question", name.span(), "slot `" + name.text() + "` is never asked")
              .help("add `ask:` with its question, or `required: false`"));
    }
    String written = type.map(YamlScalar::text).orElse("");
    String typeName = BuiltInSlotType.named(written).map(BuiltInSlotType::typeName).orElse(written);
    PromptDefinition question =
        prompt.orElseGet(
            () ->
                new PromptDefinition(
                    name.span(),
                    new ResponseDefinition(name.span(), List.of(), true, false, List.of(), List.of()),
                    List.of(),
                    List.of(),
                    0,
                    Map.of()));
    List<Template> defaults = keys.scalars("default").stream().map(s -> TemplateReader.read(s, report)).toList();
    return Optional.of(
        new SlotDefinition(
            name.span(),
            name.text(),
            typeName,
            type.map(YamlScalar::span).orElse(name.span()),
            required,
            Optional.empty(),
            question,
            List.of(),
            defaults,
            keys.node("suggest").flatMap(this::suggestion),
            keys.flag("obfuscate", false),
            false,
            Map.of(),
            Optional.empty(),
            SlotDefinition.Spelling.DEFAULT,
            keys.node("wait_and_continue").flatMap(this::hold),
            keys.node("confirm").flatMap(this::confirmation),
            rules(keys),
            input(keys),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty()));
  }

  private Optional<Suggestion> suggestion(YamlNode node) {
    Optional<MappingReader> keys = MappingReader.of(node, BotGrammar.keys("suggest"), report);
    return keys.flatMap(k -> k.scalar("value"))
        .map(v -> new Suggestion(
            node.span(),
            TemplateReader.read(v, report),
            keys.stream().flatMap(k -> k.scalars("phrases").stream()).map(YamlScalar::text).toList()));
  }

  private Optional<SlotConfirmation> confirmation(YamlNode node) {
    if (!(node instanceof YamlMapping)) {
      return responses.prompt(node).map(p -> new SlotConfirmation(node.span(), p, List.of(), List.of(), Optional.empty(), Optional.empty()));
    }
    Optional<MappingReader> keys = MappingReader.of(node, BotGrammar.keys("confirm"), report);
    Optional<ResponseDefinition> no = responses.response(keys.flatMap(k -> k.node("no")));
    return keys.flatMap(k -> k.node("ask")).flatMap(responses::prompt).map(p -> new SlotConfirmation(node.span(), p, List.of(), List.of(), no, Optional.empty()));
  }

  private Optional<WaitAndContinue> hold(YamlNode node) {
    Optional<MappingReader> keys = MappingReader.of(node, BotGrammar.keys("hold"), report);
    Optional<ResponseDefinition> waiting = responses.response(keys.flatMap(k -> k.node("wait")));
    Optional<ResponseDefinition> continuing = responses.response(keys.flatMap(k -> k.node("continue")));
    Optional<StillWaiting> still = keys.flatMap(k -> k.node("still_waiting")).flatMap(this::stillWaiting);
    return waiting.isEmpty() || continuing.isEmpty()
        ? Optional.empty()
        : Optional.of(new WaitAndContinue(node.span(), waiting.get(), still, continuing.get()));
  }

  private Optional<StillWaiting> stillWaiting(YamlNode node) {
    Optional<MappingReader> reader = MappingReader.of(node, BotGrammar.keys("still_waiting"), report);
    if (reader.isEmpty()) {
      return Optional.empty();
    }
    MappingReader keys = reader.get();
    var response = responses.response(keys);
    var every = keys.time("every");
    var limit = keys.time("for");
    if (response.isEmpty() || every.isEmpty() || limit.isEmpty()) {
      return Optional.empty();
    }
    if (every.get().compareTo(limit.get()) >= 0) {
      report.add(
          Diagnostic.warning("reminder-never-said", keys.head(), "the wait is over before its first reminder")
              .help("`every:` must be shorter than `for:`"));
    }
    return Optional.of(new StillWaiting(node.span(), response.get(), every.get(), limit.get()));
  }

  private List<ValidationRule> rules(MappingReader keys) {
    List<ValidationRule> rules = new ArrayList<>();
    for (YamlNode item : keys.items("validate")) {
      RuleReader.read(item, report, responses).ifPresent(rules::add);
    }
    return rules;
  }

  private InputSettings input(MappingReader keys) {
    InputSettings d = InputSettings.LEX_DEFAULTS;
    KeySettings k = d.keys();
    Optional<MappingReader> pad = keys.node("keys").flatMap(n -> MappingReader.of(n, BotGrammar.keys("keys"), report));
    Optional<MappingReader> listen = keys.node("listen").flatMap(n -> MappingReader.of(n, BotGrammar.keys("listen"), report));
    KeySettings keySettings =
        new KeySettings(
            pad.map(p -> p.whole("max_length").orElse(k.maxLength())).orElse(k.maxLength()),
            pad.flatMap(p -> p.time("end_timeout")).orElse(k.endTimeout()),
            pad.flatMap(p -> p.choice("delete_key")).map(t -> t.charAt(0)).orElse(k.deletionKey()),
            pad.flatMap(p -> p.choice("end_key")).map(t -> t.charAt(0)).orElse(k.endKey()));
    InputSettings settings =
        new InputSettings(
            listen.map(l -> l.flag("allow", true)).orElse(true),
            pad.map(p -> p.flag("allow", true)).orElse(true),
            listen.flatMap(l -> l.time("start_timeout")).orElse(d.startTimeout()),
            listen.flatMap(l -> l.time("end_silence")).orElse(d.endSilence()),
            listen.flatMap(l -> l.time("max_length")).orElse(d.maxLength()),
            listen.flatMap(l -> l.time("text_start_timeout")).orElse(d.textStartTimeout()),
            keySettings);
    if (!settings.allowAudio() && !settings.allowKeys()) {
      report.add(
          Diagnostic.error("no-input-allowed", keys.head(), "this slot allows neither speech nor keys")
              .help("allow at least one of them"));
    }
    if (keySettings.deletionKey() == keySettings.endKey()) {
      pad.ifPresent(p ->
          report.add(
              Diagnostic.error("same-keys", p.head(), "`end_key` and `delete_key` are the same key")
                  .help("they are # and * by default")));
    }
    return settings;
  }
}
