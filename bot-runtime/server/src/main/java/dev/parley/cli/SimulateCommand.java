package dev.parley.cli;

import dev.parley.definition.BotDefinition;
import dev.parley.diagnostic.Report;
import dev.parley.diagnostic.TextReportPrinter;
import dev.parley.event.InterpreterFactory;
import dev.parley.simulation.Coverage;
import dev.parley.simulation.CoverageReport;
import dev.parley.simulation.ExactInterpreter;
import dev.parley.simulation.Simulator;
import dev.parley.simulation.Simulator.Outcome;
import dev.parley.yaml.Loaded;
import dev.parley.yaml.Times;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Holds conversations with drawn callers until something breaks, or it is enough. */
@Command(
    name = "simulate",
    description = "Lets drawn callers talk to bots in virtual time, and checks the laws of the engine at every step.",
    mixinStandardHelpOptions = true)
final class SimulateCommand implements Callable<Integer> {

  private static final Duration USUAL = Duration.ofSeconds(30);
  private static final Duration PROGRESS = Duration.ofMinutes(1);

  @Spec private CommandSpec spec;

  @Parameters(arity = "1..*", paramLabel = "BOT", description = "Bot files, bots' folders, or folders of those.")
  private List<Path> places = List.of();

  @Option(
      names = "--seed",
      description = "The first conversation's seed; the next one has the next. Default: the clock's, which is printed.")
  private Optional<Long> seed = Optional.empty();

  @Option(names = "--for", paramLabel = "TIME", description = "How long, such as 10m, by the clock on the wall. Default 30s.")
  private Optional<String> length = Optional.empty();

  @Option(names = "--steps", description = "How many steps of the engine; with --seed, the same run every time.")
  private Optional<Long> steps = Optional.empty();

  @Option(
      names = "--interpreter",
      description = "trained (default): as callers are understood. exact: samples, cues and values as written only, and faster.")
  private Understanding understanding = Understanding.trained;

  @Option(names = "--coverage", description = "List what no conversation reached, each with its place.")
  private boolean listMissed;

  @Option(names = "--out", paramLabel = "FILE", description = "Write a conversation that breaks a law here too.")
  private Optional<Path> out = Optional.empty();

  @Option(names = "--keep-going", description = "Tell each law that a bot breaks once, with its first conversation, and go on.")
  private boolean keepGoing;

  @Mixin private UnderstandingOptions trainedAs = new UnderstandingOptions();

  /** How callers are understood. */
  enum Understanding {
    trained,
    exact
  }

  @Override
  public Integer call() throws IOException {
    Duration budget = budget();
    long first = seed.orElseGet(System::currentTimeMillis);
    Map<String, Simulator> bots = new LinkedHashMap<>();
    InterpreterFactory factory = understanding == Understanding.exact ? ExactInterpreter::train : trainedAs.factory();
    for (Path file : BotFiles.find(places)) {
      bots.put(file.toString(), simulator(file, factory));
    }
    PrintWriter printer = spec.commandLine().getOut();
    printer.println("seed " + first);
    printer.flush();
    Run run = new Run(bots, first, budget, broken -> tell(printer, broken));
    run.untilEnough();
    Map<String, Coverage> coverage = new LinkedHashMap<>();
    bots.forEach((file, simulator) -> coverage.put(file, simulator.coverage()));
    CoverageReport report = new CoverageReport(coverage);
    report.figures().forEach(printer::println);
    if (listMissed) {
      report.missed().forEach(line -> printer.println("  not reached: " + line));
    }
    printer.println(run.figures());
    printer.println(run.broken() == 0 ? "no law broken" : "laws broken: " + run.broken());
    printer.flush();
    return run.broken() == 0 ? 0 : 1;
  }

