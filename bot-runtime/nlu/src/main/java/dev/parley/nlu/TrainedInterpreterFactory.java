package dev.parley.nlu;

import dev.parley.definition.BotDefinition;
import dev.parley.encoder.RememberedSamples;
import dev.parley.event.InterpreterFactory;
import dev.parley.learning.LearntModels;
import java.util.Optional;
import java.util.function.Function;

/** Trains interpreters. Thread-safe. */
public final class TrainedInterpreterFactory implements InterpreterFactory {

  private final Function<String, Optional<RememberedSamples>> encoders;
  private final LearntModels learnt;

  /** Trains on words alone: the light option. */
  public TrainedInterpreterFactory() {
    this(localeId -> Optional.empty(), LearntModels.none());
  }

  /**
   * Trains on words and on what sentences mean.
   *
   * @param encoders the encoder that knows the language of a locale, such as {@code en_US}; where there is none, words alone tell
   */
  public TrainedInterpreterFactory(Function<String, Optional<RememberedSamples>> encoders) {
    this(encoders, LearntModels.none());
  }

  /**
   * The same, but what was learnt before is not learnt again.
   *
   * @param learnt takes what is learnt, too
   */
  public TrainedInterpreterFactory(Function<String, Optional<RememberedSamples>> encoders, LearntModels learnt) {
    this.encoders = encoders;
    this.learnt = learnt;
  }

  @Override
  public ExplainingInterpreter train(BotDefinition bot, String localeId) {
    return new TrainedInterpreter(
        bot.locale(localeId).orElseThrow(() -> new IllegalArgumentException("bot " + bot.name() + " has no locale " + localeId)),
        encoders.apply(localeId), learnt);
  }
}
