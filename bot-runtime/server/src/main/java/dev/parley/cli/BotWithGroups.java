package dev.parley.cli;

import dev.parley.definition.BotDefinition;
import dev.parley.diagnostic.Report;
import dev.parley.diagnostic.TextReportPrinter;
import dev.parley.feature.FeatureGroup;
import dev.parley.yaml.Loaded;
import java.nio.file.Path;
import java.util.List;

/** A bot with the feature groups that are defined beside it. */
record BotWithGroups(Path file, BotDefinition definition, List<FeatureGroup> groups) {

  /** Reads a bot as it would be served; throws {@link Complaint}. */
  static BotWithGroups read(Path file) {
    Report report = new Report();
    List<FeatureGroup> here = BotFiles.groups(file, report);
    Loaded<BotDefinition> loaded = BotFiles.read(file, here);
    if (report.hasErrors() || loaded.value().isEmpty()) {
      throw new Complaint(TextReportPrinter.print(report) + TextReportPrinter.print(loaded.report()));
    }
    return new BotWithGroups(file, loaded.value().get(), here);
  }
}
