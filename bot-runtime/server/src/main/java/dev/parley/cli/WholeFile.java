package dev.parley.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Writes files that are there as a whole or not at all, whoever reads them meanwhile. */
final class WholeFile {

  private WholeFile() {}

  /** Puts a file with these bytes in the place of what is there; its folder is made if it must be. */
  static void write(Path file, byte[] bytes) throws IOException {
    Path whole = file.toAbsolutePath();
    Path folder = whole.getParent();
    Files.createDirectories(folder);
    Path part = Files.createTempFile(folder, whole.getFileName().toString(), ".part");
    try {
      Files.write(part, bytes);
      Files.move(part, whole, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(part);
    }
  }
}
