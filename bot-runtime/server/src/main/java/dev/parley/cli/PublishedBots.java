package dev.parley.cli;

import dev.parley.conversation.BotAlias;
import dev.parley.conversation.Bots;
import dev.parley.conversation.Bots.LoadedBot;
import dev.parley.conversation.VersionSource;
import dev.parley.event.InterpreterFactory;
import dev.parley.versions.BotStore;
import dev.parley.versions.PublishedAlias;
import dev.parley.versions.PublishedBot;
import dev.parley.versions.StoreRefused;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves what a bot store says: each alias its version, and when an alias is pointed elsewhere, that. A version is read, checked and
 * trained before new conversations get it; one that fails is complained of once, and the alias stays where it was. {@link #load} may be
 * called from any thread; everything else from one at a time, and it blocks for as long as training takes.
 */
final class PublishedBots implements VersionSource {

  private static final Logger LOG = LoggerFactory.getLogger(PublishedBots.class);

  private final BotStore store;
  private final InterpreterFactory trainer;
  private final Consumer<BotWithGroups> take;
  private final Map<String, String> namesById = new ConcurrentHashMap<>();

  /** What was seen of each bot at the last look. */
  private final Map<String, String> stamps = new LinkedHashMap<>();

  private final Map<String, Map<BotAlias, LoadedBot>> served = new LinkedHashMap<>();
  private String complaint = "";

  /**
   * @param trainer trains at once, and throws when it cannot
   * @param take is given each version that is read, before it is trained; throws {@link Complaint} when it cannot be served
   */
  PublishedBots(BotStore store, InterpreterFactory trainer, Consumer<BotWithGroups> take) {
    this.store = store;
    this.trainer = trainer;
    this.take = take;
  }

  /**
   * What a server starts with: of each alias its version, or the last one before that can be read.
   *
   * @param later trains when it is needed
   */
  void start(Bots bots, InterpreterFactory later) {
    store.names().forEach(name -> renew(name, bots, (bot, number) -> {
      try {
        return Optional.of(read(bot, number, later));
      } catch (Complaint | StoreRefused | IllegalArgumentException e) {
        LOG.error("version {} of bot {} cannot be used:\n{}", number, bot.name(), e.getMessage());
        return Optional.empty();
      }
    }));
  }

  /** Looks once whether the store has changed, and serves what it says now. */
  void look(Bots bots) {
    List<String> names = names();
    for (String gone : stamps.keySet().stream().filter(n -> !names.contains(n)).toList()) {
      stamps.remove(gone);
      served.remove(gone);
      namesById.forEach((id, name) -> {
        if (name.equals(gone)) {
          bots.withdraw(id);
        }
      });
      LOG.warn("bot {} is not in {} any more, and takes no new conversations", gone, store.folder());
    }
    names.stream().filter(name -> !store.stamp(name).equals(stamps.get(name))).forEach(name ->
        renew(name, bots, (bot, number) -> bots.version(bot.id(), Integer.toString(number))));
  }

  /** A store that cannot be looked at is complained of once, and all stays as it is. */
  private List<String> names() {
    String now = "";
    List<String> names = List.copyOf(stamps.keySet());
    try {
      if (Files.isDirectory(store.folder()) || stamps.isEmpty()) {
        names = store.names();
      } else {
        now = "the bot store " + store.folder() + " is not there any more";
      }
    } catch (StoreRefused e) {
      now = String.valueOf(e.getMessage());
    }
    if (!now.isEmpty() && !now.equals(complaint)) {
      LOG.error("{}; what is served stays", now);
    }
    complaint = now;
    return names;
  }

  private interface Loader {
    Optional<LoadedBot> load(PublishedBot bot, int number);
  }

  private void renew(String name, Bots bots, Loader loader) {
    stamps.put(name, store.stamp(name));
    try {
      PublishedBot bot = store.bot(name);
      namesById.put(bot.id(), name);
      Map<BotAlias, LoadedBot> before = served.getOrDefault(name, Map.of());
      Map<BotAlias, LoadedBot> now = new LinkedHashMap<>();
      for (PublishedAlias alias : bot.aliases()) {
        BotAlias called = new BotAlias(alias.id(), alias.name());
        pointed(bot, alias, Optional.ofNullable(before.get(called)), now.values(), loader).ifPresent(to -> now.put(called, to));
      }
      bots.publish(bot.id(), name, now);
      served.put(name, now);
    } catch (StoreRefused | IllegalArgumentException e) {
      LOG.error("bot {} of the store has changed, and what is served stays:\n{}", name, e.getMessage());
    }
  }

  /** What an alias points to from now on: its version; or, when that is bad, what it pointed to before. */
  private static Optional<LoadedBot> pointed(
      PublishedBot bot, PublishedAlias alias, Optional<LoadedBot> before, Collection<LoadedBot> loaded, Loader loader) {
    List<Integer> wanted = new ArrayList<>();
    wanted.add(alias.version());
    if (before.isEmpty()) {
      List<Integer> older = new ArrayList<>(alias.before());
      Collections.reverse(older);
      wanted.addAll(older);
    }
    for (int number : wanted) {
      String version = Integer.toString(number);
      Optional<LoadedBot> found =
          before.filter(b -> b.version().equals(version))
              .or(() -> loaded.stream().filter(b -> b.version().equals(version)).findFirst())
              .or(() -> loader.load(bot, number));
      if (found.isPresent()) {
        told(bot, alias, number, before);
        return found;
      }
    }
    LOG.error("alias {} of bot {} points to version {}, which cannot be used: {}", alias.name(), bot.name(), alias.version(),
        before.map(b -> "version " + b.version() + " stays").orElse("it points to nothing"));
    return before;
  }

  private static void told(PublishedBot bot, PublishedAlias alias, int number, Optional<LoadedBot> before) {
    if (number != alias.version()) {
      LOG.error("alias {} of bot {} points to version {} as it did before, since version {} cannot be used", alias.name(), bot.name(), number, alias.version());
    } else if (before.filter(b -> b.version().equals(Integer.toString(number))).isEmpty()) {
      LOG.info("alias {} of bot {} points to version {}: new conversations get it", alias.name(), bot.name(), number);
    }
  }

  @Override
  public Optional<LoadedBot> load(String botId, String version) {
    String name = namesById.get(botId);
    if (name == null) {
      return Optional.empty();
    }
    PublishedBot bot = store.bot(name);
    int number = Integer.parseInt(version);
    return bot.versions().containsKey(number) ? Optional.of(read(bot, number, trainer)) : Optional.empty();
  }

  private LoadedBot read(PublishedBot bot, int number, InterpreterFactory how) {
    Path file = store.files(bot, number);
    BotWithGroups read = BotWithGroups.read(file);
    if (!read.definition().id().equals(bot.id()) || !read.definition().name().equals(bot.name())) {
      throw new Complaint(file + " is bot " + read.definition().name() + " (" + read.definition().id() + "), not " + bot.name() + " (" + bot.id() + ")");
    }
    take.accept(read);
    return LoadedBot.of(read.definition(), Integer.toString(number), how);
  }
}
