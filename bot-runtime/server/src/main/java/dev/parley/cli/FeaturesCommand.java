package dev.parley.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Looks after customers' features: what data people do by hand or in scripts. Each command is a class of its own. */
@Command(
    name = "features",
    description = "Looks after customers' features, in a data folder or on a server.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      FeaturesListCommand.class,
      FeaturesDescribeCommand.class,
      FeaturesPutCommand.class,
      FeaturesGetCommand.class,
      FeaturesHistoryCommand.class,
      FeaturesJoinCommand.class,
      FeaturesLoadCommand.class,
      FeaturesExportCommand.class,
      FeaturesDeleteCommand.class,
      FeaturesForgetCommand.class,
      FeaturesStatsCommand.class,
      FeaturesKeyCommand.class
    })
final class FeaturesCommand implements Runnable {

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }
}
