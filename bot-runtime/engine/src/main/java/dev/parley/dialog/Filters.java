package dev.parley.dialog;

import dev.parley.definition.Template.Filter;
import java.math.BigDecimal;
import java.text.NumberFormat;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.YearMonth;
import java.time.chrono.IsoChronology;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.FormatStyle;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Shapes values for the ear. Used by the core for plain values and by the shell's vault for secrets. Pure. */
public final class Filters {

  private static final int GROUP = 4;

  /** Amounts of a locale: only copies of these are changed or used, so that no use sees another one. */
  private static final Map<Locale, NumberFormat> MONEY = Collections.synchronizedMap(new HashMap<>());

  /** Immutable, by locale and pattern. */
  private static final Map<List<Object>, DateTimeFormatter> DATES = Collections.synchronizedMap(new HashMap<>());

  private Filters() {}

  /** The value, shaped by each filter in turn; a value that a filter cannot read passes through it unchanged. */
  public static String apply(List<Filter> filters, String value, Locale locale) {
    String shaped = value;
    for (Filter filter : filters) {
      shaped =
          switch (filter) {
            case PLAIN -> shaped;
            case LAST4 -> last(shaped, GROUP);
            case DIGITS -> spaced(shaped);
            case SPELL -> shaped.codePoints().mapToObj(Character::toString).collect(Collectors.joining(", "));
            case GROUPS -> groups(shaped);
            case MONEY -> money(shaped, locale);
            case DATE -> date(shaped, locale);
            case DAY -> day(shaped, locale);
            case TIME -> time(shaped, locale);
          };
    }
    return shaped;
  }

  private static String last(String value, int count) {
    return value.substring(Math.max(0, value.length() - count));
  }

  private static String spaced(String value) {
    return value.codePoints().mapToObj(Character::toString).collect(Collectors.joining(" "));
  }

  private static String groups(String value) {
    StringBuilder out = new StringBuilder();
    for (int from = 0; from < value.length(); from += GROUP) {
      out.append(from == 0 ? "" : ", ").append(spaced(value.substring(from, Math.min(value.length(), from + GROUP))));
    }
    return out.toString();
  }

  private static String money(String value, Locale locale) {
    try {
      BigDecimal amount = new BigDecimal(value.strip());
      NumberFormat format = (NumberFormat) MONEY.computeIfAbsent(locale, NumberFormat::getCurrencyInstance).clone();
      if (amount.stripTrailingZeros().scale() <= 0) {
        format.setMaximumFractionDigits(0);
      }
      return format.format(amount);
    } catch (NumberFormatException e) {
      return value;
    }
  }

  private static DateTimeFormatter dates(String pattern, Locale locale) {
    return DATES.computeIfAbsent(List.of(locale, pattern), k -> DateTimeFormatter.ofPattern(pattern, locale));
  }

  private static String date(String value, Locale locale) {
    try {
      return value.length() == "2028-03".length()
          ? dates("MMMM yyyy", locale).format(YearMonth.parse(value))
          : dates("MMMM d, yyyy", locale).format(LocalDate.parse(value));
    } catch (DateTimeException e) {
      return value;
    }
  }

  private static String day(String value, Locale locale) {
    try {
      return dates("EEEE, MMMM d", locale).format(LocalDate.parse(value));
    } catch (DateTimeException e) {
      return date(value, locale);
    }
  }

  private static String time(String value, Locale locale) {
    try {
      // Newer Javas part the time from AM and PM with a narrow space, which no voice and no test needs.
      String pattern = DateTimeFormatterBuilder.getLocalizedDateTimePattern(null, FormatStyle.SHORT, IsoChronology.INSTANCE, locale);
      return dates(pattern, locale).format(LocalTime.parse(value)).replace('\u202f', ' ');
    } catch (DateTimeException e) {
      return value;
    }
  }
}
