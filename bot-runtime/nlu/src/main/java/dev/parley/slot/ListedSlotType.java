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
import org.apache.commons.codec.language.DoubleMetaphone;
import org.apache.commons.text.similarity.JaroWinklerSimilarity;
import org.apache.commons.text.similarity.LevenshteinDistance;

/**
 * A bot's own slot type: values and their synonyms, said exactly or nearly, by their letters and their sound. A near miss
 * counts only when no other value is nearly as near; else it may be either of them. Pure and thread-safe.
 */
public final class ListedSlotType implements SlotType {

  /** How alike what was said and a value must be, and how much more than the next value. */
  private static final double ENOUGH = 0.75;

  private static final double MARGIN = 0.1;

  /** Nobody wants to be asked which of more. */
  private static final int MOST_CHOICES = 3;

  /** What beginnings, letters and sounds count. Letters alone lose "fenix", sounds alone take Dulles for Dallas. */
  private static final double BEGINNING = 0.4;

  private static final double LETTERS = 0.3;
  private static final double SOUNDS = 0.3;

  /** With lengths further apart than this share, two words cannot be alike enough. */
  private static final double LENGTHS_APART = 0.5;

  private static final int MAX_FUZZY_LENGTH = 60;

  /** A name that is alike shares at least one of so many pairs of letters. */
  private static final int MAX_SPOILED = 5;

  /** Of very many names that share letters, those that share the most are compared; more when as many share as much. */
  private static final int MAX_CANDIDATES = 64;

  /** In more words than this somebody tells a story. */
  private static final int MOST_AROUND = 15;

