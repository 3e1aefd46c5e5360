package dev.parley.cli;

import dev.parley.conversation.CustomerFacts;
import dev.parley.diagnostic.Report;
import dev.parley.diagnostic.TextReportPrinter;
import dev.parley.event.FeatureSnapshot;
import dev.parley.feature.FeatureDefinition;
import dev.parley.feature.FeatureGroup;
import dev.parley.feature.FeatureLookup;
import dev.parley.feature.FeatureRecord;
import dev.parley.feature.FeatureStore;
import dev.parley.feature.FeatureWrite;
import dev.parley.feature.RecordStorage;
import dev.parley.feature.load.FeatureLoader;
import dev.parley.feature.parquet.ParquetLines;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Customers' features, from their files to the dialogs that ask for them. */
final class CustomerRecords {

  private static final Logger LOG = LoggerFactory.getLogger(CustomerRecords.class);

  private CustomerRecords() {}

  static FeatureStore store(
      Settings settings,
      Map<Path, List<FeatureGroup>> groups,
      Clock clock,
      ExecutorService executor,
      OnlineStores.Server server)
      throws IOException {
    List<FeatureGroup> all = groups.values().stream().flatMap(List::stream).toList();
    // The history's files have columns for what the groups are when rows are written, which the store knows that is made of them.
    AtomicReference<FeatureStore> made = new AtomicReference<>();
    RecordStorage storage = FeatureStorages.open(settings, name -> Optional.ofNullable(made.get()).map(s -> s.groups().get(name)), server, clock);
    FeatureStore store = opened(all, storage, clock, executor, server);
    made.set(store);
    for (Map.Entry<Path, List<FeatureGroup>> entry : groups.entrySet()) {
      seed(entry.getKey(), entry.getValue(), store);
    }
    return store;
  }

  private static FeatureStore opened(
      List<FeatureGroup> groups,
      RecordStorage storage,
      Clock clock,
      ExecutorService executor,
      OnlineStores.Server server) {
    try {
      return new FeatureStore(groups, storage, clock, executor, server.timers(), server.meters());
    } catch (RuntimeException e) {
      storage.close();
      throw e;
    }
  }

  /** Takes the groups of a bot that comes while the server runs; throws {@link Complaint} when they contradict those that are here. */
  static void add(Path bot, List<FeatureGroup> groups, FeatureStore store) {
    Map<String, List<String>> unfit = store.define(groups);
    if (!unfit.isEmpty()) {
      throw new Complaint(FeatureStore.contradiction(unfit));
    }
    try {
      seed(bot, groups, store);
    } catch (IOException e) {
      throw new Complaint("the first records of its features cannot be read: " + e.getMessage(), e);
    }
  }

  private static void seed(Path bot, List<FeatureGroup> groups, FeatureStore store) throws IOException {
    for (FeatureGroup group : groups) {
      if (group.seed().isPresent() && store.isEmpty(group.name())) {
        seed(BotFiles.featureFile(bot).resolveSibling(group.seed().get()), group, store);
      }
    }
  }

  private static void seed(Path csv, FeatureGroup group, FeatureStore store) throws IOException {
    Report report = new Report();
    FeatureLoader.Source source =
        new FeatureLoader.Source(csv.toString(), FeatureLoader.Format.of(csv.toString()), group, FeatureWrite.Kind.PUT);
    try (InputStream in = source.format() == FeatureLoader.Format.PARQUET ? ParquetLines.open(csv, group) : Files.newInputStream(csv)) {
      FeatureLoader.Loaded loaded = FeatureLoader.load(source, in, store, report);
      LOG.info("{} records of feature group {} loaded from {}", loaded.rows(), group.name(), csv);
    }
    if (report.hasErrors()) {
      throw new Complaint(TextReportPrinter.print(report));
    }
  }

  /** The store as dialogs see it. */
  static CustomerFacts facts(FeatureStore store, BotWrites writes) {
    return new CustomerFacts() {
      @Override
      public CompletionStage<FeatureSnapshot> lookUp(String group, String key, Duration within) {
        return store.get(group, key, within).thenApply(found -> {
          if (found instanceof FeatureLookup.Found f) {
            return snapshot(Objects.requireNonNull(store.groups().get(group)), f.record());
          }
          return found instanceof FeatureLookup.Unavailable ? FeatureSnapshot.unavailable() : FeatureSnapshot.absent();
        });
      }

      @Override
      public void write(Edit edit) {
        writes.write(edit);
      }

      @Override
      public boolean sensitive(String group, String feature) {
        FeatureGroup known = store.groups().get(group);
        FeatureDefinition definition = known == null ? null : known.features().get(feature);
        return definition != null && definition.sensitive();
      }
    };
  }

  /** A record keeps its key and its event time apart; to a bot they are features as the others, for its groups list them too. */
  static FeatureSnapshot snapshot(FeatureGroup group, FeatureRecord record) {
    Map<String, String> values = new LinkedHashMap<>(record.words());
    values.put(group.key(), record.key());
    values.put(group.eventTime(), record.eventTime().toString());
    return FeatureSnapshot.found(values, record.eventTime());
  }
}
