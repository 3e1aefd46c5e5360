package dev.parley.versions;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import dev.parley.diagnostic.Diagnostic;
import dev.parley.diagnostic.Report;
import dev.parley.diagnostic.SourceText;
import dev.parley.diagnostic.TextReportPrinter;
import dev.parley.versions.PublishedAlias.Change;
import dev.parley.yaml.MappingReader;
import dev.parley.yaml.ValueType;
import dev.parley.yaml.ValueType.Key;
import dev.parley.yaml.ValueType.Keys;
import dev.parley.yaml.YamlNode;
import dev.parley.yaml.YamlNode.Entry;
import dev.parley.yaml.YamlNode.YamlScalar;
import dev.parley.yaml.YamlNodeReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The YAML of a bot store: what a version is, and what aliases point to. A mistake is a {@link StoreRefused} with its place. */
final class StoreFiles {

  private static final ValueType TEXT = new ValueType.Text();
  private static final ValueType NUMBER = new ValueType.Whole(1, Integer.MAX_VALUE);

  private static final Keys VERSION = keys("version", Map.of(
      "bot", TEXT, "id", TEXT, "version", NUMBER, "published", TEXT, "sha256", TEXT, "bot_file", TEXT, "files", new ValueType.MapOf(TEXT)), "description");
  private static final Keys ALIASES = keys("aliases", Map.of("aliases", new ValueType.MapOf(TEXT)), "bot");
  private static final Keys ALIAS = keys("alias", Map.of("id", TEXT, "changes", new ValueType.ListOf(TEXT)), "");
  private static final Keys CHANGE = keys("change", Map.of("at", TEXT, "version", NUMBER), "rollback");

  private StoreFiles() {}

  private static Keys keys(String name, Map<String, ValueType> required, String optional) {
    Map<String, Key> keys = new LinkedHashMap<>();
    new TreeMap<>(required).forEach((key, type) -> keys.put(key, new Key(type, true, "`parley bots` writes it")));
    if (!optional.isEmpty()) {
      keys.put(optional, new Key(optional.equals("rollback") ? new ValueType.Flag() : TEXT, false, ""));
    }
    return new Keys(name, "What `parley bots` writes.", keys);
  }

  /** A version, and whose it is. */
  record Manifest(String bot, String id, BotVersion version) {}

  static String write(Manifest manifest) {
    BotVersion version = manifest.version();
    StringBuilder text = new StringBuilder("# A published version of a bot. It never changes: a server refuses it when a file of it is not as published.\n");
    text.append("bot: ").append(quoted(manifest.bot())).append('\n');
    text.append("id: ").append(quoted(manifest.id())).append('\n');
    text.append("version: ").append(version.number()).append('\n');
    text.append("published: ").append(quoted(version.published().toString())).append('\n');
    version.description().ifPresent(d -> text.append("description: ").append(quoted(d)).append('\n'));
    text.append("sha256: ").append(quoted(version.sha256())).append('\n');
    text.append("bot_file: ").append(quoted(version.botFile())).append('\n');
    text.append("files:\n");
    version.files().forEach((path, hash) -> text.append("  ").append(quoted(path)).append(": ").append(quoted(hash)).append('\n'));
    return text.toString();
  }

  static String write(String bot, List<PublishedAlias> aliases) {
    StringBuilder text = new StringBuilder("# Which version each alias points to: the last of its changes. `parley bots point` and `rollback` write it.\n");
    text.append("bot: ").append(quoted(bot)).append("\naliases:\n");
    for (PublishedAlias alias : aliases) {
      text.append("  ").append(quoted(alias.name())).append(":\n    id: ").append(quoted(alias.id())).append("\n    changes:\n");
      for (Change change : alias.changes()) {
        text.append("      - { at: ").append(quoted(change.at().toString())).append(", version: ").append(change.version())
            .append(change.rollback() ? ", rollback: true }\n" : " }\n");
      }
    }
    return text.toString();
  }

  /** A text as JSON has it is one that YAML takes, whatever it holds. */
  private static String quoted(String text) {
    return '"' + new String(JsonStringEncoder.getInstance().quoteAsString(text)) + '"';
  }

  static Manifest manifest(Path file) throws IOException {
    return read(file, VERSION, (keys, report) -> {
      SortedMap<String, String> files = new TreeMap<>();
      keys.entries("files").forEach(e -> files.put(e.key().text(), e.value() instanceof YamlScalar hash ? hash.text() : ""));
      BotVersion version =
          new BotVersion(
              keys.whole("version").orElse(0),
              instant(keys.scalar("published"), report),
              keys.text("description"),
              keys.text("sha256").orElse(""),
              keys.text("bot_file").orElse(""),
              files);
      return new Manifest(keys.text("bot").orElse(""), keys.text("id").orElse(""), version);
    });
  }

  static List<PublishedAlias> aliases(Path file) throws IOException {
    return Files.exists(file)
        ? read(file, ALIASES, (keys, report) -> keys.entries("aliases").stream().flatMap(e -> alias(e, report).stream()).toList())
        : List.of();
  }

  private static Optional<PublishedAlias> alias(Entry entry, Report report) {
    return MappingReader.of(entry.value(), ALIAS, report).flatMap(keys -> {
      List<Change> changes = new ArrayList<>();
      for (YamlNode node : keys.items("changes")) {
        MappingReader.of(node, CHANGE, report).ifPresent(change ->
            changes.add(new Change(instant(change.scalar("at"), report), change.whole("version").orElse(0), change.flag("rollback", false))));
      }
      return changes.isEmpty() ? Optional.empty() : Optional.of(new PublishedAlias(entry.key().text(), keys.text("id").orElse(""), changes));
    });
  }

  private static Instant instant(Optional<YamlScalar> text, Report report) {
    try {
      return text.map(t -> Instant.parse(t.text())).orElse(Instant.EPOCH);
    } catch (DateTimeParseException e) {
      report.add(Diagnostic.error("not-an-instant", text.orElseThrow().span(), "this is no instant").help("write it as 2026-11-30T12:00:00Z"));
      return Instant.EPOCH;
    }
  }

  private interface Reader<T> {
    T read(MappingReader keys, Report report);
  }

  private static <T> T read(Path file, Keys keys, Reader<T> reader) throws IOException {
    Report report = new Report();
    Optional<T> read =
        YamlNodeReader.read(new SourceText(file.toString(), Files.readString(file)), report)
            .flatMap(node -> MappingReader.of(node, keys, report))
            .map(mapping -> reader.read(mapping, report));
    if (report.hasErrors() || read.isEmpty()) {
      throw new StoreRefused(TextReportPrinter.print(report));
    }
    return read.get();
  }
}
