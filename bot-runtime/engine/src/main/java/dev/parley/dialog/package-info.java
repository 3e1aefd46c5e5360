/**
 * What was said, and what the bot does about it: intents, slots, confirmation, customer facts, fulfilment, wait and continue.
 * Pure. Knows nothing of who has the floor ({@code dev.parley.turn}). Read {@link dev.parley.dialog.DialogEngine} first.
 */
@NullMarked
package dev.parley.dialog;

import org.jspecify.annotations.NullMarked;
