package dev.parley.conversation;

import dev.parley.definition.BotDefinition;
import dev.parley.engine.ConversationCore;
import dev.parley.event.Interpreter;
import dev.parley.event.InterpreterFactory;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The bots that are served, by id and by name. Thread-safe; a bot is replaced as a whole, and conversations that run keep the one
 * they began with.
 */
public final class Bots {

  private final InterpreterFactory interpreters;
  private volatile Map<String, LoadedBot> byId = Map.of();

  /** Trains an interpreter for each locale of a bot that is loaded. */
  public Bots(InterpreterFactory interpreters) {
    this.interpreters = interpreters;
  }

  /**
   * Takes a bot into service, in place of an older one of its id. Several may be loaded at once; none waits for another's training.
   *
   * @throws IllegalArgumentException when another bot has this name or id
   */
  public LoadedBot load(BotDefinition bot) {
    return serve(prepare(bot));
  }

  /**
   * Makes a bot ready that is not served yet, so that it can be tried before.
   *
   * @throws IllegalArgumentException when another bot has this name or id
   */
  public LoadedBot prepare(BotDefinition bot) {
    distinct(bot);
    Map<String, LocaleBot> locales = new LinkedHashMap<>();
    bot.locales().forEach((id, locale) ->
        locales.put(id, new LocaleBot(bot, id, new ConversationCore(bot, id), new HintedInterpreter(interpreters.train(bot, id)))));
    return new LoadedBot(bot, locales);
  }

  /**
   * Takes a bot into service that was made ready: new conversations get it, those that run finish on theirs.
   *
   * @throws IllegalArgumentException when another bot has this name or id
   */
  public synchronized LoadedBot serve(LoadedBot bot) {
    distinct(bot.definition());
    Map<String, LoadedBot> next = new TreeMap<>(byId);
    next.put(bot.definition().id(), bot);
    byId = Collections.unmodifiableMap(next);
    return bot;
  }

  private void distinct(BotDefinition bot) {
    for (LoadedBot other : byId.values()) {
      boolean sameId = other.definition().id().equals(bot.id());
      boolean sameName = other.definition().name().equals(bot.name());
      if (sameId != sameName) {
        throw new IllegalArgumentException(
            "bot " + bot.name() + " (" + bot.id() + ") and bot " + other.definition().name() + " ("
                + other.definition().id() + ") cannot be told apart; give one of them another name or id");
      }
    }
  }

  /** The bot with this id or name. */
  public Optional<LoadedBot> find(String idOrName) {
    Map<String, LoadedBot> now = byId;
    return Optional.ofNullable(now.get(idOrName))
        .or(() -> now.values().stream().filter(b -> b.definition().name().equals(idOrName)).findFirst());
  }

  /**
   * A bot in one of its locales.
   *
   * @throws ConversationRefused NOT_FOUND when there is none; the message names those there are
   */
  public LocaleBot require(String idOrName, String localeId) {
    LoadedBot bot =
        find(idOrName)
            .orElseThrow(() -> new ConversationRefused(
                ConversationRefused.Kind.NOT_FOUND, "there is no bot '" + idOrName + "' here; address it by its id or name"));
    return Optional.ofNullable(bot.locales().get(localeId))
        .orElseThrow(() -> new ConversationRefused(
            ConversationRefused.Kind.NOT_FOUND,
            "bot '" + idOrName + "' has no locale '" + localeId + "'; it has " + String.join(", ", bot.locales().keySet())));
  }

  /** All bots, by their names. */
  public List<LoadedBot> all() {
    return byId.values().stream().sorted(Comparator.comparing(b -> b.definition().name())).toList();
  }

  /** A bot in service. */
  public record LoadedBot(BotDefinition definition, Map<String, LocaleBot> locales) {
    public LoadedBot {
      locales = Map.copyOf(locales);
    }
  }

  /** A bot in service in one locale. */
  public record LocaleBot(BotDefinition definition, String localeId, ConversationCore core, Interpreter interpreter) {}
}
