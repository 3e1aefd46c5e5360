package dev.parley.slot;

import java.time.LocalDate;

/**
 * What a value is read against.
 *
 * @param localeId such as {@code en_US}
 * @param today in the caller's time zone
 * @param prefer which day is meant by one that may be either behind or ahead
 */
public record SlotContext(String localeId, LocalDate today, Prefer prefer) {

  /** A context in which days are ahead, as appointments and payments are. */
  public SlotContext(String localeId, LocalDate today) {
    this(localeId, today, Prefer.FUTURE);
  }

  /** Of "the third of march" and "friday", the next or the latest; today is both. */
  public enum Prefer {
    FUTURE,
    PAST
  }

  /** The same with another preference. */
  public SlotContext preferring(Prefer other) {
    return new SlotContext(localeId, today, other);
  }
}
