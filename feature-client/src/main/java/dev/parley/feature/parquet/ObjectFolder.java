package dev.parley.feature.parquet;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Where files are kept that are written once, read often and never changed. Names are relative, with {@code /} between their parts.
 * Thread-safe. What {@link #write} and {@link #delete} have returned from survives the end of the machine, and is seen by the next
 * {@link #list}.
 */
public interface ObjectFolder extends AutoCloseable {

  /** A file. */
  record Entry(String name, long bytes) {}

  /** Files that can be read until this is closed, in the order asked for. */
  interface Copies extends AutoCloseable {
    List<Path> paths();

    @Override
    void close();
  }

  /** All files; of a file that is being written nothing is seen. */
  List<Entry> list() throws IOException;

  /** Makes files readable here. */
  Copies open(List<String> names) throws IOException;

  /** The folder in which {@link #open} makes files readable; absolute. */
  Path readable();

  /** Takes a file away from where it is and keeps it under this name, in the place of one that has it. Is seen whole or not at all. */
  void write(String name, Path file) throws IOException;

  /** Removes a file; one that is not there is no mistake. */
  void delete(String name) throws IOException;

  @Override
  void close();
}
