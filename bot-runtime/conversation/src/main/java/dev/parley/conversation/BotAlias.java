package dev.parley.conversation;

/**
 * A name under which clients call a version of a bot (Lex: bot alias). Two are one alias when their ids are.
 *
 * @param id what stands in a client's path: ten alphanumerics, or whatever a client of a draft wrote there
 * @param name what people call it, such as {@code prod}
 */
public record BotAlias(String id, String name) {

  /** Lex's alias of the draft, which every bot has that is served from its folder. */
  public static final BotAlias TEST = new BotAlias("TSTALIASID", "TestBotAlias");

  /** Whether a client or an identity file means this alias by that text: its id, or its name. */
  public boolean isCalled(String idOrName) {
    return id.equals(idOrName) || name.equals(idOrName);
  }

  @Override
  public String toString() {
    return name.equals(id) ? id : name + " (" + id + ")";
  }
}
