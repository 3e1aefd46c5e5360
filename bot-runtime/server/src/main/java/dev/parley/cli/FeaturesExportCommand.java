package dev.parley.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.parley.feature.FeatureGroup;
import dev.parley.feature.FeatureStore;
import dev.parley.feature.parquet.ExportFile;
import dev.parley.feature.parquet.ParquetHistory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Writes records to a file. */
@Command(
    name = "export",
    description = "Writes the latest records of a feature group to a file, or all writes to it in a span of time. Sensitive features are left out "
        + "unless --show-sensitive asks for them. The file can be loaded again.",
    mixinStandardHelpOptions = true)
final class FeaturesExportCommand implements Callable<Integer> {

  private static final String PLACE = "{group}";

  @Spec private CommandSpec spec;

  @Mixin private FeaturesTarget target = new FeaturesTarget();

  @Parameters(index = "0", split = ",", paramLabel = "GROUP", description = "The feature group, or several as a,b: then {group} in FILE stands for each.")
  private List<String> names = List.of();

  @Parameters(index = "1", paramLabel = "FILE", description = "Where to: .csv, .jsonl or .parquet.")
  private String file = "";

  @Option(names = "--features", split = ",", description = "Only these, beside the key and the event time.")
  private List<String> wanted = List.of();

  @Option(names = "--history", description = "All writes, with their kind and when they were taken, instead of the latest records.")
  private boolean history;

  @Option(names = "--from", paramLabel = "TIME", description = "With --history: event times from here on.")
  private Optional<String> from = Optional.empty();

  @Option(names = "--to", paramLabel = "TIME", description = "With --history: event times before this.")
  private Optional<String> to = Optional.empty();

  @Override
  public Integer call() throws IOException {
    if (!history && (from.isPresent() || to.isPresent())) {
      throw new Complaint("--from and --to are of --history; without it the latest records are written, whatever their time");
    }
    if (names.size() > 1 && !file.contains(PLACE)) {
      throw new Complaint("several groups need several files: write {group} in the file's name, such as out/{group}.csv");
    }
    Instant first = from.map(t -> FeaturesTarget.time("--from", t)).orElse(Instant.MIN);
    Instant last = to.map(t -> FeaturesTarget.time("--to", t)).orElse(Instant.MAX);
    FeaturesPrinter printer = target.printer(spec.commandLine().getOut());
    return target.withHistory((store, files) -> {
      ArrayNode all = FeaturesPrinter.MAPPER.createArrayNode();
      for (String name : names) {
        FeatureGroup group = store.group(name);
        List<String> asked = FeaturesTarget.features(group, wanted);
        List<String> features = group.features().keySet().stream().filter(f -> asked.isEmpty() || asked.contains(f)).toList();
        List<String> masked = features.stream().filter(f -> printer.masked(group, f)).toList();
        List<String> shown = features.stream().filter(f -> !masked.contains(f)).toList();
        Path output = Path.of(file.replace(PLACE, name));
        long rows;
        try (ExportFile out = ExportFile.create(output, group, shown, history)) {
          rows = history ? written(files, name, first, last, out) : latest(store, name, out);
          out.finish();
        }
        printer.line(rows + (history ? " writes to " : " records of ") + name + " are in " + output
            + (masked.isEmpty() ? "" : ", without " + String.join(", ", masked) + " (sensitive: --show-sensitive)"));
        all.addObject().put("group", name).put("file", output.toString()).put("rows", rows).putPOJO("leftOut", masked);
      }
      printer.end(all);
      return 0;
    });
  }

  private static long latest(FeatureStore store, String group, ExportFile out) {
    AtomicLong rows = new AtomicLong();
    store.scan(group, record -> {
      try {
        out.record(record);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      rows.incrementAndGet();
      return true;
    });
    return rows.get();
  }

  private static long written(ParquetHistory files, String group, Instant first, Instant last, ExportFile out) throws IOException {
    AtomicLong rows = new AtomicLong();
    files.each(group, first, last, row -> {
      out.written(row);
      rows.incrementAndGet();
    });
    return rows.get();
  }
}
