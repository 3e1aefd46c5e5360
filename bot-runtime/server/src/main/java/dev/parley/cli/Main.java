package dev.parley.cli;

import dev.parley.versions.StoreRefused;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Objects;
import java.util.Optional;
import org.slf4j.bridge.SLF4JBridgeHandler;
import picocli.CommandLine.Command;
import picocli.CommandLine;

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
          Optional<String> trouble = fileTrouble(thrown);
          if (trouble.isPresent()) {
            command.getErr().println(trouble.get());
            return 1;
          }
          throw thrown;
        });
  }

  /** What is wrong with the file that somebody has named, when that is what is wrong. */
  private static Optional<String> fileTrouble(Throwable thrown) {
    Throwable cause = thrown instanceof UncheckedIOException unchecked ? unchecked.getCause() : thrown;
    if (!(cause instanceof FileSystemException trouble) || trouble.getFile() == null) {
      return Optional.empty();
    }
    String why =
        trouble instanceof NoSuchFileException
            ? "there is no such file, or no folder for it"
            : trouble instanceof AccessDeniedException
                ? "it may not be read or written by this user"
                : Objects.requireNonNullElse(trouble.getReason(), trouble.getClass().getSimpleName());
    return Optional.of(trouble.getFile() + ": " + why);
  }
}
