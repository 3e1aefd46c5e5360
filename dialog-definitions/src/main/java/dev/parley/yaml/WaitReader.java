package dev.parley.yaml;

import dev.parley.definition.ResponseDefinition;
import dev.parley.definition.WaitAndContinue;
import dev.parley.definition.WaitAndContinue.StillWaiting;
import dev.parley.diagnostic.Diagnostic;
import dev.parley.diagnostic.Report;
import dev.parley.yaml.YamlNode.YamlScalar;
import java.util.Optional;

/** Reads how callers may ask for time. */
final class WaitReader {

  private final Report report;
  private final ResponseReader responses;

  WaitReader(Report report, ResponseReader responses) {
    this.report = report;
    this.responses = responses;
  }

  /** The {@code wait_and_continue} of a slot or confirmation; what holds for the locale when it has none. */
  Optional<WaitAndContinue> read(MappingReader keys, Optional<WaitAndContinue> standard) {
    Optional<YamlNode> node = keys.node("wait_and_continue");
    if (node.isEmpty()) {
      return standard;
    } else if (!(node.get() instanceof YamlScalar)) {
      return read(node.get());
    }
    boolean wanted = keys.flag("wait_and_continue", true);
    if (wanted && standard.isEmpty()) {
      report.add(
          Diagnostic.error("no-words-for-waiting", node.get().span(), "the locale has no `wait_and_continue` of its own")
              .help("write its words here, or once for all in the locale"));
    }
    return wanted ? standard : Optional.empty();
  }

  Optional<WaitAndContinue> read(YamlNode node) {
    Optional<MappingReader> keys = MappingReader.of(node, BotGrammar.keys("hold"), report);
    Optional<ResponseDefinition> waiting = responses.response(keys.flatMap(k -> k.node("wait")));
    Optional<ResponseDefinition> continuing = responses.response(keys.flatMap(k -> k.node("continue")));
    Optional<StillWaiting> still = keys.flatMap(k -> k.node("still_waiting")).flatMap(this::stillWaiting);
    return waiting.isEmpty() || continuing.isEmpty()
        ? Optional.empty()
        : Optional.of(new WaitAndContinue(node.span(), waiting.get(), still, continuing.get()));
  }

  private Optional<StillWaiting> stillWaiting(YamlNode node) {
    Optional<MappingReader> reader = responses.keys(node, "still_waiting");
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
}
