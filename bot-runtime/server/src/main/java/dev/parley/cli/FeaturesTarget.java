package dev.parley.cli;

import dev.parley.diagnostic.DidYouMean;
import dev.parley.diagnostic.Report;
import dev.parley.diagnostic.TextReportPrinter;
import dev.parley.feature.EventTimes;
import dev.parley.feature.FeatureGroup;
import dev.parley.feature.FeatureGroupReader;
import dev.parley.feature.FeatureStore;
import dev.parley.feature.FeatureType;
import dev.parley.feature.RecordStorage;
import dev.parley.feature.parquet.ParquetHistory;
import dev.parley.feature.parquet.ParquetStorage;
import dev.parley.feature.remote.RemoteFeatures;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;

/** Which feature store a command is about, and how it answers. */
final class FeaturesTarget {

  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  @Mixin private SettingsOptions settings = new SettingsOptions();

  @Option(names = "--data", paramLabel = "FOLDER", description = "The data folder (default: the setting data.folder, which is .parley). A running server holds it: ask that by --server.")
  private Optional<Path> data = Optional.empty();

  @Option(names = "--server", paramLabel = "URL", description = "Ask a running Parley instead, such as http://localhost:8080.")
  private Optional<URI> server = Optional.empty();

  @Option(names = "--api-key-file", paramLabel = "FILE", description = "With --server: a file with the API key to send.")
  private Optional<Path> keyFile = Optional.empty();

  @Option(names = "--aws", description = "With --server: sign with the AWS credentials of the environment.")
  private boolean aws;

  @Option(names = "--definitions", paramLabel = "FILE", description = "Groups to define first: features.yaml, or a bot's folder (default: those that the store keeps).")
  private Optional<Path> definitions = Optional.empty();

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  @Option(names = "--show-sensitive", description = "Show the values of sensitive features, which are *** otherwise.")
  private boolean sensitive;

  /** History's files, once the store of a data folder is open. */
  private @Nullable ParquetStorage files;

  /** The server that is asked, once the store is open. */
  private @Nullable RemoteFeatures asked;

  /** The server that is asked; empty = the store is in a data folder. */
  Optional<RemoteFeatures> server() {
    return Optional.ofNullable(asked);
  }

  /** Something to do with an open store. */
  interface Work {
    int on(FeatureStore store) throws IOException;
  }

  /** Something to do with history's files. */
  interface HistoryWork {
    int on(FeatureStore store, ParquetHistory history) throws IOException;
  }

  /** Opens the store of the data folder and works with its history's files; throws {@link Complaint} as {@link #with}. */
  int withHistory(HistoryWork work) throws IOException {
    if (server.isPresent()) {
      throw new Complaint("this works on history's files: name the data folder with --data, while no server holds it");
    }
    return with(false, store -> work.on(store, here().history()));
  }

  private ParquetStorage here() {
    ParquetStorage opened = files;
    if (opened == null) {
      throw new Complaint("the history is not in files here");
    }
    return opened;
  }

  FeaturesPrinter printer(PrintWriter out) {
    return new FeaturesPrinter(out, json, sensitive);
  }

  /** Definitions that a command's own words name. */
  void definitions(Path file) {
    definitions = Optional.of(file);
  }

  /**
   * Opens the store and does the work; throws {@link Complaint} for all that a person must mend.
   *
   * @param make whether a data folder without a store gets one
   */
  int with(boolean make, Work work) throws IOException {
    List<FeatureGroup> groups = definitions.map(FeaturesTarget::read).orElse(List.of());
    ScheduledExecutorService timers = Executors.newSingleThreadScheduledExecutor();
    AtomicReference<FeatureStore> made = new AtomicReference<>();
    Function<String, Optional<FeatureGroup>> known = name -> Optional.ofNullable(made.get()).map(s -> s.groups().get(name));
    try (RecordStorage storage = server.isPresent() ? remote(server.get(), groups) : embedded(make, known)) {
      FeatureStore store = new FeatureStore(groups, storage, Clock.systemUTC(), Runnable::run, timers, new SimpleMeterRegistry());
      made.set(store);
      return work.on(store);
    } catch (IllegalArgumentException | UnsupportedOperationException | UncheckedIOException e) {
      throw new Complaint(told(e), e);
    } finally {
      timers.shutdownNow();
    }
  }

  private static String told(RuntimeException e) {
    String message = String.valueOf(e.getMessage());
    String cause = Optional.ofNullable(e.getCause()).filter(c -> e instanceof UncheckedIOException).map(Throwable::getMessage).orElse("");
    return cause.isEmpty() || message.contains(cause) ? message : message + ": " + cause;
  }

  private static List<FeatureGroup> read(Path place) {
    Report report = new Report();
    List<FeatureGroup> groups = FeatureGroupReader.read(BotFiles.source(Files.isDirectory(place) ? place.resolve("features.yaml") : place), report);
    if (report.hasErrors()) {
      throw new Complaint(TextReportPrinter.print(report));
    }
    return groups;
  }

  private RecordStorage embedded(boolean make, Function<String, Optional<FeatureGroup>> groups) {
    if (keyFile.isPresent() || aws) {
      throw new Complaint("--api-key-file and --aws are for a server; name it with --server URL");
    }
    Settings read = settings.read();
    data.ifPresent(d -> read.set("data.folder", d.toString(), "--data"));
    Path folder = Path.of(read.text("data.folder"));
    if (!make && definitions.isEmpty() && !Files.isDirectory(folder.resolve("features"))) {
      throw new Complaint("there is no feature store in " + folder + "; `parley serve` and `parley features load` make one, --data names another folder");
    }
    ParquetStorage opened = FeatureStorages.embedded(read, groups);
    files = opened;
    return FeatureStorages.shared(read, opened, groups, Optional.empty());
  }

  private RecordStorage remote(URI address, List<FeatureGroup> groups) {
    if (data.isPresent()) {
      throw new Complaint("--data and --server exclude each other: the server knows its own folder");
    }
    if (keyFile.isPresent() && aws) {
      throw new Complaint("--api-key-file and --aws exclude each other");
    }
    RemoteFeatures.Login login = RemoteFeatures.Login.NONE;
    if (keyFile.isPresent()) {
      try {
        login = RemoteFeatures.Login.apiKey(Files.readString(keyFile.get()).strip());
      } catch (IOException e) {
        throw new Complaint("the API key's file " + keyFile.get() + " cannot be read", e);
      }
    } else if (aws) {
      login = RemoteFeatures.Login.signed(DefaultCredentialsProvider.builder().build());
    }
    RemoteFeatures remote = RemoteFeatures.open(address, login, TIMEOUT);
    asked = remote;
    groups.forEach(remote::define);
    return remote;
  }

  /** Names of features as a command has them; throws {@link Complaint} when the group has no such feature. */
  static List<String> features(FeatureGroup group, List<String> names) {
    List<String> unknown = new ArrayList<>();
    for (String name : names) {
      if (!group.features().containsKey(name)) {
        unknown.add("feature group `" + group.name() + "` has no feature `" + name + "`; "
            + DidYouMean.help(name, group.features().keySet()).orElse("its features are " + String.join(", ", group.features().keySet())));
      }
    }
    if (!unknown.isEmpty()) {
      throw new Complaint(String.join(System.lineSeparator(), unknown));
    }
    return names;
  }

  /** A time that an option says. */
  static Instant time(String option, String text) {
    return EventTimes.parse(FeatureType.EVENT_TIME, text)
        .orElseThrow(() -> new Complaint(option + " must be a time with its zone, such as 2026-11-25T09:30:00Z, not '" + text + "'"));
  }
}
