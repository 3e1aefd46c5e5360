package dev.parley.versions;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.stream.Stream;

/** One version on disk: what it is in {@code version.yaml}, and its files below {@code files}. */
final class VersionFolder {

  static final String MANIFEST = "version.yaml";
  private static final String FILES = "files";

  private VersionFolder() {}

  /** The bot file of a version, if its files are all as they were when it was published; else throws {@link StoreRefused}. */
  static Path verified(Path folder, String bot, BotVersion version) {
    Path files = folder.resolve(FILES);
    String what = "version " + version.number() + " of bot '" + bot + "' is not as it was published: ";
    for (var file : version.files().entrySet()) {
      try {
        if (!Digests.of(files.resolve(file.getKey())).equals(file.getValue())) {
          throw new StoreRefused(what + files.resolve(file.getKey()) + " has been changed; publish the change as a new version");
        }
      } catch (IOException e) {
        throw BotStore.unreadable(files.resolve(file.getKey()), e);
      }
    }
    try (Stream<Path> inside = Files.walk(files)) {
      // What a bot reads if it is there, such as its features, must not come later.
      Optional<Path> added =
          inside.filter(Files::isRegularFile).filter(f -> !version.files().containsKey(files.relativize(f).toString().replace('\\', '/'))).findFirst();
      if (added.isPresent()) {
        throw new StoreRefused(what + added.get() + " has been added; take it away, or publish it with a new version");
      }
    } catch (IOException e) {
      throw BotStore.unreadable(files, e);
    }
    return files.resolve(version.botFile());
  }

  /** Writes a version beside its place, and moves it there whole. */
  static void write(Path versions, StoreFiles.Manifest manifest, BotContents contents) throws IOException {
    String number = Integer.toString(manifest.version().number());
    // Not a temporary folder of Java's, which only its owner may read.
    Path beside = versions.resolve(".new-" + number);
    DurableFiles.delete(beside);
    try {
      Files.createDirectory(beside);
      for (var file : contents.files().entrySet()) {
        Path copy = beside.resolve(FILES).resolve(file.getKey());
        DurableFiles.copy(file.getValue(), copy);
        if (!Digests.of(copy).equals(manifest.version().files().get(file.getKey()))) {
          throw new StoreRefused(file.getValue() + " has changed while the bot was being published; nothing was, so do it again");
        }
      }
      DurableFiles.write(beside.resolve(MANIFEST), StoreFiles.write(manifest));
      DurableFiles.flushAll(beside);
      Files.move(beside, versions.resolve(number), StandardCopyOption.ATOMIC_MOVE);
      DurableFiles.flush(versions);
    } finally {
      DurableFiles.delete(beside);
    }
  }
}
