package dev.parley.nlu;

import dev.parley.definition.IntentDefinition;
import dev.parley.definition.SlotDefinition;
import dev.parley.slot.SpokenTokens;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A sample utterance as words and slots. Immutable.
 *
 * @param parts in order
 */
record SampleTemplate(List<Part> parts) {

  SampleTemplate {
    parts = List.copyOf(parts);
  }

  /** A word, or a slot. */
  record Part(String text, boolean slot) {}

  static SampleTemplate of(String sample) {
    List<Part> parts = new ArrayList<>();
    int at = 0;
    while (at < sample.length()) {
      int open = sample.indexOf('{', at);
      int close = open < 0 ? -1 : sample.indexOf('}', open);
      int end = close < 0 ? sample.length() : open;
      SpokenTokens.of(sample.substring(at, end)).forEach(w -> parts.add(new Part(w, false)));
      if (close >= 0) {
        parts.add(new Part(sample.substring(open + 1, close), true));
      }
      at = close < 0 ? sample.length() : close + 1;
    }
    return new SampleTemplate(parts);
  }

  /** The words, with placeholders of the slots' types: a slot's name is not what callers say in its place. */
  List<String> words(IntentDefinition intent) {
    return parts.stream()
        .map(p -> (p.slot ? intent.slot(p.text) : Optional.<SlotDefinition>empty()).map(s -> Placeholders.of(s.type())).orElse(p.text))
        .toList();
  }

  List<String> slots() {
    return parts.stream().filter(Part::slot).map(Part::text).toList();
  }

  /** The word right before a slot. */
  Optional<String> wordBefore(String slot) {
    for (int i = 1; i < parts.size(); i++) {
      if (parts.get(i).slot && parts.get(i).text.equals(slot) && !parts.get(i - 1).slot) {
        return Optional.of(parts.get(i - 1).text);
      }
    }
    return Optional.empty();
  }

  /** The word right after the slot. */
  Optional<String> wordAfter(String slot) {
    for (int i = 0; i + 1 < parts.size(); i++) {
      if (parts.get(i).slot && parts.get(i).text.equals(slot) && !parts.get(i + 1).slot) {
        return Optional.of(parts.get(i + 1).text);
      }
    }
    return Optional.empty();
  }

  /** The words between the slot and the next one, or the end. */
  List<String> wordsAfter(String slot) {
    return parts.stream().dropWhile(p -> !p.slot || !p.text.equals(slot)).skip(1).takeWhile(p -> !p.slot).map(Part::text).toList();
  }

  /** The words that stand in an utterance where this sample has its one slot, when all else is the same. */
  Optional<Filling> fill(List<String> tokens) {
    int slot = 0;
    while (!parts.get(slot).slot) {
      slot++;
    }
    int after = parts.size() - slot - 1;
    if (tokens.size() <= slot + after || parts.size() < 2) {
      return Optional.empty();
    }
    for (int i = 0; i < parts.size(); i++) {
      String said = i < slot ? tokens.get(i) : tokens.get(tokens.size() - parts.size() + i);
      if (i != slot && !said.equals(parts.get(i).text)) {
        return Optional.empty();
      }
    }
    return Optional.of(new Filling(slot, tokens.size() - after, String.join(" ", tokens.subList(slot, tokens.size() - after))));
  }

  /** Words of an utterance, from one index to before another. */
  record Filling(int from, int to, String words) {}
}
