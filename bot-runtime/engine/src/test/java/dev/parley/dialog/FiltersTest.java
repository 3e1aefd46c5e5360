package dev.parley.dialog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.definition.Template.Filter;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** Values as a caller hears them. */
class FiltersTest {

  private static String said(Filter filter, String value, Locale locale) {
    return Filters.apply(List.of(filter), value, locale);
  }

  @Test
  void aDayIsToldByItsWeekday() {
    assertThat(said(Filter.DAY, "2026-12-03", Locale.US)).isEqualTo("Thursday, December 3");
    assertThat(said(Filter.DAY, "2028-03", Locale.US)).as("a month has no weekday").isEqualTo("March 2028");
    assertThat(said(Filter.DAY, "some day", Locale.US)).isEqualTo("some day");
  }

  @Test
  void aTimeIsToldAsTheLocaleTellsIt() {
    assertThat(said(Filter.TIME, "14:30", Locale.US)).isEqualTo("2:30 PM");
    assertThat(said(Filter.TIME, "09:00", Locale.US)).isEqualTo("9:00 AM");
    assertThat(said(Filter.TIME, "14:30", Locale.GERMANY)).isEqualTo("14:30");
    assertThat(said(Filter.TIME, "noonish", Locale.US)).isEqualTo("noonish");
  }
}
