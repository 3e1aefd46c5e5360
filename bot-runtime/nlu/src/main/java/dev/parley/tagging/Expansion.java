package dev.parley.tagging;

import dev.parley.tagging.Catalogue.Held;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Makes sentences of samples: each sample with other values of its slots' types, some as if no list had them. Not thread-safe. */
final class Expansion {

  /** How often something is said before a sample, after it, and before a value: chosen on the validation part of a public data set. */
  private static final double LEADS = 0.3;
  private static final double TAILS = 0.15;
  private static final double VALUE_LEADS = 0.3;
  /** How often a word that one sample alone has counts as never heard of. */
  private static final double STRANGE = 0.3;

  private final List<TaggedSlot> slots;
  private final Catalogue catalogue;
  private final Map<String, Integer> carriers;
  private final LanguageWords around;
  private final Draws draws;

  Expansion(List<TaggedSlot> slots, Catalogue catalogue, Map<String, Integer> carriers, LanguageWords around, long seed) {
    this.slots = slots;
    this.catalogue = catalogue;
    this.carriers = carriers;
    this.around = around;
    draws = new Draws(seed);
  }

  /** A sentence with the places of its slots. */
  record Example(List<String> words, List<TagModel.Segment> segments, List<Held> held, Set<String> strange) {}

  /** The sample with its own values where it has some, or with drawn ones; no slot without a value has a place. */
  Example fill(TaggedSample sample, boolean ownValues) {
    List<String> words = new ArrayList<>(ownValues ? List.of() : drawn(around.leads(), LEADS));
    List<TagModel.Segment> segments = new ArrayList<>();
    List<Held> held = new ArrayList<>();
    Set<String> strange = new HashSet<>();
    for (TaggedSample.Part part : sample.parts()) {
      if (!part.slot()) {
        words.add(part.text());
        if (carriers.getOrDefault(part.text(), 0) <= 1 && draws.happens(STRANGE)) {
          strange.add(part.text());
        }
        continue;
      }
      int index = slot(part.text());
      TaggedSlot slot = index < 0 ? null : slots.get(index);
      boolean keep = ownValues && !part.value().isEmpty() || slot == null || slot.values().isEmpty();
      List<String> value = keep || slot == null ? part.value() : slot.values().get(draws.below(slot.values().size()));
      if (slot != null && !ownValues && !slot.leads().isEmpty() && draws.happens(VALUE_LEADS)
          && (words.isEmpty() || !slot.leads().contains(words.get(words.size() - 1)))) {
        words.add(slot.leads().get(draws.below(slot.leads().size())));
      }
      if (slot != null && !value.isEmpty()) {
        segments.add(new TagModel.Segment(index, words.size(), words.size() + value.size()));
        int type = catalogue.type(slot.type());
        if (draws.happens(slot.novelty())) {
          held.add(new Held(type, value));
        }
      }
      words.addAll(value);
    }
    words.addAll(ownValues ? List.of() : drawn(around.tails(), TAILS));
    return new Example(words, segments, held, strange);
  }

  /** One of these, or nothing. */
  private List<String> drawn(List<List<String>> phrases, double likelihood) {
    return !phrases.isEmpty() && draws.happens(likelihood) ? phrases.get(draws.below(phrases.size())) : List.of();
  }

  private int slot(String name) {
    for (int i = 0; i < slots.size(); i++) {
      if (slots.get(i).name().equals(name)) {
        return i;
      }
    }
    return -1;
  }

  /** The examples in another order. */
  static <T> List<T> shuffled(List<T> examples, Draws draws) {
    List<T> order = new ArrayList<>(examples);
    for (int i = order.size() - 1; i > 0; i--) {
      int j = draws.below(i + 1);
      T other = order.get(i);
      order.set(i, order.get(j));
      order.set(j, other);
    }
    return order;
  }
}
