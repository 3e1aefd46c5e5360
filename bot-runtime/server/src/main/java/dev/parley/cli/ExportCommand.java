package dev.parley.cli;

import dev.parley.definition.BotDefinition;
import dev.parley.diagnostic.Report;
import dev.parley.diagnostic.TextReportPrinter;
import dev.parley.lex.LexExporter;
import dev.parley.yaml.Loaded;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes of bots what other systems import. */
@Command(
    name = "export",
    description = "Makes of a bot what another system imports.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = ExportCommand.Lex.class)
final class ExportCommand {

  /** Makes an export of Lex V2. */
  @Command(
      name = "lex",
      description = "Makes of a bot an export that Amazon Lex V2 imports, and tells what Lex has no form for.",
      mixinStandardHelpOptions = true)
  static final class Lex implements Callable<Integer> {

    @Spec private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "BOT", description = "The bot's file or folder.")
    private Path place;

    @Option(names = "--out", paramLabel = "FILE", description = "The zip to write (default: as Lex would call it, here).")
    private Optional<Path> file = Optional.empty();

    @Option(names = "--force", description = "Write over a file that is there.")
    private boolean force;

    @Override
    public Integer call() {
      PrintWriter out = spec.commandLine().getOut();
      List<Path> bots = BotFiles.find(List.of(place));
      if (bots.size() != 1) {
        throw new Complaint("there are " + bots.size() + " bots in " + place + "; name one of them");
      }
      Loaded<BotDefinition> bot = BotFiles.read(bots.get(0), BotFiles.groups(bots.get(0), new Report()));
      if (bot.value().isEmpty()) {
        throw new Complaint(TextReportPrinter.print(bot.report()));
      }
      LexExporter.Exported exported = LexExporter.export(bot.value().get());
      Path to = file.orElseGet(() -> Path.of(exported.fileName()));
      if (Files.exists(to) && !force) {
        throw new Complaint(to + " is there already; name another file with --out, or write over it with --force");
      }
      try {
        Files.write(to, exported.zip());
      } catch (IOException e) {
        throw new Complaint(to + " cannot be written: " + e.getMessage(), e);
      }
      out.print(exported.report().print());
      out.println(to + ": bot " + bot.value().get().name() + " with " + exported.report().summary());
      out.flush();
      return 0;
    }
  }
}
