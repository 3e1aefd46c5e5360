/**
 * Slot types: text to values, given locale and now. The expected type picks the reading: "one fifty" is 150 where an amount is
 * asked and the digits 1 5 0 where an account is. Pure; table-driven; no backtracking. Read {@link
 * dev.parley.slot.BuiltInSlotTypes} first.
 */
@NullMarked
package dev.parley.slot;

import org.jspecify.annotations.NullMarked;
