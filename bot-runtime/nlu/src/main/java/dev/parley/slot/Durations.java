package dev.parley.slot;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads lengths of time as ISO 8601 writes them: "an hour and a half" is PT1H30M, "eight weeks" P8W. Pure. */
final class Durations {

  /** Said around a length of time without changing it. */
  static final Set<String> AROUND = Set.of("for", "within", "around", "approximately", "roughly", "long", "exactly", "some", "maybe", "like", "think",
          "say", "probably");

  private static final BigDecimal HALF = new BigDecimal("0.5");
  private static final BigDecimal QUARTER = new BigDecimal("0.25");
  private static final int DAYS_OF_WEEK = 7;
  private static final int MINUTES_OF_HOUR = 60;
  private static final Set<String> WHOLE = Set.of("all", "whole", "full", "entire", "another");

  /** From long to short. {@code parts} of the shorter unit with which a fraction can be said; 0 = with none. */
  private enum Unit {
    YEAR("Y", false, 12),
    MONTH("M", false, 0),
    WEEK("W", false, 0),
    DAY("D", false, 24),
    HOUR("H", true, 60),
    MINUTE("M", true, 60),
    SECOND("S", true, 0);

    private final String sign;
    private final boolean time;
    private final int parts;

    Unit(String sign, boolean time, int parts) {
      this.sign = sign;
      this.time = time;
      this.parts = parts;
    }

    private Unit shorter() {
      return switch (this) {
        case YEAR -> MONTH;
        case DAY -> HOUR;
        case HOUR -> MINUTE;
        default -> SECOND;
      };
    }
  }

  private Durations() {}

  /** The length of time that all the tokens together are. */
  static Optional<String> read(List<String> said) {
    List<String> tokens = new ArrayList<>();
    said.forEach(t -> tokens.addAll(split(t)));
    Map<Unit, BigDecimal> length = new EnumMap<>(Unit.class);
    int at = 0;
    while (at < tokens.size()) {
      at += tokens.get(at).equals("and") && at > 0 ? 1 : 0;
      Optional<Cardinals.Reading> amount = amount(tokens, at);
      int end = amount.map(Cardinals.Reading::end).orElse(at);
      end += end < tokens.size() && tokens.get(end).equals("of") ? 1 : 0;
      Optional<Unit> unit = amount.isPresent() && end < tokens.size() ? unit(tokens.get(end)) : Optional.empty();
      if (unit.isEmpty() || amount.get().value().signum() <= 0) {
        return Optional.empty();
      }
      BigDecimal value = amount.get().value().multiply(BigDecimal.valueOf(times(tokens.get(end))));
      at = end + 1;
      Optional<Cardinals.Reading> fraction =
          at < tokens.size() && tokens.get(at).equals("and") ? Fractions.read(tokens, at + 1) : Optional.empty();
      if (fraction.isPresent() && fraction.get().end() == tokens.size()) {
        value = value.add(fraction.get().value());
        at = tokens.size();
      }
      Optional<Cardinals.Reading> minutes = unit.get() == Unit.HOUR ? minutes(tokens, at) : Optional.empty();
      if (minutes.isPresent()) {
        length.put(Unit.MINUTE, minutes.get().value());
        at = minutes.get().end();
      }
      if (!add(length, unit.get(), value)) {
        return Optional.empty();
      }
    }
    return length.isEmpty() ? Optional.empty() : Optional.of(print(length));
  }

  private static int times(String unit) {
    return unit.startsWith("fortnight") ? 2 : unit.startsWith("decade") ? 10 : 1;
  }

  /** "One hour fifteen": a last bare number after hours is minutes. */
  private static Optional<Cardinals.Reading> minutes(List<String> tokens, int at) {
    return Cardinals.read(tokens, at)
        .filter(r -> r.end() == tokens.size() && r.value().scale() <= 0 && r.value().signum() > 0)
        .filter(r -> r.value().compareTo(BigDecimal.valueOf(MINUTES_OF_HOUR)) < 0);
  }

  /** "2h" is two words. An m is no million here. */
  private static List<String> split(String token) {
    if (token.equals("m")) {
      return List.of("minutes");
    }
    int digits = 0;
    while (digits < token.length() && SpokenTokens.digit(token.charAt(digits))) {
      digits++;
    }
    boolean both = digits > 0 && digits < token.length() && unit(token.substring(digits)).isPresent();
    return both ? List.of(token.substring(0, digits), token.substring(digits)) : List.of(token);
  }

