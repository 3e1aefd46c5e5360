package dev.parley.cli;

import dev.parley.definition.BotDefinition;
import dev.parley.diagnostic.Report;
import dev.parley.diagnostic.TextReportPrinter;
import dev.parley.event.InterpreterFactory;
import dev.parley.simulation.Coverage;
import dev.parley.simulation.CoverageReport;
import dev.parley.yaml.Loaded;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs bots' conversation tests in virtual time. */
@Command(
    name = "test",
    description = "Runs the conversations/*.yaml beside bots, in virtual time.",
    mixinStandardHelpOptions = true)
final class TestCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Parameters(arity = "1..*", paramLabel = "BOT", description = "Bot files, bots' folders, or folders of those.")
  private List<Path> places = List.of();

  @Option(names = {"-v", "--verbose"}, description = "Print what was said in each conversation.")
  private boolean verbose;

  @Option(names = "--coverage", description = "List what no conversation reached, each with its place.")
  private boolean listMissed;

  @Option(
      names = "--min-coverage",
      paramLabel = "PERCENT",
      description = "Fail when less of a bot is reached, in all or of its branches.")
  private Optional<Double> minCoverage = Optional.empty();

  @Option(names = "--coverage-json", paramLabel = "FILE", description = "Write the coverage as JSON.")
  private Optional<Path> coverageJson = Optional.empty();

  @Mixin private UnderstandingOptions understanding = new UnderstandingOptions();

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    InterpreterFactory factory = understanding.factory();
    int passed = 0;
    int failed = 0;
    Map<String, Coverage> coverage = new LinkedHashMap<>();
    for (Path file : BotFiles.find(places)) {
      Loaded<BotDefinition> bot = BotFiles.read(file, BotFiles.groups(file, new Report()));
      if (bot.value().isEmpty()) {
        throw new Complaint(TextReportPrinter.print(bot.report()));
      }
      if (!ConversationTests.areBeside(file)) {
        throw new Complaint("there is no folder " + ConversationTests.folder(file) + "; conversation tests stand there, one file each");
      }
      ConversationTests.Outcome outcome = ConversationTests.run(file, bot.value().get(), factory, verbose, out);
      passed += outcome.passed();
      failed += outcome.failed();
      coverage.put(file.toString(), outcome.coverage());
    }
    boolean enough = covered(new CoverageReport(coverage), out);
    out.println(passed + " passed, " + failed + " failed");
    out.flush();
    return failed == 0 && passed > 0 && enough ? 0 : 1;
  }

  /** Prints what was reached, and whether it is enough. */
  private boolean covered(CoverageReport report, PrintWriter out) throws IOException {
    report.figures().forEach(out::println);
    if (listMissed) {
      out.println(report.missed().isEmpty() ? "everything is reached" : "not reached");
      report.missed().forEach(line -> out.println("  " + line));
    }
    if (coverageJson.isPresent()) {
      Files.writeString(coverageJson.get(), report.json() + "\n");
    }
    List<String> below = minCoverage.map(report::below).orElse(List.of());
    below.forEach(line -> out.println("too little coverage: " + line + "; wanted " + minCoverage.orElse(0.0) + " %"));
    return below.isEmpty();
  }
}
