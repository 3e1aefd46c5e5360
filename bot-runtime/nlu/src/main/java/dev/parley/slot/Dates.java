package dev.parley.slot;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.Month;
import java.time.YearMonth;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads days and months. A day without a year is the next one that is not past; a weekday is its next one, today included;
 * "next Friday" is the Friday after that. Numbers with slashes are month first, as in the US. Pure.
 */
final class Dates {

  private static final Set<String> BETWEEN = Set.of("of", "the", "slash", "and", "month", "year");
  private static final Map<String, Integer> ORDINALS =
      Map.ofEntries(
          Map.entry("first", 1), Map.entry("second", 2), Map.entry("third", 3), Map.entry("fourth", 4),
          Map.entry("fifth", 5), Map.entry("sixth", 6), Map.entry("seventh", 7), Map.entry("eighth", 8),
          Map.entry("ninth", 9), Map.entry("tenth", 10), Map.entry("eleventh", 11), Map.entry("twelfth", 12),
          Map.entry("thirteenth", 13), Map.entry("fourteenth", 14), Map.entry("fifteenth", 15),
          Map.entry("sixteenth", 16), Map.entry("seventeenth", 17), Map.entry("eighteenth", 18),
          Map.entry("nineteenth", 19), Map.entry("twentieth", 20), Map.entry("thirtieth", 30));

  private Dates() {}

  /** A month of a year, as on a card: "march twenty twenty eight", "oh three twenty eight", "03/28", "0328". */
  static Optional<YearMonth> monthOfYear(List<String> said) {
    List<String> tokens = said.stream().filter(t -> !BETWEEN.contains(t)).toList();
    for (int i = 0; i < tokens.size(); i++) {
      Optional<Month> month = month(tokens.get(i));
      if (month.isPresent()) {
        List<String> rest = new ArrayList<>(tokens);
        rest.remove(i);
        return year(rest).flatMap(y -> yearMonth(month.get().getValue(), y));
      }
    }
    if (tokens.size() == 1 && tokens.get(0).indexOf('/') > 0) {
      String[] parts = tokens.get(0).split("/");
      return parts.length == 2 ? numbers(parts[0], parts[1]) : Optional.empty();
    }
    if (tokens.size() == 2 && SpokenTokens.digits(tokens.get(0)) && SpokenTokens.digits(tokens.get(1))) {
      return numbers(tokens.get(0), tokens.get(1));
    }
    Optional<String> digits = DigitStrings.read(tokens);
    if (digits.isEmpty()) {
      return Optional.empty();
    }
    String d = digits.get();
    return switch (d.length()) {
      case 3, 5 -> numbers(d.substring(0, 1), d.substring(1));
      case 4, 6 -> numbers(d.substring(0, 2), d.substring(2));
      default -> Optional.empty();
    };
  }

  private static Optional<YearMonth> numbers(String month, String year) {
    boolean readable = month.length() <= 2 && (year.length() == 2 || year.length() == 4) && SpokenTokens.digits(month) && SpokenTokens.digits(year);
    return readable ? yearMonth(Integer.parseInt(month), fullYear(Integer.parseInt(year))) : Optional.empty();
  }

  private static Optional<YearMonth> yearMonth(int month, int year) {
    return month >= 1 && month <= 12 && year >= 2000 && year < 2100 ? Optional.of(YearMonth.of(year, month)) : Optional.empty();
  }

  private static Optional<Integer> year(List<String> tokens) {
    Optional<Cardinals.Reading> cardinal = Cardinals.read(tokens, 0).filter(r -> r.end() == tokens.size());
    if (cardinal.isPresent() && cardinal.get().value().scale() <= 0 && cardinal.get().value().precision() <= 4) {
      return Optional.of(fullYear(cardinal.get().value().intValue()));
    }
    return DigitStrings.read(tokens)
        .filter(d -> d.length() == 2 || d.length() == 4)
        .map(d -> fullYear(Integer.parseInt(d)));
  }

  private static int fullYear(int year) {
    return year < 100 ? 2000 + year : year;
  }

  /** A day. */
  static Optional<LocalDate> day(List<String> said, LocalDate today) {
    List<String> tokens = said.stream().filter(t -> !BETWEEN.contains(t)).toList();
    if (tokens.isEmpty()) {
      return Optional.empty();
    }
    String joined = String.join(" ", tokens);
    if (joined.equals("today")) {
      return Optional.of(today);
    } else if (joined.equals("tomorrow")) {
      return Optional.of(today.plusDays(1));
    } else if (joined.equals("day after tomorrow")) {
      return Optional.of(today.plusDays(2));
    }
    return iso(tokens).or(() -> weekday(tokens, today)).or(() -> slashed(tokens, today)).or(() -> monthDay(tokens, today));
  }

