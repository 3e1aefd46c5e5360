package dev.parley.cli;

import dev.parley.feature.seal.FeatureKeys;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes and rotates the keys that seal what is kept of customers. */
@Command(
    name = "key",
    description = "Makes and rotates the keys that seal what is kept of customers (features.key-file).",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND")
final class FeaturesKeyCommand implements Runnable {

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }

  @Command(name = "new", description = "Makes a file of new keys. Whoever loses it loses what they seal.", mixinStandardHelpOptions = true)
  int create(@Parameters(paramLabel = "FILE", description = "Where to; it must not be there yet.") Path file) throws IOException {
    try {
      Files.createFile(file);
    } catch (FileAlreadyExistsException e) {
      throw new Complaint("the file " + file + " is there already; what its keys seal would be lost with them", e);
    }
    restrict(file);
    Files.write(file, FeatureKeys.create().write());
    return told(file + " has new keys; keep a copy in a safe place, and set features.key-file");
  }

  @Command(
      name = "rotate",
      description = "Adds new keys to a file: what is written after the next start is sealed with them; the old ones open the rest.",
      mixinStandardHelpOptions = true)
  int rotate(@Parameters(paramLabel = "FILE", description = "The keys.") Path file) throws IOException {
    byte[] old;
    try {
      old = Files.readAllBytes(file);
    } catch (IOException e) {
      throw new Complaint("the file " + file + " cannot be read", e);
    }
    FeatureKeys keys;
    try {
      keys = FeatureKeys.read(old);
    } catch (IOException e) {
      throw new Complaint(file + ": " + e.getMessage(), e);
    }
    // Whole or not at all: a torn file would lose every key.
    Path next = Files.createTempFile(file.toAbsolutePath().getParent(), ".keys", ".new");
    restrict(next);
    Files.write(next, keys.rotated().write());
    Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    return told(file + " has new keys beside its old ones; they hold from the server's next start");
  }

  private static void restrict(Path file) throws IOException {
    if (Files.getFileStore(file).supportsFileAttributeView("posix")) {
      var unused = Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }
  }

  private int told(String what) {
    var out = spec.commandLine().getOut();
    out.println(what);
    out.flush();
    return 0;
  }
}
