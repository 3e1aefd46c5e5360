package dev.parley.tagging;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The listed values of slot types, and which words they are made of. A value can be left out for a while, so that a tagger
 * learns what to do about values that no list has. Immutable and thread-safe once built.
 */
final class Catalogue {

  /** Shares of a type's values that have a word: what is more than each of these counts as more likely. */
  private static final double[] SHARES = {0, 0.004, 0.02, 0.1};

  private static final double[] LENGTH_SHARES = {0, 0.05, 0.25};
  private static final int MAX_LENGTH = 16;

  private final Map<String, Integer> types = new LinkedHashMap<>();
  private final Map<String, Set<Integer>> values = new HashMap<>();
  private final Map<String, int[][]> words = new HashMap<>();
  private final List<int[]> lengths = new ArrayList<>();
  private final int[] sizes;

  /** What a word's place in a value is. */
  enum Place {
    ANY,
    FIRST,
    LAST
  }

  /** A value of a type that is left out. */
  record Held(int type, List<String> value) {}

  Catalogue(List<TaggedSlot> slots) {
    Map<String, Set<List<String>>> byType = new LinkedHashMap<>();
    slots.forEach(s -> byType.computeIfAbsent(s.type(), t -> new LinkedHashSet<>()).addAll(s.values()));
    byType.keySet().forEach(t -> types.put(t, types.size()));
    sizes = new int[types.size()];
    byType.forEach((type, all) -> {
      int index = types.get(type);
      int[] lengthsOfType = new int[MAX_LENGTH + 1];
      for (List<String> value : all) {
        String joined = String.join(" ", value);
        values.computeIfAbsent(joined, v -> new LinkedHashSet<>()).add(index);
        lengthsOfType[Math.min(MAX_LENGTH, value.size())]++;
        for (int i = 0; i < value.size(); i++) {
          int[][] counts = words.computeIfAbsent(value.get(i), w -> new int[Place.values().length][types.size()]);
          counts[Place.ANY.ordinal()][index]++;
          counts[Place.FIRST.ordinal()][index] += i == 0 ? 1 : 0;
          counts[Place.LAST.ordinal()][index] += i == value.size() - 1 ? 1 : 0;
        }
      }
      lengths.add(lengthsOfType);
      sizes[index] = all.size();
    });
  }

  int types() {
    return types.size();
  }

  int type(String name) {
    return types.getOrDefault(name, -1);
  }

  int size(int type) {
    return sizes[type];
  }

  /** The types that list the value. */
  Set<Integer> listing(String joined) {
    return values.getOrDefault(joined, Set.of());
  }

  /**
   * For each type how common the word is there among its values, without what is left out: 0 is not at all, 4 very.
   */
  int[] buckets(String word, Place place, List<Held> held) {
    int[] buckets = new int[sizes.length];
    int[][] counts = words.get(word);
    if (counts == null) {
      return buckets;
    }
    for (int type = 0; type < buckets.length; type++) {
      int count = counts[place.ordinal()][type];
      for (Held one : held) {
        count -= one.type == type && count > 0 ? occurrences(one.value, word, place) : 0;
      }
      buckets[type] = bucket((double) count / Math.max(1, sizes[type]), SHARES);
    }
    return buckets;
  }

  private static int occurrences(List<String> value, String word, Place place) {
    return switch (place) {
      case ANY -> (int) value.stream().filter(word::equals).count();
      case FIRST -> value.get(0).equals(word) ? 1 : 0;
      case LAST -> value.get(value.size() - 1).equals(word) ? 1 : 0;
    };
  }

  /** How common a value of so many words is in the type, 0..3. */
  int lengthBucket(int type, int length) {
    return bucket((double) lengths.get(type)[Math.min(MAX_LENGTH, length)] / Math.max(1, sizes[type]), LENGTH_SHARES);
  }

  private static int bucket(double share, double[] bounds) {
    int bucket = 0;
    while (bucket < bounds.length && share > bounds[bucket]) {
      bucket++;
    }
    return bucket;
  }
}
