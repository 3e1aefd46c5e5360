package dev.parley.cli;

import dev.parley.definition.BotDefinition;
import dev.parley.definition.FeatureCatalogue;
import dev.parley.definition.FeatureCatalogue.Kind;
import dev.parley.diagnostic.Report;
import dev.parley.diagnostic.SourceText;
import dev.parley.feature.FeatureDefinition;
import dev.parley.feature.FeatureGroup;
import dev.parley.feature.FeatureGroupReader;
import dev.parley.versions.BotContents;
import dev.parley.yaml.BotReader;
import dev.parley.yaml.Loaded;
import dev.parley.yaml.SourceFinder;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Finds and reads what belongs to a bot: {@code bot.yaml}, and {@code features.yaml} beside it. */
final class BotFiles {

  private static final String BOT = "bot.yaml";
  private static final String FEATURES = "features.yaml";

  /** The highest folder from which a bot may include files, as its reader has it. */
  private static final String HIGHEST = "../..";

  private static final long MAX_BYTES = 4L << 20;

  private BotFiles() {}

  /** The bot files at these places: a file, a bot's folder, or a folder of bots' folders. */
  static List<Path> find(List<Path> places) {
    return places.stream().flatMap(BotFiles::find).distinct().toList();
  }

  private static Stream<Path> find(Path place) {
    if (Files.isRegularFile(place)) {
      return Stream.of(place);
    }
    if (Files.isRegularFile(place.resolve(BOT))) {
      return Stream.of(place.resolve(BOT));
    }
    if (!Files.isDirectory(place)) {
      throw new Complaint("there is no file or folder " + place);
    }
    try (Stream<Path> children = Files.list(place)) {
      List<Path> bots = children.map(c -> c.resolve(BOT)).filter(Files::isRegularFile).sorted().toList();
      if (bots.isEmpty()) {
        throw new Complaint("there is no " + BOT + " in " + place + " or in a folder of it");
      }
      return bots.stream();
    } catch (IOException e) {
      throw new Complaint("the folder " + place + " cannot be read: " + e.getMessage(), e);
    }
  }

  static SourceText source(Path file) {
    if (!Files.exists(file)) {
      throw new Complaint("there is no file " + file);
    }
    if (Files.isDirectory(file)) {
      throw new Complaint(file + " is a folder; name a file in it");
    }
    try {
      if (Files.size(file) > MAX_BYTES) {
        throw new Complaint(file + " has " + Files.size(file) + " bytes; no file here may have more than " + MAX_BYTES);
      }
      return new SourceText(file.toString(), Files.readString(file));
    } catch (MalformedInputException e) {
      throw new Complaint(file + " is not text in UTF-8; save it as UTF-8", e);
    } catch (IOException e) {
      throw new Complaint(file + " cannot be read: " + e.getMessage(), e);
    }
  }

  /** The feature groups that are defined beside a bot. */
  static List<FeatureGroup> groups(Path bot, Report report) {
    Path file = featureFile(bot);
    return Files.isRegularFile(file) ? FeatureGroupReader.read(source(file), report) : List.of();
  }

  static Path featureFile(Path bot) {
    return bot.resolveSibling(FEATURES);
  }

  static Loaded<BotDefinition> read(Path bot, List<FeatureGroup> groups) {
    Loaded<BotDefinition> loaded = BotReader.read(source(bot), included(bot), Optional.of(catalogue(groups)));
    loaded.value().ifPresent(b -> Recordings.check(b, loaded.report()));
    return loaded.report().hasErrors() ? new Loaded<>(Optional.empty(), loaded.report()) : loaded;
  }

  /** Everything that makes a bot without mistakes: it, what it includes, its recordings, and its features with their first records. */
  static BotContents contents(Path bot) {
    List<Path> others = new ArrayList<>();
    SourceFinder finder = included(bot);
    Path whole = bot.toAbsolutePath();
    Report report = new Report();
    List<FeatureGroup> groups = groups(bot, report);
    Loaded<BotDefinition> loaded =
        BotReader.read(source(bot), path -> {
          Optional<SourceText> found = finder.find(path);
          found.ifPresent(f -> others.add(whole.resolveSibling(path)));
          return found;
        }, Optional.of(catalogue(groups)));
    loaded.value().ifPresent(b -> Recordings.files(b).forEach(others::add));
    if (Files.isRegularFile(featureFile(bot))) {
      others.add(featureFile(bot));
    }
    groups.forEach(g -> g.seed().map(featureFile(bot)::resolveSibling).filter(Files::isRegularFile).ifPresent(others::add));
    return BotContents.of(bot, others);
  }

  /** The files that a bot includes: beside it, below it, or up to two folders above, as the reader lets it name them. */
  private static SourceFinder included(Path bot) {
    Path whole = bot.toAbsolutePath();
    return path -> {
      Path file = whole.resolveSibling(path).normalize();
      return Files.isRegularFile(file) && staysNear(whole, file) ? Optional.of(source(shown(bot, file))) : Optional.empty();
    };
  }

  /** Whether a file still lies where the reader lets a bot name it once its links have been followed. */
  private static boolean staysNear(Path bot, Path file) {
    try {
      Path top = bot.resolveSibling(HIGHEST).toRealPath();
      return file.toRealPath().startsWith(top);
    } catch (IOException e) {
      throw new Complaint(file + " cannot be read: " + e.getMessage(), e);
    }
  }

  /** The file as a user would write it who wrote the bot's name like this. */
  private static Path shown(Path bot, Path file) {
    return bot.isAbsolute() ? file : Path.of("").toAbsolutePath().relativize(file);
  }

  private static FeatureCatalogue catalogue(List<FeatureGroup> groups) {
    Map<String, Map<String, FeatureCatalogue.Feature>> known = new LinkedHashMap<>();
    groups.forEach(g -> known.put(g.name(), features(g)));
    return new FeatureCatalogue() {
      @Override
      public Set<String> groups() {
        return known.keySet();
      }

      @Override
      public Optional<Map<String, Feature>> features(String group) {
        return Optional.ofNullable(known.get(group));
      }
    };
  }

  private static Map<String, FeatureCatalogue.Feature> features(FeatureGroup group) {
    Map<String, FeatureCatalogue.Feature> features = new LinkedHashMap<>();
    group.features().forEach((name, f) -> features.put(
        name, new FeatureCatalogue.Feature(name.equals(group.key()) || name.equals(group.eventTime()) ? Kind.IDENTITY : kind(f), f.sensitive())));
    return features;
  }

  private static Kind kind(FeatureDefinition feature) {
    if (feature.collection().isPresent()) {
      return Kind.COLLECTION;
    }
    return switch (feature.type()) {
      case STRING -> Kind.STRING;
      case INTEGRAL -> Kind.INTEGRAL;
      case FRACTIONAL -> Kind.FRACTIONAL;
      case EVENT_TIME -> Kind.EVENT_TIME;
    };
  }
}
