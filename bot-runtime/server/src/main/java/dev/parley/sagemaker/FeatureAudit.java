package dev.parley.sagemaker;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Who looked up, changed or deleted which record, as lines of JSON: a file for each day (UTC), kept for so many days. It holds
 * records' identifiers, no values, and only its owner can read it. Thread-safe; blocks on the disk. A request whose line cannot be
 * written fails, for what is not on record must not be answered.
 */
public final class FeatureAudit implements AutoCloseable {

  private static final String PREFIX = "features-";
  private static final String SUFFIX = ".jsonl";

  private final Path folder;
  private final int days;
  private final Clock clock;
  private @Nullable BufferedWriter writer;
  private @Nullable LocalDate day;

  /**
   * @param folder made if need be
   * @param days how long a file is kept
   */
  public FeatureAudit(Path folder, int days, Clock clock) {
    this.folder = folder;
    this.days = days;
    this.clock = clock;
  }

  /** Writes a line; throws {@link UncheckedIOException} when it cannot be written. */
  synchronized void record(Optional<String> who, String address, String operation, String group, List<String> keys) {
    Instant now = clock.instant();
    ObjectNode line = RecordJson.MAPPER.createObjectNode().put("time", now.toString());
    who.ifPresent(name -> line.put("principal", name));
    line.put("address", address).put("operation", operation).put("group", group);
    ArrayNode list = line.putArray("keys");
    keys.forEach(list::add);
    try {
      BufferedWriter to = writer(now.atZone(ZoneOffset.UTC).toLocalDate());
      to.write(line.toString());
      to.newLine();
      to.flush();
    } catch (IOException e) {
      throw new UncheckedIOException("the audit of features cannot be written in " + folder, e);
    }
  }

  private BufferedWriter writer(LocalDate today) throws IOException {
    BufferedWriter open = writer;
    if (open != null && today.equals(day)) {
      return open;
    }
    close();
    Files.createDirectories(folder);
    Path file = folder.resolve(PREFIX + today + SUFFIX);
    if (!Files.exists(file)) {
      Files.createFile(file);
      if (Files.getFileStore(file).supportsFileAttributeView("posix")) {
        var unused = Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
      }
    }
    BufferedWriter opened = Files.newBufferedWriter(file, StandardOpenOption.APPEND);
    writer = opened;
    day = today;
    removeBefore(today.minusDays(days));
    return opened;
  }

  private void removeBefore(LocalDate first) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        if (date(file).filter(d -> d.isBefore(first)).isPresent()) {
          Files.delete(file);
        }
      }
    }
  }

  private static Optional<LocalDate> date(Path file) {
    String name = file.getFileName().toString();
    if (!name.startsWith(PREFIX) || !name.endsWith(SUFFIX)) {
      return Optional.empty();
    }
    try {
      return Optional.of(LocalDate.parse(name.substring(PREFIX.length(), name.length() - SUFFIX.length())));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  @Override
  public synchronized void close() {
    BufferedWriter open = writer;
    writer = null;
    if (open != null) {
      try {
        open.close();
      } catch (IOException e) {
        throw new UncheckedIOException("the audit of features cannot be closed", e);
      }
    }
  }
}
