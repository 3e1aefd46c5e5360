package dev.parley.versions;

import dev.parley.definition.BotId;
import dev.parley.diagnostic.DidYouMean;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A folder of published bots. Thread-safe; several processes may use one folder at once, and who reads never sees half of a change.
 * Everything here blocks on the disk.
 *
 * <p>How it lies there:
 *
 * <pre>
 * PaymentsBot/versions/1/version.yaml    what it is, and the SHA-256 of each file
 * PaymentsBot/versions/1/files/...       the bot's files, as they were when it was published
 * PaymentsBot/aliases.yaml               what each alias points to and has pointed to
 * </pre>
 *
 * A version is written beside its place, flushed, and moved into it whole; so is {@code aliases.yaml}. Writers of one bot take turns by
 * a lock on {@code .lock}.
 */
public final class BotStore {

  /** Lex's rule for names of bots and aliases. */
  private static final Pattern NAME = Pattern.compile("(?:[0-9a-zA-Z][_-]?){1,100}+");

  /** Lex's own alias, of the draft. */
  private static final List<String> RESERVED = List.of("TestBotAlias", "TSTALIASID");

  private static final String VERSIONS = "versions";
  private static final String ALIASES = "aliases.yaml";

  /** Locks of files are the process's; within it threads take turns by this. */
  private static final Object WRITING = new Object();

  private final Path folder;
  private final Clock clock;

  /**
   * @param folder need not be there yet
   * @param clock tells when something was published
   */
  public BotStore(Path folder, Clock clock) {
    this.folder = folder;
    this.clock = clock;
  }

  /** Where it is. */
  public Path folder() {
    return folder;
  }

