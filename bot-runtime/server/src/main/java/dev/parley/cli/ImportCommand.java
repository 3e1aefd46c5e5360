package dev.parley.cli;

import dev.parley.definition.BotDefinition;
import dev.parley.diagnostic.SourceText;
import dev.parley.diagnostic.TextReportPrinter;
import dev.parley.lex.LexImport;
import dev.parley.yaml.BotReader;
import dev.parley.yaml.Loaded;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes bots of what other systems export. */
@Command(
    name = "import",
    description = "Makes a bot of another system's export.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = ImportCommand.Lex.class)
final class ImportCommand {

  /** Makes a bot of an export of Lex V2. */
  @Command(
      name = "lex",
      description = "Makes a bot of an export of Amazon Lex V2, and tells what is not carried over.",
      mixinStandardHelpOptions = true)
  static final class Lex implements Callable<Integer> {

    private static final long MAX_BYTES = 64L << 20;
    private static final int MAX_FILES = 20_000;

    @Spec private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "EXPORT", description = "The zip that Lex exported, or its unpacked folder.")
    private Path export;

    @Option(names = "--out", paramLabel = "FOLDER", description = "The bot's folder (default: the bot's name, here).")
    private Optional<Path> folder = Optional.empty();

    @Option(names = "--force", description = "Write over a bot.yaml that is there.")
    private boolean force;

    @Override
    public Integer call() {
      PrintWriter out = spec.commandLine().getOut();
      LexImport.Imported imported = read();
      out.print(imported.report().print());
      if (imported.bot().isEmpty() || imported.yaml().isEmpty()) {
        out.println(export + " is not imported");
        out.flush();
        return 1;
      }
      String name = imported.bot().get().name();
      Path file = folder.orElseGet(() -> Path.of(name.matches("[0-9a-zA-Z_-]{1,200}") ? name : "imported-bot")).resolve("bot.yaml");
      write(file, imported.yaml().get());
      Loaded<BotDefinition> checked = BotReader.read(new SourceText(file.toString(), imported.yaml().get()));
      out.print(TextReportPrinter.print(checked.report()));
      out.println(file + ": bot " + name + " with " + imported.report().summary() + "; " + TextReportPrinter.summary(checked.report()));
      if (checked.value().isEmpty()) {
        out.println("the bot is written, and its mistakes above must be mended before it can be used");
      }
      out.flush();
      return checked.value().isPresent() ? 0 : 1;
    }

    private LexImport.Imported read() {
      try {
        if (Files.isDirectory(export)) {
          return LexImport.files(files());
        } else if (!Files.isRegularFile(export)) {
          throw new Complaint("there is no file or folder " + export);
        } else if (Files.size(export) > MAX_BYTES) {
          throw new Complaint(export + " has " + Files.size(export) + " bytes; an export has at most " + MAX_BYTES);
        }
        return LexImport.zip(Files.readAllBytes(export));
      } catch (IOException e) {
        throw new Complaint(export + " cannot be read: " + e.getMessage(), e);
      }
    }

    private Map<String, byte[]> files() throws IOException {
      Map<String, byte[]> files = new TreeMap<>();
      long total = 0;
      List<Path> found;
      try (Stream<Path> walk = Files.walk(export)) {
        found = walk.filter(p -> Files.isRegularFile(p, LinkOption.NOFOLLOW_LINKS)).limit(MAX_FILES + 1L).toList();
      }
      for (Path path : found) {
        total += Files.size(path);
        if (total > MAX_BYTES || found.size() > MAX_FILES) {
          throw new Complaint(export + " holds more than " + MAX_FILES + " files or " + MAX_BYTES + " bytes; name the folder of one export");
        }
        files.put(export.relativize(path).toString().replace('\\', '/'), Files.readAllBytes(path));
      }
      return files;
    }

    private void write(Path file, String yaml) {
      if (Files.exists(file) && !force) {
        throw new Complaint(file + " is there already; name another folder with --out, or write over it with --force");
      }
      try {
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.writeString(file, yaml);
      } catch (IOException e) {
        throw new Complaint(file + " cannot be written: " + e.getMessage(), e);
      }
    }
  }
}
