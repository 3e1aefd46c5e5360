package dev.parley.nlu;

import dev.parley.definition.BotDefinition;
import dev.parley.encoder.RememberedSamples;
import dev.parley.event.InterpreterFactory;
import java.util.Optional;
import java.util.function.Function;

/** Trains interpreters. Thread-safe. */
public final class TrainedInterpreterFactory implements InterpreterFactory {

  private final Function<String, Optional<RememberedSamples>> encoders;

  /** Trains on words alone: the light option. */
  public TrainedInterpreterFactory() {
    this(localeId -> Optional.empty());
  }

  /**
   * Trains on words and on what sentences mean.
   *
   * @param encoders the encoder that knows the language of a locale, such as {@code en_US}; where there is none, words alone tell
   */
  public TrainedInterpreterFactory(Function<String, Optional<RememberedSamples>> encoders) {
    this.encoders = encoders;
  }

  @Override
  public ExplainingInterpreter train(BotDefinition bot, String localeId) {
    return new TrainedInterpreter(
        bot.locale(localeId).orElseThrow(() -> new IllegalArgumentException("bot " + bot.name() + " has no locale " + localeId)),
        encoders.apply(localeId));
  }
}
