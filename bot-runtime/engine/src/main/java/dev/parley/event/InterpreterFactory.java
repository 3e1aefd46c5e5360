package dev.parley.event;

import dev.parley.definition.BotDefinition;

/** Makes an {@link Interpreter} for a bot in one of its locales. Training may take seconds. */
@FunctionalInterface
public interface InterpreterFactory {

  /**
   * Trains on the bot's sample utterances, slot types and cues.
   *
   * @throws IllegalArgumentException when the bot does not have the locale
   */
  Interpreter train(BotDefinition bot, String localeId);
}
