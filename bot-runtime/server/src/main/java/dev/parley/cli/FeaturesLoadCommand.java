package dev.parley.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.diagnostic.Diagnostic;
import dev.parley.diagnostic.Report;
import dev.parley.diagnostic.TextReportPrinter;
import dev.parley.feature.FeatureGroup;
import dev.parley.feature.FeatureStore;
import dev.parley.feature.FeatureWrite;
import dev.parley.feature.load.FeatureLoader;
import dev.parley.feature.load.FeatureLoader.Format;
import dev.parley.feature.load.FeatureLoader.Loaded;
import dev.parley.feature.load.FeatureLoader.Position;
import dev.parley.feature.load.FeatureLoader.Source;
import dev.parley.feature.parquet.ParquetLines;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Loads records from a file. */
@Command(
    name = "load",
    description = "Loads records of a feature group from CSV with a header, from JSON Lines, or from Parquet. Good rows load, the others are told; the exit "
        + "status is 1 when there are such.",
    mixinStandardHelpOptions = true)
final class FeaturesLoadCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Mixin private FeaturesTarget target = new FeaturesTarget();

  @Parameters(index = "0", paramLabel = "GROUP", description = "The feature group; with --group the groups' definition, such as samples/payments/features.yaml.")
  private String first = "";

  @Parameters(index = "1", paramLabel = "FILE", description = "The records: .jsonl, .ndjson or .json is JSON Lines, .parquet is Parquet, all else CSV.")
  private Path file = Path.of("");

  @Option(names = "--group", description = "The feature group; then the first word is the file that defines it.")
  private Optional<String> group = Optional.empty();

  @Option(names = "--merge", description = "Change the features that a row has; the others stay.")
  private boolean merge;

  @Option(names = "--rejects", paramLabel = "FILE", description = "Write the rows that are refused to this file as they are (those of Parquet as JSON Lines), each after a line # with the reasons.")
  private Optional<Path> rejects = Optional.empty();

  @Option(
      names = "--resume",
      paramLabel = "FILE",
      description = "Keep the position in this file, and go on there when it exists: after a crash, or Ctrl-C. It is removed at the end.")
  private Optional<Path> resume = Optional.empty();

  @Override
  public Integer call() throws IOException {
    group.ifPresent(g -> target.definitions(Path.of(first)));
    String name = group.orElse(first);
    if (!Files.isRegularFile(file)) {
      throw new Complaint("there is no file " + file);
    }
    FeaturesPrinter printer = target.printer(spec.commandLine().getOut());
    return target.with(true, store -> load(store, store.group(name), printer));
  }

  private int load(FeatureStore store, FeatureGroup into, FeaturesPrinter printer) throws IOException {
    Report report = new Report();
    Source source = new Source(file.toString(), Format.of(file.toString()), into, merge ? FeatureWrite.Kind.MERGE : FeatureWrite.Kind.PUT);
    Loaded loaded;
    Position from;
    try (LoadProgress progress = LoadProgress.begin(source, file, rejects, resume, store::flush, !printer.json());
        InputStream in = source.format() == Format.PARQUET ? ParquetLines.open(file, into) : Files.newInputStream(file)) {
      from = progress.from();
      loaded = new FeatureLoader(store, source, progress).load(in, from, report);
      progress.done();
    }
    ObjectNode one = FeaturesPrinter.MAPPER.createObjectNode().put("group", into.name()).put("loaded", loaded.rows()).put("refused", loaded.refused());
    ArrayNode mistakes = one.putArray("mistakes");
    for (Diagnostic d : report.diagnostics()) {
      mistakes.addObject().put("line", d.span().line()).put("column", d.span().column()).put("code", d.code()).put("message", d.message());
    }
    one.put("moreMistakes", report.dropped());
    if (!report.diagnostics().isEmpty()) {
      printer.line(TextReportPrinter.print(report).stripTrailing());
    }
    printer.line(loaded.rows() + " records of " + into.name() + " loaded, " + loaded.refused() + " refused"
        + (from.offset() > 0 ? ", " + from.rows() + " and " + from.refused() + " of them before" : "")
        + rejects.filter(r -> loaded.refused() > 0).map(r -> "; the refused rows are in " + r).orElse(""));
    printer.end(one);
    return report.hasErrors() || loaded.refused() > 0 ? 1 : 0;
  }
}
