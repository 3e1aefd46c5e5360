package dev.parley.cli;

import dev.parley.conversation.Bots;
import dev.parley.conversation.Bots.LoadedBot;
import dev.parley.conversation.IdleVersions;
import dev.parley.conversation.PromptCache;
import dev.parley.diagnostic.Report;
import dev.parley.event.InterpreterFactory;
import dev.parley.feature.FeatureGroup;
import dev.parley.feature.FeatureStore;
import dev.parley.versions.BotStore;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The bots of a server: drafts from folders, published ones from the store, and what changes of them. The constructor and {@link
 * #look} block, on the disk and while bots are trained; one look at a time.
 */
final class ServedBots {

  private static final Logger LOG = LoggerFactory.getLogger(ServedBots.class);

  private final Bots bots;
  private final InterpreterFactory trainer;
  private final Optional<PromptCache> prompts;
  private final PublishedBots published;

  /** By the file beside which they are defined: of the bots that a server starts with. */
  private final Map<Path, List<FeatureGroup>> groups = new LinkedHashMap<>();

  private volatile @Nullable FeatureStore facts;
  private @Nullable BotWatch watch;

  /**
   * Reads them all.
   *
   * @param places bot files, bots' folders, or folders of those
   * @param trainer trains at once
   * @param later trains when a bot is needed: those that a server starts with
   * @throws Complaint when a draft has mistakes, or two bots cannot be told apart
   */
  ServedBots(Settings settings, List<Path> places, InterpreterFactory trainer, InterpreterFactory later, Optional<PromptCache> prompts, Clock clock) {
    this.trainer = trainer;
    this.prompts = prompts;
    // Reading takes the longest of a start; nothing is served yet that it could hold up.
    List<BotWithGroups> read = BotFiles.find(places).parallelStream().map(BotWithGroups::read).toList();
    published = new PublishedBots(new BotStore(folder(settings), clock), trainer, this::take);
    bots = new Bots(later, new IdleVersions(published, settings.time("bots.keep"), settings.count("bots.kept", 1), clock));
    read.forEach(this::draft);
    published.start(bots, later);
  }

  /** Where published bots are. */
  static Path folder(Settings settings) {
    return settings.optional("bots.folder").map(Path::of).orElseGet(() -> Path.of(settings.text("data.folder")).resolve("bots"));
  }

  private void draft(BotWithGroups bot) {
    try {
      bots.load(bot.definition());
    } catch (IllegalArgumentException e) {
      throw new Complaint(String.valueOf(e.getMessage()), e);
    }
    take(bot);
  }

  /** Takes what belongs to a bot besides its dialogs: each version of a bot has its own recordings. */
  private void take(BotWithGroups bot) {
    FeatureStore store = facts;
    if (store == null) {
      groups.put(bot.file(), bot.groups());
    } else {
      CustomerRecords.add(bot.file(), bot.groups(), store);
    }
    prompts.ifPresent(p -> Recordings.read(bot.definition(), new Report(), p::record));
  }

  Bots all() {
    return bots;
  }

  /** The feature groups of all bots that a server starts with, by the file beside which they are defined. */
  Map<Path, List<FeatureGroup>> groups() {
    return groups;
  }

  /** Where customers' features are, for bots that come later; to be told before the first look. */
  void features(FeatureStore store) {
    facts = store;
  }

  /** From now on drafts whose files change are served anew. */
  synchronized void watch(List<Path> places) {
    watch =
        new BotWatch(BotFiles.find(places), bot -> {
          take(bot);
          return bots.serve(LoadedBot.of(bot.definition(), Bots.DRAFT, trainer)) != null;
        });
  }

  /** Looks once whether bots have changed, and serves them anew. */
  synchronized void look() {
    try {
      published.look(bots);
      if (watch != null) {
        watch.look();
      }
    } catch (RuntimeException e) {
      LOG.error("bots could not be looked at, and stay as they are", e);
    }
  }
}
