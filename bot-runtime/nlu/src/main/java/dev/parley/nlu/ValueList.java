package dev.parley.nlu;

import dev.parley.event.SlotValue;
import dev.parley.slot.SpokenTokens;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Reads several values in one text: "ham, cheese and olives", "ham cheese olives". Pure. */
final class ValueList {

  private static final int MAX_VALUES = 50;
  private static final int MAX_WORDS = 8;
  private static final Set<String> JOINTS = Set.of("and", "plus", "also", "then", "with", "or", "und", "sowie", "some", "a", "an", "the", "both");
  private static final Pattern MARKS = Pattern.compile("[,;&+]|\\b(?:and|plus|und|sowie|as well as)\\b", Pattern.CASE_INSENSITIVE);

  private ValueList() {}

  /** The values that the text as a whole is, each once; none when a word is left over. */
  static List<SlotValue.Scalar> read(
      String text, Predicate<String> lists, Predicate<SlotValue> tells, Function<String, Optional<SlotValue.Scalar>> type) {
    List<SlotValue.Scalar> known = inARow(SpokenTokens.of(text), lists, t -> type.apply(t).filter(tells));
    return known.isEmpty() ? parted(text, type) : known;
  }

  /** Known values one after the other, just as they are listed before nearly so, the longest first. */
  private static List<SlotValue.Scalar> inARow(
      List<String> tokens, Predicate<String> lists, Function<String, Optional<SlotValue.Scalar>> type) {
    Map<String, SlotValue.Scalar> values = new LinkedHashMap<>();
    int i = 0;
    while (i < tokens.size()) {
      int at = i;
      Optional<SlotValue.Scalar> value =
          longest(tokens, at, t -> lists.test(t) ? type.apply(t) : Optional.empty()).or(() -> longest(tokens, at, type));
      if (value.isPresent()) {
        values.putIfAbsent(value.get().interpretedValue(), value.get());
        i += SpokenTokens.of(value.get().originalValue()).size();
      } else if (JOINTS.contains(tokens.get(i)) || SpokenTokens.isFiller(tokens.get(i))) {
        i++;
      } else {
        return List.of();
      }
    }
    return values.size() > MAX_VALUES ? List.of() : List.copyOf(values.values());
  }

  private static Optional<SlotValue.Scalar> longest(
      List<String> tokens, int from, Function<String, Optional<SlotValue.Scalar>> type) {
    for (int length = Math.min(MAX_WORDS, tokens.size() - from); length >= 1; length--) {
      Optional<SlotValue.Scalar> value =
          edged(tokens, from, length) ? type.apply(String.join(" ", tokens.subList(from, from + length))) : Optional.empty();
      if (value.isPresent()) {
        return value;
      }
    }
    return Optional.empty();
  }

  /** Joints and fillers are no part of a value where it begins or ends. */
  private static boolean edged(List<String> tokens, int from, int length) {
    String first = tokens.get(from);
    String last = tokens.get(from + length - 1);
    return length == 1 || !JOINTS.contains(first) && !JOINTS.contains(last) && !SpokenTokens.isFiller(first) && !SpokenTokens.isFiller(last);
  }

  private static List<SlotValue.Scalar> parted(String text, Function<String, Optional<SlotValue.Scalar>> type) {
    Map<String, SlotValue.Scalar> values = new LinkedHashMap<>();
    List<String> parts = new ArrayList<>(List.of(MARKS.split(text)));
    parts.removeIf(String::isBlank);
    for (String part : parts) {
      Optional<SlotValue.Scalar> value = type.apply(part.strip());
      if (value.isEmpty()) {
        return List.of();
      }
      values.putIfAbsent(value.get().interpretedValue(), value.get());
    }
    return values.size() > MAX_VALUES ? List.of() : List.copyOf(values.values());
  }
}
