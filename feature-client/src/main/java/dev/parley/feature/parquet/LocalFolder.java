package dev.parley.feature.parquet;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** A folder on a disk. Thread-safe. */
public final class LocalFolder implements ObjectFolder {

  /** What the file of an unfinished write ends in; nobody lists it. */
  private static final String UNFINISHED = ".part";

  private final Path root;

  /** The folder, which is made if need be; what an unfinished write left in it is removed. */
  public LocalFolder(Path root) throws IOException {
    this.root = root.toAbsolutePath().normalize();
    Files.createDirectories(this.root);
    for (Path file : files()) {
      if (file.toString().endsWith(UNFINISHED)) {
        Files.deleteIfExists(file);
      }
    }
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> all = Files.walk(root)) {
      return all.filter(Files::isRegularFile).toList();
    } catch (UncheckedIOException e) {
      throw new IOException("the folder " + root + " cannot be listed", e);
    }
  }

  @Override
  public List<Entry> list() throws IOException {
    List<Entry> entries = new ArrayList<>();
    for (Path file : files()) {
      String name = root.relativize(file).toString().replace(root.getFileSystem().getSeparator(), "/");
      if (!name.endsWith(UNFINISHED)) {
        try {
          entries.add(new Entry(name, Files.size(file)));
        } catch (NoSuchFileException e) {
          // Removed since; as if it had been before.
        }
      }
    }
    return entries;
  }

  @Override
  public Copies open(List<String> names) {
    List<Path> paths = names.stream().map(root::resolve).toList();
    return new Copies() {
      @Override
      public List<Path> paths() {
        return paths;
      }

      @Override
      public void close() {
        // They are where they are.
      }
    };
  }

  @Override
  public Path readable() {
    return root;
  }

  @Override
  public void write(String name, Path file) throws IOException {
    Path target = root.resolve(name);
    Path folder = Objects.requireNonNull(target.getParent());
    if (!Files.isDirectory(folder)) {
      Files.createDirectories(folder);
      for (Path made = folder; !made.equals(root); made = Objects.requireNonNull(made.getParent())) {
        sync(Objects.requireNonNull(made.getParent()));
      }
    }
    sync(file);
    try {
      Files.move(file, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      // Another disk: as a copy beside its place, and from there.
      Path beside = folder.resolve(target.getFileName() + UNFINISHED);
      Files.copy(file, beside, StandardCopyOption.REPLACE_EXISTING);
      sync(beside);
      Files.move(beside, target, StandardCopyOption.ATOMIC_MOVE);
      Files.delete(file);
    }
    sync(folder);
  }

  @Override
  public void delete(String name) throws IOException {
    Path file = root.resolve(name);
    if (Files.deleteIfExists(file)) {
      sync(Objects.requireNonNull(file.getParent()));
    }
  }

  private static void sync(Path path) throws IOException {
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  @Override
  public void close() {
    // Nothing is held.
  }
}
