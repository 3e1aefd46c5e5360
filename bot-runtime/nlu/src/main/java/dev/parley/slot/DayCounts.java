package dev.parley.slot;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Reads days that are counted from another: "in two weeks", "three days ago", "a week from friday", "two weeks before christmas". Pure. */
final class DayCounts {

  private static final int MAX_COUNT = 1000;
  private static final int DAYS_OF_FORTNIGHT = 14;
  private static final Set<String> AHEAD = Set.of("from", "after", "on");

  private DayCounts() {}

  /**
   * The day that all the tokens together are.
   *
   * @param anchor reads the day that is counted from; it is no count itself
   */
  static Optional<LocalDate> read(List<String> said, LocalDate today, Function<List<String>, Optional<LocalDate>> anchor) {
    List<String> tokens = !said.isEmpty() && said.get(0).equals("in") ? said.subList(1, said.size()) : said;
    Span span = new Span();
    int at = 0;
    int end = part(tokens, at, span);
    while (end > at) {
      at = end;
      end = part(tokens, at + (at < tokens.size() && tokens.get(at).equals("and") ? 1 : 0), span);
    }
    if (at == 0 || tokens.size() > at && tokens.get(at).equals("and")) {
      return Optional.empty();
    }
    List<String> rest = tokens.subList(at, tokens.size());
    String word = rest.isEmpty() ? "" : rest.get(0);
    if (rest.isEmpty() || rest.size() == 1 && (word.equals("later") || word.equals("on"))) {
      return Optional.of(span.from(today, 1));
    } else if (rest.size() == 1 && word.equals("ago")) {
      return Optional.of(span.from(today, -1));
    }
    boolean now = rest.size() == 2 && rest.get(1).equals("now");
    Optional<LocalDate> from = now ? Optional.of(today) : anchor.apply(rest.subList(1, rest.size()));
    return AHEAD.contains(word) || word.equals("before") ? from.map(d -> span.from(d, word.equals("before") ? -1 : 1)) : Optional.empty();
  }

  /** Months and days so far. */
  private static final class Span {

    private int months;
    private int days;

    LocalDate from(LocalDate day, int sign) {
      return day.plusMonths((long) sign * months).plusDays((long) sign * days);
    }
  }

  /** Takes "two weeks" in; the index after it, or {@code start} when there is none. */
  private static int part(List<String> tokens, int start, Span span) {
    String first = start < tokens.size() ? tokens.get(start) : "";
    boolean couple = first.equals("couple") || first.equals("a") && start + 1 < tokens.size() && tokens.get(start + 1).equals("couple");
    int end = start + 1;
    int count;
    if (couple) {
      end = start + (first.equals("a") ? 2 : 1);
      count = 2;
    } else if (first.equals("a") || first.equals("an")) {
      count = 1;
    } else {
      Optional<Cardinals.Reading> number = Cardinals.read(tokens, start).filter(r -> r.value().scale() <= 0 && r.value().precision() <= 4);
      count = number.map(r -> r.value().intValue()).orElse(0);
      end = number.map(Cardinals.Reading::end).orElse(start);
    }
    if (count < 1 || count > MAX_COUNT || end >= tokens.size()) {
      return start;
    }
    switch (tokens.get(end)) {
      case "day", "days", "night", "nights" -> span.days += count;
      case "week", "weeks" -> span.days += 7 * count;
      case "fortnight", "fortnights" -> span.days += DAYS_OF_FORTNIGHT * count;
      case "month", "months" -> span.months += count;
      case "year", "years" -> span.months += 12 * count;
      default -> {
        return start;
      }
    }
    return end + 1;
  }
}
