package dev.parley.simulation;

import dev.parley.definition.BotDefinition;
import dev.parley.diagnostic.Diagnostic;
import dev.parley.diagnostic.DidYouMean;
import dev.parley.diagnostic.Report;
import dev.parley.diagnostic.SourceText;
import dev.parley.event.Interpreter;
import dev.parley.event.InterpreterFactory;
import dev.parley.yaml.BotReader;
import dev.parley.yaml.Loaded;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Runs conversation tests of one bot in virtual time. Each is run twice: straight through, and with its state taken out and put
 * back after every step, as when servers hand a conversation over; both must be the same. Trains an interpreter once for each
 * locale. One thread.
 */
public final class ConversationTestRunner {

  private final BotDefinition bot;
  private final InterpreterFactory interpreters;
  private final Map<String, Interpreter> trained = new HashMap<>();
  private final Coverage coverage;

  /** Runs tests of this bot. */
  public ConversationTestRunner(BotDefinition bot, InterpreterFactory interpreters) {
    this.bot = bot;
    this.interpreters = interpreters;
    this.coverage = new Coverage(bot);
  }

  /** Runs one test of a bot; mistakes in either text are in the result. */
  public static TestResult run(SourceText bot, SourceText test, InterpreterFactory interpreters) {
    Loaded<BotDefinition> loaded = BotReader.read(bot);
    return loaded
        .value()
        .map(b -> new ConversationTestRunner(b, interpreters).run(test))
        .orElseGet(() -> new TestResult(test.name(), false, loaded.report(), List.of()));
  }

  /** What the tests that were run have reached of the bot. */
  public Coverage coverage() {
    return coverage;
  }

  /** Runs one test; its mistakes are in the result. */
  public TestResult run(SourceText source) {
    Loaded<ConversationTest> loaded = ConversationTestReader.read(source);
    Report report = loaded.report();
    if (loaded.value().isEmpty()) {
      return new TestResult(source.name(), false, report, List.of());
    }
    ConversationTest test = loaded.value().get();
    Optional<SimulationSetup> setup = setup(test, report);
    if (setup.isEmpty()) {
      return new TestResult(source.name(), false, report, List.of());
    }
    Simulation watched = new Simulation(setup.get(), coverage.in(setup.get().localeId()));
    TestRun straight = new TestRun(test, watched, report);
    straight.run();
    if (!report.hasErrors()) {
      TestRun restored = new TestRun(test, new Simulation(setup.get().restored(true)), report);
      restored.run();
      if (!straight.happenings().equals(restored.happenings())) {
        report.add(
            Diagnostic.error("not-the-same-restored", test.span(), "the conversation goes otherwise when its state is saved and restored"));
      }
    }
    return new TestResult(source.name(), !report.hasErrors(), report, straight.transcript());
  }

  private Optional<SimulationSetup> setup(ConversationTest test, Report report) {
    String locale = test.locale().orElseGet(() -> bot.locales().keySet().iterator().next());
    if (bot.locale(locale).isEmpty()) {
      report.add(
          Diagnostic.error("unknown-locale", test.span(), "the bot has no locale `" + locale + "`")
              .help(DidYouMean.help(locale, bot.locales().keySet())
                  .orElse("its locales are " + String.join(", ", bot.locales().keySet()))));
      return Optional.empty();
    }
    Interpreter interpreter = trained.computeIfAbsent(locale, id -> interpreters.train(bot, id));
    return Optional.of(
        new SimulationSetup(
            bot, locale, interpreter, test.channel(), test.start(), test.zone(), test.seed(), test.features(), test.hooks(), false));
  }
}
