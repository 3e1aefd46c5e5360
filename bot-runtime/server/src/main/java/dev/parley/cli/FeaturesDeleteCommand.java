package dev.parley.cli;

import dev.parley.feature.EventTimes;
import dev.parley.feature.FeatureGroup;
import dev.parley.feature.FeatureWrite;
import dev.parley.feature.WriteOutcome;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Deletes a record from a time on. */
@Command(
    name = "delete",
    description = "Deletes a record from an event time on; its history stays. `forget` removes every trace.",
    mixinStandardHelpOptions = true)
final class FeaturesDeleteCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Mixin private FeaturesTarget target = new FeaturesTarget();

  @Parameters(index = "0", paramLabel = "GROUP", description = "The feature group.")
  private String name = "";

  @Parameters(index = "1", paramLabel = "KEY", description = "The record's identifier.")
  private String key = "";

  @Option(names = "--event-time", required = true, paramLabel = "TIME", description = "From when on there is no record.")
  private String eventTime = "";

  @Option(names = "--hard", description = "Leave nothing online: something older that comes later counts again.")
  private boolean hard;

  @Override
  public Integer call() throws IOException {
    FeaturesPrinter printer = target.printer(spec.commandLine().getOut());
    return target.with(false, store -> {
      FeatureGroup group = store.group(name);
      Instant time = EventTimes.parse(group.eventTimeType(), eventTime).orElseGet(() -> FeaturesTarget.time("--event-time", eventTime));
      WriteOutcome outcome = store.write(List.of(FeatureWrite.delete(name, key, time, hard))).get(0);
      store.flush();
      String told =
          switch (outcome) {
            case REFUSED -> " is not deleted: a hard deletion needs an event time after that of the record that is there";
            case OLDER -> " is as it was: what is there is newer than " + time;
            case APPLIED, NOT_ASKED -> " is deleted from " + time + " on";
          };
      printer.line(name + " " + TextTable.plain(key) + told);
      printer.end(FeaturesPrinter.MAPPER.createObjectNode().put("group", name).put("key", key).put("eventTime", time.toString()).put("outcome", outcome.name()));
      return outcome == WriteOutcome.REFUSED ? 1 : 0;
    });
  }
}
