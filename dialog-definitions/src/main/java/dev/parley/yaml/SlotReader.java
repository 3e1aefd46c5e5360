package dev.parley.yaml;

import dev.parley.definition.InputSettings;
import dev.parley.definition.IntentDefinition.SampleUtterance;
import dev.parley.definition.PromptDefinition;
import dev.parley.definition.ResponseDefinition;
import dev.parley.definition.SlotDefinition;
import dev.parley.definition.SlotDefinition.PartExpression;
import dev.parley.definition.SlotDefinition.Spelling;
import dev.parley.definition.SlotDefinition.Suggestion;
import dev.parley.definition.SlotTypeDefinition;
import dev.parley.definition.Template;
import dev.parley.definition.ValidationRule;
import dev.parley.diagnostic.Diagnostic;
import dev.parley.diagnostic.DidYouMean;
import dev.parley.diagnostic.Report;
import dev.parley.diagnostic.Span;
import dev.parley.yaml.YamlNode.Entry;
import dev.parley.yaml.YamlNode.YamlScalar;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads a slot and its parts. */
final class SlotReader {

  /** Lex's limit. */
  private static final int MAX_DEFAULTS = 10;

  private final LocaleScope scope;
  private final Report report;
  private final ResponseReader responses;
  private final InputReader inputs;
  private final WaitReader waits;
  private final TransitionReader transitions;
  private final ConfirmationReader confirmations;

  SlotReader(LocaleScope scope, TransitionReader transitions) {
    this.scope = scope;
    this.report = scope.report();
    this.responses = scope.responses();
    this.inputs = new InputReader(report);
    this.waits = new WaitReader(report, responses);
    this.transitions = transitions;
    this.confirmations = new ConfirmationReader(scope, transitions);
  }

  /** What a slot has and a part has not. */
  private record Whole(
      boolean required, boolean multiple, Map<String, SlotDefinition> parts, Optional<PartExpression> expression) {}

  Optional<SlotDefinition> read(YamlScalar name, YamlNode node) {
    Optional<MappingReader> reader = MappingReader.of(node, BotGrammar.keys("slot"), report);
    if (reader.isEmpty()) {
      return Optional.empty();
    }
    MappingReader keys = reader.get();
    boolean required = keys.flag("required", true);
    String type = SlotTypeReader.typeName(keys.text("type").orElse(""));
    Map<String, String> known = Optional.ofNullable(scope.slotTypes().get(type)).map(SlotTypeDefinition::parts).orElse(Map.of());
    Map<String, SlotDefinition> parts = parts(keys, known, name.span());
    Optional<PartExpression> expression = keys.scalar("expression").flatMap(s -> PartExpressionReader.read(s, report));
    if (keys.node("type").isEmpty() && parts.isEmpty()) {
      report.add(
          Diagnostic.error("slot-without-type", name.span(), "slot `" + name.text() + "` has no type")
              .help("add `type:` — a built-in one such as Date, or one of the bot's own; a composite slot has `parts:`"));
    }
    if (parts.isEmpty() && keys.node("ask").isEmpty() && required) {
      report.add(
          Diagnostic.error("slot-without-question", name.span(), "slot `" + name.text() + "` is never asked")
              .help("add `ask:` with its question, or `required: false`"));
    }
    Whole whole = new Whole(required, keys.flag("multiple", false), parts, expression);
    return Optional.of(slot(name, keys, type, whole));
  }

  private SlotDefinition slot(YamlScalar name, MappingReader keys, String type, Whole whole) {
    InputSettings input = inputs.read(keys, InputSettings.LEX_DEFAULTS);
    BargeInReader.General bargeIn = new BargeInReader(report).general(keys, responses.interruptible());
    ResponseReader own = responses.but(bargeIn.allowed());
    PromptReader prompts = new PromptReader(report, own);
    Span typeSpan = keys.scalar("type").map(YamlScalar::span).orElse(name.span());
    return new SlotDefinition(
        name.span(),
        name.text(),
        type,
        typeSpan,
        whole.required(),
        keys.scalar("if").flatMap(s -> ConditionReader.read(s, report)),
        keys.node("ask").flatMap(n -> prompts.prompt(n, input)).orElseGet(() -> noQuestion(name.span())),
        utterances(keys, "utterances"),
        defaults(keys),
        keys.node("suggest").flatMap(this::suggestion),
        keys.flag("obfuscate", false),
        whole.multiple(),
        whole.parts(),
        whole.expression(),
        keys.choice("spelling").map(s -> s.equals("by_word") ? Spelling.BY_WORD : Spelling.BY_LETTER).orElse(Spelling.DEFAULT),
        waits.read(keys, scope.hold()),
        keys.node("confirm").flatMap(n -> confirmations.ofSlot(n, input, prompts)),
        rules(keys),
        input,
        responses.response(keys.node("help")),
        responses.response(keys.node("which")),
        transitions.read(keys.node("captured")),
        transitions.read(keys.node("failed")),
        transitions.hooks().read(keys.node("on_retry")),
        bargeIn.policy());
  }

