package dev.parley.slot;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.Month;
import java.time.YearMonth;
import java.time.chrono.IsoChronology;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.FormatStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.function.Predicate;

/**
 * Reads days. A day without a year is the next one that is not past, or where the past is preferred the latest one that is not to
 * come; so is a weekday, and today is either. "Next Friday" is the Friday after the coming one. Of "3/4" the locale says which
 * is the month. Pure.
 */
final class Dates {

  /** Said around a day without changing it; of the usual fillers some mean something here. */
  private static final Set<String> AROUND =
      Set.of("for", "how", "make", "let's", "lets", "do", "say", "maybe", "sometime", "around", "by", "that'd", "due", "be", "will");

  private static final Set<String> MEANT = Set.of("last", "this", "in", "on");
  private static final Set<String> BETWEEN = Set.of("of", "the", "slash", "coming", "upcoming", "dash");
  private static final Set<String> PARTS_OF_DAY = Set.of("morning", "afternoon", "evening", "night");

  /** No year that is a leap year is further away than this. */
  private static final int YEARS_TO_LEAP = 8;

  /** A year with a holiday is written in full. */
  private static final int YEARS_TYPED = 1900;

  /** Of two figures, years up to so many ahead are of this century. */
  private static final int YEARS_AHEAD = 30;

  private final SlotContext context;
  private final LocalDate today;
  private final boolean past;

  private Dates(SlotContext context) {
    this.context = context;
    this.today = context.today();
    this.past = context.prefer() == SlotContext.Prefer.PAST;
  }

  /** A day. */
  static Optional<LocalDate> day(List<String> said, SlotContext context) {
    List<String> words = said.stream().filter(t -> MEANT.contains(t) || !SpokenTokens.isFiller(t) && !AROUND.contains(t)).toList();
    List<String> tokens = new ArrayList<>(words.stream().filter(t -> !BETWEEN.contains(t)).toList());
    while (!tokens.isEmpty() && tokens.get(0).equals("on")) {
      tokens.remove(0);
    }
    if (tokens.isEmpty()) {
      return Optional.empty();
    }
    // A bare number is no day, "the twenty seven" is.
    int the = said.lastIndexOf("the");
    boolean numbered = the >= 0 && said.subList(the + 1, said.size()).equals(tokens) && ordinal(tokens) > 0;
    Dates dates = new Dates(context);
    return dates.read(tokens).or(() -> numbered ? dates.month(ordinal(tokens), d -> true) : Optional.empty());
  }

  private Optional<LocalDate> read(List<String> tokens) {
    Optional<LocalDate> counted = DayCounts.read(tokens, today, this::plain);
    if (counted.isPresent()) {
      return counted;
    }
    // "In" means something before a count only.
    return plain(tokens.get(0).equals("in") ? tokens.subList(1, tokens.size()) : tokens);
  }

  /** A day that is not counted from another. */
  private Optional<LocalDate> plain(List<String> all) {
    List<String> tokens = withoutPartOfDay(all);
    if (tokens.isEmpty()) {
      return Optional.empty();
    }
    String text = String.join(" ", tokens);
    return switch (text) {
      case "today", "tonight", "now" -> Optional.of(today);
      case "tomorrow", "tmrw" -> Optional.of(today.plusDays(1));
      case "day after tomorrow", "day after tmrw" -> Optional.of(today.plusDays(2));
      case "yesterday" -> Optional.of(today.minusDays(1));
      case "day before yesterday" -> Optional.of(today.minusDays(2));
      case "next day" -> Optional.of(today.plusDays(1));
      case "end this month", "end month" -> Optional.of(YearMonth.from(today).atEndOfMonth());
      case "end next month" -> Optional.of(YearMonth.from(today).plusMonths(1).atEndOfMonth());
      default ->
          holiday(tokens)
              .or(() -> Weekdays.read(tokens, context))
              .or(() -> ofMonth(tokens))
              .or(() -> date(tokens))
              .or(() -> weekdayAndDate(tokens));
    };
  }

  /** "Christmas", "next christmas", "easter 2028". */
  private Optional<LocalDate> holiday(List<String> tokens) {
    Optional<Integer> shift = Weekdays.shift(tokens.get(0));
    List<String> name = shift.isPresent() ? tokens.subList(1, tokens.size()) : tokens;
    Optional<LocalDate> near =
        Holidays.named(String.join(" ", name), context.localeId())
            .flatMap(h -> shift.filter(s -> s < 0).isPresent() ? new Dates(context.preferring(SlotContext.Prefer.PAST)).nearest(h) : nearest(h));
    String last = tokens.get(tokens.size() - 1);
    return near.isPresent() || bounded(last) < YEARS_TYPED
        ? near
        : Holidays.named(String.join(" ", tokens.subList(0, tokens.size() - 1)), context.localeId()).map(h -> h.apply(bounded(last)));
  }

  /** "This evening" is today, "tomorrow morning" is tomorrow. */
  private static List<String> withoutPartOfDay(List<String> tokens) {
    int size = tokens.size();
    if (size < 2 || !PARTS_OF_DAY.contains(tokens.get(size - 1))) {
      return tokens;
    }
    return size == 2 && tokens.get(0).equals("this") ? List.of("today") : tokens.subList(0, size - 1);
  }

