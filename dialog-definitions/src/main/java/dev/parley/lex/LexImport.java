package dev.parley.lex;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.parley.definition.BotDefinition;
import dev.parley.definition.BotId;
import dev.parley.definition.LocaleDefinition;
import dev.parley.diagnostic.Span;
import dev.parley.lex.LexObject.Members;
import dev.parley.yaml.BotWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads an export of a Lex V2 bot. Older and newer spellings of its members are taken, members that are null count as absent, and
 * folders around the export are passed over. Whatever is in the file, there is a bot or an error in the report, never an exception.
 */
public final class LexImport {

  private static final Pattern LOCALE_FILE = Pattern.compile("((?:.*/)?)BotLocale\\.json");
  private static final Pattern LOCALE_PART = Pattern.compile("((?:.*/)?BotLocales/([^/]+)/)(?:BotLocale\\.json|(?:Intents|SlotTypes|CustomVocabulary)/.*)");
  private static final Pattern BOT_FILE = Pattern.compile("(?:.*/)?Bot\\.json");
  private static final Pattern MANIFEST = Pattern.compile("(?i)((?:.*/)?)manifest\\.json");
  private static final Pattern NOISE = Pattern.compile("(?:.*/)?(?:__MACOSX/.*|\\.DS_Store|\\._[^/]*)");
  private static final Pattern NAME = Pattern.compile("(?:[0-9a-zA-Z][_-]?){1,100}+");
  private static final String AGAIN = "export the bot again";
  private static final int SHORTEST_SESSION = 60;
  private static final int LONGEST_SESSION = 86_400;

  private final LexReport report = new LexReport();
  private final Members members = new Members(report);

  private LexImport() {}

  /**
   * What came of an export.
   *
   * @param bot the bot; empty when the report has an error
   * @param yaml the same as YAML, with what is to be done as comments above it
   */
  public record Imported(Optional<BotDefinition> bot, Optional<String> yaml, LexReport report) {}

  /** Reads a zip. */
  public static Imported zip(byte[] zip) {
    LexImport read = new LexImport();
    return read.result(LexFiles.unzip(zip, read.report).flatMap(read::bot));
  }

  /** Reads the files of an unpacked export, by their paths with {@code /} between names. */
  public static Imported files(Map<String, byte[]> files) {
    LexImport read = new LexImport();
    return read.result(read.bot(new TreeMap<>(files)));
  }

  private Imported result(Optional<BotDefinition> read) {
    members.unread();
    Optional<BotDefinition> bot = read.filter(b -> !report.hasErrors());
    return new Imported(bot, bot.map(b -> BotWriter.write(b, comments(b))), report);
  }

  private List<String> comments(BotDefinition bot) {
    List<String> comments = new ArrayList<>(List.of("Imported from a Lex V2 export."));
    if (calls(bot)) {
      comments.add("The hook `" + hookName(bot.name()) + "` stands for the Lambda; the setting hooks." + hookName(bot.name()) + " says at which http address it is.");
    }
    return comments;
  }

  /** The bot's Lambda, which an export does not name. */
  private static String hookName(String bot) {
    return NAME.matcher(bot).matches() ? bot : "lambda";
  }

  private static boolean calls(BotDefinition bot) {
    return bot.locales().values().stream().flatMap(l -> l.intents().values().stream()).anyMatch(i ->
        i.turnHook().isPresent()
            || i.fulfillment().flatMap(f -> f.hook()).isPresent()
            || i.transitions().anyMatch(t -> t.hook().isPresent())
            || i.confirmation().flatMap(c -> c.retryHook()).isPresent()
            || i.slots().stream().anyMatch(s -> s.retryHook().isPresent() || s.transitions().anyMatch(t -> t.hook().isPresent())));
  }

