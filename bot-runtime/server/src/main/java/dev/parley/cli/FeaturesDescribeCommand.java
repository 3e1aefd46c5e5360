package dev.parley.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.feature.FeatureGroup;
import dev.parley.feature.FeatureGroupWriter;
import dev.parley.feature.FeatureGroups;
import dev.parley.yaml.Times;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Describes a feature group. */
@Command(name = "describe", description = "Describes a feature group: its features with their types, and its versions.", mixinStandardHelpOptions = true)
final class FeaturesDescribeCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Mixin private FeaturesTarget target = new FeaturesTarget();

  @Parameters(paramLabel = "GROUP", description = "The feature group.")
  private String name = "";

  static String ttl(FeatureGroup group) {
    return group.ttl().map(Times::write).orElse("none");
  }

  static String kept(FeatureGroup group) {
    return group.targets().online() ? group.targets().offline() ? "online, offline" : "online" : "offline";
  }

  @Override
  public Integer call() throws IOException {
    FeaturesPrinter printer = target.printer(spec.commandLine().getOut());
    return target.with(false, store -> {
      FeatureGroup group = store.group(name);
      List<FeatureGroups.Version> versions = store.versions(name);
      printer.line(group.name() + (group.about().description().isEmpty() ? "" : ": " + TextTable.plain(group.about().description())));
      printer.line("  key " + group.key() + ", event time " + group.eventTime() + ", time to live " + ttl(group) + ", kept " + kept(group)
          + (group.about().owner().isEmpty() ? "" : ", owner " + TextTable.plain(group.about().owner())));
      group.about().tags().forEach((tag, value) -> printer.line("  " + TextTable.plain(tag) + ": " + TextTable.plain(value)));
      TextTable table = new TextTable("FEATURE", "TYPE", "SENSITIVE", "DESCRIPTION");
      group.features().forEach((feature, d) -> table.row(feature, d.typeInWords(), d.sensitive() ? "yes" : "", d.description()));
      printer.table(table);
      ObjectNode one = FeaturesPrinter.MAPPER.createObjectNode().put("name", group.name());
      one.setAll(FeatureGroupWriter.json(group));
      ArrayNode list = one.putArray("versions");
      for (FeatureGroups.Version version : versions) {
        printer.line("version " + version.number() + " since " + version.definedAt());
        list.addObject().put("version", version.number()).put("definedAt", version.definedAt().toString());
      }
      printer.end(one);
      return 0;
    });
  }
}
