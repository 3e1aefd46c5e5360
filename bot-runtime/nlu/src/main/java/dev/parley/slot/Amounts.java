package dev.parley.slot;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads amounts of money: "three dollars and fifty cents", "a hundred and five pounds twenty", "fifty", "$1,234.50". Pure. */
final class Amounts {

  /** Said around an amount without changing it. */
  static final Set<String> AROUND =
      Set.of("to", "make", "let's", "lets", "let", "do", "me", "how", "exactly", "only", "today", "now", "put", "us", "off",
          "bill", "towards", "total", "even", "pay");

  private static final Set<String> UNITS =
      Set.of("dollar", "dollars", "buck", "bucks", "pound", "pounds", "quid", "euro", "euros", "usd", "gbp", "eur", "rupee",
          "rupees", "yen", "peso", "pesos", "franc", "francs", "$", "£", "€");
  private static final Set<String> CENTS = Set.of("cent", "cents", "penny", "pence", "p");
  private static final Set<String> SIGNS = Set.of("$", "£", "€");
  private static final Map<String, Integer> NOTES = Map.of("fiver", 5, "tenner", 10);
  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

  private Amounts() {}

  /** The amount that all the tokens together are. */
  static Optional<BigDecimal> read(List<String> tokens) {
    if (tokens.size() > 1 && tokens.get(0).equals("minus") && SIGNS.contains(tokens.get(1))) {
      return positive(tokens.subList(2, tokens.size())).map(BigDecimal::negate);
    }
    boolean signed = !tokens.isEmpty() && SIGNS.contains(tokens.get(0));
    return positive(signed ? tokens.subList(1, tokens.size()) : tokens);
  }

  private static Optional<BigDecimal> positive(List<String> tokens) {
    boolean one = tokens.size() > 1 && tokens.get(0).equals("a");
    if (one && tokens.size() == 2 && NOTES.containsKey(tokens.get(1))) {
      return Optional.of(BigDecimal.valueOf(NOTES.get(tokens.get(1))));
    }
    Optional<Cardinals.Reading> whole =
        one && UNITS.contains(tokens.get(1)) ? Optional.of(new Cardinals.Reading(BigDecimal.ONE, 1)) : Cardinals.read(tokens, 0);
    if (whole.isEmpty()) {
      return Optional.empty();
    }
    BigDecimal value = whole.get().value();
    int i = whole.get().end();
    if (i < tokens.size() && CENTS.contains(tokens.get(i))) {
      return i + 1 == tokens.size() ? Optional.of(value.movePointLeft(2)) : Optional.empty();
    }
    if (i < tokens.size() && UNITS.contains(tokens.get(i))) {
      i++;
      Optional<Cardinals.Reading> cents = cents(tokens, i);
      if (cents.isPresent()) {
        value = value.add(cents.get().value().movePointLeft(2));
        i = cents.get().end();
      }
    }
    return i == tokens.size() ? Optional.of(value) : Optional.empty();
  }

  /** What follows the unit: "and fifty cents", "twenty", "five cents". */
  private static Optional<Cardinals.Reading> cents(List<String> tokens, int start) {
    int from = start < tokens.size() && tokens.get(start).equals("and") ? start + 1 : start;
    return Cardinals.read(tokens, from)
        .filter(r -> r.value().signum() >= 0 && r.value().compareTo(HUNDRED) < 0)
        .map(r -> r.end() < tokens.size() && CENTS.contains(tokens.get(r.end())) ? new Cardinals.Reading(r.value(), r.end() + 1) : r);
  }

  /** Whether the word says that the number before it, or the sign that the number after it, is money. */
  static boolean isUnit(String token) {
    return UNITS.contains(token) || CENTS.contains(token);
  }

  /** The amount as it is written, with cents only where there are some: {@code 50}, {@code 105.20}. */
  static String print(BigDecimal value) {
    BigDecimal bare = value.stripTrailingZeros();
    return bare.scale() <= 0 ? bare.toPlainString() : bare.setScale(Math.max(2, bare.scale())).toPlainString();
  }
}
