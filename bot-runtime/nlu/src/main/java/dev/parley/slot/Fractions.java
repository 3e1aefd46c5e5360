package dev.parley.slot;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads fractions: "a half", "three quarters", "two thirds", "half a million", "three quarters of a million". Pure. */
final class Fractions {

  /** As many figures as a floating-point number tells apart. */
  private static final MathContext FIGURES = new MathContext(15);

  private static final Map<String, Integer> PARTS =
      Map.ofEntries(
          Map.entry("half", 2), Map.entry("halves", 2), Map.entry("third", 3), Map.entry("quarter", 4), Map.entry("fourth", 4),
          Map.entry("fifth", 5), Map.entry("sixth", 6), Map.entry("seventh", 7), Map.entry("eighth", 8), Map.entry("ninth", 9),
          Map.entry("tenth", 10), Map.entry("twentieth", 20), Map.entry("hundredth", 100));

  private static final Set<String> ARTICLES = Set.of("a", "an");

  private Fractions() {}

  /** The fraction that begins at this token: "a half", "half", "three quarters". */
  static Optional<Cardinals.Reading> read(List<String> tokens, int start) {
    String first = word(tokens, start);
    if (first.equals("half") || first.equals("quarter")) {
      return Optional.of(new Cardinals.Reading(share(1, parts(first)), start + 1));
    }
    boolean one = ARTICLES.contains(first) || first.equals("one");
    int count = one ? 1 : SpokenTokens.small(first);
    String of = word(tokens, start + 1);
    int parts = parts(one || !of.endsWith("s") || of.equals("halves") ? of : of.substring(0, of.length() - 1));
    boolean plural = of.endsWith("s");
    return count > 0 && count < 20 && parts > 0 && one != plural
        ? Optional.of(new Cardinals.Reading(share(count, parts), start + 2))
        : Optional.empty();
  }

  /** So much of a large number: "half a million", "quarter million", "three quarters of a million". */
  static Optional<Cardinals.Reading> scaled(List<String> tokens, int start) {
    return read(tokens, start).flatMap(fraction -> {
      int at = fraction.end();
      at += word(tokens, at).equals("of") ? 1 : 0;
      at += word(tokens, at).equals("a") ? 1 : 0;
      BigDecimal scale = Cardinals.scale(word(tokens, at));
      return scale.signum() > 0 ? Optional.of(new Cardinals.Reading(scale.multiply(fraction.value()), at + 1)) : Optional.empty();
    });
  }

  private static int parts(String word) {
    return PARTS.getOrDefault(word, 0);
  }

  private static BigDecimal share(int count, int parts) {
    return BigDecimal.valueOf(count).divide(BigDecimal.valueOf(parts), FIGURES);
  }

  private static String word(List<String> tokens, int at) {
    return at < tokens.size() ? tokens.get(at) : "";
  }
}
