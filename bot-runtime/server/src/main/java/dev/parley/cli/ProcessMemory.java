package dev.parley.cli;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The memory of this process, in bytes.
 *
 * @param residentBytes all of it that is in the machine's memory
 * @param heapBytes what the Java heap has taken of the system; with {@code -Xms} equal to {@code -Xmx} and {@code -XX:+AlwaysPreTouch} exactly what
 *     is resident of it
 */
record ProcessMemory(long residentBytes, long heapBytes) {

  private static final Path STATUS = Path.of("/proc/self/status");
  private static final String RESIDENT = "VmRSS:";

  /** Now, after a collection; empty where the system does not tell (not Linux). */
  static Optional<ProcessMemory> now() {
    if (!Files.isReadable(STATUS)) {
      return Optional.empty();
    }
    System.gc();
    MemoryUsage heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
    try {
      return Files.readAllLines(STATUS, StandardCharsets.ISO_8859_1).stream()
          .filter(l -> l.startsWith(RESIDENT))
          .map(l -> Long.parseLong(l.replaceAll("[^0-9]", "")) * 1024)
          .map(resident -> new ProcessMemory(resident, heap.getCommitted()))
          .findFirst();
    } catch (IOException e) {
      throw new Complaint(STATUS + " cannot be read: " + e.getMessage(), e);
    }
  }

  /** What native libraries, threads, classes and buffers take. */
  long outsideHeapBytes() {
    return residentBytes - heapBytes;
  }
}
