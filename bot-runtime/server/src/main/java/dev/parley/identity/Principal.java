package dev.parley.identity;

import dev.parley.conversation.BotAlias;
import dev.parley.definition.BotDefinition;
import java.util.List;

/**
 * Somebody who calls, and what they may do. What is not allowed is refused.
 *
 * @param name of the file
 * @param converse which bots they may talk to
 * @param readSessions whose sessions they may look at
 * @param readFeatures the feature groups whose records they may look up; {@code *} is any
 * @param writeFeatures the feature groups whose records they may change; {@code *} is any
 * @param administer whether they may see metrics, define feature groups and make customers forgotten
 */
public record Principal(
    String name,
    List<Grant> converse,
    List<Grant> readSessions,
    List<String> readFeatures,
    List<String> writeFeatures,
    boolean administer) {

  public Principal {
    converse = List.copyOf(converse);
    readSessions = List.copyOf(readSessions);
    readFeatures = List.copyOf(readFeatures);
    writeFeatures = List.copyOf(writeFeatures);
  }

  /** A bot, and an alias of it, each by its name or id; {@code *} is any. */
  public record Grant(String bot, String alias) {

    /** Reads {@code BOT}, {@code BOT/ALIAS} or {@code *}. */
    static Grant of(String text) {
      int slash = text.indexOf('/');
      return slash < 0 ? new Grant(text, "*") : new Grant(text.substring(0, slash), text.substring(slash + 1));
    }

    boolean covers(BotDefinition wanted, BotAlias wantedAlias) {
      boolean sameBot = bot.equals("*") || bot.equals(wanted.name()) || bot.equals(wanted.id());
      return sameBot && (alias.equals("*") || wantedAlias.isCalled(alias));
    }
  }

  /** Whether they may talk to this bot under this alias. */
  public boolean mayConverse(BotDefinition bot, BotAlias alias) {
    return converse.stream().anyMatch(g -> g.covers(bot, alias));
  }

  /** Whether they may look at this bot's sessions under this alias. */
  public boolean mayReadSessions(BotDefinition bot, BotAlias alias) {
    return readSessions.stream().anyMatch(g -> g.covers(bot, alias));
  }

  /** Whether they may look up records of this feature group. */
  public boolean mayReadFeatures(String group) {
    return readFeatures.contains(group) || readFeatures.contains("*");
  }

  /** Whether they may change records of this feature group. */
  public boolean mayWriteFeatures(String group) {
    return writeFeatures.contains(group) || writeFeatures.contains("*");
  }
}
