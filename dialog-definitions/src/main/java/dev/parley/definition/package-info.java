/**
 * What a bot is: immutable records of bots, locales, intents, slots, prompts and timings, each with the {@link
 * dev.parley.diagnostic.Span} it was read from. Nothing here reads a file or decides anything; {@code dev.parley.yaml}
 * makes these records from text and the engine interprets them. Read {@link dev.parley.definition.BotDefinition} first.
 */
@NullMarked
package dev.parley.definition;

import org.jspecify.annotations.NullMarked;
