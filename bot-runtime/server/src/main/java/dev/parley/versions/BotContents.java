package dev.parley.versions;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The files that make a bot.
 *
 * @param botFile the path of {@code bot.yaml} among them
 * @param files where each is now, by its path in a version: relative, with {@code /} between names
 */
public record BotContents(String botFile, SortedMap<String, Path> files) {

  public BotContents {
    files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
  }

  /** These files, with the paths that they have from the deepest folder that holds them all. */
  public static BotContents of(Path bot, Collection<Path> others) {
    Path whole = whole(bot);
    Path top = parent(whole);
    for (Path other : others) {
      while (!whole(other).startsWith(top)) {
        top = parent(top);
      }
    }
    SortedMap<String, Path> files = new TreeMap<>();
    files.put(name(top, whole), whole);
    for (Path other : others) {
      files.put(name(top, whole(other)), whole(other));
    }
    return new BotContents(name(top, whole), files);
  }

  private static Path whole(Path file) {
    return file.toAbsolutePath().normalize();
  }

  private static Path parent(Path file) {
    Path parent = file.getParent();
    if (parent == null) {
      throw new IllegalArgumentException(file + " lies in no folder");
    }
    return parent;
  }

  private static String name(Path top, Path file) {
    return top.relativize(file).toString().replace('\\', '/');
  }

  /** What the files hold now: the SHA-256 of each, in hexadecimal, by its path. Blocks on the disk. */
  public SortedMap<String, String> digests() throws IOException {
    SortedMap<String, String> digests = new TreeMap<>();
    for (var file : files.entrySet()) {
      digests.put(file.getKey(), Digests.of(file.getValue()));
    }
    return digests;
  }
}
