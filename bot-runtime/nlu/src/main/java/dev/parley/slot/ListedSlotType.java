package dev.parley.slot;

import dev.parley.definition.SlotTypeDefinition;
import dev.parley.event.SlotValue;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
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

  private final SlotTypeDefinition definition;
  private final List<Name> names = new ArrayList<>();

  /** Values with all the ways to say them. */
  public ListedSlotType(SlotTypeDefinition definition) {
    this.definition = definition;
    for (SlotTypeDefinition.Value value : definition.values()) {
      names.add(name(value.value(), value.value()));
      value.synonyms().forEach(s -> names.add(name(s, value.value())));
    }
  }

  @Override
  public List<SlotValue.Scalar> resolve(String text, SlotContext context) {
    String said = normal(text);
    String bare = bare(text);
    for (Name name : names) {
      if (!said.isEmpty() && (name.said.equals(said) || name.said.equals(bare) || !bare.isEmpty() && name.bare.equals(bare))) {
        return List.of(new SlotValue.Scalar(text.strip(), name.value, List.of(name.value)));
      }
    }
    if (said.length() <= MAX_FUZZY_LENGTH && !bare.isEmpty()) {
      List<SlotValue.Scalar> near = near(text, bare);
      if (!near.isEmpty()) {
        return near;
      }
    }
    return definition.restrict() || text.isBlank()
        ? List.of()
        : List.of(new SlotValue.Scalar(text.strip(), text.strip(), List.of()));
  }

  /** Whether the type has a value or a synonym that is just this text. */
  public static boolean lists(SlotTypeDefinition type, String text) {
    String said = normal(text);
    return type.values().stream()
        .anyMatch(v -> normal(v.value()).equals(said) || v.synonyms().stream().anyMatch(s -> normal(s).equals(said)));
  }

  private List<SlotValue.Scalar> near(String text, String bare) {
    List<Guess> guesses =
        definition.values().stream()
            .map(v -> new Guess(v.value(), names.stream().filter(n -> n.value.equals(v.value())).mapToDouble(n -> alike(n.said, bare)).max().orElse(0)))
            .sorted(Comparator.comparingDouble(Guess::score).reversed())
            .toList();
    boolean clear = guesses.size() < 2 || guesses.get(0).score - guesses.get(1).score >= MARGIN;
    return !guesses.isEmpty() && clear && guesses.get(0).score >= ENOUGH
        ? List.of(new SlotValue.Scalar(text.strip(), guesses.get(0).value, List.of(guesses.get(0).value)))
        : List.of();
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

  private static Name name(String said, String value) {
    return new Name(normal(said), bare(said), value);
  }

  private record Name(String said, String bare, String value) {}

  private record Guess(String value, double score) {}
}
