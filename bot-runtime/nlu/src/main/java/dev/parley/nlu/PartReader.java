package dev.parley.nlu;

import dev.parley.definition.SlotDefinition;
import dev.parley.event.SlotValue;
import dev.parley.slot.SlotContext;
import dev.parley.slot.SpokenTokens;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads a text as values of a composite slot's parts: "12 Main Street, Springfield". Every word belongs to a part, is said
 * around values, or makes the text none; no part goes across a comma.
 *
 * <p>How it works: of all the ways to cut the text into values of different parts, the one with the most known values that
 * keep their parts' rules is meant; of those one that gives all that the slot needs (digits alone are the postcode that would
 * do, rather than a house number that would not), then the one with the most parts, and then the one that keeps to the parts'
 * order. Made for one text; used by one thread.
 */
final class PartReader {

  private static final int MAX_TOKENS = 30;
  private static final int MAX_WORDS = 10;
  private static final int MAX_STEPS = 5_000;
  private static final Set<String> BETWEEN = Set.of("and", "in", "at", "on", "of", "near", "zip", "postcode", "und");

  /** Said before an address and the like. */
  private static final Set<List<String>> LEADS =
      Set.of(
          List.of("i", "live"), List.of("we", "live"), List.of("my", "address", "is"), List.of("the", "address", "is"),
          List.of("ich", "wohne"), List.of("wir", "wohnen"), List.of("meine", "adresse", "ist"));

  private final SlotDefinition slot;
  private final List<String> names;
  private final Map<String, String> types;
  private final SlotAnswers answers;
  private final SlotContext context;
  private String text = "";
  private final List<String> tokens = new ArrayList<>();
  private final List<Integer> piece = new ArrayList<>();
  private final Map<String, Optional<SlotValue.Scalar>> known = new HashMap<>();
  private Optional<Reading> best = Optional.empty();
  private int steps;

  PartReader(SlotDefinition slot, Map<String, String> types, SlotAnswers answers, SlotContext context) {
    this.slot = slot;
    this.names = List.copyOf(types.keySet());
    this.types = types;
    this.answers = answers;
    this.context = context;
  }

  /** Values of parts, how many of them are known ones, how many break their part's rules, and how many stand out of order. */
  private record Reading(Map<String, SlotValue.Scalar> parts, int resolved, int broken, int disorder) {}

  private Comparator<Reading> better() {
    return Comparator.<Reading>comparingInt(r -> r.resolved - r.broken)
        .thenComparing(r -> r.broken == 0 && slot.enough(r.parts.keySet()))
        .thenComparingInt(r -> r.parts.size())
        .thenComparingInt(r -> -r.disorder);
  }

  /** The parts that the text gives, in the order in which the slot has them. */
  Optional<SlotValue.Composite> read(String said) {
    text = said;
    String[] pieces = text.split("[,;](?=[\\s\\p{L}])", -1);
    for (int p = 0; p < pieces.length; p++) {
      for (String token : SpokenTokens.of(pieces[p])) {
        tokens.add(token);
        piece.add(p);
      }
    }
    if (tokens.size() > MAX_TOKENS) {
      return Optional.empty();
    }
    from(lead(), new Reading(Map.of(), 0, 0, 0), -1);
    return best.map(r -> {
      Map<String, SlotValue> parts = new LinkedHashMap<>();
      names.stream().filter(r.parts::containsKey).forEach(n -> parts.put(n, r.parts.get(n)));
      return new SlotValue.Composite(text.strip(), parts);
    });
  }

  private int lead() {
    int at = LEADS.stream().filter(l -> tokens.size() > l.size() && tokens.subList(0, l.size()).equals(l)).mapToInt(List::size).findFirst().orElse(0);
    while (at > 0 && at + 1 < tokens.size() && isBetween(at)) {
      at++;
    }
    return at;
  }

  private void from(int start, Reading soFar, int lastPart) {
    if (++steps > MAX_STEPS) {
      return;
    }
    if (start == tokens.size()) {
      if (!soFar.parts.isEmpty() && best.filter(b -> better().compare(b, soFar) >= 0).isEmpty()) {
        best = Optional.of(soFar);
      }
      return;
    }
    for (int p = 0; p < names.size(); p++) {
      if (!soFar.parts.containsKey(names.get(p))) {
        part(start, soFar, lastPart, p);
      }
    }
    if (isBetween(start) || SpokenTokens.isFiller(tokens.get(start))) {
      from(start + 1, soFar, lastPart);
    }
  }

  private boolean isBetween(int at) {
    return BETWEEN.contains(tokens.get(at));
  }

  private boolean isFilling(int start, int end) {
    return tokens.subList(start, end).stream().allMatch(SpokenTokens::isFiller);
  }

  private void part(int start, Reading soFar, int lastPart, int part) {
    for (int end = Math.min(tokens.size(), start + MAX_WORDS); end > start; end--) {
      Optional<SlotValue.Scalar> value = piece.get(start).equals(piece.get(end - 1)) ? value(names.get(part), start, end) : Optional.empty();
      if (value.isPresent()) {
        Map<String, SlotValue.Scalar> parts = new LinkedHashMap<>(soFar.parts);
        parts.put(names.get(part), value.get());
        int resolved = soFar.resolved + (SlotAnswers.tells(types.getOrDefault(names.get(part), ""), value.get()) ? 1 : 0);
        int broken = soFar.broken + (keepsRules(names.get(part), value.get()) ? 0 : 1);
        from(end, new Reading(parts, resolved, broken, soFar.disorder + (part < lastPart ? 1 : 0)), part);
      }
    }
  }

  private boolean keepsRules(String part, SlotValue value) {
    SlotDefinition own = slot.parts().get(part);
    return own == null || answers.keepsRules(own, value, context);
  }

  private Optional<SlotValue.Scalar> value(String part, int start, int end) {
    return known.computeIfAbsent(
        part + " " + start + " " + end,
        k -> answers.among(types.getOrDefault(part, ""), SpokenTokens.asWritten(text, tokens.subList(start, end)), context)
            .filter(v -> !v.interpretedValue().isEmpty())
            // "Mill Lane in" is not the street's name, though any words might be.
            .filter(v -> !isBetween(start) && !isBetween(end - 1) && !isFilling(start, end) || SlotAnswers.tells(types.getOrDefault(part, ""), v)));
  }
}
