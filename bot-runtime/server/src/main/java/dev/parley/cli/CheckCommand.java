package dev.parley.cli;

import dev.parley.definition.BotDefinition;
import dev.parley.diagnostic.JsonReportPrinter;
import dev.parley.diagnostic.Report;
import dev.parley.diagnostic.TextReportPrinter;
import dev.parley.feature.FeatureGroup;
import dev.parley.yaml.Loaded;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Reports every mistake in bots. */
@Command(name = "check", description = "Reports every mistake in bots, with its place and what to do.", mixinStandardHelpOptions = true)
final class CheckCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Parameters(arity = "1..*", paramLabel = "BOT", description = "Bot files, bots' folders, or folders of those.")
  private List<Path> places = List.of();

  @Option(names = "--json", description = "Print the mistakes as JSON.")
  private boolean json;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    boolean errors = false;
    for (Path file : BotFiles.find(places)) {
      errors |= check(file, json, out).isEmpty();
    }
    out.flush();
    return errors ? 1 : 0;
  }

  /** Prints every mistake in a bot and what is beside it; the bot, when there is none that forbids to serve it. */
  static Optional<BotDefinition> check(Path file, boolean json, PrintWriter out) {
    Report features = new Report();
    List<FeatureGroup> groups = BotFiles.groups(file, features);
    Loaded<BotDefinition> loaded = BotFiles.read(file, groups);
    loaded.value().ifPresent(b -> SampleWarnings.add(b, loaded.report()));
    boolean errors = false;
    for (Report report : List.of(features, loaded.report())) {
      errors |= report.hasErrors();
      out.print(json ? JsonReportPrinter.print(report) + "\n" : TextReportPrinter.print(report));
    }
    if (!json) {
      String good = loaded.value().map(b -> "bot " + b.name() + " (" + b.id() + ")").orElse("not usable");
      out.println(file + ": " + good + "; " + TextReportPrinter.summary(loaded.report()));
    }
    return errors ? Optional.empty() : loaded.value();
  }
}
