package dev.parley.slot;

import dev.parley.definition.SlotTypeDefinition;
import dev.parley.event.SlotValue;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.commons.text.similarity.JaroWinklerSimilarity;
import org.apache.commons.text.similarity.LevenshteinDistance;

/**
 * A bot's own slot type: values and their synonyms, said exactly or nearly. A near miss counts only when no other value is
 * nearly as near. Pure and thread-safe.
 */
public final class ListedSlotType implements SlotType {

  /** How alike what was said and a value must be, and how much more than the next value. */
  private static final double ENOUGH = 0.8;

  private static final double MARGIN = 0.1;

  /** With lengths further apart than this share, two words cannot be alike enough. */
  private static final double LENGTHS_APART = 2 * (1 - ENOUGH);

  private static final int MAX_FUZZY_LENGTH = 60;

  /** A name that is alike shares at least one of so many pairs of letters. */
  private static final int MAX_SPOILED = 5;

  /** Of very many names that share letters, those that share the most are compared; more when as many share as much. */
  private static final int MAX_CANDIDATES = 64;

  private static final int[] NONE = {};

  /** Pairs of letters tell which names may be alike at all. */
  private static final int GRAM = 2;

  private final SlotTypeDefinition definition;
  private final List<Name> names = new ArrayList<>();
  private final Map<String, Name> bySaid = new HashMap<>();
  private final Map<String, Name> byBare = new HashMap<>();
  private final Map<String, int[]> byGram = new HashMap<>();
  private int longest;

  /** Values with all the ways to say them. */
  public ListedSlotType(SlotTypeDefinition definition) {
    this.definition = definition;
    for (SlotTypeDefinition.Value value : definition.values()) {
      add(value.value(), value.value());
      value.synonyms().forEach(s -> add(s, value.value()));
    }
    Map<String, List<Integer>> having = new HashMap<>();
    for (int i = 0; i < names.size(); i++) {
      for (String gram : grams(names.get(i).said)) {
        having.computeIfAbsent(gram, x -> new ArrayList<>()).add(i);
      }
    }
    having.forEach((gram, of) -> byGram.put(gram, of.stream().mapToInt(Integer::intValue).toArray()));
  }

  private void add(String said, String value) {
    Name name = new Name(normal(said), bare(said), value);
    bySaid.putIfAbsent(name.said, name);
    byBare.putIfAbsent(name.bare, name);
    names.add(name);
    longest = Math.max(longest, SpokenTokens.of(said).size());
  }

  @Override
  public List<SlotValue.Scalar> resolve(String text, SlotContext context) {
    Optional<String> value = exact(text).or(() -> near(bare(text)));
    if (value.isPresent()) {
      return List.of(new SlotValue.Scalar(text.strip(), value.get(), List.of(value.get())));
    } else if (definition.resolution() == SlotTypeDefinition.Resolution.CONCATENATION) {
      return concatenated(text);
    }
    return definition.restrict() || text.isBlank()
        ? List.of()
        : List.of(new SlotValue.Scalar(text.strip(), text.strip(), List.of()));
  }

  private Optional<String> exact(String text) {
    String said = normal(text);
    String bare = bare(text);
    return Optional.ofNullable(said.isEmpty() ? null : bySaid.get(said))
        .or(() -> Optional.ofNullable(bare.isEmpty() ? null : bySaid.get(bare)))
        .or(() -> Optional.ofNullable(bare.isEmpty() ? null : byBare.get(bare)))
        .map(Name::value);
  }

  /** All values in what was said, one after the other, when they are the better part of it. */
  private List<SlotValue.Scalar> concatenated(String text) {
    List<String> tokens = SpokenTokens.of(text);
    List<String> found = new ArrayList<>();
    int other = 0;
    int i = 0;
    while (i < tokens.size()) {
      int length = Math.min(longest, tokens.size() - i);
      Optional<String> value = Optional.empty();
      while (length >= 1 && value.isEmpty()) {
        value = Optional.ofNullable(bySaid.get(String.join(" ", tokens.subList(i, i + length)))).map(Name::value);
        length -= value.isPresent() ? 0 : 1;
      }
      value.ifPresent(found::add);
      other += value.isEmpty() && !SpokenTokens.isFiller(tokens.get(i)) ? 1 : 0;
      i += Math.max(1, length);
    }
    String all = String.join(" ", found);
    return found.isEmpty() || other > found.size() ? List.of() : List.of(new SlotValue.Scalar(text.strip(), all, List.of(all)));
  }

  /** Whether the type has a value or a synonym that is just this text. */
  public boolean lists(String text) {
    return bySaid.containsKey(normal(text));
  }

  /** Whether the text is a value or a synonym of the type, politeness apart. */
  public boolean names(String text) {
    return exact(text).isPresent();
  }

  private Optional<String> near(String bare) {
    if (bare.isEmpty() || bare.length() > MAX_FUZZY_LENGTH) {
      return Optional.empty();
    }
    Map<String, Double> likeness = new HashMap<>();
    for (int candidate : candidates(bare)) {
      Name name = names.get(candidate);
      likeness.merge(name.value, alike(name.said, bare), Math::max);
    }
    List<Map.Entry<String, Double>> best =
        likeness.entrySet().stream()
            .sorted(Map.Entry.<String, Double>comparingByValue(Comparator.reverseOrder()).thenComparing(Map.Entry.comparingByKey()))
            .limit(2)
            .toList();
    boolean clear = best.size() < 2 || best.get(0).getValue() - best.get(1).getValue() >= MARGIN;
    return !best.isEmpty() && clear && best.get(0).getValue() >= ENOUGH ? Optional.of(best.get(0).getKey()) : Optional.empty();
  }

  /** The names that share the most letters with what was said: one slip spoils two pairs of letters at most. */
  private List<Integer> candidates(String said) {
    Set<String> grams = grams(said);
    int[] shared = new int[names.size()];
    int[] withShared = new int[grams.size() + 1];
    for (String gram : grams) {
      for (int name : byGram.getOrDefault(gram, NONE)) {
        shared[name]++;
        withShared[shared[name]]++;
      }
    }
    int fewest = Math.max(1, (grams.size() + MAX_SPOILED - 1) / MAX_SPOILED);
    while (fewest + 1 < withShared.length && withShared[fewest] > MAX_CANDIDATES && withShared[fewest + 1] > 0) {
      fewest++;
    }
    int enough = fewest;
    return IntStream.range(0, shared.length).filter(n -> shared[n] >= enough).boxed().toList();
  }

  private static Set<String> grams(String text) {
    String letters = "^" + text.replace(" ", "");
    Set<String> grams = new HashSet<>();
    for (int i = 0; i + GRAM <= letters.length(); i++) {
      grams.add(letters.substring(i, i + GRAM));
    }
    return grams;
  }

  private static double alike(String a, String b) {
    String left = a.replace(" ", "");
    String right = b.replace(" ", "");
    int longest = Math.max(1, Math.max(left.length(), right.length()));
    if (Math.abs(left.length() - right.length()) > longest * LENGTHS_APART) {
      return 0;
    }
    double spelling = 1 - (double) LevenshteinDistance.getDefaultInstance().apply(left, right) / longest;
    return 0.5 * spelling + 0.5 * new JaroWinklerSimilarity().apply(left, right);
  }

  private static String normal(String text) {
    return String.join(" ", SpokenTokens.of(text));
  }

  /** Without the words that are said around values, so that "my savings" is as good as "the savings account". */
  private static String bare(String text) {
    return String.join(" ", SpokenTokens.withoutFillers(SpokenTokens.of(text), Set.of()));
  }

  private record Name(String said, String bare, String value) {}
}
