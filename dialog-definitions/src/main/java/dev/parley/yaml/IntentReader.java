package dev.parley.yaml;

import dev.parley.definition.IntentDefinition;
import dev.parley.definition.IntentDefinition.OutputContext;
import dev.parley.definition.IntentDefinition.QuestionAnswer;
import dev.parley.definition.ResponseDefinition;
import dev.parley.definition.SlotDefinition;
import dev.parley.diagnostic.Diagnostic;
import dev.parley.diagnostic.Report;
import dev.parley.yaml.YamlNode.Entry;
import dev.parley.yaml.YamlNode.YamlScalar;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads an intent. */
final class IntentReader {

  /** What the Lex console offers. */
  static final int CONTEXT_TURNS = 5;

  static final Duration CONTEXT_LIFETIME = Duration.ofSeconds(90);

  /** Lex's limits. */
  private static final int MAX_INPUT_CONTEXTS = 5;

  private static final int MAX_OUTPUT_CONTEXTS = 10;

  private final Report report;
  private final ResponseReader responses;
  private final TransitionReader transitions;
  private final SlotReader slots;
  private final ConfirmationReader confirmations;
  private final FulfillmentReader fulfillments;

  IntentReader(LocaleScope scope) {
    this.report = scope.report();
    this.responses = scope.responses();
    this.transitions = new TransitionReader(scope);
    this.slots = new SlotReader(scope, transitions);
    this.confirmations = new ConfirmationReader(scope, transitions);
    this.fulfillments = new FulfillmentReader(scope, transitions);
  }

  Optional<IntentDefinition> read(YamlScalar name, YamlNode node) {
    return MappingReader.of(node, BotGrammar.keys("intent"), report).map(keys -> read(name, keys));
  }

  private IntentDefinition read(YamlScalar name, MappingReader keys) {
    Optional<String> parent = keys.text("parent");
    if (parent.isEmpty() && name.text().equals(IntentDefinition.FALLBACK_NAME)) {
      parent = Optional.of(IntentDefinition.FALLBACK);
    }
    keys.scalar("parent").ifPresent(p -> Names.checkParent(p, report));
    List<SlotDefinition> slotList = new ArrayList<>();
    for (Entry entry : keys.entries("slots")) {
      Names.check(entry.key(), "slot", report);
      slots.read(entry.key(), entry.value()).ifPresent(slotList::add);
    }
    boolean digression = keys.flag("digression", false);
    return new IntentDefinition(
        name.span(),
        name.text(),
        parent,
        keys.text("description"),
        SlotReader.utterances(keys, "utterances"),
        questions(keys),
        inputContexts(keys),
        outputContexts(keys),
        digression,
        slotList,
        transitions.hooks().read(keys.node("turn_hook")),
        transitions.read(keys.node("opening")),
        keys.node("confirm").flatMap(confirmations::ofIntent),
        keys.node("fulfill").flatMap(fulfillments::read),
        transitions.closing(keys.node("close"), IntentDefinition.afterClosing(parent, digression)));
  }

  private List<QuestionAnswer> questions(MappingReader keys) {
    List<QuestionAnswer> questions = new ArrayList<>();
    for (YamlNode item : keys.items("questions")) {
      MappingReader.of(item, BotGrammar.keys("question"), report).ifPresent(k -> {
        Optional<ResponseDefinition> answer = responses.response(k.node("answer"));
        answer.ifPresent(a -> questions.add(new QuestionAnswer(k.head(), SlotReader.utterances(k, "ask"), a)));
      });
    }
    return questions;
  }

  private List<String> inputContexts(MappingReader keys) {
    List<YamlScalar> names = keys.scalars("input_contexts");
    names.forEach(n -> Names.checkContext(n, report));
    tooMany(keys, "input_contexts", names.size(), MAX_INPUT_CONTEXTS);
    return names.stream().map(YamlScalar::text).distinct().toList();
  }

  private List<OutputContext> outputContexts(MappingReader keys) {
    List<OutputContext> contexts = new ArrayList<>();
    for (Entry entry : keys.entries("output_contexts")) {
      Names.checkContext(entry.key(), report);
      if (entry.value() instanceof YamlScalar nothing && nothing.isNull()) {
        contexts.add(new OutputContext(entry.key().span(), entry.key().text(), CONTEXT_LIFETIME, CONTEXT_TURNS));
      } else {
        MappingReader.of(entry.value(), BotGrammar.keys("output_context"), report).ifPresent(k -> contexts.add(
            new OutputContext(
                entry.key().span(), entry.key().text(), k.time("lifetime").orElse(CONTEXT_LIFETIME), k.whole("turns").orElse(CONTEXT_TURNS))));
      }
    }
    tooMany(keys, "output_contexts", contexts.size(), MAX_OUTPUT_CONTEXTS);
    return contexts;
  }

  private void tooMany(MappingReader keys, String key, int count, int most) {
    if (count > most) {
      report.add(
          Diagnostic.error("too-many-contexts", keys.place(key), "`" + key + "` names " + count + " contexts")
              .help("there may be " + most));
    }
  }
}
