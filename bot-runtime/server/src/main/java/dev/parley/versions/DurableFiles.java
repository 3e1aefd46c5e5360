package dev.parley.versions;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Writing that a crash cannot leave half done: under another name, flushed to the disk, and moved into its place. */
final class DurableFiles {

  private DurableFiles() {}

  /** Puts a text in a file's place. */
  static void replace(Path file, String text) throws IOException {
    Path folder = parent(file);
    Path written = Files.createTempFile(folder, "." + file.getFileName(), ".new");
    try {
      write(written, text);
      // A temporary file is its owner's alone; the server may run as another user.
      Files.move(readable(written), file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      flush(folder);
    } finally {
      Files.deleteIfExists(written);
    }
  }

  private static Path readable(Path file) throws IOException {
    if (posix(file)) {
      Files.setPosixFilePermissions(file, java.nio.file.attribute.PosixFilePermissions.fromString("rw-r--r--"));
    }
    return file;
  }

  /** Writes a file of a folder that is not in its place yet. */
  static void write(Path file, String text) throws IOException {
    try (FileChannel out = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
      ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
      while (bytes.hasRemaining()) {
        out.write(bytes);
      }
      out.force(true);
    }
  }

  /** Copies into such a folder. */
  static void copy(Path from, Path to) throws IOException {
    Files.createDirectories(parent(to));
    Files.copy(from, to);
    try (FileChannel out = FileChannel.open(to, StandardOpenOption.WRITE)) {
      out.force(true);
    }
  }

  /** Has what a folder lists, and those in it, on the disk. */
  static void flushAll(Path folder) throws IOException {
    try (Stream<Path> inside = Files.walk(folder)) {
      for (Path each : inside.filter(Files::isDirectory).toList()) {
        flush(each);
      }
    }
  }

  /** Has what a folder lists on the disk; elsewhere than on POSIX folders cannot be opened, and need not. */
  static void flush(Path folder) throws IOException {
    if (posix(folder)) {
      try (FileChannel open = FileChannel.open(folder, StandardOpenOption.READ)) {
        open.force(true);
      }
    }
  }

  private static boolean posix(Path file) throws IOException {
    return Files.getFileStore(file).supportsFileAttributeView("posix");
  }

  static void delete(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (Stream<Path> inside = Files.walk(folder)) {
        List<Path> deepestFirst = inside.sorted(Comparator.reverseOrder()).toList();
        for (Path each : deepestFirst) {
          Files.deleteIfExists(each);
        }
      }
    }
  }

  private static Path parent(Path file) {
    Path parent = file.toAbsolutePath().getParent();
    if (parent == null) {
      throw new IllegalArgumentException(file + " lies in no folder");
    }
    return parent;
  }
}
