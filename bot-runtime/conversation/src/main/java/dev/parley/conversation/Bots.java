package dev.parley.conversation;

import dev.parley.definition.BotDefinition;
import dev.parley.diagnostic.DidYouMean;
import dev.parley.engine.ConversationCore;
import dev.parley.event.Interpreter;
import dev.parley.event.InterpreterFactory;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The bots that are served, by id and by name. Thread-safe; a bot, or all of its aliases, is replaced as a whole, and conversations
 * that run or are saved go on with the version that they began with.
 *
 * <p>How it works. A bot may have a <em>draft</em>, which comes from a folder, and <em>aliases</em>, each of which points to a published
 * version. A bot with a draft and no aliases is called by whatever alias a client likes; one with aliases only by those, and its draft
 * by Lex's {@link BotAlias#TEST}. What no alias points to any more is looked after by {@link IdleVersions}.
 */
public final class Bots {

  /** What Lex calls the version of a bot that is not published. */
  public static final String DRAFT = "DRAFT";

  private final InterpreterFactory interpreters;
  private final IdleVersions idle;
  private volatile Map<String, Served> byId = Map.of();

  /** Trains an interpreter for each locale of a bot that is loaded; no version is to be had but those that are published here. */
  public Bots(InterpreterFactory interpreters) {
    this(interpreters, new IdleVersions(VersionSource.NONE, Duration.ofMinutes(10), 10, Clock.systemUTC()));
  }

  /**
   * @param interpreters trains an interpreter for each locale of a draft
   * @param idle has versions that no alias points to
   */
  public Bots(InterpreterFactory interpreters, IdleVersions idle) {
    this.interpreters = interpreters;
    this.idle = idle;
  }

  /**
   * Takes a draft into service, in place of an older one of its id. Several may be loaded at once; none waits for another's training.
   *
   * @throws IllegalArgumentException when another bot has this name or id
   */
  public LoadedBot load(BotDefinition bot) {
    return serve(prepare(bot));
  }

  /**
   * Makes a draft ready that is not served yet, so that it can be tried before.
   *
   * @throws IllegalArgumentException when another bot has this name or id
   */
  public LoadedBot prepare(BotDefinition bot) {
    distinct(bot.id(), bot.name());
    return LoadedBot.of(bot, DRAFT, interpreters);
  }

  /**
   * Takes a draft into service that was made ready: new conversations get it, those that run finish on theirs.
   *
   * @throws IllegalArgumentException when another bot has this name or id
   */
  public synchronized LoadedBot serve(LoadedBot bot) {
    BotDefinition definition = bot.definition();
    distinct(definition.id(), definition.name());
    Served before = byId.get(definition.id());
    put(new Served(definition.id(), definition.name(), Optional.of(bot), before == null ? Optional.empty() : before.published()));
    return bot;
  }

  /**
   * Points all of a bot's aliases at once: new conversations get what they point to.
   *
   * @param aliases to which version each points; all that there are
   * @throws IllegalArgumentException when another bot has this name or id
   */
  public synchronized void publish(String id, String name, Map<BotAlias, LoadedBot> aliases) {
    distinct(id, name);
    Served before = byId.get(id);
    put(new Served(id, name, before == null ? Optional.empty() : before.draft(), Optional.of(new LinkedHashMap<>(aliases))));
    if (before != null) {
      before.published().orElse(Map.of()).values().forEach(idle::keep);
    }
    aliases.values().forEach(idle::drop);
  }

  /** Takes a bot's aliases away; its draft stays, if it has one, and so do conversations. */
  public synchronized void withdraw(String id) {
    Served before = byId.get(id);
    if (before != null) {
      before.published().orElse(Map.of()).values().forEach(idle::keep);
      put(new Served(id, before.name(), before.draft(), Optional.empty()));
    }
  }

  private void put(Served bot) {
    Map<String, Served> next = new TreeMap<>(byId);
    if (bot.draft().isEmpty() && bot.published().isEmpty()) {
      next.remove(bot.id());
    } else {
      next.put(bot.id(), bot);
    }
    byId = Collections.unmodifiableMap(next);
  }

  private void distinct(String id, String name) {
    for (Served other : byId.values()) {
      if (other.id().equals(id) != other.name().equals(name)) {
        throw new IllegalArgumentException(
            "bot " + name + " (" + id + ") and bot " + other.name() + " (" + other.id()
                + ") cannot be told apart; give one of them another name or id");
      }
    }
  }

  private Optional<Served> served(String idOrName) {
    Map<String, Served> now = byId;
    return Optional.ofNullable(now.get(idOrName)).or(() -> now.values().stream().filter(b -> b.name().equals(idOrName)).findFirst());
  }

  /** The draft with this id or name. */
  public Optional<LoadedBot> find(String idOrName) {
    return served(idOrName).flatMap(Served::draft);
  }

