package dev.parley.lex;

import dev.parley.definition.InputSettings;
import dev.parley.definition.IntentDefinition.SampleUtterance;
import dev.parley.definition.PromptDefinition;
import dev.parley.definition.ResponseDefinition;
import dev.parley.definition.SlotDefinition;
import dev.parley.definition.SlotDefinition.PartExpression;
import dev.parley.definition.SlotDefinition.Spelling;
import dev.parley.definition.Template;
import dev.parley.definition.WaitAndContinue;
import dev.parley.diagnostic.Diagnostic;
import dev.parley.diagnostic.Report;
import dev.parley.diagnostic.Span;
import dev.parley.lex.LexDialog.Point;
import dev.parley.lex.LexWords.Asked;
import dev.parley.yaml.LooseTexts;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads an intent's slots with their parts. */
final class LexSlots {

  private static final int MAX_DEFAULTS = 10;

  private final LexWords words;
  private final LexDialog dialog;
  private final LexTypes types;
  private final Course course;
  private final LexReport report;

  LexSlots(LexWords words, LexDialog dialog, LexTypes types, Course course) {
    this.words = words;
    this.dialog = dialog;
    this.types = types;
    this.course = course;
    this.report = words.texts().report();
  }

  /** Whether a slot is asked for. */
  static boolean required(LexObject slot) {
    return slot.object("valueElicitationSetting").flatMap(v -> v.word("slotConstraint")).map("required"::equals).orElse(false);
  }

  /** The names by which texts may refer to a slot: its own, and those of its parts. */
  static List<String> names(String name, LexObject slot) {
    List<String> names = new ArrayList<>(List.of(name));
    slot.object("subSlotSetting").flatMap(s -> s.object("slotSpecifications")).ifPresent(s -> s.names().forEach(n -> names.add(name + "." + n)));
    return names;
  }

  SlotDefinition read(String name, LexObject slot) {
    slot.ignore("name", "slotName", "identifier", "slotId");
    slot.leave("slots have no description here", "keep it as a comment", "description");
    Optional<String> written = slot.words("slotTypeName", "slotTypeId");
    String type = written.map(t -> types.named(t, slot.path())).orElse("");
    boolean obfuscated = slot.object("obfuscationSetting").flatMap(o -> o.word("obfuscationSettingType")).filter("defaultobfuscation"::equals).isPresent();
    boolean multiple = slot.object("multipleValuesSetting").map(m -> m.flag(false, "allowMultipleValues")).orElse(false);
    Optional<LexObject> sub = slot.object("subSlotSetting");
    Map<String, SlotDefinition> parts = parts(name, sub, type);
    Optional<PartExpression> expression = sub.flatMap(s -> s.words("expression").flatMap(e -> expression(e, s)));
    if (type.isEmpty() && parts.isEmpty()) {
      type = types.named("", slot.path());
    }
    Optional<LexObject> elicitation = slot.object("valueElicitationSetting");
    Elicited asked = elicitation.map(this::elicited).orElse(Elicited.NOTHING);
    Optional<LexObject> capture = elicitation.flatMap(e -> e.object("slotCaptureSetting"));
    Optional<LexObject> hook = capture.flatMap(c -> c.object("codeHook"));
    boolean askedFor = required(slot);
    if (askedFor && asked.prompt().isEmpty() && parts.isEmpty()) {
      report.changed(slot.path(), "a needed slot without a question", "it is optional now", "write its question under `ask:`");
      askedFor = false;
    }
    SlotDefinition read = new SlotDefinition(
        Span.NONE, name, type, Span.NONE, askedFor, Optional.empty(), asked.question(), asked.utterances(), asked.defaults(), Optional.empty(), obfuscated, multiple,
        parts, expression, Spelling.DEFAULT, asked.hold(), Optional.empty(), List.of(), asked.input(), Optional.empty(), Optional.empty(),
        capture.flatMap(c -> dialog.read(Point.of(c, "capture"), hook, Optional.of(course.captured(name)))),
        capture.flatMap(c -> dialog.read(Point.of(c, "failure"), hook, Optional.of(course.failed()))),
        capture.flatMap(c -> dialog.betweenAttempts(c.object("elicitationCodeHook"))));
    dialog.unused(hook);
    return read;
  }