  private static final int[] NONE = {};
  private static final Set<String> PREPOSITIONS = Set.of("to", "from", "for", "in", "at", "with");

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
    String letters = normal(said).replace(" ", "");
    Name name = new Name(normal(said), bare(said), value, letters, sounds(letters));
    bySaid.putIfAbsent(name.said, name);
    byBare.putIfAbsent(name.bare, name);
    names.add(name);
    longest = Math.max(longest, SpokenTokens.of(said).size());
  }

  @Override
  public List<SlotValue.Scalar> resolve(String text, SlotContext context) {
    List<String> values = exact(text).map(List::of).orElseGet(() -> near(normal(text), bare(text)));
    values = values.isEmpty() ? corrected(text) : values;
    boolean mayAsk = definition.restrict() && definition.resolution() == SlotTypeDefinition.Resolution.TOP_RESOLUTION;
    if (values.size() == 1 || mayAsk && values.size() > 1) {
      return List.of(new SlotValue.Scalar(text.strip(), values.size() == 1 ? values.get(0) : "", values));
    } else if (definition.resolution() == SlotTypeDefinition.Resolution.CONCATENATION) {
      return concatenated(text);
    }
    return definition.restrict() || text.isBlank()
        ? List.of()
        : List.of(new SlotValue.Scalar(text.strip(), text.strip(), List.of()));
  }

  private Optional<String> exact(String text) {
    return named(text).map(Name::value);
  }

  private Optional<Name> named(String text) {
    String said = normal(text);
    String bare = bare(text);
    return Optional.ofNullable(said.isEmpty() ? null : bySaid.get(said))
        .or(() -> Optional.ofNullable(bare.isEmpty() ? null : bySaid.get(bare)))
        .or(() -> Optional.ofNullable(bare.isEmpty() ? null : byBare.get(bare)));
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

  /**
   * The one value that is named among other words: "I'd rather have the blue one". Just as it is listed, for any words are like some
   * value; none when another value is named too, or nearly named.
   */
  public Optional<SlotValue.Scalar> within(String text) {
    List<String> tokens = SpokenTokens.of(text);
    if (definition.resolution() != SlotTypeDefinition.Resolution.TOP_RESOLUTION || tokens.size() > MOST_AROUND) {
      return Optional.empty();
    }
    Map<String, String> found = new HashMap<>();
    int i = 0;
    while (i < tokens.size()) {
      int at = i;
      Optional<Integer> length =
          IntStream.iterate(Math.min(longest, tokens.size() - at), l -> l >= 1, l -> l - 1)
              .boxed()
              .filter(l -> bySaid.containsKey(String.join(" ", tokens.subList(at, at + l))))
              .findFirst();
      String said = String.join(" ", tokens.subList(at, at + length.orElse(1)));
      List<String> values =
          length.isPresent() ? exact(said).stream().toList() : SpokenTokens.isFiller(said) ? List.of() : near(said, said);
      values.forEach(v -> found.merge(v, length.isPresent() ? said : "", (a, b) -> a.isEmpty() ? b : a));
      i += length.orElse(1);
    }
    return found.entrySet().stream()
        .filter(e -> found.size() == 1 && !e.getValue().isEmpty())
        .map(e -> new SlotValue.Scalar(e.getValue(), e.getKey(), List.of(e.getKey())))
        .findFirst();
  }

  /** What was said after a correction, if that is a value: "to phoenix, no sorry, to boston". */
  private List<String> corrected(String text) {
    List<String> tokens = SpokenTokens.of(text);
    int from = SpokenTokens.correctedFrom(tokens);
    if (from == 0) {
      return List.of();
    }
    from += from + 1 < tokens.size() && PREPOSITIONS.contains(tokens.get(from)) ? 1 : 0;
    String said = String.join(" ", tokens.subList(from, tokens.size()));
    return exact(said).map(List::of).orElseGet(() -> near(said, bare(said)));
  }

  /** The value that this is nearly; several where none is clearly the nearest, best first; none where too many are. */
  private List<String> near(String said, String bare) {
    List<Likeness> best = likest(said, bare);
    if (best.isEmpty() || best.get(0).likeness < ENOUGH) {
      return List.of();
    }
    double close = best.get(0).likeness - MARGIN;
    List<String> choices = best.stream().filter(l -> l.likeness > close).map(Likeness::value).toList();
    return choices.size() > MOST_CHOICES ? List.of() : choices;
  }

  /**
   * How like a value something is.
   *
   * @param listed the value or the synonym of it that is most alike
   * @param likeness 1 where it is just that; {@value #ENOUGH} is enough, unless another value is less than {@value #MARGIN} behind
   */
  public record Likeness(String listed, String value, double likeness) {}

  /** The values that a text is the most like, best first: what {@link #resolve} chooses from. */
  public List<Likeness> likest(String text) {
    return named(text).map(n -> List.of(new Likeness(n.said, n.value, 1))).orElseGet(() -> likest(normal(text), bare(text)));
  }

  private List<Likeness> likest(String said, String bare) {
    if (bare.isEmpty() || said.length() > MAX_FUZZY_LENGTH) {
      return List.of();
    }
    Map<String, Likeness> likeness = new HashMap<>();
    for (String heard : said.equals(bare) ? List.of(said) : List.of(said, bare)) {
      String letters = heard.replace(" ", "");
      String sounds = sounds(letters);
      for (int candidate : candidates(heard)) {
        Name name = names.get(candidate);
        likeness.merge(name.value, new Likeness(name.said, name.value, alike(name, letters, sounds)), (a, b) -> b.likeness > a.likeness ? b : a);
      }
    }
    return likeness.values().stream()
        .sorted(Comparator.comparingDouble(Likeness::likeness).reversed().thenComparing(Likeness::value))
        .limit(MOST_CHOICES + 1L)
        .toList();
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

  private static double alike(Name name, String heard, String sounds) {
    int longest = Math.max(1, Math.max(name.letters.length(), heard.length()));
    if (Math.abs(name.letters.length() - heard.length()) > longest * LENGTHS_APART) {
      return 0;
    }
    double spelling = same(name.letters, heard);
    double sounding = name.sounds.isEmpty() || sounds.isEmpty() ? spelling : same(name.sounds, sounds);
    return BEGINNING * new JaroWinklerSimilarity().apply(name.letters, heard) + LETTERS * spelling + SOUNDS * sounding;
  }

  /** Which share of the letters is the same. */
  private static double same(String a, String b) {
    return 1 - (double) LevenshteinDistance.getDefaultInstance().apply(a, b) / Math.max(1, Math.max(a.length(), b.length()));
  }

  /** How the word sounds in English (Double Metaphone); nothing for what has no Latin letters. */
  private static String sounds(String letters) {
    DoubleMetaphone metaphone = new DoubleMetaphone();
    metaphone.setMaxCodeLen(MAX_FUZZY_LENGTH);
    String code = metaphone.doubleMetaphone(letters);
    return code == null ? "" : code;
  }

  private static String normal(String text) {
    return String.join(" ", SpokenTokens.of(text));
  }

  /** Without the words that are said around values, so that "my savings" is as good as "the savings account". */
  private static String bare(String text) {
    return String.join(" ", SpokenTokens.withoutFillers(SpokenTokens.of(text), Set.of()));
  }

  private record Name(String said, String bare, String value, String letters, String sounds) {}
}
