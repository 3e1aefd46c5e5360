package dev.parley.slot;

import java.time.Month;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads the month of a year that stands on a card: "march twenty twenty eight", "oh three twenty eight", "03/28", "0328". Two
 * figures for the year are of this century. Pure.
 */
final class ExpiryDates {

  /** Said around an expiry date without changing it. */
  static final Set<String> AROUND =
      Set.of("of", "the", "slash", "and", "month", "year", "valid", "until", "till", "thru", "through", "good", "end");

  private static final int FIRST_YEAR = 1970;
  private static final int LAST_YEAR = 2099;

  private ExpiryDates() {}

  /** The month of a year that all the tokens together are. */
  static Optional<YearMonth> read(List<String> tokens) {
    for (int i = 0; i < tokens.size(); i++) {
      Optional<Month> month = Dates.month(tokens.get(i));
      if (month.isPresent()) {
        List<String> rest = new ArrayList<>(tokens);
        rest.remove(i);
        return year(rest).flatMap(y -> yearMonth(month.get().getValue(), y));
      }
    }
    String[] parts = String.join("/", tokens).replace('.', '/').split("/", 3);
    if (parts.length == 2 && SpokenTokens.digits(parts[0]) && SpokenTokens.digits(parts[1])) {
      return parts[0].length() == 4 ? numbers(parts[1], parts[0]) : numbers(parts[0], parts[1]);
    }
    return DigitStrings.read(tokens).flatMap(d -> switch (d.length()) {
      case 3, 5 -> numbers(d.substring(0, 1), d.substring(1));
      case 4, 6 -> numbers(d.substring(0, 2), d.substring(2));
      default -> Optional.empty();
    });
  }

  private static Optional<YearMonth> numbers(String month, String year) {
    boolean readable = month.length() <= 2 && (year.length() == 2 || year.length() == 4);
    return readable ? yearMonth(Integer.parseInt(month), fullYear(Integer.parseInt(year))) : Optional.empty();
  }

  private static Optional<YearMonth> yearMonth(int month, int year) {
    return month >= 1 && month <= 12 && year >= FIRST_YEAR && year <= LAST_YEAR
        ? Optional.of(YearMonth.of(year, month))
        : Optional.empty();
  }

  private static Optional<Integer> year(List<String> tokens) {
    return bareYear(tokens).map(ExpiryDates::fullYear);
  }

  /** Two figures are of this century: no card is older. */
  private static int fullYear(int year) {
    return year < 100 ? 2000 + year : year;
  }

  /** A year, perhaps without its century: "twenty twenty eight", "two thousand and twenty eight", "twenty eight", "28". */
  static Optional<Integer> bareYear(List<String> tokens) {
    return Cardinals.whole(tokens)
        .filter(y -> y.scale() <= 0 && y.signum() >= 0 && y.precision() <= 4)
        .map(y -> y.intValue())
        .or(() -> DigitStrings.read(tokens).filter(d -> d.length() == 2 || d.length() == 4).map(Integer::parseInt));
  }
}
