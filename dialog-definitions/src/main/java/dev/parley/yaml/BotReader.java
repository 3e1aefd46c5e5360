package dev.parley.yaml;

import dev.parley.definition.BotDefinition;
import dev.parley.definition.BotId;
import dev.parley.definition.FeatureCatalogue;
import dev.parley.definition.LocaleDefinition;
import dev.parley.diagnostic.Diagnostic;
import dev.parley.diagnostic.Report;
import dev.parley.diagnostic.SourceText;
import dev.parley.yaml.YamlNode.Entry;
import dev.parley.yaml.YamlNode.YamlMapping;
import dev.parley.yaml.YamlNode.YamlScalar;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Reads a bot from YAML. Never throws on a text: all mistakes are in the report, and there is a bot only when there is no
 * error. Thread-safe.
 *
 * <p>The work is shared out by subject: {@link LocaleReader}, {@link IntentReader}, {@link SlotReader}, {@link
 * TransitionReader} and so on read, {@link BotChecks} looks at the whole.
 */
public final class BotReader {

  static final String DEFAULT_LOCALE = "en_US";
  static final Duration DEFAULT_SESSION = Duration.ofMinutes(5);

  private final Report report = new Report();
  private final SourceFinder finder;

  private BotReader(SourceFinder finder) {
    this.finder = finder;
  }

  /** Reads a bot that includes nothing; feature names are not checked. */
  public static Loaded<BotDefinition> read(SourceText source) {
    return read(source, Optional.empty());
  }

  /** Reads a bot that includes nothing, and checks the feature groups that it names against those that exist. */
  public static Loaded<BotDefinition> read(SourceText source, Optional<FeatureCatalogue> features) {
    return read(source, SourceFinder.NONE, features);
  }

  /** Reads a bot with the files that it includes, and checks the feature groups that it names against those that exist. */
  public static Loaded<BotDefinition> read(SourceText source, SourceFinder finder, Optional<FeatureCatalogue> features) {
    BotReader reader = new BotReader(finder);
    Optional<BotDefinition> bot =
        YamlNodeReader.read(source, "a bot begins with `bot:` and its name", reader.report)
            .filter(reader::mayBeBot)
            .flatMap(node -> MappingReader.of(node, BotGrammar.keys("bot"), reader.report))
            .flatMap(reader::bot);
    bot.ifPresent(b -> BotChecks.check(b, features, reader.report));
    return new Loaded<>(reader.report.hasErrors() ? Optional.empty() : bot, reader.report);
  }

  /** Of a file of another kind it would be idle to say what a bot needs. */
  private boolean mayBeBot(YamlNode node) {
    Set<String> keys =
        node instanceof YamlMapping m ? m.entries().stream().map(e -> e.key().text()).collect(Collectors.toSet()) : Set.of();
    boolean shared = !keys.isEmpty() && !keys.contains("intents") && BotGrammar.keys("included").keys().keySet().containsAll(keys);
    if (keys.contains("turns")) {
      report.add(
          Diagnostic.error("test-for-a-bot", node.span().start(), "this is a conversation test")
              .help("name the bot that it is for, or its folder; `parley test` runs the tests beside it"));
    } else if (shared) {
      report.add(
          Diagnostic.error("included-for-a-bot", node.span().start(), "this is a file for others to include")
              .help("name a bot that includes it: what stands here is checked with it. A bot has `bot:` and its name"));
    } else if (keys.equals(Set.of("groups"))) {
      report.add(
          Diagnostic.error("facts-for-a-bot", node.span().start(), "this tells which facts are known of customers")
              .help("name the bot beside it: it is checked with it"));
    } else {
      return true;
    }
    return false;
  }

  private Optional<BotDefinition> bot(MappingReader keys) {
    Optional<YamlScalar> name = keys.scalar("bot");
    name.ifPresent(n -> Names.check(n, "bot", report));
    LocaleReader localeReader = new LocaleReader(report, new IncludeReader(finder, report).read(keys));
    Map<String, LocaleDefinition> locales = new LinkedHashMap<>();
    if (keys.node("locales").isPresent()) {
      besideLocales(keys);
      for (Entry entry : keys.entries("locales")) {
        Names.checkLocale(entry.key(), report);
        MappingReader.of(entry.value(), BotGrammar.keys("locale"), report)
            .ifPresent(l -> locales.put(entry.key().text(), localeReader.read(entry.key().text(), l, entry.key().span())));
      }
    } else {
      keys.scalar("locale").ifPresent(l -> Names.checkLocale(l, report));
      String id = keys.text("locale").orElse(DEFAULT_LOCALE);
      locales.put(id, localeReader.read(id, keys, keys.head()));
    }
    Optional<YamlScalar> id = keys.scalar("id");
    id.ifPresent(i -> Names.checkBotId(i, report));
    if (locales.isEmpty()) {
      keys.node("locales").filter(n -> n instanceof YamlMapping m && m.entries().isEmpty()).ifPresent(n -> report.add(
          Diagnostic.error("no-locales", n.span(), "this bot speaks no language").help("add a locale, such as en_US")));
      return Optional.empty();
    }
    String called = name.map(YamlScalar::text).orElse(""); // without a name there is an error, and the checks go on
    return Optional.of(
        new BotDefinition(
            name.map(YamlScalar::span).orElse(keys.head()),
            called,
            id.map(YamlScalar::text).orElseGet(() -> BotId.of(called)),
            keys.text("description"),
            keys.time("session_timeout").orElse(DEFAULT_SESSION),
            locales));
  }

  private void besideLocales(MappingReader keys) {
    List<String> beside = new ArrayList<>(BotGrammar.keys("locale").keys().keySet());
    beside.add("locale");
    beside.removeIf(key -> keys.node(key).isEmpty());
    for (String key : beside) {
      report.add(
          Diagnostic.error("beside-locales", keys.place(key), "`" + key + "` stands at the top, and the bot has `locales:`")
              .help("move it into each locale that it is meant for"));
    }
  }
}
