package dev.parley.nlu;

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
 * <p>How it works: of all the ways to cut the text into values of different parts, the one with the most known values is
 * meant, of those the one with the most parts, and of those the one that keeps to the parts' order. Made for one text; used by one
 * thread.
 */
final class PartReader {

  private static final int MAX_TOKENS = 30;
  private static final int MAX_WORDS = 10;
  private static final int MAX_STEPS = 5_000;
  private static final Set<String> BETWEEN = Set.of("and", "in", "at", "on", "of", "near", "zip", "postcode", "und");

  private final List<String> names;
  private final Map<String, String> types;
  private final SlotAnswers answers;
  private final SlotContext context;
  private final List<String> tokens = new ArrayList<>();
  private final List<Integer> piece = new ArrayList<>();
  private final Map<String, Optional<SlotValue.Scalar>> known = new HashMap<>();
  private Optional<Reading> best = Optional.empty();
  private int steps;

  PartReader(Map<String, String> types, SlotAnswers answers, SlotContext context) {
    this.names = List.copyOf(types.keySet());
    this.types = types;
    this.answers = answers;
    this.context = context;
  }

  /** Values of parts, how many of them are known ones, and how many stand out of order. */
  private record Reading(Map<String, SlotValue.Scalar> parts, int resolved, int disorder) {

    private static final Comparator<Reading> BETTER =
        Comparator.<Reading>comparingInt(r -> r.resolved).thenComparingInt(r -> r.parts.size()).thenComparingInt(r -> -r.disorder);
  }

  /** The parts that the text gives, in the order in which the slot has them. */
  Optional<SlotValue.Composite> read(String text) {
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
    from(0, new Reading(Map.of(), 0, 0), -1);
    return best.map(r -> {
      Map<String, SlotValue> parts = new LinkedHashMap<>();
      names.stream().filter(r.parts::containsKey).forEach(n -> parts.put(n, r.parts.get(n)));
      return new SlotValue.Composite(text.strip(), parts);
    });
  }

  private void from(int start, Reading soFar, int lastPart) {
    if (++steps > MAX_STEPS) {
      return;
    }
    if (start == tokens.size()) {
      if (!soFar.parts.isEmpty() && best.filter(b -> Reading.BETTER.compare(b, soFar) >= 0).isEmpty()) {
        best = Optional.of(soFar);
      }
      return;
    }
    for (int p = 0; p < names.size(); p++) {
      if (!soFar.parts.containsKey(names.get(p))) {
        part(start, soFar, lastPart, p);
      }
    }
    String token = tokens.get(start);
    if (BETWEEN.contains(token) || SpokenTokens.isFiller(token)) {
      from(start + 1, soFar, lastPart);
    }
  }

  private void part(int start, Reading soFar, int lastPart, int part) {
    for (int end = Math.min(tokens.size(), start + MAX_WORDS); end > start; end--) {
      Optional<SlotValue.Scalar> value = piece.get(start).equals(piece.get(end - 1)) ? value(names.get(part), start, end) : Optional.empty();
      if (value.isPresent()) {
        Map<String, SlotValue.Scalar> parts = new LinkedHashMap<>(soFar.parts);
        parts.put(names.get(part), value.get());
        int resolved = soFar.resolved + (SlotAnswers.tells(types.getOrDefault(names.get(part), ""), value.get()) ? 1 : 0);
        from(end, new Reading(parts, resolved, soFar.disorder + (part < lastPart ? 1 : 0)), part);
      }
    }
  }

  private Optional<SlotValue.Scalar> value(String part, int start, int end) {
    return known.computeIfAbsent(
        part + " " + start + " " + end,
        k -> answers.scalar(types.getOrDefault(part, ""), String.join(" ", tokens.subList(start, end)), context)
            .filter(v -> !v.interpretedValue().isEmpty()));
  }
}
