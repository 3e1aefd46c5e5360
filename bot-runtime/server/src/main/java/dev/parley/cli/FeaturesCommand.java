package dev.parley.cli;

import dev.parley.diagnostic.Report;
import dev.parley.diagnostic.TextReportPrinter;
import dev.parley.feature.FeatureGroup;
import dev.parley.feature.FeatureGroupReader;
import dev.parley.feature.FeatureLoader;
import dev.parley.feature.FeatureStore;
import dev.parley.feature.RecordStorage;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Looks after customers' features. */
@Command(
    name = "features",
    description = "Looks after customers' features.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = FeaturesCommand.Load.class)
final class FeaturesCommand implements Runnable {

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }

  /** Loads records from CSV. */
  @Command(name = "load", description = "Loads records of a feature group from a CSV file.", mixinStandardHelpOptions = true)
  static final class Load implements Callable<Integer> {

    @Spec private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "FEATURES", description = "The groups' definition, such as samples/payments/features.yaml.")
    private Path definition;

    @Parameters(index = "1", paramLabel = "CSV", description = "The records, with a header.")
    private Path csv;

    @Option(names = "--group", required = true, description = "The feature group.")
    private String group;

    @Option(names = "--data", defaultValue = ".parley", description = "The data folder (default: ${DEFAULT-VALUE}).")
    private Path data;

    @Override
    public Integer call() throws IOException {
      PrintWriter out = spec.commandLine().getOut();
      Report report = new Report();
      Path file = Files.isDirectory(definition) ? definition.resolve("features.yaml") : definition;
      List<FeatureGroup> groups = FeatureGroupReader.read(BotFiles.source(file), report);
      if (report.hasErrors()) {
        throw new Complaint(TextReportPrinter.print(report));
      }
      FeatureGroup wanted =
          groups.stream()
              .filter(g -> g.name().equals(group))
              .findFirst()
              .orElseThrow(() -> new Complaint(
                  "there is no feature group '" + group + "' in " + file + "; there are " + groups.stream().map(FeatureGroup::name).toList()));
      report.source(BotFiles.source(csv));
      ScheduledExecutorService timers = Executors.newSingleThreadScheduledExecutor();
      Map<String, FeatureGroup> named = groups.stream().collect(Collectors.toMap(FeatureGroup::name, g -> g));
      Settings settings = new Settings().set("data.folder", data.toString(), "--data");
      RecordStorage storage = FeatureStorages.embedded(settings, name -> Optional.ofNullable(named.get(name)));
      try (FeatureStore store =
              new FeatureStore(groups, storage, Clock.systemUTC(), Runnable::run, timers, new SimpleMeterRegistry());
          Reader reader = Files.newBufferedReader(csv)) {
        FeatureLoader.Loaded loaded = FeatureLoader.load(csv.toString(), reader, wanted, store, report);
        out.print(TextReportPrinter.print(report));
        out.println(loaded.rows() + " records of " + group + " loaded, " + loaded.refused() + " refused");
        out.flush();
        return report.hasErrors() ? 1 : 0;
      } finally {
        timers.shutdownNow();
      }
    }
  }
}
