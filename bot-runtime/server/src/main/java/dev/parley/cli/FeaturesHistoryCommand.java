package dev.parley.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.parley.feature.FeatureGroup;
import dev.parley.feature.HistoryRow;
import dev.parley.feature.RecordKey;
import java.io.IOException;
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

/** Shows all writes to a record. */
@Command(name = "history", description = "Shows all writes to a record, by event time.", mixinStandardHelpOptions = true)
final class FeaturesHistoryCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Mixin private FeaturesTarget target = new FeaturesTarget();

  @Parameters(index = "0", paramLabel = "GROUP", description = "The feature group.")
  private String name = "";

  @Parameters(index = "1", paramLabel = "KEY", description = "The record's identifier.")
  private String key = "";

  @Option(names = "--from", paramLabel = "TIME", description = "Event times from here on.")
  private Optional<String> from = Optional.empty();

  @Option(names = "--to", paramLabel = "TIME", description = "Event times before this.")
  private Optional<String> to = Optional.empty();

  @Override
  public Integer call() throws IOException {
    FeaturesPrinter printer = target.printer(spec.commandLine().getOut());
    Instant first = from.map(t -> FeaturesTarget.time("--from", t)).orElse(Instant.MIN);
    Instant last = to.map(t -> FeaturesTarget.time("--to", t)).orElse(Instant.MAX);
    return target.with(false, store -> {
      FeatureGroup group = store.group(name);
      List<HistoryRow> rows = store.history(new RecordKey(name, key), first, last);
      ArrayNode all = FeaturesPrinter.MAPPER.createArrayNode();
      TextTable table = new TextTable("EVENT TIME", "INGESTED", "KIND", "VALUES");
      for (HistoryRow row : rows) {
        var one = all.addObject().put("eventTime", row.record().eventTime().toString()).put("ingested", row.ingested().toString()).put("kind", row.kind().name());
        row.record().expiresAt().ifPresent(e -> one.put("expiresAt", e.toString()));
        one.set("values", printer.values(group, row.record(), List.of()));
        table.row(row.record().eventTime().toString(), row.ingested().toString(), row.kind().name(), printer.oneLine(group, row.record()));
      }
      if (rows.isEmpty()) {
        printer.line("nothing was written to " + name + " " + TextTable.plain(key) + (from.isPresent() || to.isPresent() ? " then" : ""));
      } else {
        printer.table(table);
      }
      printer.end(all);
      return 0;
    });
  }
}
