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

  /** Pairs of letters tell which names may be alike at all. */
  private static final int GRAM = 2;

  private final SlotTypeDefinition definition;
  private final List<Name> names = new ArrayList<>();
  private final Map<String, Name> bySaid = new HashMap<>();
  private final Map<String, Name> byBare = new HashMap<>();
  private final Map<String, List<Integer>> byGram = new HashMap<>();
  private int longest;

  /** Values with all the ways to say them. */
  public ListedSlotType(SlotTypeDefinition definition) {
    this.definition = definition;
    for (SlotTypeDefinition.Value value : definition.values()) {
      add(value.value(), value.value());
      value.synonyms().forEach(s -> add(s, value.value()));
    }
  }

  private void add(String said, String value) {
    Name name = new Name(normal(said), bare(said), value);
    bySaid.putIfAbsent(name.said, name);
    byBare.putIfAbsent(name.bare, name);
    grams(name.said).forEach(g -> byGram.computeIfAbsent(g, x -> new ArrayList<>()).add(names.size()));
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
  public static boolean lists(SlotTypeDefinition type, String text) {
    String said = normal(text);
    return type.values().stream()
        .anyMatch(v -> normal(v.value()).equals(said) || v.synonyms().stream().anyMatch(s -> normal(s).equals(said)));
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

  /** Names that share letters enough with what was said: one slip spoils two pairs of letters at most. */
  private List<Integer> candidates(String said) {
    Set<String> grams = grams(said);
    Map<Integer, Integer> shared = new HashMap<>();
    grams.forEach(g -> byGram.getOrDefault(g, List.of()).forEach(n -> shared.merge(n, 1, Integer::sum)));
    return shared.entrySet().stream().filter(e -> e.getValue() * MAX_SPOILED >= grams.size()).map(Map.Entry::getKey).toList();
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
