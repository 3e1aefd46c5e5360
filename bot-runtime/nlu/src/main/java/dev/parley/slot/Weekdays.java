package dev.parley.slot;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads days of the week, as said, cut short or misheard. Pure. */
final class Weekdays {

  private static final Map<String, DayOfWeek> NAMES = new HashMap<>();

  static {
    name(DayOfWeek.MONDAY, "monday", "mondays", "mon", "mundy");
    name(DayOfWeek.TUESDAY, "tuesday", "tuesdays", "tue", "tues", "tusday", "teusday", "chewsday");
    name(DayOfWeek.WEDNESDAY, "wednesday", "wednesdays", "wed", "weds", "wensday", "wendsday", "wednsday", "wedsday");
    name(DayOfWeek.THURSDAY, "thursday", "thursdays", "thu", "thur", "thurs", "thirsday", "thersday");
    name(DayOfWeek.FRIDAY, "friday", "fridays", "fri");
    name(DayOfWeek.SATURDAY, "saturday", "saturdays", "sat", "satuday", "saterday", "sataday");
    name(DayOfWeek.SUNDAY, "sunday", "sundays", "sun");
  }

  private static final Set<String> NEXT = Set.of("next", "following");
  private static final Set<String> LAST = Set.of("last", "past", "previous");
  private static final Set<String> NEAR = Set.of("this", "coming", "upcoming");

  private Weekdays() {}

  private static void name(DayOfWeek day, String... words) {
    for (String word : words) {
      NAMES.put(word, day);
    }
  }

  /** The day of the week that the word is. */
  static Optional<DayOfWeek> of(String token) {
    return Optional.ofNullable(NAMES.get(token));
  }

  /** "Friday", "this friday", "next friday", "last friday", "friday week", "tuesday of next week". */
  static Optional<LocalDate> read(List<String> tokens, SlotContext context) {
    List<String> words = tokens.stream().filter(t -> !t.equals("a") && !t.equals("every") && !t.equals("on")).toList();
    for (int i = 0; i < words.size(); i++) {
      Optional<DayOfWeek> day = of(words.get(i));
      if (day.isPresent()) {
        return relative(day.get(), words.subList(0, i), words.subList(i + 1, words.size()), context);
      }
    }
    return Optional.empty();
  }

  private static Optional<LocalDate> relative(DayOfWeek day, List<String> before, List<String> after, SlotContext context) {
    LocalDate today = context.today();
    LocalDate coming = today.with(TemporalAdjusters.nextOrSame(day));
    List<String> week = before.isEmpty() ? after : before;
    if (before.isEmpty() && after.isEmpty()) {
      return Optional.of(context.prefer() == SlotContext.Prefer.PAST ? today.with(TemporalAdjusters.previousOrSame(day)) : coming);
    } else if (before.isEmpty() && after.equals(List.of("week"))) {
      return Optional.of(coming.plusWeeks(1));
    } else if (week.size() == 2 && week.get(1).equals("week") && (before.isEmpty() || after.isEmpty())) {
      LocalDate ofThisWeek = today.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY)).with(TemporalAdjusters.nextOrSame(day));
      return shift(week.get(0)).map(ofThisWeek::plusWeeks);
    } else if (!after.isEmpty() || before.size() > 2 || before.size() == 2 && !NEAR.contains(before.get(0))) {
      return Optional.empty();
    }
    String word = before.get(before.size() - 1);
    if (LAST.contains(word)) {
      return Optional.of(today.with(TemporalAdjusters.previous(day)));
    }
    return NEXT.contains(word) ? Optional.of(coming.plusWeeks(1)) : NEAR.contains(word) ? Optional.of(coming) : Optional.empty();
  }

  /** How many weeks or months from this one: "this", "next", "last". */
  static Optional<Integer> shift(String word) {
    return NEXT.contains(word) ? Optional.of(1) : LAST.contains(word) ? Optional.of(-1) : word.equals("this") ? Optional.of(0) : Optional.empty();
  }
}
