package dev.parley.yaml;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.yaml.ValueType.AnyOf;
import dev.parley.yaml.ValueType.Choice;
import dev.parley.yaml.ValueType.Decimal;
import dev.parley.yaml.ValueType.Flag;
import dev.parley.yaml.ValueType.Group;
import dev.parley.yaml.ValueType.Key;
import dev.parley.yaml.ValueType.Keys;
import dev.parley.yaml.ValueType.ListOf;
import dev.parley.yaml.ValueType.MapOf;
import dev.parley.yaml.ValueType.Text;
import dev.parley.yaml.ValueType.Time;
import dev.parley.yaml.ValueType.Whole;

/**
 * The JSON schemas (draft 2020-12) of a bot's YAML and of files that bots include, made from {@link BotGrammar}, for editors that complete and check while one
 * types. They are never stricter than the reader but in one thing: a key without a value, which the reader takes for no key.
 */
public final class BotSchema {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private BotSchema() {}

  /** The schema of a bot, as text. */
  public static String text() {
    return text("bot", "A Parley bot");
  }

  /** The schema of a file that bots include, as text. */
  public static String includedText() {
    return text("included", "A file that Parley bots include");
  }

  private static String text(String whole, String title) {
    ObjectNode schema = JSON.objectNode();
    schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
    schema.put("title", title);
    schema.put("$ref", "#/$defs/" + whole);
    ObjectNode groups = schema.putObject("$defs");
    BotGrammar.groups().forEach(group -> groups.set(group.name(), group(group)));
    DefaultPrettyPrinter printer = new DefaultPrettyPrinter();
    printer.indentObjectsWith(new DefaultIndenter("  ", "\n"));
    try {
      return new ObjectMapper().writer(printer).writeValueAsString(schema) + "\n";
    } catch (JsonProcessingException e) {
      throw new AssertionError("a tree of nodes can be written", e);
    }
  }

  private static ObjectNode group(Keys group) {
    ObjectNode node = JSON.objectNode().put("type", "object").put("description", group.doc());
    ObjectNode properties = node.putObject("properties");
    group.keys().forEach((name, key) -> properties.set(name, value(key.type()).put("description", key.doc())));
    if (group.keys().values().stream().anyMatch(Key::required)) {
      var required = node.putArray("required");
      group.keys().forEach((name, key) -> {
        if (key.required()) {
          required.add(name);
        }
      });
    }
    return node.put("additionalProperties", false);
  }

  private static ObjectNode value(ValueType type) {
    ObjectNode node = JSON.objectNode();
    if (type instanceof Text) {
      node.putArray("type").add("string").add("number").add("boolean"); // 0123, 12:30 and yes are words to the reader
    } else if (type instanceof Choice choice) {
      var words = node.putArray("enum");
      for (String word : choice.words()) {
        words.add(word);
        if (word.length() == 1 && Character.isDigit(word.charAt(0))) {
          words.add(Integer.parseInt(word));
        }
      }
    } else if (type instanceof Whole whole) {
      node.put("type", "integer").put("minimum", whole.min()).put("maximum", whole.max());
    } else if (type instanceof Decimal decimal) {
      node.put("type", "number").put("minimum", decimal.min()).put("maximum", decimal.max());
    } else if (type instanceof Flag) {
      node.put("type", "boolean");
    } else if (type instanceof Time) {
      node.put("type", "string").put("pattern", "^[0-9]{1,9} ?(ms|s|m|h)$");
    } else if (type instanceof ListOf list) {
      node.put("type", "array").set("items", value(list.item()));
    } else if (type instanceof MapOf map) {
      node.put("type", "object").set("additionalProperties", value(map.value()));
    } else if (type instanceof AnyOf any) {
      var forms = node.putArray("anyOf");
      any.forms().forEach(form -> forms.add(value(form)));
    } else if (type instanceof Group group) {
      node.put("$ref", "#/$defs/" + group.name());
    } else {
      throw new AssertionError(type);
    }
    return node;
  }
}
