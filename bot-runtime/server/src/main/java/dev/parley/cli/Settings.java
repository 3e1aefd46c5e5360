package dev.parley.cli;

import dev.parley.diagnostic.Diagnostic;
import dev.parley.diagnostic.DidYouMean;
import dev.parley.diagnostic.Report;
import dev.parley.diagnostic.SourceText;
import dev.parley.diagnostic.TextReportPrinter;
import dev.parley.yaml.Times;
import dev.parley.yaml.YamlNode;
import dev.parley.yaml.YamlNode.Entry;
import dev.parley.yaml.YamlNode.YamlMapping;
import dev.parley.yaml.YamlNode.YamlScalar;
import dev.parley.yaml.YamlNodeReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The configuration: keys with their defaults, a file ({@code parley.yaml}), and options of the command line, the latter
 * winning. A key that is not known is an error, so that a typing mistake cannot hide.
 */
final class Settings {

  /** Sections whose keys belong to somebody else, who checks them. */
  private static final List<String> OPEN_SECTIONS =
      Stream.concat(Stream.of("twilio.", "hooks."), SpeechSettings.SECTIONS.stream()).toList();

  private static final Map<String, String> DEFAULTS = new LinkedHashMap<>();

  static {
    ServerSettings.defaults(DEFAULTS);
    DEFAULTS.put("identity.file", "");
    DEFAULTS.put("bots.folder", "");
    DEFAULTS.put("bots.keep", "10m");
    DEFAULTS.put("bots.kept", "20");
    DEFAULTS.put("conversations.max", "500");
    DEFAULTS.put("conversations.mailbox", "256");
    DEFAULTS.put("conversations.audio", "5s");
    DEFAULTS.put("conversations.zone", "");
    DEFAULTS.put("sessions.max", "100000");
    DEFAULTS.put("work.threads", "");
    DEFAULTS.put("work.queue", "10000");
    SentenceEncoders.defaults(DEFAULTS);
    KeptModels.defaults(DEFAULTS);
    DEFAULTS.put("speech.recognizer", "vosk");
    DEFAULTS.put("speech.synthesizer", "mary");
    DEFAULTS.put("speech.threads", "");
    DEFAULTS.put("speech.queue", "2000");
    DEFAULTS.put("speech.most-lag", "1s");
    DEFAULTS.put("speech.prompt-cache-bytes", "67108864");
    DEFAULTS.put("features.threads", "2");
    DEFAULTS.put("features.queue", "1000");
    FeatureStorages.defaults(DEFAULTS);
    DEFAULTS.put("hooks-pool.threads", "8");
    DEFAULTS.put("hooks-pool.queue", "200");
    DEFAULTS.put("hooks-pool.calls", "100");
    DEFAULTS.put("data.folder", ".parley");
    DEFAULTS.put("journal.folder", "");
  }

  private final Map<String, Value> values = new LinkedHashMap<>();

  private record Value(String text, String origin) {}

  /** The defaults. */
  Settings() {
    DEFAULTS.forEach((key, text) -> values.put(key, new Value(text, "default")));
  }

  static List<String> keys() {
    return List.copyOf(DEFAULTS.keySet());
  }

  /** Takes a file's settings. */
  Settings file(Path file) {
    Report report = new Report();
    try {
      Optional<YamlNode> root = YamlNodeReader.read(new SourceText(file.toString(), Files.readString(file)), report);
      if (root.isPresent() && root.get() instanceof YamlMapping mapping) {
        mapping.entries().forEach(e -> take(e, file.toString(), report));
      } else if (root.isPresent()) {
        report.add(Diagnostic.error("wrong-type", root.get().span(), "settings are lines such as `server.port: 8080`"));
      }
    } catch (IOException e) {
      throw new Complaint("the settings file " + file + " cannot be read: " + e.getMessage(), e);
    }
    if (report.hasErrors()) {
      throw new Complaint(TextReportPrinter.print(report));
    }
    return this;
  }

  private void take(Entry entry, String origin, Report report) {
    String key = entry.key().text();
    if (!(entry.value() instanceof YamlScalar scalar)) {
      report.add(Diagnostic.error("wrong-type", entry.key().span(), "`" + key + "` needs one value"));
    } else if (!known(key)) {
      report.add(
          Diagnostic.error("unknown-setting", entry.key().span(), "there is no setting `" + key + "`")
              .help(DidYouMean.help(key, keys()).orElse("the settings are " + String.join(", ", keys()))));
    } else {
      values.put(key, new Value(scalar.text(), origin));
    }
  }

  private static boolean known(String key) {
    return DEFAULTS.containsKey(key) || OPEN_SECTIONS.stream().anyMatch(key::startsWith);
  }

  /** Takes one setting of the command line: {@code key=value}. */
  Settings option(String assignment) {
    int equals = assignment.indexOf('=');
    String key = equals < 0 ? assignment : assignment.substring(0, equals);
    if (equals < 0 || !known(key)) {
      throw new Complaint(
          "there is no setting '" + key + "'; " + DidYouMean.help(key, keys()).orElse("write --set key=value with one of " + String.join(", ", keys())));
    }
    return set(key, assignment.substring(equals + 1), "--set");
  }

  Settings set(String key, String text, String origin) {
    values.put(key, new Value(text, origin));
    return this;
  }

  String text(String key) {
    return value(key).text;
  }

  private Value value(String key) {
    Value value = values.get(key);
    if (value == null) {
      throw new AssertionError("no setting " + key);
    }
    return value;
  }

  Optional<String> optional(String key) {
    return Optional.of(text(key)).filter(t -> !t.isBlank());
  }

  /** A whole number, at least this. */
  int count(String key, int min) {
    try {
      int count = Integer.parseInt(text(key).strip());
      if (count >= min) {
        return count;
      }
    } catch (NumberFormatException e) {
      throw new Complaint("setting " + key + " (" + value(key).origin + ") must be a whole number, not '" + text(key) + "'", e);
    }
    throw new Complaint("setting " + key + " (" + value(key).origin + ") must be at least " + min + ", not " + text(key));
  }

  /** A whole number, or this when nothing is set. */
  int count(String key, int min, int otherwise) {
    return optional(key).isEmpty() ? otherwise : count(key, min);
  }

  Duration time(String key) {
    return Times.parse(text(key))
        .orElseThrow(() -> new Complaint("setting " + key + " (" + value(key).origin + ") must be a time such as 300ms, 5s or 2m, not '" + text(key) + "'"));
  }

  /** The settings of a section, without its name. */
  Map<String, String> section(String name) {
    Map<String, String> section = new LinkedHashMap<>();
    values.forEach((key, value) -> {
      if (key.startsWith(name + ".")) {
        section.put(key.substring(name.length() + 1), value.text);
      }
    });
    return section;
  }

  /** What is not as by default, with its origin; secrets masked. */
  List<String> changed() {
    List<String> lines = new ArrayList<>();
    values.forEach((key, value) -> {
      boolean secret = key.contains("token") || key.contains("secret") || key.contains("password");
      if (!value.origin.equals("default")) {
        lines.add(key + ": " + (secret ? "****" : value.text) + "  (" + value.origin + ")");
      }
    });
    return lines;
  }
}
