package dev.parley.cli;

import dev.parley.versions.StoreRefused;
import org.slf4j.bridge.SLF4JBridgeHandler;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The {@code parley} command. */
@Command(
    name = "parley",
    description = "An open, self-hosted conversational bot runtime.",
    mixinStandardHelpOptions = true,
    version = "parley 0.1.0",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      ServeCommand.class,
      CheckCommand.class,
      TestCommand.class,
      BotsCommand.class,
      SimulateCommand.class,
      ExplainCommand.class,
      WhyCommand.class,
      CallCommand.class,
      FeaturesCommand.class,
      IdentityCommand.class,
      EvalCommand.class,
      ImportCommand.class,
      ExportCommand.class,
      VoicesCommand.class,
      DoctorCommand.class
    })
public final class Main {

  private Main() {}

  /** Runs a command; the exit code is 0 when all is well, 1 when not, 2 when the command line is wrong. */
  public static void main(String[] arguments) {
    SLF4JBridgeHandler.removeHandlersForRootLogger();
    SLF4JBridgeHandler.install();
    System.exit(run(arguments));
  }

  static int run(String... arguments) {
    return commandLine().execute(arguments);
  }

  static CommandLine commandLine() {
    return new CommandLine(new Main())
        .setExecutionExceptionHandler((thrown, command, parsed) -> {
          if (thrown instanceof Complaint || thrown instanceof StoreRefused) {
            command.getErr().println(thrown.getMessage());
            return 1;
          }
          throw thrown;
        });
  }
}
