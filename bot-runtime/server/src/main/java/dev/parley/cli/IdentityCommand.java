package dev.parley.cli;

import dev.parley.identity.ApiKeys;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Helps with identity files. */
@Command(name = "identity", description = "Who may call: makes API keys.", mixinStandardHelpOptions = true, synopsisSubcommandLabel = "COMMAND")
final class IdentityCommand {

  @Spec private CommandSpec spec;

  @Command(name = "new-key", description = "Makes an API key: the key for the client, and its SHA-256 for the identity file.", mixinStandardHelpOptions = true)
  int newKey() {
    String key = ApiKeys.random();
    var out = spec.commandLine().getOut();
    out.println("for the client, and for nobody else (it is shown once):");
    out.println("  x-api-key: " + key);
    out.println("for the identity file:");
    out.println("  api_keys: [" + ApiKeys.hash(key) + "]");
    out.flush();
    return 0;
  }
}
