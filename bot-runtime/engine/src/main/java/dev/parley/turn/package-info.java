/**
 * Who has the floor: barge-in, the end of the caller's turn, silence. Decides when something was said, never what it means.
 * Pure. Read {@link dev.parley.turn.TurnTaking} first.
 */
@NullMarked
package dev.parley.turn;

import org.jspecify.annotations.NullMarked;