  /** The names of its bots, in order; none when the folder is not there. */
  public List<String> names() {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> children = Files.list(folder)) {
      return children.filter(c -> Files.isDirectory(c.resolve(VERSIONS)))
          .map(c -> c.getFileName().toString())
          .filter(n -> NAME.matcher(n).matches())
          .sorted()
          .toList();
    } catch (IOException e) {
      throw unreadable(folder, e);
    }
  }

  /**
   * A bot by its name.
   *
   * @throws StoreRefused when there is none, or its files are not as they must be
   */
  public PublishedBot bot(String name) {
    return find(name).orElseThrow(() -> new StoreRefused(
        "there is no bot '" + name + "' in " + folder + "; "
            + DidYouMean.help(name, names()).orElse(names().isEmpty() ? "`parley bots publish` puts one there" : "it has " + String.join(", ", names()))));
  }

  private Optional<PublishedBot> find(String name) {
    if (!NAME.matcher(name).matches()) {
      return Optional.empty();
    }
    Path versions = folder.resolve(name).resolve(VERSIONS);
    if (!Files.isDirectory(versions)) {
      return Optional.empty();
    }
    try (Stream<Path> children = Files.list(versions)) {
      NavigableMap<Integer, BotVersion> all = new TreeMap<>();
      String id = "";
      for (Path child : children.filter(c -> c.getFileName().toString().matches("[1-9][0-9]{0,8}")).toList()) {
        StoreFiles.Manifest manifest = StoreFiles.manifest(child.resolve(VersionFolder.MANIFEST));
        if (!manifest.bot().equals(name) || !child.getFileName().toString().equals(Integer.toString(manifest.version().number()))) {
          throw new StoreRefused(
              child.resolve(VersionFolder.MANIFEST) + " is of version " + manifest.version().number() + " of bot " + manifest.bot() + ", and does not belong there");
        }
        all.put(manifest.version().number(), manifest.version());
        id = manifest.id();
      }
      return all.isEmpty() ? Optional.empty() : Optional.of(new PublishedBot(name, id, all, StoreFiles.aliases(aliasFile(name))));
    } catch (IOException e) {
      throw unreadable(versions, e);
    }
  }

  private Path aliasFile(String bot) {
    return folder.resolve(bot).resolve(ALIASES);
  }

  /** What changes whenever a bot's aliases do: for those who look often. */
  public String stamp(String bot) {
    try {
      Path file = aliasFile(bot);
      if (!Files.exists(file)) {
        return "none";
      }
      BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
      return now.lastModifiedTime() + " " + now.size() + " " + now.fileKey();
    } catch (IOException e) {
      return "unreadable";
    }
  }

  /**
   * A version of a bot.
   *
   * @throws StoreRefused when it has no such version
   */
  public static BotVersion version(PublishedBot bot, int number) {
    return Optional.ofNullable(bot.versions().get(number)).orElseThrow(() -> new StoreRefused(
        "bot '" + bot.name() + "' has no version " + number + "; it has " + numbers(bot.versions())));
  }

  private static String numbers(NavigableMap<Integer, BotVersion> versions) {
    return versions.size() == 1 ? "only " + versions.firstKey() : versions.firstKey() + " to " + versions.lastKey();
  }

  /**
   * The bot file of a version whose files are all as they were when it was published.
   *
   * @throws StoreRefused when one is not, or there is no such version
   */
  public Path files(PublishedBot bot, int number) {
    BotVersion version = version(bot, number);
    return VersionFolder.verified(folder.resolve(bot.name()).resolve(VERSIONS).resolve(Integer.toString(number)), bot.name(), version);
  }

  /**
   * That a bot was published.
   *
   * @param fresh whether it is a new version; else an older one that holds the same
   */
  public record Publication(PublishedBot bot, BotVersion version, boolean fresh) {}

  /**
   * Publishes a bot that has been found good. What has been published before keeps its number.
   *
   * @param tried what the files held when they were tried, see {@link BotContents#digests}
   * @throws StoreRefused when it cannot be, or the files have changed since
   */
  public Publication publish(String name, String id, BotContents contents, SortedMap<String, String> tried, Optional<String> description) {
    return write(name, () -> {
      names().stream().filter(other -> !other.equals(name)).map(this::bot).filter(other -> other.id().equals(id)).findFirst().ifPresent(other -> {
        throw new StoreRefused("bot '" + other.name() + "' is published with the id " + id + " already; give '" + name + "' another `id:`");
      });
      Optional<PublishedBot> before = find(name);
      if (before.isPresent() && !before.get().id().equals(id)) {
        throw new StoreRefused(
            "bot '" + name + "' is published with the id " + before.get().id() + ", which clients know; this one has " + id
                + ": keep the id, or give it another name");
      }
      String whole = Digests.of(contents.botFile(), tried);
      Optional<BotVersion> same = before.flatMap(b -> b.versions().values().stream().filter(v -> v.sha256().equals(whole)).findFirst());
      if (same.isPresent()) {
        files(before.get(), same.get().number());
        return new Publication(before.get(), same.get(), false);
      }
      int number = before.map(b -> b.versions().lastKey() + 1).orElse(1);
      BotVersion version = new BotVersion(number, now(), description, whole, contents.botFile(), tried);
      VersionFolder.write(Files.createDirectories(folder.resolve(name).resolve(VERSIONS)), new StoreFiles.Manifest(name, id, version), contents);
      return new Publication(bot(name), version, true);
    });
  }

  /**
   * That an alias was moved.
   *
   * @param from where it pointed to before; empty when it is new
   */
  public record Move(PublishedBot bot, PublishedAlias alias, Optional<Integer> from) {}

  /**
   * Points an alias, which may be new, to a version.
   *
   * @param alias its name; of one that is there, its id will do
   * @throws StoreRefused when there is no such bot or version, or the name is none
   */
  public Move point(String name, String alias, int number) {
    bot(name);
    return write(name, () -> {
      PublishedBot bot = bot(name);
      files(bot, number);
      Optional<PublishedAlias> there = bot.alias(alias);
      if (there.isEmpty()) {
        checkNew(bot, alias);
      }
      PublishedAlias moved = there.map(a -> a.pointed(number, now()))
          .orElseGet(() -> new PublishedAlias(alias, BotId.of(name + "/" + alias), List.of(new PublishedAlias.Change(now(), number, false))));
      return save(bot, moved, there);
    });
  }

  private static void checkNew(PublishedBot bot, String alias) {
    if (RESERVED.contains(alias)) {
      throw new StoreRefused("'" + alias + "' is Lex's alias of the draft, the bot's folder that `parley serve` is given; it cannot be pointed to a version");
    } else if (!NAME.matcher(alias).matches()) {
      throw new StoreRefused("'" + alias + "' cannot be an alias's name; write 1 to 100 letters and digits, with single _ or - between them");
    }
    String id = BotId.of(bot.name() + "/" + alias);
    if (bot.alias(id).isPresent()) {
      throw new StoreRefused("alias '" + alias + "' would have the id " + id + ", which another alias has; give it another name");
    }
  }

  /**
   * Points an alias to the version that it pointed to before.
   *
   * @throws StoreRefused when there is no such bot or alias, or it has never pointed elsewhere
   */
  public Move rollback(String name, String alias) {
    bot(name);
    return write(name, () -> {
      PublishedBot bot = bot(name);
      PublishedAlias there = alias(bot, alias);
      PublishedAlias moved = there.rolledBack(now()).orElseThrow(() -> new StoreRefused(
          "alias '" + there.name() + "' of bot '" + name + "' has pointed to no version before " + there.version() + ", so there is nothing to go back to"));
      files(bot, moved.version());
      return save(bot, moved, Optional.of(there));
    });
  }

  /**
   * An alias of a bot by its name or id.
   *
   * @throws StoreRefused when it has none such
   */
  public static PublishedAlias alias(PublishedBot bot, String alias) {
    List<String> names = bot.aliases().stream().map(PublishedAlias::name).toList();
    return bot.alias(alias).orElseThrow(() -> new StoreRefused(
        "bot '" + bot.name() + "' has no alias '" + alias + "'; "
            + DidYouMean.help(alias, names)
                .orElse(names.isEmpty() ? "`parley bots point " + bot.name() + " " + alias + " VERSION` makes one" : "it has " + String.join(", ", names))));
  }

  private Move save(PublishedBot bot, PublishedAlias moved, Optional<PublishedAlias> before) throws IOException {
    List<PublishedAlias> aliases = new ArrayList<>(bot.aliases());
    if (before.isPresent()) {
      aliases.replaceAll(a -> a.id().equals(moved.id()) ? moved : a);
    } else {
      aliases.add(moved);
    }
    if (!aliases.equals(bot.aliases())) {
      DurableFiles.replace(aliasFile(bot.name()), StoreFiles.write(bot.name(), aliases));
    }
    return new Move(new PublishedBot(bot.name(), bot.id(), bot.versions(), aliases), moved, before.map(PublishedAlias::version));
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.SECONDS);
  }

  private interface Writing<T> {
    T write() throws IOException;
  }

  private <T> T write(String name, Writing<T> writing) {
    Path place = folder.resolve(name);
    try {
      Files.createDirectories(place);
      synchronized (WRITING) {
        try (FileChannel lock = FileChannel.open(place.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
          // Given back when the channel is closed.
          Objects.requireNonNull(lock.lock());
          return writing.write();
        }
      }
    } catch (IOException e) {
      throw new StoreRefused("the bot store " + folder + " cannot be written: " + e.getClass().getSimpleName() + ": " + e.getMessage(), e);
    }
  }

  static StoreRefused unreadable(Path what, IOException e) {
    return new StoreRefused(what + " of the bot store cannot be read: " + e.getClass().getSimpleName() + ": " + e.getMessage(), e);
  }
}
