package dev.parley.samples;

import dev.parley.hook.CodeHook;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;

/**
 * The appointment book of the reminder sample. A real one would ask the practice's; this one is closed on weekends, has nothing
 * free on Mondays, and the same three times on any other day. What it is told to book, cancel or note it agrees to.
 */
public final class ClinicHook implements CodeHook {

  private static final List<LocalTime> FREE = List.of(LocalTime.of(9, 0), LocalTime.of(11, 30), LocalTime.of(14, 0));
  private static final String FREE_IN_WORDS = "nine, eleven thirty, and two in the afternoon";

  @Override
  public String name() {
    return "clinic";
  }

  @Override
  public CompletionStage<String> handle(String lexEvent) {
    LexEvent event = LexEvent.of(lexEvent);
    return switch (event.label()) {
      case "find-day" -> done(event.goOn(day(LocalDate.parse(event.slot("NewDay").orElseThrow()))));
      case "find-time" -> done(event.goOn(time(LocalTime.parse(event.slot("NewTime").orElseThrow()))));
      case "confirm", "book", "cancel", "call-again", "opt-out" -> done(event.close(true, Map.of()));
      default -> CompletableFuture.failedFuture(new IllegalArgumentException("the clinic does not know the label " + event.label()));
    };
  }

  private static CompletionStage<String> done(String answer) {
    return CompletableFuture.completedFuture(answer);
  }

  private static Map<String, String> day(LocalDate day) {
    if (closed(day)) {
      return Map.of("day_state", "closed", "offer_day", next(day).toString());
    }
    return full(day)
        ? Map.of("day_state", "full", "offer_day", next(day).toString())
        : Map.of("day_state", "free", "free_times", FREE_IN_WORDS);
  }

  private static Map<String, String> time(LocalTime time) {
    LocalTime nearest =
        FREE.stream().min(Comparator.comparing((LocalTime free) -> Duration.between(free, time).abs())).orElseThrow();
    return Map.of("time_state", FREE.contains(time) ? "free" : "taken", "offer_time", nearest.toString());
  }

  private static LocalDate next(LocalDate day) {
    return Stream.iterate(day.plusDays(1), d -> d.plusDays(1)).filter(d -> !closed(d) && !full(d)).findFirst().orElseThrow();
  }

  private static boolean closed(LocalDate day) {
    return day.getDayOfWeek() == DayOfWeek.SATURDAY || day.getDayOfWeek() == DayOfWeek.SUNDAY;
  }

  private static boolean full(LocalDate day) {
    return day.getDayOfWeek() == DayOfWeek.MONDAY;
  }
}
