package dev.parley.identity;

import dev.parley.definition.BotDefinition;
import java.util.List;

/**
 * Somebody who calls, and what they may do. What is not allowed is refused.
 *
 * @param name of the file
 * @param converse which bots they may talk to
 * @param readSessions whose sessions they may look at
 * @param administer whether they may see metrics
 */
public record Principal(String name, List<Grant> converse, List<Grant> readSessions, boolean administer) {

  public Principal {
    converse = List.copyOf(converse);
    readSessions = List.copyOf(readSessions);
  }

  /** A bot by its name or id, and an alias of it; {@code *} is any. */
  public record Grant(String bot, String alias) {

    /** Reads {@code BOT}, {@code BOT/ALIAS} or {@code *}. */
    static Grant of(String text) {
      int slash = text.indexOf('/');
      return slash < 0 ? new Grant(text, "*") : new Grant(text.substring(0, slash), text.substring(slash + 1));
    }

    boolean covers(BotDefinition wanted, String wantedAlias) {
      boolean sameBot = bot.equals("*") || bot.equals(wanted.name()) || bot.equals(wanted.id());
      return sameBot && (alias.equals("*") || alias.equals(wantedAlias));
    }
  }

  /** Whether they may talk to this bot. */
  public boolean mayConverse(BotDefinition bot, String alias) {
    return converse.stream().anyMatch(g -> g.covers(bot, alias));
  }

  /** Whether they may look at this bot's sessions. */
  public boolean mayReadSessions(BotDefinition bot, String alias) {
    return readSessions.stream().anyMatch(g -> g.covers(bot, alias));
  }
}