  private Duration budget() {
    if (steps.isPresent() && steps.get() < 1) {
      throw new ParameterException(spec.commandLine(), "--steps: at least 1, not " + steps.get());
    }
    if (length.isEmpty()) {
      return steps.isPresent() ? Duration.ofDays(365) : USUAL;
    }
    return Times.parse(length.get())
        .filter(t -> !t.isZero())
        .orElseThrow(() -> new ParameterException(spec.commandLine(), "--for: write a time such as 30s, 10m or 2h"));
  }

  private static Simulator simulator(Path file, InterpreterFactory factory) {
    Loaded<BotDefinition> bot = BotFiles.read(file, BotFiles.groups(file, new Report()));
    if (bot.value().isEmpty()) {
      throw new Complaint(TextReportPrinter.print(bot.report()));
    }
    return new Simulator(bot.value().get(), factory);
  }

  private void tell(PrintWriter printer, Found what) {
    String file = what.file();
    Outcome outcome = what.outcome();
    Simulator.Break found = what.broken();
    printer.println("BROKEN  " + file + " seed " + outcome.seed());
    printer.println("        " + found.rule().replace("\n", "\n        "));
    printer.println("again:  parley simulate " + file + " --seed " + outcome.seed() + " --steps 1"
        + (understanding == Understanding.exact ? " --interpreter exact" : ""));
    printer.println("as a conversation test, of " + found.turns() + " turns out of " + found.drawnTurns()
        + "; put it into the bot's conversations/ and run `parley test`:");
    printer.println();
    printer.print(found.test());
    printer.println();
    printer.flush();
    if (out.isPresent()) {
      write(out.get(), found.test());
    }
  }

  private static void write(Path file, String test) {
    try {
      Files.writeString(file, test);
    } catch (IOException e) {
      throw new Complaint(file + " cannot be written: " + e.getMessage(), e);
    }
  }

  /** A law that a bot broke. */
  private record Found(String file, Outcome outcome, Simulator.Break broken) {}

  /** One run over the bots in turn. */
  private final class Run {
    private final List<String> files;
    private final List<Simulator> simulators;
    private final long firstSeed;
    private final Duration budget;
    private final Consumer<Found> teller;
    private final long began = System.nanoTime();
    private long toldAt = began;
    private final Map<String, Set<String>> known = new HashMap<>();
    private long conversations;
    private long taken;

    Run(Map<String, Simulator> bots, long firstSeed, Duration budget, Consumer<Found> teller) {
      this.files = List.copyOf(bots.keySet());
      this.simulators = List.copyOf(bots.values());
      this.firstSeed = firstSeed;
      this.budget = budget;
      this.teller = teller;
    }

    void untilEnough() {
      while (taken < steps.orElse(Long.MAX_VALUE) && Duration.ofNanos(System.nanoTime() - began).compareTo(budget) < 0 && (keepGoing || broken() == 0)) {
        int which = (int) (conversations % simulators.size());
        String file = files.get(which);
        Set<String> before = known.computeIfAbsent(file, f -> new HashSet<>());
        Outcome outcome = simulators.get(which).conversation(firstSeed + conversations, before);
        conversations++;
        taken += outcome.steps();
        outcome.broken().ifPresent(broken -> {
          before.add(broken.law());
          teller.accept(new Found(file, outcome, broken));
        });
        tellProgress();
      }
    }

    /** Whoever waits for hours is told now and then that something happens. */
    private void tellProgress() {
      if (System.nanoTime() - toldAt > PROGRESS.toNanos()) {
        toldAt = System.nanoTime();
        PrintWriter err = spec.commandLine().getErr();
        err.println("so far " + figures());
        err.flush();
      }
    }

    /** How many laws were broken, each counted once for a bot. */
    int broken() {
      return known.values().stream().mapToInt(Set::size).sum();
    }

    String figures() {
      double seconds = Math.max(1, System.nanoTime() - began) / 1e9;
      return String.format(
          Locale.ROOT, "%d conversations, %d steps, %.0f steps/s", conversations, taken, taken / seconds);
    }
  }
}
