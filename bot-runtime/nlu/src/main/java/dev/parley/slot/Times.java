package dev.parley.slot;

import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads times of the day: "half past five in the evening", "quarter to nine", "17:30", "noon". A time on a dial of twelve hours
 * that does not say which half of the day it is may be either. Pure.
 */
final class Times {

  /** Said around a time without changing it. */
  static final Set<String> AROUND = Set.of("at", "around", "by", "for", "exactly", "sharp", "hours", "uhr", "make", "let's", "lets", "do", "say", "maybe", "approximately",
          "roughly", "like", "how", "circa", "early", "late", "ish");

  private static final Map<String, LocalTime> NAMED =
      Map.of("noon", LocalTime.NOON, "midday", LocalTime.NOON, "midnight", LocalTime.MIDNIGHT);
  private static final String ISH = "ish";
  private static final Set<String> PAST = Set.of("past", "after");
  private static final Set<String> BEFORE = Set.of("to", "before", "of", "till", "til");

  /** Parts of the day. */
  private enum Part {
    AM,
    PM,
    EVENING,
    NIGHT,
    LUNCH
  }

  private Times() {}

  /** The times that all the tokens together may be: none, one, or the two of a dial, the earlier first. */
  static List<LocalTime> read(List<String> said) {
    List<String> tokens = new ArrayList<>();
    said.forEach(t -> tokens.addAll(split(t)));
    Optional<LocalTime> named = named(tokens);
    Optional<Part> part = part(tokens);
    if (named.isPresent()) {
      return List.of(named.get());
    }
    Optional<Clock> clock = relative(tokens).or(() -> plain(tokens));
    return clock.map(c -> times(c, part)).orElse(List.of());
  }

  /** "Noon", "mid day", "twelve midnight", "half past midnight", "quarter to noon". */
  private static Optional<LocalTime> named(List<String> all) {
    int size = all.size();
    boolean parted = size > 1 && all.get(size - 2).equals("mid");
    String name = size == 0 ? "" : parted ? "mid" + all.get(size - 1) : all.get(size - 1);
    List<String> before = all.subList(0, Math.max(0, size - (parted ? 2 : 1)));
    LocalTime time = NAMED.get(name);
    if (time == null) {
      return Optional.empty();
    } else if (before.isEmpty() || number(before, 12, 12) == 12) {
      return Optional.of(time);
    }
    String joint = before.get(before.size() - 1);
    int minutes = minutes(before.subList(0, before.size() - 1), PAST.contains(joint));
    return minutes < 0 || !PAST.contains(joint) && !BEFORE.contains(joint)
        ? Optional.empty()
        : Optional.of(PAST.contains(joint) ? time.plusMinutes(minutes) : time.minusMinutes(minutes));
  }

  /** How many minutes: "half" (past only), "a quarter", "twenty five minutes", or -1. */
  private static int minutes(List<String> said, boolean past) {
    List<String> head = said.stream().filter(t -> !t.equals("a") && !t.startsWith("min")).toList();
    if (head.equals(List.of("three", "quarters"))) {
      return past ? 45 : -1;
    }
    return head.equals(List.of("half")) ? (past ? 30 : -1) : head.equals(List.of("quarter")) ? 15 : number(head, 1, 59);
  }

  /**
   * What a dial or a display shows.
   *
   * @param sure whether it is of twenty-four hours
   */
  private record Clock(int hour, int minute, boolean sure) {}

  /** "5pm" is two words; "8ish" is about eight. */
  private static List<String> split(String said) {
    String token = said.endsWith(ISH) && said.length() > ISH.length() ? said.substring(0, said.length() - ISH.length()) : said;
    int letters = 0;
    while (letters < token.length() && SpokenTokens.digit(token.charAt(letters))) {
      letters++;
    }
    String tail = token.substring(letters);
    return letters > 0 && Set.of("am", "pm", "a", "p", "h").contains(tail) ? List.of(token.substring(0, letters), tail.equals("a") || tail.equals("p") ? tail + "m" : tail) : List.of(token);
  }

  /** Takes the words that name a part of the day away. */
  private static Optional<Part> part(List<String> tokens) {
    Optional<Part> part = Optional.empty();
    for (int i = tokens.size() - 1; i >= 0; i--) {
      boolean dotted = i > 0 && tokens.get(i).equals("m") && Set.of("a", "p").contains(tokens.get(i - 1));
      Optional<Part> here =
          switch (dotted ? tokens.get(i - 1) + "m" : tokens.get(i)) {
            case "am", "morning" -> Optional.of(Part.AM);
            case "pm", "afternoon" -> Optional.of(Part.PM);
            case "evening" -> Optional.of(Part.EVENING);
            case "night", "tonight" -> Optional.of(Part.NIGHT);
            case "lunchtime" -> Optional.of(Part.LUNCH);
            default -> Optional.empty();
          };
      if (here.isPresent()) {
        part = here;
        tokens.remove(i);
        if (dotted) {
          tokens.remove(--i);
        }
      }
    }
    return part;
  }

