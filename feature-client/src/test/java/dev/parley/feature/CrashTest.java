package dev.parley.feature;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.feature.parquet.LocalFolder;
import dev.parley.feature.parquet.ParquetStorage;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that writes, settles and compacts is killed: what it had said is there, once, online and in history. */
class CrashTest {

  /** More with {@code -Dparley.kills=200}. */
  private static final int KILLS = Integer.getInteger("parley.kills", 3);

  @TempDir Path folder;

  @Test
  void whatWasAcknowledgedIsThereOnceWheneverTheProcessWasKilled() throws Exception {
    Random random = new Random(4);
    List<Long> numbers = new ArrayList<>();
    long next = 0;
    for (int kill = 0; kill < KILLS; kill++) {
      long acknowledged = killed(next, 1 + random.nextInt(4), random.nextInt(150));
      // A write that was under way may be there or not.
      next = check(numbers, next, acknowledged);
    }
    try (Stream<Path> files = Files.walk(folder.resolve("files"))) {
      assertThat(files.filter(Files::isRegularFile)).as("files, without which this proves nothing").isNotEmpty();
    }
  }

  /**
   * Kills the process when it has settled so often, and a while later.
   *
   * @return the number before which all are acknowledged
   */
  private long killed(long first, int settled, int later) throws Exception {
    Path scratch = Files.createDirectories(folder.resolve("scratch"));
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx256m", "-XX:TieredStopAtLevel=1",
                "-Djava.io.tmpdir=" + scratch, "-cp", System.getProperty("java.class.path"), CrashingWriter.class.getName(), folder.toString(), Long.toString(first))
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    long acknowledged = first;
    try (BufferedReader out = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      int times = 0;
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        if (!line.equals(CrashingWriter.SETTLED)) {
          acknowledged = Long.parseLong(line);
        } else if (++times == settled) {
          assertThat(process.waitFor(later, TimeUnit.MILLISECONDS)).as("ended by itself").isFalse();
          process.toHandle().destroyForcibly();
        }
      }
      assertThat(times).as("settled before the end").isGreaterThanOrEqualTo(settled);
    } finally {
      process.destroyForcibly().waitFor();
      // The libraries that a killed process leaves behind.
      try (Stream<Path> left = Files.walk(scratch)) {
        for (Path file : left.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
    return acknowledged;
  }

  private long check(List<Long> numbers, long first, long acknowledged) throws IOException {
    try (ParquetStorage storage = HistoryFixture.open(folder.resolve("home"), new LocalFolder(folder.resolve("files")))) {
      List<Long> found = new ArrayList<>();
      Map<String, List<FeatureWrite>> byKey = new HashMap<>();
      for (int i = 0; i < CrashingWriter.KEYS; i++) {
        RecordKey key = new RecordKey("account", "k" + i);
        for (HistoryRow row : storage.history().rows(key, Instant.MIN, Instant.MAX)) {
          found.add(Long.parseLong(row.record().words().get("visits")));
          byKey.computeIfAbsent(key.key(), k -> new ArrayList<>()).add(row.write());
        }
        assertThat(storage.online().latest("account", key.key())).isEqualTo(RecordState.of(byKey.getOrDefault(key.key(), List.of())).record("account", key.key()));
      }
      Collections.sort(found);
      LongStream.range(first, acknowledged).forEach(numbers::add);
      long next = acknowledged;
      for (; found.size() > numbers.size() && next < acknowledged + 3; next++) {
        numbers.add(next);
      }
      assertThat(found).isEqualTo(numbers);
      return next;
    }
  }
}