  /** A day by its date, with or without a year. */
  private Optional<LocalDate> date(List<String> tokens) {
    return written(tokens).or(() -> monthDay(tokens)).or(() -> dayAlone(tokens)).or(() -> figures(tokens));
  }

  /** "Saturday the twenty eighth", "monday, january 12": the weekday must be the date's. */
  private Optional<LocalDate> weekdayAndDate(List<String> tokens) {
    Optional<DayOfWeek> day = Weekdays.of(tokens.get(0));
    List<String> rest = tokens.subList(1, tokens.size());
    if (day.isEmpty() || rest.isEmpty()) {
      return Optional.empty();
    }
    int number = dayOfMonth(rest);
    if (number >= 1) {
      return month(number, d -> d.getDayOfWeek() == day.get());
    }
    return date(rest).filter(d -> d.getDayOfWeek() == day.get());
  }

  /** "The third of next month", "the first friday of july". */
  private Optional<LocalDate> ofMonth(List<String> tokens) {
    int size = tokens.size();
    boolean relative = size > 2 && tokens.get(size - 1).equals("month");
    Optional<Month> named = size > 2 ? month(tokens.get(size - 1)) : Optional.empty();
    Optional<YearMonth> month = relative ? Weekdays.shift(tokens.get(size - 2)).map(YearMonth.from(today)::plusMonths) : Optional.empty();
    List<String> before = tokens.subList(0, Math.max(0, size - (relative ? 2 : 1)));
    before = !before.isEmpty() && before.get(before.size() - 1).equals("in") ? before.subList(0, before.size() - 1) : before;
    Optional<DayOfWeek> weekday = before.size() == 2 ? Weekdays.of(before.get(1)) : Optional.empty();
    if (weekday.isPresent() && (month.isPresent() || named.isPresent())) {
      int n = before.get(0).equals("last") ? -1 : ordinal(before.subList(0, 1));
      boolean some = n == -1 || n >= 1 && n <= 4;
      Optional<LocalDate> exact = month.filter(m -> some).map(m -> Holidays.nth(m.getYear(), m.getMonth(), n, weekday.get()));
      return exact.or(() -> named.filter(m -> some).flatMap(m -> nearest(y -> Holidays.nth(y, m, n, weekday.get()))));
    }
    List<String> bare = before.stream().filter(t -> !t.equals("day")).toList();
    return month.flatMap(m -> date(m.getYear(), m.getMonthValue(), ordinal(bare)));
  }

