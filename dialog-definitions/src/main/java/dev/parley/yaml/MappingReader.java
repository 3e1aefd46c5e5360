package dev.parley.yaml;

import dev.parley.diagnostic.Diagnostic;
import dev.parley.diagnostic.DidYouMean;
import dev.parley.diagnostic.Report;
import dev.parley.diagnostic.Span;
import dev.parley.yaml.ValueType.Choice;
import dev.parley.yaml.ValueType.Decimal;
import dev.parley.yaml.ValueType.Key;
import dev.parley.yaml.ValueType.Keys;
import dev.parley.yaml.ValueType.Time;
import dev.parley.yaml.ValueType.Whole;
import dev.parley.yaml.YamlNode.Entry;
import dev.parley.yaml.YamlNode.YamlMapping;
import dev.parley.yaml.YamlNode.YamlScalar;
import dev.parley.yaml.YamlNode.YamlSequence;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * Reads the keys of one mapping by its {@link Keys}: reports unknown keys, missing ones, and values of the wrong type or out of
 * range, and never throws on them. Asking for a key that the group does not have is our own mistake.
 */
public final class MappingReader {

  private final YamlMapping mapping;
  private final Keys keys;
  private final Report report;

  private MappingReader(YamlMapping mapping, Keys keys, Report report) {
    this.mapping = mapping;
    this.keys = keys;
    this.report = report;
  }

  /** A reader of this node, or empty (and a report) when it is no mapping. */
  public static Optional<MappingReader> of(YamlNode node, Keys keys, Report report) {
    if (!(node instanceof YamlMapping mapping)) {
      wrong(report, node, "the keys of " + keys.name().replace('_', ' ') + ": " + String.join(", ", keys.keys().keySet()));
      return Optional.empty();
    }
    MappingReader reader = new MappingReader(mapping, keys, report);
    reader.checkKeys();
    return Optional.of(reader);
  }

  private void checkKeys() {
    for (Entry entry : mapping.entries()) {
      if (!keys.keys().containsKey(entry.key().text())) {
        report.add(
            Diagnostic.error("unknown-key", entry.key().span(), "there is no key `" + entry.key().text() + "` here")
                .label("not a key of " + keys.name().replace('_', ' '))
                .help(
                    DidYouMean.help(entry.key().text(), keys.keys().keySet())
                        .orElse("the keys here are " + String.join(", ", keys.keys().keySet()))));
      } else if (entry.value() instanceof YamlScalar scalar && scalar.isNull()) {
        nothing(entry.key());
      }
    }
    for (Map.Entry<String, Key> key : keys.keys().entrySet()) {
      if (key.getValue().required() && node(key.getKey()).isEmpty()) {
        report.add(
            Diagnostic.error("missing-key", firstLine(), "`" + key.getKey() + "` is missing")
                .help("add `" + key.getKey() + ":` — " + key.getValue().doc()));
      }
    }
  }

  private void nothing(YamlScalar key) {
    List<String> lines = report.lines(key.span().file());
    boolean comment = key.span().line() <= lines.size() && lines.get(key.span().line() - 1).contains(" #");
    report.add(
        Diagnostic.warning("key-without-value", key.span(), "`" + key.text() + "` says nothing")
            .help(comment ? "what follows ` #` is a comment: put the text in quotes" : "write its value, or drop the key"));
  }

  private Span firstLine() {
    return mapping.entries().isEmpty() ? mapping.span() : mapping.entries().get(0).key().span();
  }

  /** Where the mapping stands. */
  public Span span() {
    return mapping.span();
  }

  /** Where the mapping's first key stands: a better place to point at than the whole. */
  public Span head() {
    return firstLine();
  }

  /** Where a key stands, or the mapping's head when it does not. */
  public Span place(String key) {
    return mapping.entries().stream()
        .filter(e -> e.key().text().equals(key))
        .map(e -> e.key().span())
        .findFirst()
        .orElseGet(this::head);
  }

  /** The value of a key; a key that says nothing is as good as none. */
  public Optional<YamlNode> node(String key) {
    if (!keys.keys().containsKey(key)) {
      throw new AssertionError("group " + keys.name() + " has no key " + key);
    }
    return mapping.get(key).filter(n -> !(n instanceof YamlScalar s && s.isNull()));
  }

  /** The text of a key, with its place. */
  public Optional<YamlScalar> scalar(String key) {
    Optional<YamlNode> node = node(key);
    if (node.isPresent() && !(node.get() instanceof YamlScalar)) {
      wrong(report, node.get(), type(key).expected());
      return Optional.empty();
    }
    return node.map(YamlScalar.class::cast);
  }

  /** The text of a key. */
  public Optional<String> text(String key) {
    return scalar(key).map(YamlScalar::text);
  }

  /** A truth. */
  public boolean flag(String key, boolean otherwise) {
    Optional<YamlScalar> scalar = scalar(key);
    if (scalar.isEmpty()) {
      return otherwise;
    }
    String word = scalar.get().text().toLowerCase(Locale.ROOT);
    if (word.equals("true") || word.equals("false")) {
      return word.equals("true");
    }
    Diagnostic d = Diagnostic.error("wrong-type", scalar.get().span(), "`" + key + "` is neither true nor false");
    boolean yes = List.of("yes", "on", "y").contains(word);
    boolean no = List.of("no", "off", "n").contains(word);
    report.add(yes || no ? d.help("write `" + yes + "`") : d.help("write `true` or `false`"));
    return otherwise;
  }

