package dev.parley.feature.parquet;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which files count. A file that another {@linkplain PartName#replaces replaces} does not, and is removed as soon as nobody reads it.
 * Of several writers to one place each removes its own only. Thread-safe.
 */
final class PartFiles {

  private static final Logger LOG = LoggerFactory.getLogger(PartFiles.class);
  private static final Comparator<PartName> ORDER =
      Comparator.comparing(PartName::group)
          .thenComparing(PartName::day)
          .thenComparing(PartName::writer)
          .thenComparingLong(PartName::first)
          .thenComparingLong(PartName::last)
          .thenComparingInt(PartName::generation);

  private final ObjectFolder folder;
  private final String writer;
  private final TreeMap<PartName, Long> sizes = new TreeMap<>(ORDER);
  private final Map<PartName, Integer> readers = new HashMap<>();
  private final Map<PartName, CompletableFuture<Void>> leaving = new HashMap<>();

  PartFiles(ObjectFolder folder, String writer) {
    this.folder = folder;
    this.writer = writer;
  }

  /** Files that stay where they are until this is closed. */
  final class Lease implements AutoCloseable {

    private final List<PartName> names;

    private Lease(List<PartName> names) {
      this.names = names;
    }

    List<PartName> names() {
      return names;
    }

    @Override
    public void close() {
      release(names);
    }
  }

  /**
   * Takes what is there.
   *
   * @param unfinished the move of this writer that has not ended: its rows are elsewhere
   * @return old files of this writer's that cannot be removed
   */
  List<String> load(Optional<Long> unfinished) throws IOException {
    List<PartName> found = new ArrayList<>();
    Map<PartName, Long> bytes = new HashMap<>();
    for (ObjectFolder.Entry entry : folder.list()) {
      PartName.parse(entry.name()).ifPresent(name -> {
        found.add(name);
        bytes.put(name, entry.bytes());
      });
    }
    Set<PartName> replaced = replaced(found);
    List<PartName> old = new ArrayList<>();
    synchronized (this) {
      sizes.clear();
      for (PartName name : found) {
        boolean mine = name.writer().equals(writer);
        if (replaced.contains(name)) {
          if (mine && !leaving.containsKey(name)) {
            old.add(name);
          }
        } else if (!mine || unfinished.isEmpty() || name.first() != unfinished.get()) {
          sizes.put(name, bytes.get(name));
        }
      }
    }
    List<String> left = new ArrayList<>();
    for (PartName name : old) {
      try {
        folder.delete(name.path());
      } catch (IOException e) {
        LOG.warn("the file {} is replaced and does not count, but cannot be removed", name.path(), e);
        left.add(name.path());
      }
    }
    return left;
  }

  private static Set<PartName> replaced(List<PartName> found) {
    Map<String, List<PartName>> byFolder = new HashMap<>();
    found.forEach(n -> byFolder.computeIfAbsent(n.group() + "/" + n.day() + "/" + n.writer(), k -> new ArrayList<>()).add(n));
    Set<PartName> replaced = new HashSet<>();
    for (List<PartName> together : byFolder.values()) {
      for (PartName name : together) {
        if (together.stream().anyMatch(other -> other.replaces(name))) {
          replaced.add(name);
        }
      }
    }
    return replaced;
  }

  /** The files that count, in the order of their names. */
  synchronized Lease lease(Predicate<PartName> which) {
    List<PartName> names = sizes.keySet().stream().filter(which).toList();
    names.forEach(n -> readers.merge(n, 1, Integer::sum));
    return new Lease(names);
  }

  synchronized long bytes(PartName name) {
    return sizes.getOrDefault(name, 0L);
  }

  /** The number of this writer's newest move here; 0 = none. */
  synchronized long lastMove() {
    return sizes.keySet().stream().filter(n -> n.writer().equals(writer)).mapToLong(PartName::last).max().orElse(0);
  }

  /** Ends when all files that do not count any more are removed. */
  synchronized CompletableFuture<Void> left() {
    return CompletableFuture.allOf(leaving.values().toArray(new CompletableFuture<?>[0]));
  }

  /** Files that count from now on, and some that do not any more. */
  void replace(Map<PartName, Long> come, Collection<PartName> go) {
    List<PartName> free = new ArrayList<>();
    synchronized (this) {
      sizes.putAll(come);
      for (PartName name : go) {
        sizes.remove(name);
        leaving.computeIfAbsent(name, n -> new CompletableFuture<>());
        if (!readers.containsKey(name)) {
          free.add(name);
        }
      }
    }
    free.forEach(this::leave);
  }

  private void release(List<PartName> names) {
    List<PartName> free = new ArrayList<>();
    synchronized (this) {
      for (PartName name : names) {
        if (readers.merge(name, -1, Integer::sum) == 0) {
          readers.remove(name);
          if (leaving.containsKey(name)) {
            free.add(name);
          }
        }
      }
    }
    free.forEach(this::leave);
  }

  private void leave(PartName name) {
    CompletableFuture<Void> end;
    synchronized (this) {
      end = leaving.get(name);
    }
    if (end != null) {
      try {
        folder.delete(name.path());
        synchronized (this) {
          leaving.remove(name);
        }
        end.complete(null);
      } catch (IOException e) {
        synchronized (this) {
          leaving.remove(name);
        }
        LOG.warn("the file {} is replaced and does not count, but cannot be removed; that is tried again when the store is opened", name.path(), e);
        end.completeExceptionally(e);
      }
    }
  }
}
