package dev.parley.cli;

import picocli.CommandLine.Command;

/** Measures understanding on a user's own data. */
@Command(
    name = "eval",
    description = "Measures how well callers are understood, on data that you give.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {EvalIntentsCommand.class, EvalSlotsCommand.class, EvalTaggingCommand.class, EvalSpeechCommand.class, EvalBargeInCommand.class,
      EvalSoakCommand.class})
final class EvalCommand {}
