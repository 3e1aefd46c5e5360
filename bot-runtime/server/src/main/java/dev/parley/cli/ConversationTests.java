package dev.parley.cli;

import dev.parley.definition.BotDefinition;
import dev.parley.diagnostic.TextReportPrinter;
import dev.parley.event.InterpreterFactory;
import dev.parley.simulation.ConversationTestRunner;
import dev.parley.simulation.Coverage;
import dev.parley.simulation.TestResult;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The conversation tests beside a bot, run in virtual time. */
final class ConversationTests {

  private static final String FOLDER = "conversations";

  private ConversationTests() {}

  /**
   * What came of them.
   *
   * @param coverage what of the bot they reached
   */
  record Outcome(int passed, int failed, Coverage coverage) {}

  static Path folder(Path bot) {
    return bot.resolveSibling(FOLDER);
  }

  static boolean areBeside(Path bot) {
    return Files.isDirectory(folder(bot));
  }

  /** Runs them all and prints how each went, and what was said in those that failed. */
  static Outcome run(Path file, BotDefinition bot, InterpreterFactory factory, boolean verbose, PrintWriter out) throws IOException {
    ConversationTestRunner runner = new ConversationTestRunner(bot, factory);
    int passed = 0;
    int failed = 0;
    for (Path test : tests(file)) {
      TestResult result = runner.run(BotFiles.source(test));
      passed += result.passed() ? 1 : 0;
      failed += result.passed() ? 0 : 1;
      out.println((result.passed() ? "ok      " : "FAILED  ") + test);
      out.print(TextReportPrinter.print(result.report()));
      if (!result.passed() && !result.transcript().isEmpty()) {
        out.println("the conversation up to there:");
      }
      if (verbose || !result.passed()) {
        result.transcript().forEach(line -> out.println("  " + line));
      }
    }
    return new Outcome(passed, failed, runner.coverage());
  }

  private static List<Path> tests(Path bot) throws IOException {
    try (Stream<Path> files = Files.list(folder(bot))) {
      return files.filter(f -> f.toString().endsWith(".yaml")).sorted().toList();
    }
  }
}