  /**
   * What an alias of a bot points to now, in one of its locales.
   *
   * @param alias its id or its name
   * @throws ConversationRefused NOT_FOUND when there is none; the message names those there are
   */
  public Addressed require(String idOrName, String alias, String localeId) {
    Served bot = served(idOrName).orElseThrow(() -> notFound("there is no bot '" + idOrName + "' here; address it by its id or name"));
    Called called = bot.called(alias).orElseThrow(() -> notFound(bot.knowsNot(alias)));
    LocaleBot there =
        called.bot().locale(localeId)
            .orElseThrow(() -> notFound(
                "bot '" + idOrName + "' has no locale '" + localeId + "'; it has " + String.join(", ", called.bot().locales().keySet())));
    return new Addressed(called.alias(), there);
  }

  private static ConversationRefused notFound(String message) {
    return new ConversationRefused(ConversationRefused.Kind.NOT_FOUND, message);
  }

  /** A version of a bot, or its draft, whether an alias points to it or not; empty when it is not to be had. Blocks while it is loaded. */
  public Optional<LoadedBot> version(String botId, String version) {
    return Optional.ofNullable(byId.get(botId)).stream()
        .flatMap(Served::loaded)
        .filter(b -> b.version().equals(version))
        .findFirst()
        .or(() -> version.equals(DRAFT) ? Optional.empty() : idle.find(botId, version));
  }

  /** What a session goes on with that began with this version of what its client calls now. */
  Optional<LocaleBot> goesOnWith(String version, LocaleBot asked) {
    return version.equals(asked.version())
        ? Optional.of(asked)
        : version(asked.definition().id(), version).flatMap(b -> b.locale(asked.localeId()));
  }

  /** That a conversation uses this version, which therefore stays loaded. */
  void used(LocaleBot bot) {
    idle.used(bot.definition().id(), bot.version());
  }

  /** All that can be called, by bots' names: each draft, and each alias. */
  public List<Called> all() {
    return byId.values().stream().sorted(Comparator.comparing(Served::name)).flatMap(b -> b.callable().stream()).toList();
  }

  /** How many versions and drafts are loaded. */
  public int loaded() {
    return (int) byId.values().stream().flatMap(b -> b.loaded().map(LoadedBot::version).distinct()).count() + idle.size();
  }

  /** A bot with all there is of it. */
  private record Served(String id, String name, Optional<LoadedBot> draft, Optional<Map<BotAlias, LoadedBot>> published) {

    /** Every loaded version and the draft, some of them perhaps twice. */
    Stream<LoadedBot> loaded() {
      return Stream.concat(draft.stream(), published.stream().flatMap(p -> p.values().stream()));
    }

    List<Called> callable() {
      List<Called> all = new ArrayList<>();
      draft.ifPresent(d -> all.add(new Called(BotAlias.TEST, d)));
      published.ifPresent(p -> p.forEach((alias, bot) -> all.add(new Called(alias, bot))));
      return all;
    }

    Optional<Called> called(String alias) {
      Optional<Called> known = callable().stream().filter(c -> c.alias().isCalled(alias)).findFirst();
      // Whoever writes a bot need not publish it first to try a client that has an alias of its own.
      return published.filter(p -> !p.isEmpty()).isPresent() ? known : known.or(() -> draft.map(d -> new Called(new BotAlias(alias, alias), d)));
    }

    String knowsNot(String alias) {
      List<String> names = callable().stream().map(c -> c.alias().toString()).toList();
      if (names.isEmpty()) {
        return "bot '" + name + "' is published, but no alias points to a version yet; `parley bots point " + name + " " + alias + " VERSION` makes one do so";
      }
      if (BotAlias.TEST.isCalled(alias)) {
        return "bot '" + name + "' is served as published, without a draft, to which " + alias + " would point; its aliases are " + String.join(", ", names);
      }
      List<String> words = callable().stream().flatMap(c -> Stream.of(c.alias().name(), c.alias().id())).toList();
      return "bot '" + name + "' has no alias '" + alias + "'; " + DidYouMean.help(alias, words).map(help -> help + " ").orElse("")
          + "its aliases are " + String.join(", ", names);
    }
  }

  /**
   * A bot in service.
   *
   * @param version the number of a published version, or {@link #DRAFT}
   */
  public record LoadedBot(BotDefinition definition, String version, Map<String, LocaleBot> locales) {
    public LoadedBot {
      locales = Map.copyOf(locales);
    }

    /** A version, with an interpreter trained for each of its locales. */
    public static LoadedBot of(BotDefinition bot, String version, InterpreterFactory trainer) {
      Map<String, LocaleBot> locales = new LinkedHashMap<>();
      bot.locales().keySet().forEach(id ->
          locales.put(id, new LocaleBot(bot, version, id, new ConversationCore(bot, id), new HintedInterpreter(trainer.train(bot, id)))));
      return new LoadedBot(bot, version, locales);
    }

    Optional<LocaleBot> locale(String localeId) {
      return Optional.ofNullable(locales.get(localeId));
    }
  }

  /** A bot in service, by the alias under which it is called. */
  public record Called(BotAlias alias, LoadedBot bot) {}

  /** A bot in service in one locale. */
  public record LocaleBot(BotDefinition definition, String version, String localeId, ConversationCore core, Interpreter interpreter) {}

  /** What a client has called: an alias, and what it points to in the client's locale. */
  public record Addressed(BotAlias alias, LocaleBot bot) {}
}
