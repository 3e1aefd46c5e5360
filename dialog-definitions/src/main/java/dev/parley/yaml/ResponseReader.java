package dev.parley.yaml;

import dev.parley.definition.BargeIn;
import dev.parley.definition.ResponseDefinition;
import dev.parley.definition.ResponseDefinition.Button;
import dev.parley.definition.ResponseDefinition.Card;
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
import java.util.Optional;

/** Reads what the bot says: a text, a list of variations, or the long form. */
final class ResponseReader {

  /** Lex's limits. */
  private static final int MAX_CHARACTERS = 1000;

  private static final int MAX_GROUPS = 5;
  private static final int MAX_CARD_TEXT = 250;
  private static final int MAX_BUTTONS = 5;
  private static final int MAX_BUTTON_TEXT = 50;

  /** Lex allows three; a bot that is called often wants more. */
  private static final int MAX_WORDINGS = 20;

  /** The keys that say something. */
  private static final List<String> WORDS = List.of("say", "ssml", "payload", "card", "messages", "use");

  /** The keys that only shape what is said. */
  private static final List<String> SHAPE = List.of("audio", "interruptible", "barge_in", "ordered", "absent", "unavailable");

  private final Report report;
  private final NamedPrompts prompts;
  private final RecordingReader recordings;
  private final BargeInReader bargeIns;
  private final boolean interruptible;

  /**
   * @param interruptible whether callers may interrupt what does not say so itself
   */
  ResponseReader(Report report, NamedPrompts prompts, boolean interruptible) {
    this.report = report;
    this.prompts = prompts;
    this.recordings = new RecordingReader(report);
    this.bargeIns = new BargeInReader(report);
    this.interruptible = interruptible;
  }

  /** The same where callers may interrupt, or may not, what does not say so itself. */
  ResponseReader but(boolean mayInterrupt) {
    return mayInterrupt == interruptible ? this : new ResponseReader(report, prompts, mayInterrupt);
  }

  /** Whether callers may interrupt what does not say so itself. */
  boolean interruptible() {
    return interruptible;
  }

  /** The keys of a group that may say something, with the words of the prompt that it uses. */
  Optional<MappingReader> keys(YamlNode node, String group) {
    return MappingReader.of(prompts.resolve(node, BotGrammar.keys(group)), BotGrammar.keys(group), report);
  }

  /** A response in its short or long form, the long one with the keys of this group. */
  Optional<ResponseDefinition> response(YamlNode node, String group) {
    return node instanceof YamlMapping ? keys(node, group).flatMap(this::response) : shortForm(node);
  }

  Optional<ResponseDefinition> response(Optional<YamlNode> node) {
    return node.flatMap(n -> response(n, "response"));
  }

  /** A text, or a list of variations. */
  Optional<ResponseDefinition> shortForm(YamlNode node) {
    return wordings(node).map(g -> new ResponseDefinition(node.span(), List.of(g), interruptible, false, List.of(), List.of()));
  }

  /** Words without a way of their own to be interrupted: they have another response's. */
  static ResponseDefinition plain(Span span, MessageGroup group, Optional<ResponseDefinition> as) {
    boolean mayInterrupt = as.map(ResponseDefinition::interruptible).orElse(true);
    return new ResponseDefinition(
        span, List.of(group), mayInterrupt, false, List.of(), List.of(), as.map(ResponseDefinition::bargeIn).orElse(BargeIn.UNSET));
  }

  /** The response keys of a mapping that may have more keys; something must be said. */
  Optional<ResponseDefinition> response(MappingReader keys) {
    return response(keys, Optional.empty());
  }

  /** The same, interrupted as another response where the keys do not say how. */
  Optional<ResponseDefinition> response(MappingReader keys, Optional<ResponseDefinition> as) {
    List<MessageGroup> groups = new ArrayList<>();
    keys.node("say").flatMap(this::wordings).map(g -> recordings.of(keys, g)).ifPresent(groups::add);
    recordings.needsWords(keys);
    keys.node("ssml").flatMap(n -> wordings(n, ContentType.SSML)).ifPresent(groups::add);
    boolean mayInterrupt = keys.flag("interruptible", as.map(ResponseDefinition::interruptible).orElse(interruptible));
    for (YamlNode item : keys.items("messages")) {
      message(item, mayInterrupt).ifPresent(groups::add);
    }
    keys.node("payload").flatMap(n -> wordings(n, ContentType.CUSTOM_PAYLOAD)).ifPresent(groups::add);
    keys.node("card").flatMap(this::card).ifPresent(groups::add);
    boolean ordered = keys.flag("ordered", false);
    List<MessageGroup> absent = keys.node("absent").flatMap(this::wordings).map(List::of).orElse(List.of());
    List<MessageGroup> unavailable = keys.node("unavailable").flatMap(this::wordings).map(List::of).orElse(List.of());
    if (groups.isEmpty() && (keys.node("use").isPresent() || keys.node("audio").isPresent())) {
      return Optional.empty(); // there is a message about the prompt that is meant, or about the recording
    } else if (groups.isEmpty()) {
      report.add(
          Diagnostic.error("no-wording", keys.head(), "nothing is said here").help("add `say:` with the bot's words"));
      return Optional.empty();
    }
    if (groups.size() > MAX_GROUPS) {
      report.add(
          Diagnostic.error("too-many-messages", keys.head(), "a response may have " + MAX_GROUPS + " messages")
              .help("join some of them"));
    }
    BargeIn own = bargeIns.of(keys, mayInterrupt);
    BargeIn bargeIn = own.unset() ? as.map(ResponseDefinition::bargeIn).orElse(own) : own;
    return Optional.of(new ResponseDefinition(keys.span(), groups, mayInterrupt, ordered, absent, unavailable, bargeIn));
  }

