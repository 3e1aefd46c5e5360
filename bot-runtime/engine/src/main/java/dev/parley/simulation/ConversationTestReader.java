package dev.parley.simulation;

import dev.parley.diagnostic.Diagnostic;
import dev.parley.diagnostic.Report;
import dev.parley.diagnostic.SourceText;
import dev.parley.diagnostic.Span;
import dev.parley.yaml.Loaded;
import dev.parley.yaml.MappingReader;
import dev.parley.yaml.YamlNode;
import dev.parley.yaml.YamlNode.Entry;
import dev.parley.yaml.YamlNode.YamlScalar;
import dev.parley.yaml.YamlNodeReader;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads a conversation test from YAML. Never throws on a text: all mistakes are in the report, and there is a test only when
 * there is no error. Thread-safe.
 */
public final class ConversationTestReader {

  private final Report report;

  private ConversationTestReader(Report report) {
    this.report = report;
  }

  /** Reads a test; its mistakes go to the result's report. */
  public static Loaded<ConversationTest> read(SourceText source) {
    Report report = new Report();
    ConversationTestReader reader = new ConversationTestReader(report);
    Optional<ConversationTest> test =
        YamlNodeReader.read(source, "a conversation test has `at:`, when it begins, and its `turns:`", report)
            .flatMap(node -> MappingReader.of(node, ConversationTestGrammar.keys("conversation_test"), report))
            .flatMap(reader::test);
    return new Loaded<>(report.hasErrors() ? Optional.empty() : test, report);
  }

  private Optional<ConversationTest> test(MappingReader keys) {
    Optional<OffsetDateTime> at = keys.scalar("at").flatMap(this::time);
    Optional<ZoneId> zone = keys.scalar("zone").flatMap(this::zone);
    ChannelKind channel = channel(keys.choice("channel").orElse("phone"));
    OffsetDateTime start = at.orElse(OffsetDateTime.of(2000, 1, 1, 0, 0, 0, 0, ZoneOffset.UTC));
    ScriptReader scripts = new ScriptReader(report, start.toInstant());
    TurnReader turnReader = new TurnReader(report, channel);
    List<ConversationTest.Turn> turns = new ArrayList<>();
    for (YamlNode node : keys.items("turns")) {
      boolean first = turns.isEmpty();
      turnReader.turn(node, first).ifPresent(turns::add);
    }
    return Optional.of(
        new ConversationTest(
            keys.head(),
            keys.text("about"),
            keys.text("bot"),
            keys.text("locale"),
            start.toInstant(),
            zone.orElse(start.getOffset()),
            keys.whole("seed").orElse(1),
            channel,
            texts(keys.entries("attributes"), report),
            texts(keys.entries("request_attributes"), report),
            scripts.features(keys.entries("features")),
            scripts.hooks(keys.entries("hooks")),
            turns));
  }

  private Optional<OffsetDateTime> time(YamlScalar scalar) {
    try {
      return Optional.of(OffsetDateTime.parse(scalar.text().strip()));
    } catch (DateTimeException e) {
      report.add(
          Diagnostic.error("bad-time", scalar.span(), "this is no time with an offset")
              .help("write it as 2026-05-06T12:00:00+02:00"));
      return Optional.empty();
    }
  }

  private Optional<ZoneId> zone(YamlScalar scalar) {
    try {
      return Optional.of(ZoneId.of(scalar.text().strip()));
    } catch (DateTimeException e) {
      report.add(
          Diagnostic.error("bad-zone", scalar.span(), "there is no time zone `" + scalar.text() + "`")
              .help("write a name such as Europe/Berlin, or an offset such as +02:00"));
      return Optional.empty();
    }
  }

  private static ChannelKind channel(String word) {
    for (ChannelKind kind : ChannelKind.values()) {
      if (kind.word().equals(word)) {
        return kind;
      }
    }
    throw new AssertionError(word);
  }

  /** Names, each with a text. */
  static Map<String, String> texts(List<Entry> entries, Report report) {
    Map<String, String> texts = new LinkedHashMap<>();
    for (Entry entry : entries) {
      if (entry.value() instanceof YamlScalar scalar) {
        texts.put(entry.key().text(), scalar.text());
      } else {
        report.add(wrong(entry.value(), "a text"));
      }
    }
    return texts;
  }

  /** The value is not what may stand here. */
  static Diagnostic wrong(YamlNode node, String expected) {
    Span span = node.span();
    Span shown = span.line() == span.endLine() ? span : Span.of(span.file(), span.line(), span.column(), 1);
    return Diagnostic.error("wrong-type", shown, "here stands " + node.kind()).label("expected " + expected);
  }
}
