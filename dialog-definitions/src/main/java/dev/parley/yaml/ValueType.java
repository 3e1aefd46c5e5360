package dev.parley.yaml;

import java.util.List;
import java.util.Map;

/**
 * What may stand as a value: the one model behind reading, unknown-key checks and the JSON schema, so that they cannot drift
 * apart. Immutable.
 */
public sealed interface ValueType {

  /** What it is, for messages. */
  String expected();

  /** Any text. */
  record Text() implements ValueType {
    @Override
    public String expected() {
      return "a text";
    }
  }

  /** A word out of a list. */
  record Choice(List<String> words) implements ValueType {
    public Choice {
      words = List.copyOf(words);
    }

    @Override
    public String expected() {
      return "one of " + String.join(", ", words);
    }
  }

  /** A whole number, limits inclusive. */
  record Whole(int min, int max) implements ValueType {
    @Override
    public String expected() {
      return "a whole number from " + min + " to " + max;
    }
  }

  /** A number, limits inclusive. */
  record Decimal(double min, double max) implements ValueType {
    @Override
    public String expected() {
      return "a number from " + min + " to " + max;
    }
  }

  /** {@code true} or {@code false}. */
  record Flag() implements ValueType {
    @Override
    public String expected() {
      return "true or false";
    }
  }

  /** A length of time such as {@code 300ms}, {@code 20s}, {@code 5m} or {@code 1h}; limits in ms, inclusive. */
  record Time(long minMs, long maxMs) implements ValueType {
    @Override
    public String expected() {
      return "a time such as 300ms, 20s, 5m or 1h";
    }
  }

  /** A list. */
  record ListOf(ValueType item) implements ValueType {
    @Override
    public String expected() {
      return "a list";
    }
  }

  /** Names, each with a value. */
  record MapOf(ValueType value) implements ValueType {
    @Override
    public String expected() {
      return "names, each with its own settings";
    }
  }

  /** Short and long forms of the same. */
  record AnyOf(List<ValueType> forms) implements ValueType {
    public AnyOf {
      forms = List.copyOf(forms);
    }

    @Override
    public String expected() {
      return String.join(", or ", forms.stream().map(ValueType::expected).toList());
    }
  }

  /** A group of keys that is described by {@link BotGrammar}, by its name. */
  record Group(String name) implements ValueType {
    @Override
    public String expected() {
      return "the keys of " + name.replace('_', ' ');
    }
  }

  /** A key of a group. */
  record Key(ValueType type, boolean required, String doc) {}

  /** The keys of a group, in the order of the documentation. */
  record Keys(String name, String doc, Map<String, Key> keys) {}
}