  /** "Two", "a", "half an", "a quarter of an", "a couple of", "two and a half". */
  private static Optional<Cardinals.Reading> amount(List<String> tokens, int at) {
    String first = at < tokens.size() ? tokens.get(at) : "";
    String second = at + 1 < tokens.size() ? tokens.get(at + 1) : "";
    boolean article = first.equals("a") || first.equals("an");
    if (first.equals("half")) {
      return Optional.of(new Cardinals.Reading(HALF, at + (Set.of("a", "an").contains(second) ? 2 : 1)));
    } else if (WHOLE.contains(first) || article && WHOLE.contains(second)) {
      return Optional.of(new Cardinals.Reading(BigDecimal.ONE, at + (article ? 2 : 1)));
    } else if (first.equals("couple")) {
      return Optional.of(new Cardinals.Reading(BigDecimal.valueOf(2), at + 1));
    } else if (first.equals("three") && second.equals("quarters") && at + 2 < tokens.size() && tokens.get(at + 2).equals("of")) {
      int end = at + 3;
      end += end < tokens.size() && Set.of("a", "an").contains(tokens.get(end)) ? 1 : 0;
      return Optional.of(new Cardinals.Reading(QUARTER.multiply(BigDecimal.valueOf(3)), end));
    } else if (article && second.equals("half") || article && second.equals("quarter")) {
      int end = at + 2;
      end += end < tokens.size() && tokens.get(end).equals("of") ? 1 : 0;
      end += end < tokens.size() && Set.of("a", "an").contains(tokens.get(end)) ? 1 : 0;
      return Optional.of(new Cardinals.Reading(second.equals("half") ? HALF : QUARTER, end));
    } else if (article && second.equals("couple")) {
      return Optional.of(new Cardinals.Reading(BigDecimal.valueOf(2), at + 2));
    }
    Optional<Cardinals.Reading> number = Cardinals.read(tokens, at);
    return number.isEmpty() && article ? Optional.of(new Cardinals.Reading(BigDecimal.ONE, at + 1)) : number;
  }

  private static Optional<Unit> unit(String token) {
    return Optional.ofNullable(switch (token) {
      case "year", "years", "yr", "yrs", "y", "decade", "decades" -> Unit.YEAR;
      case "month", "months" -> Unit.MONTH;
      case "week", "weeks", "wk", "wks", "w", "fortnight", "fortnights" -> Unit.WEEK;
      case "day", "days", "d", "night", "nights" -> Unit.DAY;
      case "hour", "hours", "hr", "hrs", "h" -> Unit.HOUR;
      case "minute", "minutes", "min", "mins", "m" -> Unit.MINUTE;
      case "second", "seconds", "sec", "secs", "s" -> Unit.SECOND;
      default -> null;
    });
  }

  /** Adds so many of a unit; a fraction as the next shorter one. A unit said twice, or a fraction of what has none, is no length. */
  private static boolean add(Map<Unit, BigDecimal> length, Unit unit, BigDecimal value) {
    BigDecimal whole = BigDecimal.valueOf(value.longValue());
    BigDecimal rest = value.subtract(whole).multiply(BigDecimal.valueOf(unit.parts));
    boolean even = value.compareTo(whole) == 0;
    if (!even && (unit.parts == 0 || rest.stripTrailingZeros().scale() > 0) || length.containsKey(unit)) {
      return false;
    }
    if (whole.signum() > 0) {
      length.put(unit, whole);
    }
    if (!even) {
      length.put(unit.shorter(), rest);
    }
    return true;
  }

  private static String print(Map<Unit, BigDecimal> length) {
    BigDecimal weeks = length.get(Unit.WEEK);
    if (weeks != null && length.size() > 1) {
      // ISO 8601 has weeks alone or not at all.
      length.remove(Unit.WEEK);
      length.merge(Unit.DAY, weeks.multiply(BigDecimal.valueOf(DAYS_OF_WEEK)), BigDecimal::add);
    }
    StringBuilder iso = new StringBuilder("P");
    boolean time = false;
    for (Map.Entry<Unit, BigDecimal> part : length.entrySet()) {
      if (part.getKey().time && !time) {
        iso.append('T');
        time = true;
      }
      iso.append(part.getValue().stripTrailingZeros().toPlainString()).append(part.getKey().sign);
    }
    return iso.toString();
  }
}
