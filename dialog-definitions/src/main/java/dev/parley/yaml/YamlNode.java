package dev.parley.yaml;

import dev.parley.diagnostic.Span;
import java.util.List;
import java.util.Optional;

/** A piece of YAML with its place. Immutable. */
public sealed interface YamlNode {

  /** Where it stands. */
  Span span();

  /** What it is, for messages: {@code a list}. */
  String kind();

  /**
   * A word or text. Its own words are kept, whatever YAML might make of them: {@code yes}, {@code 0123} and {@code 12:30} stay
   * what was written.
   *
   * @param text the text, without quotes
   * @param plain whether it was written without quotes
   */
  record YamlScalar(Span span, String text, boolean plain) implements YamlNode {

    /** Whether nothing was written, or YAML's word for nothing. */
    public boolean isNull() {
      return plain && (text.isEmpty() || text.equals("~") || text.equals("null"));
    }

    /** Where the text's own first character stands. */
    public Span inner() {
      return plain || !span.known() ? span : Span.of(span.file(), span.line(), span.column() + 1, text.length());
    }

    @Override
    public String kind() {
      return isNull() ? "nothing" : "the text `" + (text.length() > 30 ? text.substring(0, 29) + "…" : text) + "`";
    }
  }

  /** A list. */
  record YamlSequence(Span span, List<YamlNode> items) implements YamlNode {
    public YamlSequence {
      items = List.copyOf(items);
    }

    @Override
    public String kind() {
      return "a list";
    }
  }

  /** Keys and values, in the order written, without repeated keys. */
  record YamlMapping(Span span, List<Entry> entries) implements YamlNode {
    public YamlMapping {
      entries = List.copyOf(entries);
    }

    /** The value of a key. */
    public Optional<YamlNode> get(String key) {
      return entries.stream().filter(e -> e.key().text().equals(key)).findFirst().map(Entry::value);
    }

    @Override
    public String kind() {
      return "a mapping";
    }
  }

  /** A key and its value. */
  record Entry(YamlScalar key, YamlNode value) {}
}
