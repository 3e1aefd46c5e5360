package dev.parley.feature;

import dev.parley.feature.parquet.LocalFolder;
import dev.parley.feature.parquet.ParquetStorage;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Semaphore;

/**
 * The process of {@link CrashTest} that is killed: writes records whose values are numbers in sequence, says the next number once a
 * write has returned, and settles and compacts all the while. Arguments: folder, first number.
 */
public final class CrashingWriter {

  static final int KEYS = 5;
  static final String SETTLED = "settled";

  /** While rows are settled and files made one; more would only make the files larger. */
  private static final int WRITES = 15;

  private CrashingWriter() {}

  static FeatureWrite write(long number) {
    Random random = new Random(number);
    // Several days, and event times that come twice.
    Instant time = HistoryFixture.NOON.plusSeconds(random.nextInt(3) * 86_400L + random.nextInt(20));
    FeatureRecord record = FeatureRecord.of("account", "k" + random.nextInt(KEYS), time, Map.of("visits", Long.toString(number)));
    return random.nextBoolean() ? FeatureWrite.put(record) : FeatureWrite.merge(record);
  }

  /** Until it is killed. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Path folder = Path.of(arguments[0]);
    ParquetStorage storage = HistoryFixture.open(folder.resolve("home"), new LocalFolder(folder.resolve("files")));
    Semaphore writes = new Semaphore(WRITES);
    Thread settling = new Thread(() -> {
      while (true) {
        storage.history().settler().settleAll();
        System.out.println(SETTLED);
        storage.history().settler().compact();
        writes.release(WRITES);
      }
    });
    settling.setDaemon(true);
    settling.start();
    Random sizes = new Random();
    for (long number = Long.parseLong(arguments[1]); ; ) {
      List<FeatureWrite> batch = new ArrayList<>();
      for (int i = sizes.nextInt(3); i >= 0; i--) {
        batch.add(write(number++));
      }
      writes.acquire();
      storage.write(batch, HistoryFixture.NOON);
      System.out.println(number);
      System.out.flush();
    }
  }
}
