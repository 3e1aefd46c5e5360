package dev.parley.yaml;

import dev.parley.definition.InputSettings;
import dev.parley.definition.IntentDefinition.ConfirmationDefinition;
import dev.parley.definition.SlotDefinition.SlotConfirmation;
import dev.parley.definition.Words;
import dev.parley.diagnostic.Diagnostic;
import dev.parley.diagnostic.Report;
import dev.parley.yaml.YamlNode.YamlMapping;
import dev.parley.yaml.YamlNode.YamlScalar;
import java.util.List;
import java.util.Optional;

/** Reads yes/no questions: of an intent, and of a slot. */
final class ConfirmationReader {

  private final LocaleScope scope;
  private final Report report;
  private final PromptReader prompts;
  private final InputReader inputs;
  private final WaitReader waits;
  private final TransitionReader transitions;

  ConfirmationReader(LocaleScope scope, TransitionReader transitions) {
    this.scope = scope;
    this.report = scope.report();
    this.prompts = new PromptReader(report, scope.responses());
    this.inputs = new InputReader(report);
    this.waits = new WaitReader(report, scope.responses());
    this.transitions = transitions;
  }

  Optional<ConfirmationDefinition> ofIntent(YamlNode node) {
    if (!(node instanceof YamlMapping)) {
      return prompts.prompt(node, InputSettings.LEX_DEFAULTS).map(p -> new ConfirmationDefinition(
          node.span(), p, InputSettings.LEX_DEFAULTS, List.of(), List.of(),
          Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), scope.hold()));
    }
    Optional<MappingReader> reader = MappingReader.of(node, BotGrammar.keys("confirm"), report);
    if (reader.isEmpty()) {
      return Optional.empty();
    }
    MappingReader keys = reader.get();
    InputSettings input = inputs.read(keys, InputSettings.LEX_DEFAULTS);
    var prompt = keys.node("ask").flatMap(n -> prompts.prompt(n, input));
    var confirmed = transitions.read(keys.node("yes"));
    var declined = transitions.read(keys.node("no"));
    var failed = transitions.read(keys.node("failed"));
    var retryHook = transitions.hooks().read(keys.node("on_retry"));
    var hold = waits.read(keys, scope.hold());
    phrases(keys);
    return prompt.map(p -> new ConfirmationDefinition(
        node.span(), p, input, texts(keys, "yes_phrases"), texts(keys, "no_phrases"), confirmed, declined, failed, retryHook, hold));
  }

  /** A read-back, whose question this reader reads. */
  Optional<SlotConfirmation> ofSlot(YamlNode node, InputSettings input, PromptReader asked) {
    if (!(node instanceof YamlMapping)) {
      return asked.prompt(node, input)
          .map(p -> new SlotConfirmation(node.span(), p, List.of(), List.of(), Optional.empty(), scope.hold()));
    }
    Optional<MappingReader> reader = MappingReader.of(node, BotGrammar.keys("slot_confirm"), report);
    if (reader.isEmpty()) {
      return Optional.empty();
    }
    MappingReader keys = reader.get();
    var declined = scope.responses().response(keys.node("no"));
    var hold = waits.read(keys, scope.hold());
    phrases(keys);
    return keys.node("ask").flatMap(n -> asked.prompt(n, input)).map(p -> new SlotConfirmation(
        node.span(), p, texts(keys, "yes_phrases"), texts(keys, "no_phrases"), declined, hold));
  }

  private void phrases(MappingReader keys) {
    for (YamlScalar no : keys.scalars("no_phrases")) {
      keys.scalars("yes_phrases").stream().filter(yes -> Words.normal(yes.text()).equals(Words.normal(no.text()))).findFirst().ifPresent(
          yes -> report.add(
              Diagnostic.error("yes-and-no", no.span(), "`" + no.text() + "` means both yes and no here")
                  .note(yes.span(), "it means yes here")
                  .help("keep it in one of the lists")));
    }
  }

  private static List<String> texts(MappingReader keys, String key) {
    return keys.scalars(key).stream().map(YamlScalar::text).toList();
  }
}
