package dev.parley.slot;

import java.time.LocalDate;

/**
 * What a value is read against.
 *
 * @param localeId such as {@code en_US}
 * @param today in the caller's time zone
 */
public record SlotContext(String localeId, LocalDate today) {}