  /** A whole number within the key's range. */
  public OptionalInt whole(String key) {
    Whole range = (Whole) type(key);
    Optional<YamlScalar> scalar = scalar(key);
    if (scalar.isEmpty()) {
      return OptionalInt.empty();
    }
    try {
      int value = Integer.parseInt(scalar.get().text().strip());
      if (value >= range.min() && value <= range.max()) {
        return OptionalInt.of(value);
      }
      outOfRange(key, scalar.get(), range.expected());
    } catch (NumberFormatException e) {
      wrong(report, scalar.get(), range.expected());
    }
    return OptionalInt.empty();
  }

  /** A number within the key's range. */
  public OptionalDouble decimal(String key) {
    Decimal range = (Decimal) type(key);
    Optional<YamlScalar> scalar = scalar(key);
    if (scalar.isEmpty()) {
      return OptionalDouble.empty();
    }
    try {
      double value = Double.parseDouble(scalar.get().text().strip());
      if (value >= range.min() && value <= range.max()) {
        return OptionalDouble.of(value);
      }
      outOfRange(key, scalar.get(), range.expected());
    } catch (NumberFormatException e) {
      wrong(report, scalar.get(), range.expected());
    }
    return OptionalDouble.empty();
  }

  /** A word of the key's list. */
  public Optional<String> choice(String key) {
    Choice choice = (Choice) type(key);
    Optional<YamlScalar> scalar = scalar(key);
    if (scalar.isPresent() && !choice.words().contains(scalar.get().text())) {
      report.add(
          Diagnostic.error("wrong-word", scalar.get().span(), "`" + key + "` cannot be `" + scalar.get().text() + "`")
              .help(DidYouMean.help(scalar.get().text(), choice.words()).orElse("write " + choice.expected())));
      return Optional.empty();
    }
    return scalar.map(YamlScalar::text);
  }

  /** A length of time within the key's range. */
  public Optional<Duration> time(String key) {
    Time range = (Time) type(key);
    Optional<YamlScalar> scalar = scalar(key);
    if (scalar.isEmpty()) {
      return Optional.empty();
    }
    Optional<Duration> time = Times.parse(scalar.get().text());
    if (time.isEmpty()) {
      wrong(report, scalar.get(), range.expected());
    } else if (time.get().toMillis() < range.minMs() || time.get().toMillis() > range.maxMs()) {
      outOfRange(key, scalar.get(), "from " + Times.print(range.minMs()) + " to " + Times.print(range.maxMs()));
      return Optional.empty();
    }
    return time;
  }

  /** One text or a list of texts. */
  public List<YamlScalar> scalars(String key) {
    return node(key).map(n -> scalars(n, report)).orElse(List.of());
  }

  static List<YamlScalar> scalars(YamlNode node, Report report) {
    List<YamlScalar> texts = new ArrayList<>();
    if (node instanceof YamlScalar scalar) {
      texts.add(scalar);
    } else if (node instanceof YamlSequence sequence) {
      for (YamlNode item : sequence.items()) {
        if (item instanceof YamlScalar scalar) {
          texts.add(scalar);
        } else {
          wrong(report, item, "a text");
        }
      }
    } else {
      wrong(report, node, "a text or a list of texts");
    }
    return texts;
  }

  /** The items of a list, or the one value that stands in its place. */
  public List<YamlNode> oneOrMore(String key) {
    return node(key).map(n -> n instanceof YamlSequence list ? list.items() : List.of(n)).orElse(List.of());
  }

  /** The items of a list. */
  public List<YamlNode> items(String key) {
    Optional<YamlNode> node = node(key);
    if (node.isPresent() && !(node.get() instanceof YamlSequence)) {
      wrong(report, node.get(), type(key).expected());
      return List.of();
    }
    return node.map(n -> ((YamlSequence) n).items()).orElse(List.of());
  }

  /** The names of a key's mapping, each with its value. */
  public List<Entry> entries(String key) {
    Optional<YamlNode> node = node(key);
    if (node.isPresent() && !(node.get() instanceof YamlMapping)) {
      wrong(report, node.get(), type(key).expected());
      return List.of();
    }
    return node.map(n -> ((YamlMapping) n).entries()).orElse(List.of());
  }

  private ValueType type(String key) {
    Key known = keys.keys().get(key);
    if (known == null) {
      throw new AssertionError("group " + keys.name() + " has no key " + key);
    }
    return known.type();
  }

  private void outOfRange(String key, YamlScalar scalar, String expected) {
    report.add(
        Diagnostic.error("out-of-range", scalar.span(), "`" + key + "` is out of its range").label("must be " + expected));
  }

  static void wrong(Report report, YamlNode node, String expected) {
    Span span = node.span();
    Span shown = span.line() == span.endLine() ? span : Span.of(span.file(), span.line(), span.column(), 1);
    report.add(Diagnostic.error("wrong-type", shown, "here stands " + node.kind()).label("expected " + expected));
  }
}
