package dev.parley.yaml;

import dev.parley.definition.Condition;
import dev.parley.definition.NextStep;
import dev.parley.definition.NextStep.Action;
import dev.parley.definition.Template;
import dev.parley.definition.Transition;
import dev.parley.definition.Transition.Branch;
import dev.parley.definition.Transition.Outcome;
import dev.parley.diagnostic.Diagnostic;
import dev.parley.diagnostic.DidYouMean;
import dev.parley.diagnostic.Report;
import dev.parley.diagnostic.Span;
import dev.parley.yaml.YamlNode.Entry;
import dev.parley.yaml.YamlNode.YamlMapping;
import dev.parley.yaml.YamlNode.YamlScalar;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads what the bot does at a point of the dialog: words, attributes, a hook, branches and a next step. */
final class TransitionReader {

  private final Report report;
  private final ResponseReader responses;
  private final HookReader hooks;

  TransitionReader(LocaleScope scope) {
    this.report = scope.report();
    this.responses = scope.responses();
    this.hooks = new HookReader(scope, this);
  }

  HookReader hooks() {
    return hooks;
  }

  Optional<Transition> read(Optional<YamlNode> node) {
    return node.flatMap(n -> read(n, Optional.empty(), false));
  }

  /** How an intent ends. Here {@code close} means what it says for callers: the conversation is over. */
  Optional<Transition> closing(Optional<YamlNode> node, Optional<Action> standard) {
    return node.flatMap(n -> read(n, standard, true));
  }

  private Optional<Transition> read(YamlNode node, Optional<Action> standard, boolean closing) {
    Optional<NextStep> usual = standard.map(action -> NextStep.of(node.span(), action));
    if (!(node instanceof YamlMapping)) {
      return responses.shortForm(node).map(r -> new Transition(
          node.span(), Optional.of(r), Map.of(), Optional.empty(), List.of(), Optional.empty(), usual));
    }
    Optional<MappingReader> reader = responses.keys(node, "transition");
    if (reader.isEmpty()) {
      return Optional.empty();
    }
    MappingReader keys = reader.get();
    var response = responses.optional(keys, Optional.empty());
    Map<String, Template> attributes = templates(keys, "set");
    var hook = hooks.read(keys.node("hook"));
    Optional<NextStep> next = keys.node("next").flatMap(n -> next(n, closing)).or(() -> usual);
    List<Branch> branches = new ArrayList<>();
    for (YamlNode item : keys.items("when")) {
      branch(item, next, closing).ifPresent(branches::add);
    }
    Optional<Outcome> otherwise = keys.node("otherwise").flatMap(n -> outcome(n, next, closing));
    if (keys.node("otherwise").isPresent() && keys.node("when").isEmpty()) {
      report.add(
          Diagnostic.error("otherwise-without-when", keys.place("otherwise"), "`otherwise` is what is done when no branch is taken")
              .help("add branches under `when:`, or say it at the transition itself"));
    }
    return Optional.of(new Transition(keys.span(), response, attributes, hook, branches, otherwise, next));
  }

  private Optional<Branch> branch(YamlNode node, Optional<NextStep> usual, boolean closing) {
    Optional<MappingReader> reader = responses.keys(node, "branch");
    if (reader.isEmpty()) {
      return Optional.empty();
    }
    MappingReader keys = reader.get();
    Outcome outcome = outcome(keys, usual, closing);
    Optional<YamlScalar> written = keys.scalar("if");
    Optional<Condition> condition = written.flatMap(w -> ConditionReader.read(w, report));
    String name = keys.text("name").or(() -> written.map(w -> w.text().strip())).orElse("");
    Span span = written.map(TransitionReader::place).orElse(keys.head());
    return condition.map(c -> new Branch(span, name, c, outcome));
  }

  private static Span place(YamlScalar written) {
    return written.span().line() == written.span().endLine() ? written.span() : written.span().start();
  }

  private Optional<Outcome> outcome(YamlNode node, Optional<NextStep> usual, boolean closing) {
    if (!(node instanceof YamlMapping)) {
      return responses.shortForm(node).map(r -> new Outcome(node.span(), Optional.of(r), Map.of(), usual));
    }
    return responses.keys(node, "outcome").map(keys -> outcome(keys, usual, closing));
  }

  /** One that does not say where it goes goes where the transition goes. */
  private Outcome outcome(MappingReader keys, Optional<NextStep> usual, boolean closing) {
    return new Outcome(
        keys.span(),
        responses.optional(keys, Optional.empty()),
        templates(keys, "set"),
        keys.node("next").flatMap(n -> next(n, closing)).or(() -> usual));
  }

  private Map<String, Template> templates(MappingReader keys, String key) {
    Map<String, Template> templates = new LinkedHashMap<>();
    for (Entry entry : keys.entries(key)) {
      if (entry.value() instanceof YamlScalar scalar) {
        templates.put(entry.key().text(), TemplateReader.read(scalar, report));
      } else {
        MappingReader.wrong(report, entry.value(), "a text");
      }
    }
    return templates;
  }

  private Optional<NextStep> next(YamlNode node, boolean closing) {
    if (node instanceof YamlScalar word) {
      return word(word, closing).map(action -> NextStep.of(node.span(), action));
    }
    Optional<MappingReader> reader = MappingReader.of(node, BotGrammar.keys("next"), report);
    if (reader.isEmpty()) {
      return Optional.empty();
    }
    MappingReader keys = reader.get();
    Map<String, Template> slots = templates(keys, "slots");
    boolean silent = keys.flag("silent", false);
    Optional<YamlScalar> slot = keys.scalar("elicit");
    Optional<YamlScalar> intent = keys.scalar("start");
    Optional<YamlScalar> then = keys.scalar("then");
    List<YamlScalar> named = Arrays.asList(slot, intent, then).stream().flatMap(Optional::stream).toList();
    if (named.size() != 1) {
      report.add(
          Diagnostic.error(
                  "one-next", keys.head(), named.isEmpty() ? "this names no next step" : "this names several next steps")
              .help("name one of `elicit: Slot`, `start: Intent` and `then: " + String.join("|", BotGrammar.NEXT_WORDS) + "`"));
      return Optional.empty();
    }
    Optional<Action> action =
        slot.isPresent()
            ? Optional.of(Action.ELICIT_SLOT)
            : intent.isPresent() ? Optional.of(Action.START_INTENT) : word(then.get(), closing);
    return action.map(
        a -> new NextStep(named.get(0).span(), a, slot.map(YamlScalar::text), intent.map(YamlScalar::text), slots, silent));
  }

  private Optional<Action> word(YamlScalar word, boolean closing) {
    if (!BotGrammar.NEXT_WORDS.contains(word.text())) {
      report.add(
          Diagnostic.error("wrong-word", word.span(), "there is no next step `" + word.text() + "`")
              .help(DidYouMean.help(word.text(), BotGrammar.NEXT_WORDS)
                  .orElse("write one of " + String.join(", ", BotGrammar.NEXT_WORDS) + ", or {elicit: Slot} or {start: Intent}")));
      return Optional.empty();
    }
    if (closing && word.text().equals(Action.CLOSE_INTENT.word())) {
      return Optional.of(Action.END_CONVERSATION);
    }
    return Arrays.stream(Action.values()).filter(a -> a.word().equals(word.text())).findFirst();
  }
}
