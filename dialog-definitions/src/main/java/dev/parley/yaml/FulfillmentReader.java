package dev.parley.yaml;

import dev.parley.definition.DialogHook;
import dev.parley.definition.HookReference;
import dev.parley.definition.IntentDefinition.FulfillmentDefinition;
import dev.parley.definition.IntentDefinition.Update;
import dev.parley.definition.Transition;
import dev.parley.diagnostic.Diagnostic;
import dev.parley.diagnostic.Report;
import dev.parley.yaml.HookReader.Patience;
import dev.parley.yaml.YamlNode.YamlMapping;
import java.util.List;
import java.util.Optional;

/** Reads what is done once an intent is ready. */
final class FulfillmentReader {

  private final Report report;
  private final ResponseReader responses;
  private final TransitionReader transitions;

  FulfillmentReader(LocaleScope scope, TransitionReader transitions) {
    this.report = scope.report();
    this.responses = scope.responses();
    this.transitions = transitions;
  }

  Optional<FulfillmentDefinition> read(YamlNode node) {
    if (!(node instanceof YamlMapping)) {
      return transitions.hooks().read(Optional.of(node)).map(h -> new FulfillmentDefinition(
          node.span(), Optional.of(h), Optional.empty(), Optional.empty(), Optional.empty()));
    }
    Optional<MappingReader> reader = MappingReader.of(node, BotGrammar.keys("fulfill"), report);
    if (reader.isEmpty()) {
      return Optional.empty();
    }
    MappingReader keys = reader.get();
    Optional<Transition> success = transitions.read(keys.node("success"));
    Optional<Transition> failure = transitions.read(keys.node("failure"));
    Optional<Transition> timeout = transitions.read(keys.node("timeout"));
    Optional<MappingReader> updates = keys.node("updates").flatMap(n -> MappingReader.of(n, BotGrammar.keys("updates"), report));
    Optional<Update> started = updates.flatMap(u -> u.node("started")).flatMap(n -> update(n, "started", "after"));
    Optional<Update> progress = updates.flatMap(u -> u.node("progress")).flatMap(n -> update(n, "progress", "every"));
    if (keys.node("hook").isEmpty()) {
      needsHook(keys);
      return Optional.of(new FulfillmentDefinition(keys.span(), Optional.empty(), success, Optional.empty(), Optional.empty()));
    }
    Optional<DialogHook> hook = hook(keys).map(h -> new DialogHook(
        h.span(), h.reference(), h.label(), h.filler(), h.success().or(() -> success), h.failure().or(() -> failure), h.timeout().or(() -> timeout)));
    return hook.map(h -> new FulfillmentDefinition(keys.span(), Optional.of(h), Optional.empty(), started, progress));
  }

  private void needsHook(MappingReader keys) {
    for (String key : List.of("within", "filler", "label", "failure", "timeout", "updates")) {
      if (keys.node(key).isPresent()) {
        report.add(
            Diagnostic.error("fulfillment-without-hook", keys.place(key), "`" + key + "` is about a hook, and none is named")
                .help("add `hook:` with its name, or drop the key"));
      }
    }
  }

  /** The hook at length, or its name with the keys beside it. */
  private Optional<DialogHook> hook(MappingReader keys) {
    YamlNode node = keys.node("hook").orElseThrow();
    if (HookReader.isLong(node)) {
      for (String key : List.of("within", "filler", "label")) {
        if (keys.node(key).isPresent()) {
          report.add(
              Diagnostic.error("beside-hook", keys.place(key), "`" + key + "` stands beside a hook that has keys of its own")
                  .note(keys.place("hook"), "the hook")
                  .help("move it to the hook's keys"));
        }
      }
      return transitions.hooks().read(Optional.of(node));
    }
    Patience patience = transitions.hooks().patience(keys, Optional.empty());
    return transitions.hooks().named(node).map(n -> new DialogHook(
        keys.span(),
        new HookReference(n.span(), n.text(), patience.within()),
        keys.text("label"),
        patience.filler(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty()));
  }

  private Optional<Update> update(YamlNode node, String group, String time) {
    Optional<MappingReader> keys = responses.keys(node, group);
    return keys.flatMap(responses::response)
        .flatMap(r -> keys.get().time(time).map(after -> new Update(keys.get().head(), after, r)));
  }
}
