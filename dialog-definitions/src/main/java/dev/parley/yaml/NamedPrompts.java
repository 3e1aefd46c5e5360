package dev.parley.yaml;

import dev.parley.definition.InputSettings;
import dev.parley.diagnostic.Diagnostic;
import dev.parley.diagnostic.DidYouMean;
import dev.parley.diagnostic.Report;
import dev.parley.yaml.ValueType.Keys;
import dev.parley.yaml.YamlNode.Entry;
import dev.parley.yaml.YamlNode.YamlMapping;
import dev.parley.yaml.YamlNode.YamlScalar;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The wordings of a locale's {@code prompts:}, put in where {@code use:} names them. Not thread-safe. */
final class NamedPrompts {

  private static final String USE = "use";
  private static final List<String> WORDS = List.of("say", "ssml", "payload", "card", "messages");

  private final Map<String, Entry> prompts;
  private final Report report;
  private final Set<String> used = new LinkedHashSet<>();

  NamedPrompts(Map<String, Entry> prompts, Report report) {
    this.prompts = prompts;
    this.report = report;
  }

  /** The node with the words of the prompt that it uses; its own keys win. */
  YamlNode resolve(YamlNode node, Keys group) {
    if (!(node instanceof YamlMapping mapping) || !group.keys().containsKey(USE)) {
      return node;
    }
    return mapping.get(USE).flatMap(use -> name(use)).map(entry -> (YamlNode) merged(mapping, entry, group)).orElse(node);
  }

  private Optional<Entry> name(YamlNode use) {
    if (!(use instanceof YamlScalar name)) {
      return Optional.empty(); // whoever reads the mapping complains
    }
    Optional<Entry> entry = Optional.ofNullable(prompts.get(name.text()));
    if (entry.isEmpty() && !name.isNull()) {
      DidYouMean.closest(name.text(), prompts.keySet()).ifPresent(used::add); // one mistake, one message
      String known = prompts.isEmpty() ? "name it under `prompts:`" : "the prompts are " + String.join(", ", prompts.keySet());
      report.add(
          Diagnostic.error("unknown-prompt", name.span(), "there is no prompt `" + name.text() + "`")
              .help(DidYouMean.help(name.text(), prompts.keySet()).orElse(known)));
    }
    entry.ifPresent(e -> used.add(e.key().text()));
    return entry;
  }

  private YamlMapping merged(YamlMapping mapping, Entry prompt, Keys group) {
    mapping.entries().stream().filter(e -> WORDS.contains(e.key().text())).findFirst().ifPresent(own -> report.add(
        Diagnostic.error("use-and-words", own.key().span(), "here are words of its own beside those of `use`")
            .note(prompt.key().span(), "the prompt is this one")
            .help("keep one of them")));
    List<Entry> entries = new ArrayList<>(mapping.entries());
    for (Entry entry : entries(prompt)) {
      String key = entry.key().text();
      boolean nested = key.equals(USE); // a prompt's own words, not those of yet another
      if (group.keys().containsKey(key) && !nested && mapping.get(key).isEmpty()) {
        entries.add(entry);
      }
    }
    return new YamlMapping(mapping.span(), entries);
  }

  private static List<Entry> entries(Entry prompt) {
    return prompt.value() instanceof YamlMapping mapping
        ? mapping.entries()
        : List.of(new Entry(new YamlScalar(prompt.key().span(), "say", true), prompt.value()));
  }

  /** Reads each prompt for its own mistakes, and tells of those in this file that nothing uses. */
  void check(PromptReader reader, String botFile) {
    for (Entry entry : prompts.values()) {
      if (entry.value() instanceof YamlMapping mapping && mapping.get(USE).isPresent()) {
        report.add(
            Diagnostic.error("prompt-uses-prompt", entry.key().span(), "prompt `" + entry.key().text() + "` uses another prompt")
                .help("write its words out: `use` stands where something is said"));
      } else {
        reader.prompt(entry.value(), InputSettings.LEX_DEFAULTS);
      }
      if (!used.contains(entry.key().text()) && entry.key().span().file().equals(botFile)) {
        report.add(
            Diagnostic.warning("unused-prompt", entry.key().span(), "nothing uses prompt `" + entry.key().text() + "`")
                .help("drop it, or name it with `use:`"));
      }
    }
  }
}
