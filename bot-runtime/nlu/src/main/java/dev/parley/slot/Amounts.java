package dev.parley.slot;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads amounts of money: "three dollars and fifty cents", "a hundred and five pounds twenty", "fifty", "$1,234.50". Pure. */
final class Amounts {

  /** Said around an amount without changing it. */
  static final Set<String> AROUND =
      Set.of("to", "make", "let's", "lets", "let", "do", "me", "how", "exactly", "only", "today", "now", "put", "us", "off",
          "bill", "towards", "total", "even", "pay", "send", "wanna", "can", "could", "maybe", "say", "up", "probably", "transfer");

  private static final Set<String> UNITS =
      Set.of("yuan", "rmb", "kuai", "lira", "bitcoin", "bitcoins", "btc", "markka", "pesetas", "guilders", "krona", "kronor", "crowns", "zloty",
          "shekels", "rand", "reais", "dirhams", "riyals", "aud", "cad", "nzd", "chf", "jpy", "cny", "mxn", "inr", "dollar", "dollars", "buck", "bucks", "pound", "pounds", "quid", "euro", "euros", "usd", "gbp", "eur", "rupee",
          "rupees", "yen", "peso", "pesos", "franc", "francs", "$", "£", "€");
  /** Whose money it is, said before its name. */
  private static final Set<String> WHOSE =
      Set.of("us", "american", "canadian", "australian", "swiss", "british", "chinese", "turkish", "hong", "kong", "mexican", "japanese", "new",
          "zealand", "finnish", "dutch", "swedish", "norwegian", "danish", "singapore", "indian", "french", "irish", "sterling");

  private static final Set<String> CENTS = Set.of("cent", "cents", "penny", "pence", "p", "pee");
  private static final Set<String> SIGNS = Set.of("$", "£", "€");

  /** Coins and notes with a name, in hundredths. A quarter is one only where nothing else is said. */
  private static final Map<String, Integer> PIECES =
      Map.ofEntries(
          Map.entry("fiver", 500), Map.entry("fivers", 500), Map.entry("tenner", 1000), Map.entry("tenners", 1000), Map.entry("nickel", 5),
          Map.entry("nickels", 5), Map.entry("dime", 10), Map.entry("dimes", 10), Map.entry("quarter", 25), Map.entry("quarters", 25),
          Map.entry("penny", 1), Map.entry("pennies", 1));

  /** Before the amount in writing, after it in speech. */
  private static final Set<String> CODES =
      Set.of("usd", "gbp", "eur", "aud", "cad", "nzd", "chf", "jpy", "cny", "mxn", "inr", "rmb", "dollar", "euro");
  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

  private Amounts() {}

  /** The amount that all the tokens together are. */
  static Optional<BigDecimal> read(List<String> said) {
    List<String> tokens = new ArrayList<>();
    said.stream().filter(t -> !WHOSE.contains(t)).forEach(t -> tokens.addAll(split(t)));
    boolean code = tokens.size() > 2 && CODES.contains(tokens.get(0)) && SIGNS.contains(tokens.get(1));
    return code ? amount(tokens.subList(1, tokens.size())) : amount(tokens);
  }

  /** "115usd" is two words. */
  private static List<String> split(String token) {
    int code = Math.max(0, token.length() - 3);
    boolean both = code > 0 && CODES.contains(token.substring(code)) && SpokenTokens.digit(token.charAt(0));
    return both ? List.of(token.substring(0, code), token.substring(code)) : List.of(token);
  }

  private static Optional<BigDecimal> amount(List<String> tokens) {
    if (tokens.size() > 1 && tokens.get(0).equals("minus") && SIGNS.contains(tokens.get(1))) {
      return positive(tokens.subList(2, tokens.size())).map(BigDecimal::negate);
    }
    boolean signed = !tokens.isEmpty() && SIGNS.contains(tokens.get(0)) || tokens.size() > 1 && CODES.contains(tokens.get(0));
    return positive(signed ? tokens.subList(1, tokens.size()) : tokens);
  }

  private static Optional<BigDecimal> positive(List<String> tokens) {
    boolean one = tokens.size() > 1 && tokens.get(0).equals("a");
    int pieces = tokens.size() < 2 ? 0 : PIECES.getOrDefault(tokens.get(tokens.size() - 1), 0);
    Optional<BigDecimal> count = one && tokens.size() == 2 ? Optional.of(BigDecimal.ONE) : Optional.empty();
    if (pieces > 0) {
      return count.or(() -> Cardinals.whole(tokens.subList(0, tokens.size() - 1))).map(n -> n.multiply(BigDecimal.valueOf(pieces, 2)));
    }
    Optional<BigDecimal> price = price(tokens);
    if (price.isPresent()) {
      return price;
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

  /** "Forty nine ninety nine", "nineteen ninety five": what prices end with is cents, though "twelve fifty" is 1250. */
  private static Optional<BigDecimal> price(List<String> tokens) {
    int size = tokens.size();
    boolean charm = size >= 3 && tokens.get(size - 2).equals("ninety") && Set.of("five", "eight", "nine").contains(tokens.get(size - 1));
    Optional<BigDecimal> whole = charm ? Cardinals.whole(tokens.subList(0, size - 2)) : Optional.empty();
    return whole
        .filter(w -> w.compareTo(BigDecimal.TEN) >= 0 && w.compareTo(HUNDRED) < 0)
        .map(w -> w.add(BigDecimal.valueOf(90L + SpokenTokens.small(tokens.get(size - 1)), 2)));
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
