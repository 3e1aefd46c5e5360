package dev.parley.cli;

import dev.parley.definition.BotDefinition;
import dev.parley.diagnostic.Report;
import dev.parley.diagnostic.TextReportPrinter;
import dev.parley.nlu.TrainedInterpreterFactory;
import dev.parley.simulation.ConversationTestRunner;
import dev.parley.simulation.TestResult;
import dev.parley.yaml.Loaded;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
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

  private static final String FOLDER = "conversations";

  @Spec private CommandSpec spec;

  @Parameters(arity = "1..*", paramLabel = "BOT", description = "Bot files, bots' folders, or folders of those.")
  private List<Path> places = List.of();

  @Option(names = {"-v", "--verbose"}, description = "Print what was said in each conversation.")
  private boolean verbose;

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    int passed = 0;
    int failed = 0;
    for (Path file : BotFiles.find(places)) {
      Loaded<BotDefinition> bot = BotFiles.read(file, BotFiles.groups(file, new Report()));
      if (bot.value().isEmpty()) {
        throw new Complaint(TextReportPrinter.print(bot.report()));
      }
      ConversationTestRunner runner = new ConversationTestRunner(bot.value().get(), new TrainedInterpreterFactory());
      for (Path test : tests(file)) {
        TestResult result = runner.run(BotFiles.source(test));
        passed += result.passed() ? 1 : 0;
        failed += result.passed() ? 0 : 1;
        out.println((result.passed() ? "ok      " : "FAILED  ") + test);
        if (verbose || !result.passed()) {
          result.transcript().forEach(line -> out.println("        " + line));
        }
        out.print(TextReportPrinter.print(result.report()));
      }
    }
    out.println(passed + " passed, " + failed + " failed");
    out.flush();
    return failed == 0 && passed > 0 ? 0 : 1;
  }

  private static List<Path> tests(Path bot) throws IOException {
    Path folder = bot.resolveSibling(FOLDER);
    if (!Files.isDirectory(folder)) {
      throw new Complaint("there is no folder " + folder + "; conversation tests stand there, one file each");
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(f -> f.toString().endsWith(".yaml")).sorted().toList();
    }
  }
}
