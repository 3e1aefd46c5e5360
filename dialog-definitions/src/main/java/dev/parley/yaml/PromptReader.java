package dev.parley.yaml;

import dev.parley.definition.InputSettings;
import dev.parley.definition.PromptDefinition;
import dev.parley.definition.ResponseDefinition;
import dev.parley.diagnostic.Diagnostic;
import dev.parley.diagnostic.Report;
import dev.parley.yaml.YamlNode.YamlMapping;
import dev.parley.yaml.YamlNode.YamlScalar;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads a question with its attempts. */
final class PromptReader {

  private final Report report;
  private final ResponseReader responses;
  private final InputReader inputs;

  PromptReader(Report report, ResponseReader responses) {
    this.report = report;
    this.responses = responses;
    this.inputs = new InputReader(report);
  }

  /** A question in its short or long form; the settings hold for all attempts that have none of their own. */
  Optional<PromptDefinition> prompt(YamlNode node, InputSettings base) {
    if (!(node instanceof YamlMapping)) {
      return responses
          .shortForm(node)
          .map(r -> new PromptDefinition(node.span(), r, List.of(), List.of(), PromptDefinition.LEX_MAX_RETRIES, Map.of()));
    }
    return responses.keys(node, "prompt").flatMap(keys -> prompt(keys, base));
  }

  private Optional<PromptDefinition> prompt(MappingReader keys, InputSettings base) {
    Optional<ResponseDefinition> first = responses.response(keys);
    int retries = keys.whole("retries").orElse(PromptDefinition.LEX_MAX_RETRIES);
    Map<Integer, InputSettings> settings = new HashMap<>();
    inputs.own(keys, base).ifPresent(s -> settings.put(0, s));
    List<ResponseDefinition> wordings = attempts(keys, first, retries, base, settings);
    List<ResponseDefinition> silences = new ArrayList<>();
    for (YamlNode item : keys.oneOrMore("no_input")) {
      said(item, "response", first).ifPresent(silences::add);
    }
    neverSaid(wordings, "retries", retries);
    neverSaid(silences, "retries", retries);
    return first.map(f -> new PromptDefinition(keys.span(), f, wordings, silences, retries, settings));
  }

  private List<ResponseDefinition> attempts(
      MappingReader keys, Optional<ResponseDefinition> first, int retries, InputSettings base, Map<Integer, InputSettings> settings) {
    List<ResponseDefinition> wordings = new ArrayList<>();
    Optional<ResponseDefinition> before = first;
    Optional<InputSettings> last = Optional.empty();
    boolean worded = false;
    int attempt = 0;
    for (YamlNode item : keys.oneOrMore("retry")) {
      attempt++;
      Optional<ResponseDefinition> said = Optional.empty();
      last = Optional.empty();
      if (item instanceof YamlMapping) {
        Optional<MappingReader> own = responses.keys(item, "attempt");
        said = own.flatMap(k -> responses.optional(k, first));
        last = own.flatMap(k -> inputs.own(k, base));
      } else {
        said = said(item, "attempt", first);
      }
      worded |= said.isPresent();
      before = said.isPresent() ? said : before;
      before.ifPresent(wordings::add);
      int at = attempt;
      last.ifPresent(s -> settings.put(at, s));
    }
    for (int i = attempt + 1; i <= retries && last.isPresent(); i++) {
      settings.put(i, last.get()); // as with wordings, the last attempt serves all that follow
    }
    return worded ? wordings : List.of();
  }

  private Optional<ResponseDefinition> said(YamlNode item, String group, Optional<ResponseDefinition> as) {
    if (item instanceof YamlMapping) {
      return responses.keys(item, group).flatMap(k -> responses.response(k, as));
    } else if (item instanceof YamlScalar) {
      return responses.wordings(item).map(g -> ResponseReader.plain(item.span(), g, as));
    }
    MappingReader.wrong(report, item, "a text, or the keys of " + group);
    return Optional.empty();
  }

  private void neverSaid(List<ResponseDefinition> wordings, String key, int retries) {
    if (wordings.size() > retries) {
      report.add(
          Diagnostic.warning("unused-retry", wordings.get(retries).span(), "this wording is never said")
              .help("`" + key + ":` is " + retries + "; raise it or drop the wording"));
    }
  }
}
