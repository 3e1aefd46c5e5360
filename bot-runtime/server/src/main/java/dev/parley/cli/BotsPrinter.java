package dev.parley.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.versions.BotStore.Move;
import dev.parley.versions.BotStore.Publication;
import dev.parley.versions.BotVersion;
import dev.parley.versions.PublishedAlias;
import dev.parley.versions.PublishedBot;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Prints what a bot store holds and what became of it: for people, or as JSON. */
final class BotsPrinter {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final PrintWriter out;
  private final boolean json;

  BotsPrinter(PrintWriter out, boolean json) {
    this.out = out;
    this.json = json;
  }

  void bots(List<PublishedBot> bots, Path folder) {
    ArrayNode all = MAPPER.createArrayNode();
    for (PublishedBot bot : bots) {
      ObjectNode one = all.addObject().put("bot", bot.name()).put("id", bot.id()).put("versions", bot.versions().size());
      ArrayNode aliases = one.putArray("aliases");
      bot.aliases().forEach(a -> aliases.add(alias(a)));
      line(bot.name() + "  id " + bot.id() + "  " + count(bot.versions().size(), "version"));
      bot.aliases().forEach(a -> line("  " + a.name() + " (" + a.id() + ") points to version " + a.version() + " since " + a.since()));
    }
    if (bots.isEmpty()) {
      line("no bot is published in " + folder + "; `parley bots publish BOT` does so");
    }
    end(all);
  }

  void versions(PublishedBot bot) {
    ObjectNode one = MAPPER.createObjectNode().put("bot", bot.name()).put("id", bot.id());
    ArrayNode versions = one.putArray("versions");
    line(bot.name() + "  id " + bot.id());
    for (BotVersion version : bot.versions().descendingMap().values()) {
      versions.add(version(version, bot.aliasesOf(version.number())));
      line("  version " + version.number() + "  " + version.published() + "  sha256 " + version.shortSha()
          + version.description().map(d -> "  " + d).orElse("")
          + (bot.aliasesOf(version.number()).isEmpty() ? "" : "  <- " + String.join(", ", bot.aliasesOf(version.number()))));
    }
    end(one);
  }

  void version(PublishedBot bot, BotVersion version) {
    ObjectNode one = version(version, bot.aliasesOf(version.number()));
    one.put("bot", bot.name()).put("id", bot.id()).put("botFile", version.botFile());
    ObjectNode files = one.putObject("files");
    version.files().forEach(files::put);
    line(bot.name() + " version " + version.number() + ", published " + version.published() + version.description().map(d -> ": " + d).orElse(""));
    line("  sha256 " + version.sha256());
    version.files().forEach((path, hash) -> line("  " + hash + "  " + path));
    line(bot.aliasesOf(version.number()).isEmpty() ? "  no alias points to it" : "  " + String.join(", ", bot.aliasesOf(version.number())) + " points to it");
    end(one);
  }

  void alias(PublishedBot bot, PublishedAlias alias) {
    ObjectNode one = alias(alias).put("bot", bot.name());
    ArrayNode changes = one.putArray("changes");
    line(bot.name() + " alias " + alias.name() + " (" + alias.id() + ") points to version " + alias.version());
    for (PublishedAlias.Change change : alias.changes()) {
      changes.addObject().put("at", change.at().toString()).put("version", change.version()).put("rollback", change.rollback());
      line("  " + change.at() + "  version " + change.version() + (change.rollback() ? ", rolled back" : ""));
    }
    end(one);
  }

  void moved(Move move) {
    line(told(move));
    end(alias(move.alias()).put("bot", move.bot().name()).put("from", move.from().orElse(null)));
  }

  private static String told(Move move) {
    PublishedAlias alias = move.alias();
    String where = "alias " + alias.name() + " (" + alias.id() + ") of " + move.bot().name() + " points to version " + alias.version();
    return where + move.from().map(from -> from == alias.version() ? " already" : ", before to version " + from).orElse(", and is new");
  }

  void published(Publication publication, Optional<Move> moved) {
    BotVersion version = publication.version();
    ObjectNode one = version(version, moved.map(Move::bot).orElse(publication.bot()).aliasesOf(version.number()));
    one.put("bot", publication.bot().name()).put("id", publication.bot().id()).put("new", publication.fresh());
    line(publication.bot().name() + " version " + version.number()
        + (publication.fresh() ? " is published" : " holds just this since " + version.published() + "; nothing new is published") + "  sha256 " + version.shortSha());
    moved.ifPresent(m -> line(told(m)));
    end(one);
  }

  private static ObjectNode version(BotVersion version, List<String> aliases) {
    ObjectNode one = MAPPER.createObjectNode().put("version", version.number()).put("published", version.published().toString()).put("sha256", version.sha256());
    version.description().ifPresent(d -> one.put("description", d));
    ArrayNode names = one.putArray("aliases");
    aliases.forEach(names::add);
    return one;
  }

  private static ObjectNode alias(PublishedAlias alias) {
    return MAPPER.createObjectNode().put("alias", alias.name()).put("aliasId", alias.id()).put("version", alias.version()).put("since", alias.since().toString());
  }

  private static String count(int n, String what) {
    return n + " " + what + (n == 1 ? "" : "s");
  }

  private void line(String text) {
    if (!json) {
      out.println(text);
    }
  }

  private void end(com.fasterxml.jackson.databind.JsonNode all) {
    if (json) {
      out.println(all.toPrettyString());
    }
    out.flush();
  }
}
