package dev.parley.yaml;

import dev.parley.yaml.ValueType.Key;
import dev.parley.yaml.YamlEmitter.Plain;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * Draws a bot's YAML from the keys of the grammar. Names are those of a small fixed bot, and conditions and placeholders name
 * its slots, so that many a drawn bot has no mistake.
 */
final class DrawnBot {

  private static final List<String> TEXTS =
      List.of("Which day?", "a text", "no", "Yes, please: do.", "{Day} it is", "On {Day|date}, [name].", "[name|spell]", "it's 5 o'clock", "\\{plain}",
          "a long text that goes on and on, over the end of every line that anybody would like to read, until it is over", "one\ntwo", "((caller))");
  private static final List<String> CONDITIONS =
      List.of("fn.IS_SET([member])", "{Count} > 3 AND NOT [member] = \"no\"", "({Count} = 1 OR {Count} = 2) AND $.inputMode = \"DTMF\"", "NOT (fn.LENGTH([name]) < 20 OR ((hour)) >= 18)",
          "{Day} > \"2026-12-31\"", "{Extras} CONTAINS \"radio\" && fn.COUNT({Extras}) > 1");
  private static final Set<String> LEFT_OUT =
      Set.of("use", "absent", "unavailable", "ssml", "slots", "parts", "expression", "parent", "questions", "features", "include", "locales", "locale", "bot", "id", "type", "multiple", "validate",
          "input_contexts", "output_contexts", "spelling", "suggest", "start", "digression", "prompts", "slot_types", "intents");

  private final Random random;
  private int depth;

  DrawnBot(Random random) {
    this.random = random;
  }

  Map<String, Object> bot() {
    Map<String, Object> bot = new LinkedHashMap<>();
    bot.put("bot", "Drawn");
    bot.putAll(keys("bot"));
    bot.put("hook", "desk");
    bot.put("wait_and_continue", keys("hold"));
    Map<String, Object> intents = new LinkedHashMap<>();
    Map<String, Object> book = new LinkedHashMap<>(Map.of("utterances", List.of("book it", "book it for {Day}")));
    book.putAll(keys("intent"));
    Map<String, Object> slots = new LinkedHashMap<>();
    slots.put("Day", slot("Date"));
    slots.put("Count", slot("Number"));
    Map<String, Object> extras = slot("Extra");
    extras.put("multiple", new Plain("true"));
    slots.put("Extras", extras);
    book.put("slots", slots);
    intents.put("Book", book);
    Map<String, Object> other = new LinkedHashMap<>(Map.of("utterances", "something else"));
    other.put("close", value(BotGrammar.keys("intent").keys().get("close").type(), "close"));
    intents.put("Other", other);
    bot.put("intents", intents);
    bot.put("slot_types", Map.of("Extra", Map.of("values", List.of("radio", "roof"))));
    return bot;
  }

  private Map<String, Object> slot(String type) {
    Map<String, Object> slot = new LinkedHashMap<>();
    slot.put("type", type);
    slot.put("ask", value(BotGrammar.keys("slot").keys().get("ask").type(), "ask"));
    keys("slot").forEach(slot::putIfAbsent);
    return slot;
  }

  private Map<String, Object> keys(String group) {
    depth++;
    Map<String, Object> drawn = new LinkedHashMap<>();
    for (Map.Entry<String, Key> key : BotGrammar.keys(group).keys().entrySet()) {
      boolean wanted = key.getValue().required() || random.nextInt(depth + 2) == 0;
      if (wanted && !LEFT_OUT.contains(key.getKey())) {
        drawn.put(key.getKey(), value(key.getValue().type(), key.getKey()));
      }
    }
    depth--;
    return mended(group, drawn);
  }

