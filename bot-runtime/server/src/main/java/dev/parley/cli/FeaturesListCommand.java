package dev.parley.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.parley.feature.FeatureGroup;
import dev.parley.feature.FeatureGroupWriter;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Lists feature groups. */
@Command(name = "list", description = "Lists the feature groups.", mixinStandardHelpOptions = true)
final class FeaturesListCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Mixin private FeaturesTarget target = new FeaturesTarget();

  @Override
  public Integer call() throws IOException {
    FeaturesPrinter printer = target.printer(spec.commandLine().getOut());
    return target.with(false, store -> {
      List<FeatureGroup> groups = store.groups().values().stream().sorted(Comparator.comparing(FeatureGroup::name)).toList();
      ArrayNode all = FeaturesPrinter.MAPPER.createArrayNode();
      TextTable table = new TextTable("GROUP", "KEY", "FEATURES", "TTL", "KEPT", "OWNER", "DESCRIPTION");
      for (FeatureGroup group : groups) {
        all.addObject().put("name", group.name()).setAll(FeatureGroupWriter.json(group));
        table.row(
            group.name(), group.key(), Integer.toString(group.features().size()), FeaturesDescribeCommand.ttl(group),
            FeaturesDescribeCommand.kept(group), group.about().owner(), group.about().description());
      }
      if (groups.isEmpty()) {
        printer.line("there are no feature groups; --definitions features.yaml defines some");
      } else {
        printer.table(table);
      }
      printer.end(all);
      return 0;
    });
  }
}
