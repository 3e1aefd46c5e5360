package dev.parley.nlu;

import dev.parley.definition.BuiltInSlotType;
import dev.parley.definition.IntentDefinition;
import dev.parley.definition.SlotDefinition;
import dev.parley.event.SlotValue;
import dev.parley.slot.BuiltInSlotTypes;
import dev.parley.slot.SlotContext;
import dev.parley.slot.SlotType;
import dev.parley.slot.SpokenTokens;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Finds slots' values within an utterance. Only slots that the intent's samples hold are looked for: where
 * a stretch of words reads as their type, the longest first. Pure and thread-safe.
 */
final class SlotFinder {

  /** No value has more words. */
  private static final int MAX_WORDS = 12;

  private static final int MAX_TOKENS = 60;

  private final Map<String, SlotType> types;

  SlotFinder(Map<String, SlotType> types) {
    this.types = types;
  }

  Map<String, SlotValue> find(IntentDefinition intent, String text, SlotContext context) {
    List<String> all = SpokenTokens.of(text);
    List<String> tokens = all.subList(0, Math.min(all.size(), MAX_TOKENS));
    Map<String, SlotValue> found = new LinkedHashMap<>();
    Set<Integer> used = new HashSet<>();
    for (SlotDefinition slot : intent.slots()) {
      boolean inSamples = intent.utterances().stream().anyMatch(u -> u.text().contains("{" + slot.name() + "}"));
      SlotType type = types.get(slot.type());
      if (inSamples && type != null && !slot.obfuscated()) {
        span(slot, type, tokens, used, context).ifPresent(s -> {
          found.put(slot.name(), s.value);
          for (int i = s.from; i < s.to; i++) {
            used.add(i);
          }
        });
      }
    }
    return found;
  }

  /** What stands for a value of this type where intents are compared. */
  static String placeholder(String type) {
    return "slot" + type.toLowerCase(Locale.ROOT);
  }

  /** The utterance with placeholders for the values of these types' slots, as the intents' samples have them. */
  String withPlaceholders(List<SlotDefinition> slots, String text, SlotContext context) {
    List<String> all = SpokenTokens.of(text);
    List<String> tokens = new ArrayList<>(all.subList(0, Math.min(all.size(), MAX_TOKENS)));
    for (SlotDefinition slot : slots) {
      SlotType type = types.get(slot.type());
      Optional<Stretch> found =
          type == null ? Optional.empty() : span(slot, type, tokens, Set.of(), context);
      found.ifPresent(s -> {
        tokens.subList(s.from, s.to).clear();
        tokens.add(s.from, placeholder(slot.type()));
      });
    }
    // A value alone says nothing of what is wanted.
    return tokens.size() == 1 ? text : String.join(" ", tokens);
  }

  /** The longest stretch that reads as the type; the first of equally long ones. */
  private Optional<Stretch> span(
      SlotDefinition slot, SlotType type, List<String> tokens, Set<Integer> used, SlotContext context) {
    for (int length = Math.min(MAX_WORDS, tokens.size()); length >= 1; length--) {
      for (int from = 0; from + length <= tokens.size(); from++) {
        List<String> words = tokens.subList(from, from + length);
        int to = from + length;
        if (!disjoint(used, from, to) || !valueLike(words.get(0)) || !valueLike(words.get(length - 1))) {
          continue;
        }
        List<SlotValue.Scalar> values = type.resolve(String.join(" ", words), context);
        if (!values.isEmpty() && enough(slot.type(), values.get(0).interpretedValue())) {
          return Optional.of(new Stretch(from, to, values.get(0)));
        }
      }
    }
    return Optional.empty();
  }

  private static boolean disjoint(Set<Integer> used, int from, int to) {
    for (int i = from; i < to; i++) {
      if (used.contains(i)) {
        return false;
      }
    }
    return true;
  }

  /** A value neither begins nor ends with words that only stand around it. */
  private static boolean valueLike(String token) {
    return !Set.of("i", "my", "the", "to", "for", "and", "is", "it", "of", "off", "on", "in", "you", "please", "number", "pay", "account", "card").contains(token);
  }

  /** Two digits in a sentence are not an account number. */
  private static boolean enough(String type, String value) {
    boolean digits = type.equals(BuiltInSlotType.DIGITS.typeName()) || type.equals(BuiltInSlotType.PAYMENT_CARD.typeName());
    return !digits || value.length() >= 4;
  }

  /** The types that a locale's slots may have, by name. */
  static Map<String, SlotType> types(Map<String, SlotType> own) {
    Map<String, SlotType> types = new HashMap<>(own);
    for (BuiltInSlotType type : BuiltInSlotType.values()) {
      types.put(type.typeName(), BuiltInSlotTypes.of(type));
    }
    return types;
  }

  private record Stretch(int from, int to, SlotValue.Scalar value) {}
}