  /** Takes back what would be refused. */
  private Map<String, Object> mended(String group, Map<String, Object> drawn) {
    if (drawn.containsKey("audio")) {
      drawn.put("say", "Hello there");
      drawn.put("audio", "audio/hello.wav");
    }
    if (BotGrammar.keys(group).keys().containsKey("say") && drawn.keySet().stream().noneMatch(Set.of("say", "payload", "card", "messages")::contains)) {
      boolean mustSay = !Set.of("transition", "outcome", "branch", "attempt").contains(group);
      boolean shaped = drawn.containsKey("interruptible") || drawn.containsKey("ordered");
      if (mustSay || shaped) {
        drawn.put("say", text("say"));
      }
    }
    if (group.equals("message")) {
      drawn.keySet().removeIf(k -> !k.equals("say") && !k.equals("interruptible"));
      drawn.put("say", text("say"));
    } else if (group.equals("next")) {
      drawn.keySet().removeAll(Set.of("elicit", "then"));
      drawn.put(random.nextBoolean() ? "elicit" : "then", random.nextBoolean() ? "Day" : "Count");
      drawn.computeIfPresent("then", (k, v) -> new Plain("fulfill"));
    } else if (group.equals("transition") && !drawn.containsKey("when")) {
      drawn.remove("otherwise");
    } else if (group.equals("hook") && !drawn.containsKey("filler")) {
      drawn.remove("within");
    } else if (group.equals("hook") || group.equals("fulfill")) {
      drawn.put("within", new Plain("900ms"));
      drawn.computeIfPresent("timeout", (k, v) -> v instanceof Plain ? new Plain("9s") : v);
    } else if (group.equals("keys")) {
      drawn.keySet().removeAll(Set.of("end_key", "delete_key", "allow"));
    }
    return drawn;
  }

  private Object value(ValueType type, String key) {
    if (type instanceof ValueType.AnyOf any) {
      List<ValueType> types = depth > 7 ? any.forms().subList(0, 1) : any.forms();
      return value(types.get(random.nextInt(types.size())), key);
    } else if (type instanceof ValueType.ListOf list) {
      List<Object> items = new ArrayList<>();
      for (int i = random.nextInt(3); i >= 0; i--) {
        items.add(value(list.item(), key));
      }
      return items;
    } else if (type instanceof ValueType.MapOf map) {
      return Map.of(random.nextBoolean() ? "name" : "No", value(map.value(), key));
    } else if (type instanceof ValueType.Group group) {
      return keys(group.name());
    } else if (type instanceof ValueType.Choice choice) {
      return choice.words().get(random.nextInt(choice.words().size()));
    } else if (type instanceof ValueType.Flag) {
      return new Plain(Boolean.toString(random.nextBoolean()));
    } else if (type instanceof ValueType.Whole whole) {
      return new Plain(Integer.toString(whole.min() + random.nextInt(whole.max() - whole.min() + 1)));
    } else if (type instanceof ValueType.Decimal) {
      return new Plain(Double.toString(random.nextInt(100) / 100.0));
    } else if (type instanceof ValueType.Time time) {
      long range = Math.min(time.maxMs(), 900_000) - time.minMs();
      return new Plain(time.minMs() + (long) (random.nextDouble() * range) + "ms");
    }
    return text(key);
  }

  private String text(String key) {
    return switch (key) {
      case "if" -> CONDITIONS.get(random.nextInt(CONDITIONS.size()));
      case "hook", "turn_hook", "on_retry", "fulfill", "name" -> random.nextBoolean() ? "desk" : "no";
      case "wait", "continue", "too_deep", "greeting", "still_waiting" -> "Just a moment";
      case "utterances", "hold", "resume", "yes", "no", "yes_phrases", "no_phrases", "phrases" -> "words " + random.nextInt(100_000);
      case "description", "label", "voice", "title", "subtitle", "image", "value", "text" -> "text " + random.nextInt(9);
      case "elicit" -> "Day";
      default -> TEXTS.get(random.nextInt(TEXTS.size()));
    };
  }
}
