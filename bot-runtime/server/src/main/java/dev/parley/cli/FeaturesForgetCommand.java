package dev.parley.cli;

import dev.parley.feature.RecordKey;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Removes every trace of a record. */
@Command(name = "forget", description = "Removes every trace of a record, its history too. It cannot be undone.", mixinStandardHelpOptions = true)
final class FeaturesForgetCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Mixin private FeaturesTarget target = new FeaturesTarget();

  @Parameters(index = "0", paramLabel = "GROUP", description = "The feature group.")
  private String name = "";

  @Parameters(index = "1", paramLabel = "KEY", description = "The record's identifier.")
  private String key = "";

  @Option(names = "--yes", description = "Yes, really.")
  private boolean yes;

  @Override
  public Integer call() throws IOException {
    if (!yes) {
      throw new Complaint("nothing is forgotten yet: this removes the record and its whole history, and cannot be undone; add --yes");
    }
    FeaturesPrinter printer = target.printer(spec.commandLine().getOut());
    return target.with(false, store -> {
      store.forget(new RecordKey(store.group(name).name(), key));
      store.flush();
      printer.line(name + " " + TextTable.plain(key) + " is forgotten, in both stores");
      printer.end(FeaturesPrinter.MAPPER.createObjectNode().put("group", name).put("key", key).put("forgotten", true));
      return 0;
    });
  }
}
