package dev.parley.slot;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads amounts of money: "three dollars and fifty cents", "a hundred and five pounds twenty", "fifty", "$1,234.50". Pure. */
final class Amounts {

  private static final Set<String> UNITS =
      Set.of("dollar", "dollars", "buck", "bucks", "pound", "pounds", "quid", "euro", "euros", "usd", "gbp", "eur");
  private static final Set<String> CENTS = Set.of("cent", "cents", "penny", "pence", "p");
  private static final Set<String> SIGNS = Set.of("$", "£", "€");

  private Amounts() {}

  static Optional<BigDecimal> read(List<String> tokens) {
    int start = !tokens.isEmpty() && SIGNS.contains(tokens.get(0)) ? 1 : 0;
    if (tokens.size() > start + 1 && tokens.get(start).equals("a") && UNITS.contains(tokens.get(start + 1))) {
      return tokens.size() == start + 2 ? Optional.of(BigDecimal.ONE) : Optional.empty();
    }
    Optional<Cardinals.Reading> whole = Cardinals.read(tokens, start);
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
      int cents = i < tokens.size() && tokens.get(i).equals("and") ? i + 1 : i;
      Optional<Cardinals.Reading> rest = Cardinals.read(tokens, cents);
      if (rest.isPresent() && rest.get().value().compareTo(BigDecimal.valueOf(100)) < 0 && rest.get().value().signum() >= 0) {
        value = value.add(rest.get().value().movePointLeft(2));
        i = rest.get().end();
        i += i < tokens.size() && CENTS.contains(tokens.get(i)) ? 1 : 0;
      }
    }
    return i == tokens.size() ? Optional.of(value) : Optional.empty();
  }

  /** Whether any of the words is about money. */
  static boolean mentionsMoney(List<String> tokens) {
    return tokens.stream().anyMatch(t -> UNITS.contains(t) || SIGNS.contains(t) || CENTS.contains(t));
  }

  /** The number as it is written without needless zeros: {@code 50}, {@code 105.20}. */
  static String print(BigDecimal value) {
    BigDecimal bare = value.stripTrailingZeros();
    return bare.scale() <= 0 ? bare.toPlainString() : value.setScale(Math.max(2, bare.scale())).toPlainString();
  }
}
