package dev.parley.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.feature.parquet.KnownAt;
import dev.parley.feature.parquet.LabelJoin;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Joins labels with what was true at their times: training data. */
@Command(
    name = "join",
    description = "Joins rows that have a key and a time with the features that were true then. Sensitive ones are in the output as they are.",
    mixinStandardHelpOptions = true)
final class FeaturesJoinCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Mixin private FeaturesTarget target = new FeaturesTarget();

  @Parameters(index = "0", paramLabel = "LABELS", description = "The rows: CSV with a header, or Parquet (.parquet).")
  private Path labels = Path.of("");

  @Parameters(index = "1", paramLabel = "OUTPUT", description = "Where to: CSV or Parquet by its ending; it is replaced.")
  private Path output = Path.of("");

  @Option(names = "--time", required = true, paramLabel = "COLUMN", description = "The labels' column of times, with their zone.")
  private String time = "";

  @Option(
      names = "--with",
      required = true,
      paramLabel = "GROUP:COLUMN[:FEATURE,...]",
      description = "A feature group, the labels' column of its key, and which features (default: all). May stand several times.")
  private List<String> groups = List.of();

  @Option(
      names = "--known",
      paramLabel = "now|label|TIME",
      description = "Which writes count: all, those taken by the label's time, or those taken by a time (default: now).")
  private String known = "now";

  @Override
  public Integer call() throws IOException {
    FeaturesPrinter printer = target.printer(spec.commandLine().getOut());
    LabelJoin.Request request = new LabelJoin.Request(labels, time, groups.stream().map(FeaturesJoinCommand::group).toList(), knownAt(), output);
    return target.withHistory((store, history) -> {
      LabelJoin.Joined joined;
      try {
        joined = history.join(request, name -> Optional.ofNullable(store.groups().get(name)));
      } catch (IOException e) {
        throw new Complaint(String.valueOf(e.getMessage()), e);
      }
      ObjectNode json = FeaturesPrinter.MAPPER.createObjectNode().put("rows", joined.rows());
      ObjectNode found = json.putObject("found");
      printer.line(joined.rows() + " rows in " + output);
      joined.found().forEach((group, count) -> {
        found.put(group, count);
        printer.line("  " + count + " with a record of " + group);
      });
      printer.end(json);
      return 0;
    });
  }

  private static LabelJoin.Group group(String text) {
    String[] parts = text.split(":", 3);
    if (parts.length < 2 || parts[0].isEmpty() || parts[1].isEmpty()) {
      throw new Complaint("--with must be GROUP:COLUMN or GROUP:COLUMN:FEATURE,FEATURE, not '" + text + "'");
    }
    return new LabelJoin.Group(parts[0], parts[1], parts.length < 3 || parts[2].isEmpty() ? List.of() : List.of(parts[2].split(",", -1)));
  }

  private KnownAt knownAt() {
    return switch (known) {
      case "now" -> new KnownAt.Now();
      case "label" -> new KnownAt.LabelTime();
      default -> new KnownAt.Fixed(FeaturesTarget.time("--known", known));
    };
  }
}