  /** "12/25", "25.12.2026", "2026-12-25". */
  private Optional<LocalDate> written(List<String> tokens) {
    if (tokens.size() == 1 && tokens.get(0).length() == 8 && SpokenTokens.digits(tokens.get(0))) {
      String digits = tokens.get(0);
      return date(bounded(digits.substring(0, 4)), bounded(digits.substring(4, 6)), bounded(digits.substring(6)));
    }
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
    } else if (parts.length == 2 && parts[0].length() <= 2 && parts[1].length() <= 2) {
      return dayAndMonth(numbers[0], numbers[1], Optional.empty());
    }
    return parts.length == 3 ? dayAndMonth(numbers[0], numbers[1], Optional.of(fullYear(numbers[2]))) : Optional.empty();
  }

  /** A day and a month in the locale's order, or in the other one where that alone makes sense. */
  private Optional<LocalDate> dayAndMonth(int first, int second, Optional<Integer> year) {
    boolean dayFirst = dayFirst(context.localeId()) && second <= 12 || first > 12;
    int month = dayFirst ? second : first;
    int day = dayFirst ? first : second;
    return year.isPresent() ? date(year.get(), month, day) : nearest(month, day);
  }

  private static boolean dayFirst(String localeId) {
    Locale locale = Locale.forLanguageTag(localeId.replace('_', '-'));
    String pattern =
        DateTimeFormatterBuilder.getLocalizedDateTimePattern(FormatStyle.SHORT, null, IsoChronology.INSTANCE, locale);
    return pattern.indexOf('d') < pattern.indexOf('M');
  }

  /** "Twelve twenty five twenty twenty six", "oh three oh four nineteen eighty", "the fourth of the third". */
  private Optional<LocalDate> figures(List<String> tokens) {
    for (int first = 1; first <= 2; first++) {
      for (int second = 1; second <= 2 && first + second <= tokens.size(); second++) {
        List<String> one = tokens.subList(0, first);
        List<String> two = tokens.subList(first, first + second);
        List<String> rest = tokens.subList(first + second, tokens.size());
        boolean ordinals = Ordinals.isOrdinal(one.get(first - 1)) && Ordinals.isOrdinal(two.get(second - 1));
        Optional<Integer> year = rest.isEmpty() ? Optional.empty() : year(rest);
        if (year.isEmpty() && !(ordinals && rest.isEmpty())) {
          continue;
        }
        Optional<LocalDate> found =
            ordinals
                ? monthDay(ordinal(two), ordinal(one), year)
                : year.filter(y -> y >= 1900).flatMap(y -> dayAndMonth(figure(one), figure(two), year));
        if (found.isPresent()) {
          return found;
        }
      }
    }
    return Optional.empty();
  }

  /** "Twelve", "oh three", "twenty five". */
  private static int figure(List<String> tokens) {
    boolean oh = tokens.size() == 2 && (tokens.get(0).equals("oh") || tokens.get(0).equals("o") || tokens.get(0).equals("zero"));
    return oh ? SpokenTokens.small(tokens.get(1)) : ordinal(tokens);
  }

  private Optional<LocalDate> monthDay(List<String> tokens) {
    for (int i = 0; i < tokens.size(); i++) {
      Optional<Month> month = month(tokens.get(i));
      if (month.isPresent()) {
        return monthDay(month.get().getValue(), tokens.subList(0, i), tokens.subList(i + 1, tokens.size()));
      }
    }
    return Optional.empty();
  }

  private Optional<LocalDate> monthDay(int month, List<String> before, List<String> after) {
    List<String> bare = before.stream().filter(t -> !t.equals("day")).toList();
    if (bare.size() == 1 && bare.get(0).length() == 4 && bounded(bare.get(0)) >= 0) {
      // "2028-sep-1".
      return monthDay(month, ordinal(after), bare);
    }
    List<String> year = !after.isEmpty() && after.get(0).equals("in") ? after.subList(1, after.size()) : after;
    if (!bare.isEmpty()) {
      return monthDay(month, ordinal(bare), year);
    }
    for (int split = Math.min(2, after.size()); split >= 1; split--) {
      Optional<LocalDate> found = monthDay(month, ordinal(after.subList(0, split)), after.subList(split, after.size()));
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  private Optional<LocalDate> monthDay(int month, int day, List<String> year) {
    return year.isEmpty() ? nearest(month, day) : year(year).flatMap(y -> date(y, month, day));
  }

  private Optional<LocalDate> monthDay(int month, int day, Optional<Integer> year) {
    return year.isPresent() ? date(year.get(), month, day) : nearest(month, day);
  }

  private Optional<Integer> year(List<String> tokens) {
    return ExpiryDates.bareYear(tokens).map(this::fullYear);
  }

  /** "The fifth": the nearest fifth of a month. A bare number is no day. */
  private Optional<LocalDate> dayAlone(List<String> tokens) {
    int day = dayOfMonth(tokens);
    return day >= 1 && Ordinals.isOrdinal(tokens.get(tokens.size() - 1)) ? month(day, d -> true) : Optional.empty();
  }

  private static int dayOfMonth(List<String> tokens) {
    int day = ordinal(tokens);
    return day <= 31 ? day : -1;
  }

  /** The nearest such day of a month. */
  private Optional<LocalDate> month(int day, Predicate<LocalDate> suits) {
    for (int months = 0; months < 24; months++) {
      LocalDate month = today.withDayOfMonth(1).plusMonths(past ? -months : months);
      if (day <= month.lengthOfMonth() && mayBe(month.withDayOfMonth(day)) && suits.test(month.withDayOfMonth(day))) {
        return Optional.of(month.withDayOfMonth(day));
      }
    }
    return Optional.empty();
  }

  /** The day of the month: "third", "twenty first", "3rd", "21", or -1. */
  private static int ordinal(List<String> tokens) {
    if (tokens.size() == 1 && bounded(tokens.get(0)) >= 0) {
      return bounded(tokens.get(0));
    }
    boolean two = tokens.size() == 2 && SpokenTokens.small(tokens.get(0)) >= 20;
    if (tokens.size() == 1 || two) {
      return Ordinals.read(tokens).or(() -> Cardinals.whole(tokens)).filter(n -> n.scale() <= 0 && n.precision() <= 3).map(n -> n.intValue()).orElse(-1);
    }
    return -1;
  }

  private Optional<LocalDate> nearest(int month, int day) {
    for (int years = 0; years <= YEARS_TO_LEAP; years++) {
      Optional<LocalDate> date = date(today.getYear() + (past ? -years : years), month, day).filter(this::mayBe);
      if (date.isPresent()) {
        return date;
      }
    }
    return Optional.empty();
  }

  private Optional<LocalDate> nearest(IntFunction<LocalDate> ofYear) {
    LocalDate here = ofYear.apply(today.getYear());
    return Optional.of(mayBe(here) ? here : ofYear.apply(today.getYear() + (past ? -1 : 1)));
  }

  /** Whether the day is on the side that is preferred; today is on both. */
  private boolean mayBe(LocalDate day) {
    return past ? !day.isAfter(today) : !day.isBefore(today);
  }

  private static Optional<LocalDate> date(int year, int month, int day) {
    try {
      return Optional.of(LocalDate.of(year, month, day));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  /** Two figures for a year: of this century up to thirty years ahead, or where the past is preferred up to today; else of the last. */
  private int fullYear(int year) {
    int century = today.getYear() / 100 * 100;
    return year >= 100 ? year : century + year > today.getYear() + (past ? 0 : YEARS_AHEAD) ? century - 100 + year : century + year;
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