  /** The same where nothing need be said. */
  Optional<ResponseDefinition> optional(MappingReader keys, Optional<ResponseDefinition> as) {
    boolean silent = WORDS.stream().allMatch(k -> keys.node(k).isEmpty()) && SHAPE.stream().allMatch(k -> keys.node(k).isEmpty());
    return silent ? Optional.empty() : response(keys, as);
  }

  private Optional<MessageGroup> message(YamlNode node, boolean mayInterrupt) {
    if (!(node instanceof YamlMapping)) {
      return wordings(node);
    }
    Optional<MappingReader> reader = keys(node, "message");
    if (reader.isEmpty()) {
      return Optional.empty();
    }
    MappingReader keys = reader.get();
    List<MessageGroup> said = new ArrayList<>();
    keys.node("say").flatMap(this::wordings).map(g -> recordings.of(keys, g)).ifPresent(said::add);
    recordings.needsWords(keys);
    keys.node("ssml").flatMap(n -> wordings(n, ContentType.SSML)).ifPresent(said::add);
    keys.node("payload").flatMap(n -> wordings(n, ContentType.CUSTOM_PAYLOAD)).ifPresent(said::add);
    keys.node("card").flatMap(this::card).ifPresent(said::add);
    boolean guarded = mayInterrupt && !keys.flag("interruptible", true);
    if (!mayInterrupt && keys.node("interruptible").isPresent()) {
      report.add(
          Diagnostic.warning("guard-without-effect", keys.place("interruptible"), "the whole response may not be interrupted, so this changes nothing")
              .help("drop it here, or let the response be interruptible"));
    }
    if (said.size() > 1) {
      report.add(
          Diagnostic.error("several-kinds", keys.head(), "this message is of several kinds")
              .help("a message has one of say, ssml, payload and card; make it several messages"));
    } else if (said.isEmpty() && List.of("say", "audio", "ssml", "payload", "card").stream().allMatch(k -> keys.node(k).isEmpty())) {
      report.add(Diagnostic.error("no-wording", keys.head(), "nothing is said here").help("add `say:` with the bot's words"));
    }
    return said.stream().findFirst().map(g -> new MessageGroup(g.span(), g.variations(), guarded));
  }

  private Optional<MessageGroup> card(YamlNode node) {
    Optional<MappingReader> reader = MappingReader.of(node, BotGrammar.keys("card"), report);
    Optional<YamlScalar> title = reader.flatMap(k -> text(k, "title", MAX_CARD_TEXT));
    if (reader.isEmpty() || title.isEmpty()) {
      return Optional.empty();
    }
    List<Button> buttons = new ArrayList<>();
    for (YamlNode item : reader.get().items("buttons")) {
      MappingReader.of(item, BotGrammar.keys("button"), report).ifPresent(b -> {
        Optional<YamlScalar> text = text(b, "text", MAX_BUTTON_TEXT);
        Optional<YamlScalar> value = text(b, "value", MAX_BUTTON_TEXT);
        text.ifPresent(t -> value.ifPresent(v -> buttons.add(new Button(t.text(), v.text()))));
      });
    }
    if (buttons.size() > MAX_BUTTONS) {
      report.add(
          Diagnostic.error("too-many-buttons", reader.get().place("buttons"), "a card may have " + MAX_BUTTONS + " buttons")
              .help("make it two cards, as two `messages:`"));
    }
    Card card =
        new Card(
            title.get().text(),
            text(reader.get(), "subtitle", MAX_CARD_TEXT).map(YamlScalar::text),
            text(reader.get(), "image", MAX_CARD_TEXT).map(YamlScalar::text),
            buttons);
    MessageTemplate message =
        new MessageTemplate(
            node.span(), ContentType.IMAGE_RESPONSE_CARD, TemplateReader.read(title.get(), report), Optional.of(card));
    return Optional.of(new MessageGroup(node.span(), List.of(message), false));
  }

  private Optional<YamlScalar> text(MappingReader keys, String key, int most) {
    Optional<YamlScalar> scalar = keys.scalar(key);
    scalar.filter(s -> s.text().length() > most).ifPresent(s -> report.add(
        Diagnostic.error("card-text-too-long", s.span().start(), "`" + key + "` has " + s.text().length() + " characters")
            .help("it may have " + most)));
    return scalar;
  }

  Optional<MessageGroup> wordings(YamlNode node) {
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
                  "wording-too-long", scalar.span().start(), "this wording has " + scalar.text().length() + " characters")
              .help("a message may have " + MAX_CHARACTERS + "; split it with `messages:`"));
    }
    if (type == ContentType.SSML) {
      SsmlChecks.check(scalar, report);
    }
    var template =
        type == ContentType.CUSTOM_PAYLOAD ? TemplateReader.payload(scalar, report) : TemplateReader.read(scalar, report);
    return Optional.of(new MessageTemplate(scalar.span(), type, template, Optional.empty()));
  }
}
