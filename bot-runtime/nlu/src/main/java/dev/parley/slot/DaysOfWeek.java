package dev.parley.slot;

import java.time.DayOfWeek;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Reads a day of the week: "on fridays", "saturday morning", "tomorrow"; written in English as {@code Monday}. Pure. */
final class DaysOfWeek {

  private static final Set<String> RELATIVE = Set.of("today", "tomorrow", "yesterday");

  private static final Set<String> AROUND =
      Set.of("great", "best", "good", "works", "work", "fine", "every", "each", "s", "are");

  private DaysOfWeek() {}

  /** The day of the week that all the tokens together are. */
  static Optional<String> read(List<String> said, SlotContext context) {
    List<String> tokens = said.stream().filter(t -> !AROUND.contains(t)).toList();
    boolean named = tokens.stream().filter(t -> Weekdays.of(t).isPresent() || RELATIVE.contains(t)).count() == 1;
    return named ? Dates.day(tokens, context).map(d -> name(d.getDayOfWeek())) : Optional.empty();
  }

  private static String name(DayOfWeek day) {
    return day.name().charAt(0) + day.name().substring(1).toLowerCase(Locale.ROOT);
  }
}
