package dev.parley.slot;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.Month;
import java.time.chrono.IsoChronology;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.FormatStyle;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads days. A day without a year is the next one that is not past; a weekday is its next one, today included; "next Friday"
 * is the Friday after that. Of "3/4" the locale says which is the month. Pure.
 */
final class Dates {

  private static final Set<String> BETWEEN = Set.of("of", "the", "slash", "and", "coming");

  /** No year that is a leap year is further away than this. */
  private static final int YEARS_TO_LEAP = 8;

  private static final int MAX_COUNT = 1000;

  private static final Map<String, Integer> ORDINALS =
      Map.ofEntries(
          Map.entry("first", 1), Map.entry("second", 2), Map.entry("third", 3), Map.entry("fourth", 4),
          Map.entry("fifth", 5), Map.entry("sixth", 6), Map.entry("seventh", 7), Map.entry("eighth", 8),
          Map.entry("ninth", 9), Map.entry("tenth", 10), Map.entry("eleventh", 11), Map.entry("twelfth", 12),
          Map.entry("thirteenth", 13), Map.entry("fourteenth", 14), Map.entry("fifteenth", 15),
          Map.entry("sixteenth", 16), Map.entry("seventeenth", 17), Map.entry("eighteenth", 18),
          Map.entry("nineteenth", 19), Map.entry("twentieth", 20), Map.entry("thirtieth", 30));

  private Dates() {}