  private static Optional<LocalDate> iso(List<String> tokens) {
    if (tokens.size() == 3 && tokens.get(0).length() == 4 && tokens.stream().allMatch(SpokenTokens::digits)) {
      return date(Integer.parseInt(tokens.get(0)), bounded(tokens.get(1)), bounded(tokens.get(2)));
    }
    return Optional.empty();
  }

  private static Optional<LocalDate> weekday(List<String> tokens, LocalDate today) {
    String last = tokens.get(tokens.size() - 1);
    boolean next = tokens.size() == 2 && tokens.get(0).equals("next");
    if (tokens.size() > 2 || tokens.size() == 2 && !next) {
      return Optional.empty();
    }
    for (DayOfWeek day : DayOfWeek.values()) {
      if (day.name().toLowerCase(Locale.ROOT).equals(last)) {
        LocalDate coming = today.with(TemporalAdjusters.nextOrSame(day));
        return Optional.of(next ? coming.plusWeeks(1) : coming);
      }
    }
    return Optional.empty();
  }

  private static Optional<LocalDate> slashed(List<String> tokens, LocalDate today) {
    String[] parts = tokens.size() == 1 ? tokens.get(0).split("/") : new String[0];
    if (parts.length == 2) {
      return coming(bounded(parts[0]), bounded(parts[1]), today);
    }
    return parts.length == 3
        ? date(fullYear(bounded(parts[2])), bounded(parts[0]), bounded(parts[1]))
        : Optional.empty();
  }

  private static Optional<LocalDate> monthDay(List<String> tokens, LocalDate today) {
    for (int i = 0; i < tokens.size(); i++) {
      Optional<Month> month = month(tokens.get(i));
      if (month.isPresent()) {
        List<String> before = tokens.subList(0, i);
        List<String> after = tokens.subList(i + 1, tokens.size());
        int m = month.get().getValue();
        if (!before.isEmpty()) {
          int day = ordinal(before);
          return after.isEmpty() ? coming(m, day, today) : year(after).flatMap(y -> date(y, m, day));
        }
        for (int split = Math.min(2, after.size()); split >= 1; split--) {
          int day = ordinal(after.subList(0, split));
          List<String> rest = after.subList(split, after.size());
          Optional<LocalDate> found =
              rest.isEmpty() ? coming(m, day, today) : year(rest).flatMap(y -> date(y, m, day));
          if (found.isPresent()) {
            return found;
          }
        }
      }
    }
    return Optional.empty();
  }

  /** The day of the month: "third", "twenty first", "3rd", "21", or -1. */
  private static int ordinal(List<String> tokens) {
    if (tokens.size() == 1) {
      String t = tokens.get(0);
      if (ORDINALS.containsKey(t)) {
        return ORDINALS.get(t);
      }
      String bare = t.length() > 2 && !SpokenTokens.digits(t) ? t.substring(0, t.length() - 2) : t;
      return SpokenTokens.digits(bare) ? bounded(bare) : SpokenTokens.small(t);
    }
    if (tokens.size() == 2 && SpokenTokens.small(tokens.get(0)) >= 20) {
      int unit = ORDINALS.getOrDefault(tokens.get(1), SpokenTokens.small(tokens.get(1)));
      return unit >= 1 && unit <= 9 ? SpokenTokens.small(tokens.get(0)) + unit : -1;
    }
    return -1;
  }

  private static Optional<LocalDate> coming(int month, int day, LocalDate today) {
    return date(today.getYear(), month, day)
        .map(d -> d.isBefore(today) ? d.plusYears(1) : d);
  }

  private static Optional<LocalDate> date(int year, int month, int day) {
    try {
      return Optional.of(LocalDate.of(year, month, day));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static int bounded(String digits) {
    return SpokenTokens.digits(digits) && digits.length() <= 4 ? Integer.parseInt(digits) : -1;
  }

  private static Optional<Month> month(String token) {
    for (Month month : Month.values()) {
      String name = month.name().toLowerCase(Locale.ROOT);
      if (name.equals(token) || token.length() == 3 && name.startsWith(token)) {
        return Optional.of(month);
      }
    }
    return Optional.empty();
  }
}