  /** What slots and parts have alike. */
  private record Elicited(Optional<Asked> prompt, List<SampleUtterance> utterances, List<Template> defaults, Optional<WaitAndContinue> hold) {
    static final Elicited NOTHING = new Elicited(Optional.empty(), List.of(), List.of(), Optional.empty());

    /** The same for a part of a slot, whose samples name it with its slot here. */
    Elicited of(String slot, String part) {
      List<SampleUtterance> whole =
          utterances.stream().map(u -> new SampleUtterance(u.span(), u.text().replace("{" + part + "}", "{" + slot + "." + part + "}"))).toList();
      return new Elicited(prompt, whole, defaults, hold);
    }

    PromptDefinition question() {
      ResponseDefinition nothing = new ResponseDefinition(Span.NONE, List.of(), true, false, List.of(), List.of());
      return prompt.map(Asked::prompt).orElseGet(() -> new PromptDefinition(Span.NONE, nothing, List.of(), List.of(), 0, Map.of()));
    }

    InputSettings input() {
      return prompt.map(Asked::input).orElse(InputSettings.LEX_DEFAULTS);
    }
  }

  private Elicited elicited(LexObject setting) {
    setting.leave("a generative model's second guess has no like here", "", "slotResolutionSetting");
    List<Template> defaults = new ArrayList<>();
    setting.object("defaultValueSpecification").ifPresent(d -> d.objects("defaultValueList").forEach(v ->
        v.words("defaultValue").ifPresent(t -> defaults.add(words.texts().standard(t, v.path())))));
    if (defaults.size() > MAX_DEFAULTS) {
      report.lost(setting.path(), "defaults beyond the tenth", "a slot has up to " + MAX_DEFAULTS, "");
    }
    return new Elicited(
        words.prompt(setting.object("promptSpecification")),
        utterances(setting),
        defaults.subList(0, Math.min(MAX_DEFAULTS, defaults.size())),
        words.hold(setting.object("waitAndContinueSpecification")));
  }

  static List<SampleUtterance> utterances(LexObject object) {
    List<SampleUtterance> utterances = new ArrayList<>();
    object.objects("sampleUtterances").forEach(u -> u.words("utterance").ifPresent(t -> utterances.add(new SampleUtterance(Span.NONE, t))));
    return utterances;
  }

  private Map<String, SlotDefinition> parts(String slot, Optional<LexObject> setting, String type) {
    Map<String, String> known = types.types().containsKey(type) ? types.types().get(type).parts() : Map.of();
    Map<String, SlotDefinition> parts = new LinkedHashMap<>();
    setting.flatMap(s -> s.object("slotSpecifications")).ifPresent(specifications -> specifications.names().forEach(name ->
        specifications.object(name).ifPresent(part -> {
          Optional<String> written = part.words("slotTypeName", "slotTypeId");
          if (!known.isEmpty() && !known.containsKey(name)) {
            report.lost(part.path(), "the part `" + LexReport.shown(name) + "`", "the slot's type has no such part", "add it to the slot type");
          } else {
            String own = Optional.ofNullable(known.get(name)).orElseGet(() -> types.named(written.orElse(""), part.path()));
            Elicited asked = part.object("valueElicitationSetting").map(this::elicited).orElse(Elicited.NOTHING);
            parts.put(name, part(name, own, asked.of(slot, name)));
          }
        })));
    known.forEach((name, own) -> parts.computeIfAbsent(name, n -> part(n, own, Elicited.NOTHING)));
    return parts;
  }

  private static SlotDefinition part(String name, String type, Elicited asked) {
    return new SlotDefinition(
        Span.NONE, name, type, Span.NONE, asked.prompt().isPresent(), Optional.empty(), asked.question(), asked.utterances(), asked.defaults(), Optional.empty(),
        false, false, Map.of(), Optional.empty(), Spelling.DEFAULT, asked.hold(), Optional.empty(), List.of(), asked.input(), Optional.empty(), Optional.empty(),
        Optional.empty(), Optional.empty(), Optional.empty());
  }

  private Optional<PartExpression> expression(String text, LexObject place) {
    Report own = new Report();
    Optional<PartExpression> expression = LooseTexts.parts(text, own);
    if (own.hasErrors()) {
      report.lost(place.path(), "the expression " + LexReport.shown(text), own.diagnostics().stream().findFirst().map(Diagnostic::message).orElse(""), "write it under `expression:`");
      return Optional.empty();
    }
    return expression;
  }
}
