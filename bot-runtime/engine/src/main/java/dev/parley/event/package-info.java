/**
 * The vocabulary of a conversation: what can happen ({@link dev.parley.event.DialogEvent}), what we may answer ({@link
 * dev.parley.event.DialogOutput}), and the values that travel in them. Values only: no behaviour, clock or thread. Read
 * {@link dev.parley.event.DialogEvent} first.
 */
@NullMarked
package dev.parley.event;

import org.jspecify.annotations.NullMarked;