  /** A day. */
  static Optional<LocalDate> day(List<String> said, SlotContext context) {
    List<String> tokens = said.stream().filter(t -> !BETWEEN.contains(t)).toList();
    LocalDate today = context.today();
    if (tokens.isEmpty()) {
      return Optional.empty();
    }
    return switch (String.join(" ", tokens)) {
      case "today" -> Optional.of(today);
      case "tomorrow" -> Optional.of(today.plusDays(1));
      case "day after tomorrow" -> Optional.of(today.plusDays(2));
      case "yesterday" -> Optional.of(today.minusDays(1));
      default ->
          weekday(tokens, today)
              .or(() -> counted(tokens, today))
              .or(() -> written(tokens, context))
              .or(() -> monthDay(tokens, today))
              .or(() -> dayAlone(tokens, today));
    };
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

  /** "Two weeks", "a week from today", "three days ago". */
  private static Optional<LocalDate> counted(List<String> tokens, LocalDate today) {
    int count = SpokenTokens.small(tokens.get(0));
    count = count < 0 ? bounded(tokens.get(0)) : count;
    count = tokens.get(0).equals("a") || tokens.get(0).equals("an") ? 1 : count;
    if (tokens.size() < 2 || count < 1 || count > MAX_COUNT) {
      return Optional.empty();
    }
    String rest = String.join(" ", tokens.subList(2, tokens.size()));
    boolean ago = rest.equals("ago");
    if (!ago && !Set.of("", "from today", "from now", "later").contains(rest)) {
      return Optional.empty();
    }
    int signed = ago ? -count : count;
    return switch (tokens.get(1)) {
      case "day", "days" -> Optional.of(today.plusDays(signed));
      case "week", "weeks" -> Optional.of(today.plusWeeks(signed));
      case "month", "months" -> Optional.of(today.plusMonths(signed));
      case "year", "years" -> Optional.of(today.plusYears(signed));
      default -> Optional.empty();
    };
  }

  /** "12/25", "25.12.2026", "2026-12-25". */
  private static Optional<LocalDate> written(List<String> tokens, SlotContext context) {
    String[] parts = String.join("/", tokens).replace('.', '/').replace(',', '/').split("/", 4);
    int[] numbers = new int[parts.length];
    for (int i = 0; i < parts.length; i++) {
      numbers[i] = bounded(parts[i]);
      if (numbers[i] < 0) {
        return Optional.empty();
      }
    }
    if (parts.length == 3 && parts[0].length() == 4) {
      return date(numbers[0], numbers[1], numbers[2]);
    }
    boolean dayFirst = dayFirst(context.localeId());
    if (parts.length == 2 && parts[0].length() <= 2 && parts[1].length() <= 2) {
      return coming(numbers[dayFirst ? 1 : 0], numbers[dayFirst ? 0 : 1], context.today());
    }
    return parts.length == 3
        ? date(fullYear(numbers[2]), numbers[dayFirst ? 1 : 0], numbers[dayFirst ? 0 : 1])
        : Optional.empty();
  }

  private static boolean dayFirst(String localeId) {
    Locale locale = Locale.forLanguageTag(localeId.replace('_', '-'));
    String pattern =
        DateTimeFormatterBuilder.getLocalizedDateTimePattern(FormatStyle.SHORT, null, IsoChronology.INSTANCE, locale);
    return pattern.indexOf('d') < pattern.indexOf('M');
  }

  private static Optional<LocalDate> monthDay(List<String> tokens, LocalDate today) {
    for (int i = 0; i < tokens.size(); i++) {
      Optional<Month> month = month(tokens.get(i));
      if (month.isPresent()) {
        return monthDay(month.get().getValue(), tokens.subList(0, i), tokens.subList(i + 1, tokens.size()), today);
      }
    }
    return Optional.empty();
  }

  private static Optional<LocalDate> monthDay(int month, List<String> before, List<String> after, LocalDate today) {
    if (!before.isEmpty()) {
      int day = ordinal(before);
      return after.isEmpty() ? coming(month, day, today) : ExpiryDates.year(after).flatMap(y -> date(y, month, day));
    }
    for (int split = Math.min(2, after.size()); split >= 1; split--) {
      int day = ordinal(after.subList(0, split));
      List<String> rest = after.subList(split, after.size());
      Optional<LocalDate> found =
          rest.isEmpty() ? coming(month, day, today) : ExpiryDates.year(rest).flatMap(y -> date(y, month, day));
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  /** "The fifth": the next fifth of a month. A bare number is no day. */
  private static Optional<LocalDate> dayAlone(List<String> tokens, LocalDate today) {
    String last = tokens.get(tokens.size() - 1);
    int day = ORDINALS.containsKey(last) || suffixed(last) ? ordinal(tokens) : -1;
    for (int months = 0; months < 12 && day >= 1; months++) {
      LocalDate month = today.withDayOfMonth(1).plusMonths(months);
      if (day <= month.lengthOfMonth() && !month.withDayOfMonth(day).isBefore(today)) {
        return Optional.of(month.withDayOfMonth(day));
      }
    }
    return Optional.empty();
  }

  /** The day of the month: "third", "twenty first", "3rd", "21", or -1. */
  private static int ordinal(List<String> tokens) {
    if (tokens.size() == 1) {
      String t = tokens.get(0);
      int typed = bounded(suffixed(t) ? t.substring(0, t.length() - 2) : t);
      return typed >= 0 ? typed : ORDINALS.getOrDefault(t, SpokenTokens.small(t));
    }
    if (tokens.size() == 2 && SpokenTokens.small(tokens.get(0)) >= 20) {
      int unit = ORDINALS.getOrDefault(tokens.get(1), SpokenTokens.small(tokens.get(1)));
      return unit >= 1 && unit <= 9 ? SpokenTokens.small(tokens.get(0)) + unit : -1;
    }
    return -1;
  }

  private static boolean suffixed(String token) {
    int bare = token.length() - 2;
    return bare >= 1 && SpokenTokens.digits(token.substring(0, bare)) && Set.of("st", "nd", "rd", "th").contains(token.substring(bare));
  }

  private static Optional<LocalDate> coming(int month, int day, LocalDate today) {
    for (int year = today.getYear(); year <= today.getYear() + YEARS_TO_LEAP; year++) {
      Optional<LocalDate> date = date(year, month, day).filter(d -> !d.isBefore(today));
      if (date.isPresent()) {
        return date;
      }
    }
    return Optional.empty();
  }

  private static Optional<LocalDate> date(int year, int month, int day) {
    try {
      return Optional.of(LocalDate.of(year, month, day));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  static int fullYear(int year) {
    return year < 100 ? 2000 + year : year;
  }

  private static int bounded(String digits) {
    return SpokenTokens.digits(digits) && digits.length() <= 4 ? Integer.parseInt(digits) : -1;
  }

  /** The month with this name: "march", "mar", "sept". */
  static Optional<Month> month(String token) {
    for (Month month : Month.values()) {
      String name = month.name().toLowerCase(Locale.ROOT);
      if (name.equals(token) || name.startsWith(token) && (token.length() == 3 || token.equals("sept"))) {
        return Optional.of(month);
      }
    }
    return Optional.empty();
  }
}
