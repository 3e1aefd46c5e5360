package dev.parley.yaml;

import dev.parley.definition.PromptDefinition;
import dev.parley.definition.ResponseDefinition;
import dev.parley.definition.ResponseDefinition.ContentType;
import dev.parley.definition.ResponseDefinition.MessageGroup;
import dev.parley.definition.ResponseDefinition.MessageTemplate;
import dev.parley.diagnostic.Diagnostic;
import dev.parley.diagnostic.Report;
import dev.parley.diagnostic.Span;
import dev.parley.yaml.YamlNode.YamlMapping;
import dev.parley.yaml.YamlNode.YamlScalar;
import dev.parley.yaml.YamlNode.YamlSequence;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads what the bot says: a text, a list of variations, or the long form. */
final class ResponseReader {

  /** Lex's limits. */
  private static final int MAX_CHARACTERS = 1000;

  private static final int MAX_GROUPS = 5;
  private static final int MAX_WORDINGS = 20;

  private final Report report;

  ResponseReader(Report report) {
    this.report = report;
  }

  /** A response in its short or long form, the long one with the keys of this group. */
  Optional<ResponseDefinition> response(YamlNode node, String group) {
    if (!(node instanceof YamlMapping)) {
      return wordings(node).map(g -> plain(node.span(), List.of(g)));
    }
    return MappingReader.of(node, BotGrammar.keys(group), report).flatMap(this::response);
  }

  Optional<ResponseDefinition> response(Optional<YamlNode> node) {
    return node.flatMap(n -> response(n, "response"));
  }

  private static ResponseDefinition plain(Span span, List<MessageGroup> groups) {
    return new ResponseDefinition(span, groups, true, false, List.of(), List.of());
  }

  /** The response keys of a mapping that may have more keys. */
  Optional<ResponseDefinition> response(MappingReader keys) {
    List<MessageGroup> groups = new ArrayList<>();
    keys.node("say").flatMap(this::wordings).ifPresent(groups::add);
    keys.node("ssml").flatMap(n -> wordings(n, ContentType.SSML)).ifPresent(groups::add);
    for (YamlNode item : keys.items("messages")) {
      wordings(item).ifPresent(groups::add);
    }
    keys.scalar("payload").flatMap(s -> wordings(s, ContentType.CUSTOM_PAYLOAD)).ifPresent(groups::add);
    boolean interruptible = keys.flag("interruptible", true);
    boolean ordered = keys.flag("ordered", false);
    List<MessageGroup> absent = keys.node("absent").flatMap(this::wordings).map(List::of).orElse(List.of());
    List<MessageGroup> unavailable = keys.node("unavailable").flatMap(this::wordings).map(List::of).orElse(List.of());
    if (groups.isEmpty()) {
      report.add(
          Diagnostic.error("no-wording", keys.head(), "nothing is said here").help("add `say:` with the bot's words"));
      return Optional.empty();
    }
    if (groups.size() > MAX_GROUPS) {
      report.add(
          Diagnostic.error("too-many-messages", keys.head(), "a response may have " + MAX_GROUPS + " messages")
              .help("join some of them"));
    }
    return Optional.of(new ResponseDefinition(keys.span(), groups, interruptible, ordered, absent, unavailable));
  }

  /** A question in its short or long form. */
  Optional<PromptDefinition> prompt(YamlNode node) {
    if (!(node instanceof YamlMapping)) {
      return wordings(node)
          .map(g -> new PromptDefinition(node.span(), plain(node.span(), List.of(g)), List.of(), List.of(), PromptDefinition.LEX_MAX_RETRIES, Map.of()));
    }
    Optional<MappingReader> keys = MappingReader.of(node, BotGrammar.keys("prompt"), report);
    if (keys.isEmpty()) {
      return Optional.empty();
    }
    Optional<ResponseDefinition> first = response(keys.get());
    int retries = keys.get().whole("retries").orElse(PromptDefinition.LEX_MAX_RETRIES);
    List<ResponseDefinition> wordings = new ArrayList<>();
    for (YamlScalar retry : keys.get().scalars("retry")) {
      boolean interruptible = first.map(ResponseDefinition::interruptible).orElse(true);
      message(retry, ContentType.PLAIN_TEXT)
          .map(m -> new MessageGroup(retry.span(), List.of(m), false))
          .map(g -> new ResponseDefinition(retry.span(), List.of(g), interruptible, false, List.of(), List.of()))
          .ifPresent(wordings::add);
    }
    if (wordings.size() > retries) {
      report.add(
          Diagnostic.warning("unused-retry", wordings.get(retries).span(), "this wording is never said")
              .help("`retries:` is " + retries + "; raise it or drop the wording"));
    }
    return first.map(f -> new PromptDefinition(node.span(), f, wordings, List.of(), retries, Map.of()));
  }

  private Optional<MessageGroup> wordings(YamlNode node) {
    return wordings(node, ContentType.PLAIN_TEXT);
  }

  private Optional<MessageGroup> wordings(YamlNode node, ContentType type) {
    if (node instanceof YamlSequence sequence && sequence.items().isEmpty()) {
      report.add(Diagnostic.error("no-wording", node.span(), "this list of wordings is empty").help("add a wording, or drop the key"));
      return Optional.empty();
    }
    List<MessageTemplate> variations = new ArrayList<>();
    for (YamlScalar scalar : MappingReader.scalars(node, report)) {
      message(scalar, type).ifPresent(variations::add);
    }
    if (variations.size() > MAX_WORDINGS) {
      report.add(Diagnostic.error("too-many-wordings", node.span(), "a message may have " + MAX_WORDINGS + " wordings")
              .help("several messages stand under `messages:`, each with its own wordings"));
    }
    return variations.isEmpty() ? Optional.empty() : Optional.of(new MessageGroup(node.span(), variations, false));
  }

  private Optional<MessageTemplate> message(YamlScalar scalar, ContentType type) {
    if (scalar.text().isBlank()) {
      report.add(
          Diagnostic.error("no-wording", scalar.span(), "this wording is empty").help("write the bot's words, or drop it"));
      return Optional.empty();
    }
    if (scalar.text().length() > MAX_CHARACTERS) {
      report.add(
          Diagnostic.error(
                  "wording-too-long",
                  Span.of(scalar.span().file(), scalar.span().line(), scalar.span().column(), 1),
                  "this wording has " + scalar.text().length() + " characters")
              .help("a message may have " + MAX_CHARACTERS + "; split it with `messages:`"));
    }
    return Optional.of(
        new MessageTemplate(scalar.span(), type, TemplateReader.read(scalar, report), Optional.empty()));
  }
}
