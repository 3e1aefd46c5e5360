package dev.parley.cli;

import dev.parley.versions.BotStore;
import dev.parley.versions.PublishedBot;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Versions of bots, and the aliases that point to them. */
@Command(
    name = "bots",
    description = "Publishes bots as versions that never change, and points aliases to them; running servers follow.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = BotsPublishCommand.class)
final class BotsCommand {

  @Spec private CommandSpec spec;

  @Command(name = "list", description = "Lists published bots with their aliases; or a bot's versions.", mixinStandardHelpOptions = true)
  int list(
      @Mixin StoreOptions options, @Parameters(arity = "0..1", paramLabel = "BOT", description = "The name of a published bot.") Optional<String> bot) {
    BotStore store = options.store();
    BotsPrinter printer = printer(options);
    if (bot.isPresent()) {
      printer.versions(store.bot(bot.get()));
    } else {
      printer.bots(store.names().stream().map(store::bot).toList(), store.folder());
    }
    return 0;
  }

  @Command(name = "show", description = "Shows a version and its files, or an alias and what it has pointed to.", mixinStandardHelpOptions = true)
  int show(
      @Mixin StoreOptions options,
      @Parameters(paramLabel = "BOT", description = "The name of a published bot.") String name,
      @Parameters(paramLabel = "WHAT", description = "A version's number, or an alias's name or id.") String what) {
    BotStore store = options.store();
    PublishedBot bot = store.bot(name);
    if (what.matches("[0-9]{1,9}") && bot.alias(what).isEmpty()) {
      printer(options).version(bot, BotStore.version(bot, Integer.parseInt(what)));
    } else {
      printer(options).alias(bot, BotStore.alias(bot, what));
    }
    return 0;
  }

  @Command(
      name = "point",
      description = "Points an alias to a version: new conversations get it. Makes the alias when there is none.",
      mixinStandardHelpOptions = true)
  int point(
      @Mixin StoreOptions options,
      @Parameters(paramLabel = "BOT", description = "The name of a published bot.") String name,
      @Parameters(paramLabel = "ALIAS", description = "The alias's name, such as prod; or its id.") String alias,
      @Parameters(paramLabel = "VERSION", description = "A version's number.") String version) {
    BotStore store = options.store();
    printer(options).moved(store.point(name, alias, number(store.bot(name), version)));
    return 0;
  }

  private static int number(PublishedBot bot, String version) {
    if (version.matches("[1-9][0-9]{0,8}")) {
      return Integer.parseInt(version);
    }
    String what = bot.alias(version).map(a -> "that is an alias, which points to version " + a.version()).orElse("`parley bots list " + bot.name() + "` lists them");
    throw new Complaint("a version is a number, not '" + version + "'; " + what);
  }

  @Command(name = "rollback", description = "Points an alias to the version that it pointed to before.", mixinStandardHelpOptions = true)
  int rollback(
      @Mixin StoreOptions options,
      @Parameters(paramLabel = "BOT", description = "The name of a published bot.") String name,
      @Parameters(paramLabel = "ALIAS", description = "The alias's name or id.") String alias) {
    printer(options).moved(options.store().rollback(name, alias));
    return 0;
  }

  private BotsPrinter printer(StoreOptions options) {
    return new BotsPrinter(spec.commandLine().getOut(), options.json());
  }
}
