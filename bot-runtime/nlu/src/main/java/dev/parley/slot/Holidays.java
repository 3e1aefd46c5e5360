package dev.parley.slot;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.Month;
import java.time.MonthDay;
import java.time.temporal.TemporalAdjusters;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;

/** Days with a name: "christmas", "new year's eve", "easter monday"; of the USA "thanksgiving" and its like as well. Pure. */
final class Holidays {

  private static final Map<String, MonthDay> FIXED =
      Map.ofEntries(
          Map.entry("christmas", MonthDay.of(12, 25)), Map.entry("christmas day", MonthDay.of(12, 25)),
          Map.entry("christmas eve", MonthDay.of(12, 24)), Map.entry("boxing day", MonthDay.of(12, 26)),
          Map.entry("new year", MonthDay.of(1, 1)), Map.entry("new years", MonthDay.of(1, 1)), Map.entry("new year's", MonthDay.of(1, 1)),
          Map.entry("new year day", MonthDay.of(1, 1)), Map.entry("new years day", MonthDay.of(1, 1)),
          Map.entry("new year's day", MonthDay.of(1, 1)), Map.entry("new year's eve", MonthDay.of(12, 31)),
          Map.entry("new years eve", MonthDay.of(12, 31)), Map.entry("halloween", MonthDay.of(10, 31)),
          Map.entry("valentine's day", MonthDay.of(2, 14)), Map.entry("valentines day", MonthDay.of(2, 14)),
          Map.entry("valentine's", MonthDay.of(2, 14)), Map.entry("st patrick's day", MonthDay.of(3, 17)),
          Map.entry("saint patrick's day", MonthDay.of(3, 17)));

  private static final Map<String, MonthDay> FIXED_US =
      Map.of(
          "independence day", MonthDay.of(7, 4), "juneteenth", MonthDay.of(6, 19), "veterans day", MonthDay.of(11, 11),
          "veteran's day", MonthDay.of(11, 11));

  private static final Map<String, IntFunction<LocalDate>> MOVING =
      Map.of(
          "easter", Holidays::easter, "easter sunday", Holidays::easter, "good friday", y -> easter(y).minusDays(2), "easter monday",
          y -> easter(y).plusDays(1));

  private static final Map<String, IntFunction<LocalDate>> MOVING_US =
      Map.of(
          "thanksgiving", Holidays::thanksgiving, "thanksgiving day", Holidays::thanksgiving, "black friday",
          y -> thanksgiving(y).plusDays(1), "labor day", y -> nth(y, Month.SEPTEMBER, 1, DayOfWeek.MONDAY), "memorial day",
          y -> nth(y, Month.MAY, -1, DayOfWeek.MONDAY), "mother's day", y -> nth(y, Month.MAY, 2, DayOfWeek.SUNDAY), "father's day",
          y -> nth(y, Month.JUNE, 3, DayOfWeek.SUNDAY));

  private static final String USA = "US";

  private Holidays() {}

  /** The day with this name in a year, if it is one. */
  static Optional<IntFunction<LocalDate>> named(String name, String localeId) {
    boolean american = localeId.endsWith(USA);
    MonthDay fixed = FIXED.getOrDefault(name, american ? FIXED_US.get(name) : null);
    if (fixed != null) {
      return Optional.of(fixed::atYear);
    }
    return Optional.ofNullable(MOVING.getOrDefault(name, american ? MOVING_US.get(name) : null));
  }

  private static LocalDate thanksgiving(int year) {
    return nth(year, Month.NOVEMBER, 4, DayOfWeek.THURSDAY);
  }

  /** The nth such weekday of a month; -1 is the last. */
  static LocalDate nth(int year, Month month, int n, DayOfWeek day) {
    return LocalDate.of(year, month, 1).with(TemporalAdjusters.dayOfWeekInMonth(n, day));
  }

  /** Easter Sunday of the Gregorian calendar, by the anonymous algorithm (Meeus, Astronomical Algorithms, chapter 8). */
  private static LocalDate easter(int year) {
    int a = year % 19;
    int b = year / 100;
    int c = year % 100;
    int h = (19 * a + b - b / 4 - (b - (b + 8) / 25 + 1) / 3 + 15) % 30;
    int l = (32 + 2 * (b % 4) + 2 * (c / 4) - h - c % 4) % 7;
    int m = (a + 11 * h + 22 * l) / 451;
    int n = h + l - 7 * m + 114;
    return LocalDate.of(year, n / 31, n % 31 + 1);
  }
}