  /** "Half past five", "twenty five to six", "quarter after nine". */
  private static Optional<Clock> relative(List<String> tokens) {
    for (int i = 1; i + 1 < tokens.size(); i++) {
      boolean past = PAST.contains(tokens.get(i));
      if (!past && !BEFORE.contains(tokens.get(i))) {
        continue;
      }
      int minutes = minutes(tokens.subList(0, i), past);
      int hour = number(withoutOClock(tokens.subList(i + 1, tokens.size())), 1, 12);
      if (minutes < 0 || hour < 0) {
        return Optional.empty();
      }
      return Optional.of(past ? new Clock(hour, minutes, false) : new Clock(hour == 1 ? 12 : hour - 1, 60 - minutes, false));
    }
    return Optional.empty();
  }

  /** "Ten", "ten thirty", "10:30", "six oh five", "oh nine hundred", "1730". */
  private static Optional<Clock> plain(List<String> all) {
    List<String> tokens = withoutOClock(all);
    if (tokens.size() > 1 && tokens.get(0).equals("half")) {
      // British: "half eight" is half past eight.
      int hour = number(tokens.subList(1, tokens.size()), 1, 12);
      return hour < 0 ? Optional.empty() : Optional.of(new Clock(hour, 30, false));
    }
    if (tokens.size() == 1 && SpokenTokens.digits(tokens.get(0)) && (tokens.get(0).length() == 3 || tokens.get(0).length() == 4)) {
      String digits = tokens.get(0);
      return clock(digits.substring(0, digits.length() - 2), digits.substring(digits.length() - 2), digits.length() == 4);
    }
    if (tokens.size() == 1 && tokens.get(0).indexOf('.') > 0) {
      String[] parts = tokens.get(0).split("\\.", 2);
      return clock(parts[0], parts[1], false);
    }
    boolean oh = !tokens.isEmpty() && Set.of("oh", "zero", "o").contains(tokens.get(0));
    List<String> rest = oh ? tokens.subList(1, tokens.size()) : tokens;
    for (int split = Math.min(2, rest.size()); split >= 1; split--) {
      int hour = number(rest.subList(0, split), 0, 23);
      int minute = minute(rest.subList(split, rest.size()));
      if (hour >= 0 && minute >= 0) {
        boolean zero = rest.get(0).length() == 2 && rest.get(0).startsWith("0");
        return Optional.of(new Clock(hour, minute, oh || zero || hour == 0 || hour > 12 || rest.contains("hundred")));
      }
    }
    return Optional.empty();
  }

  private static Optional<Clock> clock(String hour, String minute, boolean sure) {
    int h = number(List.of(hour), 0, 23);
    int m = number(List.of(minute), 0, 59);
    return h < 0 || m < 0 || minute.length() != 2
        ? Optional.empty()
        : Optional.of(new Clock(h, m, h == 0 || h > 12 || sure && hour.startsWith("0")));
  }

  private static List<String> withoutOClock(List<String> tokens) {
    int size = tokens.size();
    boolean parted = size > 1 && tokens.get(size - 1).equals("clock") && tokens.get(size - 2).equals("o");
    boolean whole = size > 0 && Set.of("o'clock", "oclock", "h").contains(tokens.get(size - 1));
    return tokens.subList(0, parted ? size - 2 : whole ? size - 1 : size);
  }

  private static int minute(List<String> tokens) {
    if (tokens.isEmpty() || tokens.equals(List.of("hundred"))) {
      return 0;
    }
    boolean oh = Set.of("oh", "zero", "o").contains(tokens.get(0));
    if (oh) {
      return tokens.size() == 2 ? number(tokens.subList(1, 2), 1, 9) : -1;
    }
    int minute = number(tokens, 0, 59);
    boolean shown = tokens.size() == 1 && SpokenTokens.digits(tokens.get(0)) && tokens.get(0).length() == 2;
    return minute >= 10 || shown ? minute : -1;
  }

  /** A whole number between these, of one or two words, or -1. */
  private static int number(List<String> tokens, int least, int most) {
    int value = -1;
    if (tokens.size() == 1) {
      String t = tokens.get(0);
      value = SpokenTokens.digits(t) && t.length() <= 2 ? Integer.parseInt(t) : SpokenTokens.small(t);
    } else if (tokens.size() == 2) {
      int tens = SpokenTokens.small(tokens.get(0));
      int unit = SpokenTokens.small(tokens.get(1));
      value = tens >= 20 && unit >= 1 && unit <= 9 ? tens + unit : -1;
    }
    return value >= least && value <= most ? value : -1;
  }

  private static List<LocalTime> times(Clock clock, Optional<Part> part) {
    if (clock.sure) {
      return List.of(LocalTime.of(clock.hour, clock.minute));
    }
    LocalTime am = LocalTime.of(clock.hour % 12, clock.minute);
    LocalTime pm = am.plusHours(12);
    return part.map(p -> List.of(switch (p) {
          case AM -> am;
          case PM, EVENING -> pm;
          case LUNCH -> clock.hour >= 10 && clock.hour < 12 ? am : pm;
          case NIGHT -> clock.hour % 12 < 6 ? am : pm;
        }))
        .orElse(List.of(am, pm));
  }
}
