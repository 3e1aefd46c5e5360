package dev.parley.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes bots into service whose files have changed, for those who write them: new conversations get the new version, running ones
 * finish on theirs, and a version with a mistake never goes live. One thread at a time.
 */
final class BotWatch {

  private static final Logger LOG = LoggerFactory.getLogger(BotWatch.class);

  /** A bot's folder and those in it: where its included files usually are. */
  private static final int DEPTH = 2;

  private final Predicate<BotWithGroups> publisher;
  private final Map<Path, String> stamps = new LinkedHashMap<>();

  /**
   * @param files bot files that have been read
   * @param publisher trains and serves it; false or an exception = it cannot be served
   */
  BotWatch(List<Path> files, Predicate<BotWithGroups> publisher) {
    this.publisher = publisher;
    files.forEach(f -> stamps.put(f, stamp(f)));
  }

  /** Looks once. Blocks on the disk, and while a changed bot is trained. */
  void look() {
    stamps.replaceAll((file, before) -> {
      String now = stamp(file);
      if (!now.equals(before)) {
        renew(file);
      }
      return now;
    });
  }

  private void renew(Path file) {
    try {
      BotWithGroups bot = BotWithGroups.read(file);
      if (publisher.test(bot)) {
        LOG.info("{} has changed: new conversations with bot {} get the new version", file, bot.definition().name());
      } else {
        LOG.error("{} has changed, and the version before it stays: the new one cannot be trained", file);
      }
    } catch (Complaint | IllegalArgumentException e) {
      LOG.error("{} has changed, and the version before it stays:\n{}", file, e.getMessage());
    } catch (RuntimeException e) {
      LOG.error("{} has changed, and the version before it stays: the new one cannot be trained", file, e);
    }
  }

  private static String stamp(Path file) {
    try (Stream<Path> near = Files.walk(file.toAbsolutePath().getParent(), DEPTH)) {
      return near.filter(f -> f.toString().endsWith(".yaml")).sorted().map(BotWatch::one).collect(Collectors.joining("\n"));
    } catch (IOException e) {
      return "unreadable";
    }
  }

  private static String one(Path file) {
    try {
      return file + " " + Files.getLastModifiedTime(file) + " " + Files.size(file);
    } catch (IOException e) {
      return file + " gone";
    }
  }
}
