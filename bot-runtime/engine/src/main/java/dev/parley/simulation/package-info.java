/**
 * Whole conversations in virtual time: the core, a shell that carries out its wishes from a script, and a caller. Half an hour
 * on the phone takes milliseconds, and the same script and seed give the same conversation, always. Used by {@code parley
 * test}, by our own tests, and by whoever writes a bot. Read {@link dev.parley.simulation.Simulation} first, then {@link
 * dev.parley.simulation.ConversationTestRunner} for tests and {@link dev.parley.simulation.Simulator} for drawn callers.
 */
@NullMarked
package dev.parley.simulation;

import org.jspecify.annotations.NullMarked;
