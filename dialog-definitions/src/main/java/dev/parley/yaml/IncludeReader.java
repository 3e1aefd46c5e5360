package dev.parley.yaml;

import dev.parley.diagnostic.Diagnostic;
import dev.parley.diagnostic.Report;
import dev.parley.diagnostic.SourceText;
import dev.parley.diagnostic.Span;
import dev.parley.yaml.YamlNode.YamlScalar;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the files that a bot includes, and those that they include, each once. */
final class IncludeReader {

  /** How many files stand between the bot and the last one. */
  static final int MAX_DEPTH = 4;

  static final int MAX_FILES = 32;

  /** How far up from the bot's folder a file may lie. */
  static final int MAX_UP = 2;

  private final SourceFinder finder;
  private final Report report;
  private final Map<String, MappingReader> files = new LinkedHashMap<>();
  private final Map<String, Span> named = new LinkedHashMap<>();

  IncludeReader(SourceFinder finder, Report report) {
    this.finder = finder;
    this.report = report;
  }

  /** All included files, in the order in which they are named. */
  List<MappingReader> read(MappingReader bot) {
    include(bot, "", List.of());
    return List.copyOf(files.values());
  }

  private void include(MappingReader keys, String folder, List<String> chain) {
    for (YamlScalar scalar : keys.scalars("include")) {
      path(scalar, folder).ifPresent(path -> file(scalar, path, chain));
    }
  }

  private void file(YamlScalar scalar, String path, List<String> chain) {
    if (chain.contains(path)) {
      report.add(
          Diagnostic.error("include-circle", scalar.span(), "`" + scalar.text() + "` includes itself: "
                  + String.join(" → ", chain.subList(chain.indexOf(path), chain.size())) + " → " + path)
              .help("drop this line"));
      return;
    } else if (named.containsKey(path)) {
      return; // two files may share a third
    } else if (chain.size() >= MAX_DEPTH || named.size() >= MAX_FILES) {
      report.add(
          Diagnostic.error("too-many-includes", scalar.span(),
                  chain.size() >= MAX_DEPTH ? "files include one another more than " + MAX_DEPTH + " deep" : "a bot may include " + MAX_FILES + " files")
              .help("include it from the bot, or join some of the files"));
      return;
    }
    named.put(path, scalar.span());
    Optional<SourceText> text = finder.find(path);
    if (text.isEmpty()) {
      report.add(
          Diagnostic.error("include-missing", scalar.span(), "there is no file `" + path + "`")
              .label("looked for beside the bot")
              .help("a file is named relative to the one that includes it"));
      return;
    }
    List<String> deeper = new ArrayList<>(chain);
    deeper.add(path);
    YamlNodeReader.read(text.get(), "a file that bots include has `slot_types:`, `prompts:`, `cues:` or `intents:`", report)
        .flatMap(node -> MappingReader.of(node, BotGrammar.keys("included"), report))
        .ifPresent(reader -> {
          files.put(path, reader);
          include(reader, folder(path), deeper);
        });
  }

  private static String folder(String path) {
    return path.substring(0, path.lastIndexOf('/') + 1);
  }

  /** The path from the bot's folder, without {@code .} and needless {@code ..}. */
  private Optional<String> path(YamlScalar scalar, String folder) {
    String written = scalar.text().strip();
    boolean relative = !written.isEmpty() && !written.startsWith("/") && written.indexOf('\\') < 0 && written.indexOf(':') < 0 && written.indexOf('\0') < 0;
    List<String> names = new ArrayList<>();
    for (String name : (folder + written).split("/", -1)) {
      if (name.equals("..") && !names.isEmpty() && !names.get(names.size() - 1).equals("..")) {
        names.remove(names.size() - 1);
      } else if (!name.equals(".") && !name.isEmpty()) {
        names.add(name);
      }
    }
    long up = names.stream().filter(".."::equals).count();
    if (!relative || up > MAX_UP || names.isEmpty() || names.get(names.size() - 1).equals("..")) {
      report.add(
          Diagnostic.error("include-outside", scalar.span(), "`" + scalar.text() + "` does not lie where a bot's files lie")
              .help("name a file in the bot's folder, below it, or at most " + MAX_UP + " above: ../shared/types.yaml"));
      return Optional.empty();
    }
    return Optional.of(String.join("/", names));
  }
}
