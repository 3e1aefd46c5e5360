package dev.parley.feature.parquet;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Copies of files that never change, in a folder here: so many bytes, those that were used longest ago leave first. Thread-safe. */
final class CopyCache {

  private static final Logger LOG = LoggerFactory.getLogger(CopyCache.class);

  private final Path folder;
  private final long maxBytes;

  /** The one that was used longest ago first. */
  private final Map<String, Copy> copies = new LinkedHashMap<>(16, 0.75f, true);

  private long bytes;

  /** A copy; {@code readers} hold it. */
  private static final class Copy {
    private final Path file;
    private final long bytes;
    private int readers;

    private Copy(Path file, long bytes) {
      this.file = file;
      this.bytes = bytes;
    }
  }

  /** Makes a copy. */
  interface Fetch {
    void fetch(String name, Path to) throws IOException;
  }

  /**
   * A cache.
   *
   * @param folder its own; what is in it is removed
   * @param maxBytes how much is kept; what is being read stays, even if that is more
   */
  CopyCache(Path folder, long maxBytes) throws IOException {
    this.folder = folder.toAbsolutePath().normalize();
    this.maxBytes = maxBytes;
    Files.createDirectories(this.folder);
    try (Stream<Path> old = Files.list(this.folder)) {
      for (Path file : old.toList()) {
        Files.delete(file);
      }
    }
  }

  Path folder() {
    return folder;
  }

  /** Copies, fetched where they are not here; held until they are closed. */
  ObjectFolder.Copies open(List<String> names, Fetch fetch) throws IOException {
    List<Copy> held = new ArrayList<>();
    try {
      for (String name : names) {
        held.add(hold(name, fetch));
      }
    } catch (IOException | RuntimeException e) {
      release(held);
      throw e;
    }
    List<Path> paths = held.stream().map(c -> c.file).toList();
    return new ObjectFolder.Copies() {
      @Override
      public List<Path> paths() {
        return paths;
      }

      @Override
      public void close() {
        release(held);
      }
    };
  }

  private Copy hold(String name, Fetch fetch) throws IOException {
    synchronized (this) {
      Copy here = copies.get(name);
      if (here != null) {
        here.readers++;
        return here;
      }
    }
    Path file = place();
    try {
      fetch.fetch(name, file);
    } catch (IOException | RuntimeException e) {
      Files.deleteIfExists(file);
      throw e;
    }
    return put(name, file, 1);
  }

  private Path place() {
    return folder.resolve(UUID.randomUUID() + ".parquet");
  }

  private synchronized Copy put(String name, Path file, int readers) throws IOException {
    Copy here = copies.get(name);
    if (here != null) {
      // Somebody else was quicker; files never change.
      Files.deleteIfExists(file);
      here.readers += readers;
      return here;
    }
    Copy copy = new Copy(file, Files.size(file));
    copy.readers = readers;
    copies.put(name, copy);
    bytes += copy.bytes;
    trim();
    return copy;
  }

  private synchronized void release(List<Copy> held) {
    held.forEach(c -> c.readers--);
    trim();
  }

  private void trim() {
    var oldest = copies.entrySet().iterator();
    while (bytes > maxBytes && oldest.hasNext()) {
      Copy copy = oldest.next().getValue();
      if (copy.readers == 0) {
        oldest.remove();
        drop(copy);
      }
    }
  }

  private void drop(Copy copy) {
    bytes -= copy.bytes;
    try {
      Files.deleteIfExists(copy.file);
    } catch (IOException e) {
      LOG.warn("the copy {} of a file cannot be removed; that is tried again at the next start", copy.file, e);
    }
  }

  /** Takes a file as the copy of this name. */
  synchronized void take(String name, Path file) throws IOException {
    forget(name);
    Path copy = place();
    Files.move(file, copy, StandardCopyOption.REPLACE_EXISTING);
    put(name, copy, 0);
  }

  /** Has no copy of this name any more. */
  synchronized void forget(String name) {
    Copy copy = copies.remove(name);
    if (copy != null) {
      drop(copy);
    }
  }
}
