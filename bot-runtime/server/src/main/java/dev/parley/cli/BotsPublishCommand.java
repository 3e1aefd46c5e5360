package dev.parley.cli;

import dev.parley.definition.BotDefinition;
import dev.parley.event.InterpreterFactory;
import dev.parley.versions.BotContents;
import dev.parley.versions.BotStore;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Publishes a bot: checks it, runs its conversations, and keeps a copy that never changes. */
@Command(
    name = "publish",
    description = "Publishes a bot as its next version, when it has no mistake and its conversation tests pass. What was published before keeps its number.",
    mixinStandardHelpOptions = true)
final class BotsPublishCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "BOT", description = "A bot's file or folder.")
  private Path place;

  @Mixin private StoreOptions options = new StoreOptions();

  @Option(names = "--description", paramLabel = "TEXT", description = "What is new in it.")
  private Optional<String> description = Optional.empty();

  @Option(names = "--alias", paramLabel = "NAME", description = "Point this alias to it at once.")
  private Optional<String> alias = Optional.empty();

  @Option(names = "--no-tests", description = "Do not run the conversations beside it; it is trained all the same.")
  private boolean noTests;

  @Option(names = "--encoder", paramLabel = "NAME", description = "The sentence encoder that tests use, as the setting understanding.encoder.")
  private Optional<String> encoder = Optional.empty();

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    // What people read goes elsewhere when a program reads the rest.
    PrintWriter told = options.json() ? spec.commandLine().getErr() : out;
    List<Path> files = BotFiles.find(List.of(place));
    if (files.size() > 1) {
      throw new Complaint(place + " holds " + files.size() + " bots; publish one at a time");
    }
    Path file = files.get(0);
    Optional<BotDefinition> bot = CheckCommand.check(file, false, told);
    told.flush();
    if (bot.isEmpty()) {
      throw new Complaint("nothing is published: the bot has mistakes");
    }
    BotContents contents = BotFiles.contents(file);
    SortedMap<String, String> tried = contents.digests();
    String wrong = tried(file, bot.get(), told);
    told.flush();
    if (!wrong.isEmpty()) {
      throw new Complaint("nothing is published: " + wrong);
    }
    BotStore store = options.store();
    BotStore.Publication publication = store.publish(bot.get().name(), bot.get().id(), contents, tried, description);
    Optional<BotStore.Move> moved = alias.map(a -> store.point(bot.get().name(), a, publication.version().number()));
    new BotsPrinter(out, options.json()).published(publication, moved);
    return 0;
  }

  /** Holds the bot's conversations, or at least trains it; what went wrong, or nothing. */
  private String tried(Path file, BotDefinition bot, PrintWriter told) throws IOException {
    InterpreterFactory trainer = UnderstandingOptions.factory(options.settings(), encoder);
    if (!noTests && ConversationTests.areBeside(file)) {
      ConversationTests.Outcome outcome = ConversationTests.run(file, bot, trainer, false, told);
      told.println(outcome.passed() + " passed, " + outcome.failed() + " failed");
      return outcome.failed() == 0 ? "" : outcome.failed() + " of its conversation tests fail; mend them, or publish with --no-tests";
    }
    told.println(noTests ? "its conversation tests are left out" : "there are no conversation tests beside it");
    try {
      bot.locales().keySet().forEach(locale -> trainer.train(bot, locale));
    } catch (RuntimeException e) {
      throw new Complaint("nothing is published: the bot cannot be trained: " + e.getMessage(), e);
    }
    return "";
  }
}
