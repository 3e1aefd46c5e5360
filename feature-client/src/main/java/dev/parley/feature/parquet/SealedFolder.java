package dev.parley.feature.parquet;

import dev.parley.feature.seal.FeatureKeys;
import dev.parley.feature.seal.SealedFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Files that are sealed where they are kept, each for its own name. They are read as copies in the clear, which lie in a folder of
 * their own: one in memory, so that nothing readable is left on a disk. Thread-safe.
 */
public final class SealedFolder implements ObjectFolder {

  private final ObjectFolder sealed;
  private final FeatureKeys keys;
  private final CopyCache copies;

  /**
   * A folder.
   *
   * @param sealed where the files are kept; closed with this
   * @param clear an own folder for copies; what is in it is removed
   * @param clearBytes how much is kept there; what is being read stays, even if that is more
   */
  public SealedFolder(ObjectFolder sealed, FeatureKeys keys, Path clear, long clearBytes) throws IOException {
    this.sealed = sealed;
    this.keys = keys;
    this.copies = new CopyCache(clear, clearBytes);
  }

  @Override
  public List<Entry> list() throws IOException {
    return sealed.list();
  }

  @Override
  public Copies open(List<String> names) throws IOException {
    return copies.open(names, (name, to) -> {
      try (Copies one = sealed.open(List.of(name))) {
        SealedFiles.open(keys, one.paths().get(0), to, name);
      }
    });
  }

  @Override
  public Path readable() {
    return copies.folder();
  }

  @Override
  public void write(String name, Path file) throws IOException {
    Path closed = file.resolveSibling(file.getFileName() + ".sealed");
    try {
      SealedFiles.seal(keys, file, closed, name);
      sealed.write(name, closed);
    } finally {
      Files.deleteIfExists(closed);
    }
    copies.take(name, file);
  }

  @Override
  public void delete(String name) throws IOException {
    copies.forget(name);
    sealed.delete(name);
  }

  @Override
  public void close() {
    sealed.close();
  }
}
