package dev.parley.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.feature.FeatureGroup;
import dev.parley.feature.FeatureLookup;
import dev.parley.feature.FeatureRecord;
import dev.parley.feature.FeatureStore;
import dev.parley.feature.RecordKey;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Gets records. */
@Command(
    name = "get",
    description = "Gets records: the latest, or what was true at a time. The exit status is 1 when one is not there.",
    mixinStandardHelpOptions = true)
final class FeaturesGetCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Mixin private FeaturesTarget target = new FeaturesTarget();

  @Parameters(index = "0", paramLabel = "GROUP", description = "The feature group.")
  private String name = "";

  @Parameters(index = "1", arity = "1..*", paramLabel = "KEY", description = "The records' identifiers.")
  private List<String> keys = List.of();

  @Option(names = "--features", split = ",", paramLabel = "NAME", description = "These only.")
  private List<String> features = List.of();

  @Option(names = "--as-of", paramLabel = "TIME", description = "What was true at this time.")
  private Optional<String> asOf = Optional.empty();

  @Option(names = "--known", paramLabel = "TIME", description = "With --as-of: as far as it was known at this time.")
  private Optional<String> known = Optional.empty();

  @Override
  public Integer call() throws IOException {
    FeaturesPrinter printer = target.printer(spec.commandLine().getOut());
    Optional<Instant> then = asOf.map(t -> FeaturesTarget.time("--as-of", t));
    Instant knownAt = known.map(t -> FeaturesTarget.time("--known", t)).orElse(Instant.MAX);
    if (known.isPresent() && then.isEmpty()) {
      throw new Complaint("--known goes with --as-of TIME; to ask what was known then about now, write --as-of with the time of now");
    }
    return target.with(false, store -> {
      FeatureGroup group = store.group(name);
      List<String> wanted = FeaturesTarget.features(group, features);
      ArrayNode all = FeaturesPrinter.MAPPER.createArrayNode();
      boolean complete = true;
      for (String key : keys) {
        FeatureLookup found = then.map(t -> past(store, key, t, knownAt)).orElseGet(() -> store.read(List.of(new RecordKey(name, key))).get(0));
        Optional<FeatureRecord> record = found instanceof FeatureLookup.Found f ? Optional.of(f.record()) : Optional.empty();
        complete &= record.isPresent();
        ObjectNode one = printer.record(group, key, record, wanted);
        all.add(one);
        if (record.isPresent()) {
          printer.recordTable(group, record.get(), wanted, then.orElseGet(Clock.systemUTC()::instant));
        } else if (found instanceof FeatureLookup.Expired e) {
          one.put("expired", true).put("eventTime", e.eventTime().toString());
          printer.line(name + " " + TextTable.plain(key) + "  expired: its event time is " + e.eventTime());
        } else {
          printer.line(name + " " + TextTable.plain(key) + "  no record");
        }
      }
      printer.end(all);
      return complete ? 0 : 1;
    });
  }

  private FeatureLookup past(FeatureStore store, String key, Instant then, Instant knownAt) {
    return store.asOf(new RecordKey(name, key), then, knownAt).<FeatureLookup>map(FeatureLookup.Found::new).orElseGet(FeatureLookup.Absent::new);
  }
}