  private Optional<BotDefinition> bot(Map<String, byte[]> files) {
    Optional<String> base = manifest(files);
    if (base.isEmpty()) {
      return Optional.empty();
    }
    Map<String, JsonNode> parts = new TreeMap<>();
    Optional<String> botFile = Optional.empty();
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      String path = file.getKey();
      if (!path.startsWith(base.get()) || NOISE.matcher(path).matches() || MANIFEST.matcher(path).matches()) {
        continue;
      }
      boolean isBot = BOT_FILE.matcher(path).matches();
      if (isBot && botFile.isPresent()) {
        report.error(path, "the export holds several bots", "another is " + botFile.get(), "name one bot's export");
        return Optional.empty();
      } else if (path.endsWith(".json")) {
        botFile = isBot ? Optional.of(path) : botFile;
        LexFiles.json(path, file.getValue(), report, isBot || LOCALE_FILE.matcher(path).matches()).ifPresent(j -> parts.put(path, j));
      } else {
        report.lost(path, "this file", "it is no part of a bot that is known here", "");
      }
    }
    return report.hasErrors() ? Optional.empty() : bot(parts, botFile);
  }

  /** The folder in which the manifest lies; empty, and a report, when this is no export that can be read. */
  private Optional<String> manifest(Map<String, byte[]> files) {
    Optional<String> path =
        files.keySet().stream().filter(p -> MANIFEST.matcher(p).matches() && !NOISE.matcher(p).matches())
            .min(Comparator.comparingLong((String p) -> p.chars().filter(c -> c == '/').count()).thenComparing(p -> p));
    if (path.isEmpty()) {
      noManifest(files);
      return Optional.empty();
    }
    Optional<LexObject> data =
        LexFiles.json(path.get(), files.getOrDefault(path.get(), new byte[0]), report, true)
            .flatMap(j -> members.open(path.get(), j).object("metaData", "metadata"));
    if (data.isEmpty()) {
      if (!report.hasErrors()) {
        report.error(path.get(), "the manifest does not say what this is", "it has no `metaData`", AGAIN);
      }
      return Optional.empty();
    }
    if (data.get().has("importType", "importFormat")) {
      versionOne(path.get());
      return Optional.empty();
    }
    Optional<String> version = data.get().text("schemaVersion").filter(v -> !v.equals("1") && !v.equals("1.0"));
    Optional<String> format = data.get().text("fileFormat").filter(f -> !f.toLowerCase(Locale.ROOT).equals("lexjson"));
    Optional<String> type = data.get().word("resourceType").filter(t -> !t.equals("bot") && !t.equals("botlocale"));
    version.ifPresent(v -> report.error(path.get(), "the export is of version " + LexReport.shown(v), "version 1 is known here", "export the bot from Lex V2 as LexJson"));
    format.ifPresent(f -> report.error(path.get(), "the export's format is " + LexReport.shown(f), "LexJson is known here", "export the bot as LexJson"));
    type.ifPresent(t -> report.error(path.get(), "the export holds no bot but: " + LexReport.shown(t), "", "export a bot or a bot's locale"));
    Matcher folder = MANIFEST.matcher(path.get());
    return report.hasErrors() || !folder.matches() ? Optional.empty() : Optional.of(folder.group(1));
  }

  private void noManifest(Map<String, byte[]> files) {
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      if (file.getKey().endsWith(".json")) {
        LexReport unsaid = new LexReport();
        Optional<JsonNode> json = LexFiles.json(file.getKey(), file.getValue(), unsaid, false);
        if (json.filter(j -> j.path("metadata").has("importType") || (j.has("resource") && j.has("metadata"))).isPresent()) {
          versionOne(file.getKey());
          return;
        }
      }
    }
    report.error("", "this is no export of Lex V2", "there is no Manifest.json in it",
        "name the zip that Lex's console or API exported; a bot of Parley is a bot.yaml already");
  }

  private void versionOne(String path) {
    report.error(path, "this is an export of Lex V1", "only Lex V2's are read here", "migrate the bot to Lex V2 in Lex's console, then export it there");
  }

  private Optional<BotDefinition> bot(Map<String, JsonNode> parts, Optional<String> botFile) {
    Optional<LexObject> own = botFile.map(p -> members.open(p, parts.getOrDefault(p, MissingNode.getInstance())));
    String name = own.flatMap(o -> o.words("name", "botName")).orElse("ImportedBot");
    if (own.isEmpty()) {
      report.note("", "the export holds a locale and no bot", "the bot is called " + name, "give it its name under `bot:`");
    }
    LexLocales reader = new LexLocales(report, members, hookName(name));
    Map<String, LocaleDefinition> locales = new TreeMap<>();
    folders(parts).forEach((folder, id) -> {
      Map<String, JsonNode> inside = new TreeMap<>();
      parts.forEach((path, json) -> {
        if (path.startsWith(folder)) {
          inside.put(path.substring(folder.length()), json);
        }
      });
      LocaleDefinition locale = reader.read(folder, id, inside);
      if (locales.putIfAbsent(locale.localeId(), locale) != null) {
        report.lost(folder, "the locale " + LexReport.shown(locale.localeId()), "it is in the export twice", "");
      }
    });
    outside(parts, botFile);
    if (locales.isEmpty()) {
      report.error(botFile.orElse(""), "the bot has no locale", "there is no BotLocale.json", AGAIN);
      return Optional.empty();
    }
    BotDefinition bot = definition(name, own, locales);
    if (calls(bot)) {
      report.note("", "the bot's Lambda", "its address is not in the export; it is the hook `" + hookName(name) + "` now",
          "set `hooks." + hookName(name) + "` to an http address where the bot runs; it gets the events that a Lambda gets");
    }
    return Optional.of(bot);
  }

  private static BotDefinition definition(String name, Optional<LexObject> own, Map<String, LocaleDefinition> locales) {
    own.ifPresent(o -> {
      o.ignore("version", "botVersion");
      o.object("dataPrivacy").ifPresent(d -> d.ignore("childDirected")); // a declaration to AWS
      o.leave("a bot is one bot here", "let intents start one another", "botMembers");
      o.word("botType").filter(t -> !t.equals("bot")).ifPresent(t ->
          o.report().lost(o.place("botType"), "the bot network", "a network routes between bots", "import its bots one by one"));
    });
    Optional<String> id = own.flatMap(o -> o.words("identifier", "botId")).filter(i -> BotId.PATTERN.matcher(i).matches());
    int session = own.map(o -> o.whole(SHORTEST_SESSION, LONGEST_SESSION, "idleSessionTTLInSeconds").orElse(300)).orElse(300);
    Optional<String> description = own.flatMap(o -> o.words("description"));
    return new BotDefinition(Span.NONE, name, id.orElseGet(() -> BotId.of(name)), description, Duration.ofSeconds(session), new LinkedHashMap<>(locales));
  }

  /** The locales' folders, each with the id that its path tells. */
  private static Map<String, String> folders(Map<String, JsonNode> parts) {
    Map<String, String> folders = new TreeMap<>();
    for (String path : parts.keySet()) {
      Matcher part = LOCALE_PART.matcher(path);
      Matcher file = LOCALE_FILE.matcher(path);
      if (part.matches()) {
        folders.put(part.group(1), part.group(2));
      } else if (file.matches()) {
        folders.putIfAbsent(file.group(1), "en_US");
      }
    }
    return folders;
  }

  private void outside(Map<String, JsonNode> parts, Optional<String> botFile) {
    Map<String, String> folders = folders(parts);
    parts.keySet().stream()
        .filter(p -> !botFile.equals(Optional.of(p)) && folders.keySet().stream().noneMatch(p::startsWith))
        .forEach(p -> report.lost(p, "this file", "it is no part of a bot that is known here", ""));
  }
}
