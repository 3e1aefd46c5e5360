package dev.parley.nlu;

import dev.parley.definition.BotDefinition;
import dev.parley.event.Interpreter;
import dev.parley.event.InterpreterFactory;

/** Trains interpreters. Thread-safe. */
public final class TrainedInterpreterFactory implements InterpreterFactory {

  @Override
  public Interpreter train(BotDefinition bot, String localeId) {
    return new TrainedInterpreter(
        bot.locale(localeId)
            .orElseThrow(() -> new IllegalArgumentException("bot " + bot.name() + " has no locale " + localeId)));
  }
}