  static PromptDefinition noQuestion(Span span) {
    ResponseDefinition nothing = new ResponseDefinition(span, List.of(), true, false, List.of(), List.of());
    return new PromptDefinition(span, nothing, List.of(), List.of(), 0, Map.of());
  }

  /** The parts that are written, in their order, and then those that the type has beside them. */
  private Map<String, SlotDefinition> parts(MappingReader keys, Map<String, String> known, Span place) {
    Map<String, SlotDefinition> parts = new LinkedHashMap<>();
    for (Entry entry : keys.entries("parts")) {
      Names.check(entry.key(), "part", report);
      MappingReader.of(entry.value(), BotGrammar.keys("part"), report)
          .ifPresent(k -> parts.put(entry.key().text(), part(entry.key(), k, known)));
    }
    known.forEach((name, type) -> parts.computeIfAbsent(name, n -> unasked(n, type, place)));
    new SlotTypeReader(report).tooManyParts(keys, parts.size());
    return parts;
  }

  private SlotDefinition part(YamlScalar name, MappingReader keys, Map<String, String> known) {
    String type = keys.text("type").map(SlotTypeReader::typeName).orElseGet(() -> known.getOrDefault(name.text(), ""));
    if (!known.isEmpty() && !known.containsKey(name.text())) {
      report.add(
          Diagnostic.error("unknown-part", name.span(), "the slot's type has no part `" + name.text() + "`")
              .help(DidYouMean.help(name.text(), known.keySet()).orElse("its parts are " + String.join(", ", known.keySet()))));
    } else if (!known.isEmpty() && keys.node("type").isPresent() && !type.equals(known.get(name.text()))) {
      report.add(
          Diagnostic.error("part-of-another-type", keys.place("type"), "the slot's type says that `" + name.text() + "` is of type `" + known.get(name.text()) + "`")
              .help("drop `type:` here"));
    } else if (type.isEmpty() && keys.node("type").isEmpty()) {
      report.add(
          Diagnostic.error("slot-without-type", name.span(), "part `" + name.text() + "` has no type")
              .help("add `type:`, or give the slot a type with parts"));
    }
    return slot(name, keys, type, new Whole(keys.node("ask").isPresent(), false, Map.of(), Optional.empty()));
  }

  private static SlotDefinition unasked(String name, String type, Span place) {
    return new SlotDefinition(
        place, name, type, place, false, Optional.empty(), noQuestion(place), List.of(), List.of(), Optional.empty(), false, false,
        Map.of(), Optional.empty(), Spelling.DEFAULT, Optional.empty(), Optional.empty(), List.of(), InputSettings.LEX_DEFAULTS,
        Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
  }

  static List<SampleUtterance> utterances(MappingReader keys, String key) {
    return keys.scalars(key).stream().map(s -> new SampleUtterance(s.span(), s.text())).toList();
  }

  private List<Template> defaults(MappingReader keys) {
    List<YamlScalar> written = keys.scalars("default");
    if (written.size() > MAX_DEFAULTS) {
      report.add(
          Diagnostic.error("too-many-defaults", keys.place("default"), "here are " + written.size() + " defaults")
              .help("there may be " + MAX_DEFAULTS));
    }
    return written.stream().map(s -> TemplateReader.standard(s, report)).toList();
  }

  private Optional<Suggestion> suggestion(YamlNode node) {
    Optional<MappingReader> keys = MappingReader.of(node, BotGrammar.keys("suggest"), report);
    return keys.flatMap(k -> k.scalar("value"))
        .map(v -> new Suggestion(
            node.span(),
            TemplateReader.read(v, report),
            keys.stream().flatMap(k -> k.scalars("phrases").stream()).map(YamlScalar::text).toList()));
  }

  private List<ValidationRule> rules(MappingReader keys) {
    List<ValidationRule> rules = new ArrayList<>();
    for (YamlNode item : keys.items("validate")) {
      RuleReader.read(item, report, responses).ifPresent(rules::add);
    }
    return rules;
  }
}
