package dev.parley.tagging;

import java.util.ArrayList;
import java.util.Arrays;
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
  private final Map<String, Counts> words = new HashMap<>();
  private final List<int[]> lengths = new ArrayList<>();
  private final int[] sizes;

  /** For each type, how many of its values have a word, begin with it, end with it. */
  private record Counts(int[] any, int[] first, int[] last) {}

  /** Of each word, when nothing is left out. */
  private final Map<String, Shares> shares = new HashMap<>();
  private final Shares none;
  private int longest;

  /** For each type how common a word is among its values, anywhere, as the first and as the last: 0 is not at all, 4 very. */
  record Shares(int[] any, int[] first, int[] last) {

    /** Whether any value of any type has the word. */
    boolean known() {
      return Arrays.stream(any).anyMatch(s -> s > 0);
    }
  }

  /** A value of a type that is left out. */
  record Held(int type, List<String> value) {}

  Catalogue(List<TaggedSlot> slots) {
    Map<String, Set<List<String>>> byType = new LinkedHashMap<>();
    slots.forEach(s -> byType.computeIfAbsent(s.type(), t -> new LinkedHashSet<>()).addAll(s.values()));
    sizes = new int[byType.size()];
    byType.forEach((type, all) -> {
      int index = types.size();
      types.put(type, index);
      int[] lengthsOfType = new int[MAX_LENGTH + 1];
      for (List<String> value : all) {
        String joined = String.join(" ", value);
        values.computeIfAbsent(joined, v -> new LinkedHashSet<>()).add(index);
        lengthsOfType[Math.min(MAX_LENGTH, value.size())]++;
        longest = Math.max(longest, value.size());
        for (int i = 0; i < value.size(); i++) {
          Counts counts = words.computeIfAbsent(value.get(i), w -> new Counts(new int[sizes.length], new int[sizes.length], new int[sizes.length]));
          counts.any[index]++;
          counts.first[index] += i == 0 ? 1 : 0;
          counts.last[index] += i == value.size() - 1 ? 1 : 0;
        }
      }
      lengths.add(lengthsOfType);
      sizes[index] = all.size();
    });
    none = new Shares(new int[sizes.length], new int[sizes.length], new int[sizes.length]);
    words.forEach((word, counts) -> shares.put(word, shares(counts, word, List.of())));
  }

  /** How many words the longest value has. */
  int longest() {
    return longest;
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

  /** How common the word is, without what is left out. */
  Shares shares(String word, List<Held> held) {
    Counts counts = words.get(word);
    if (counts == null) {
      return none;
    }
    return held.isEmpty() ? shares.getOrDefault(word, none) : shares(counts, word, held);
  }

  private Shares shares(Counts counts, String word, List<Held> held) {
    int[] any = counts.any.clone();
    int[] first = counts.first.clone();
    int[] last = counts.last.clone();
    for (Held one : held) {
      any[one.type] -= (int) one.value.stream().filter(word::equals).count();
      first[one.type] -= one.value.get(0).equals(word) ? 1 : 0;
      last[one.type] -= one.value.get(one.value.size() - 1).equals(word) ? 1 : 0;
    }
    return new Shares(buckets(any), buckets(first), buckets(last));
  }

  private int[] buckets(int[] counts) {
    for (int type = 0; type < counts.length; type++) {
      counts[type] = bucket((double) counts[type] / Math.max(1, sizes[type]), SHARES);
    }
    return counts;
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
