package dev.parley.simulation;

import dev.parley.definition.BotDefinition;
import dev.parley.event.Interpreter;
import java.time.Instant;
import java.time.ZoneId;

/**
 * All that a conversation depends on.
 *
 * @param bot who answers
 * @param localeId in which language
 * @param interpreter understands what is said
 * @param channel how the caller reaches the bot
 * @param start when
 * @param zone the caller's time zone
 * @param seed chooses among wordings
 * @param features what is on record of customers
 * @param hooks what code hooks answer
 * @param restored whether the state goes through its JSON form after every step, as it does between servers
 */
public record SimulationSetup(
    BotDefinition bot,
    String localeId,
    Interpreter interpreter,
    ChannelKind channel,
    Instant start,
    ZoneId zone,
    long seed,
    FeatureScript features,
    HookScript hooks,
    boolean restored) {

  /** The same, with every state restored from its JSON form or not. */
  public SimulationSetup restored(boolean always) {
    return new SimulationSetup(bot, localeId, interpreter, channel, start, zone, seed, features, hooks, always);
  }
}
