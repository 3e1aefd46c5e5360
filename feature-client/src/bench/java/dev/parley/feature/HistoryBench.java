package dev.parley.feature;

import dev.parley.diagnostic.Report;
import dev.parley.diagnostic.SourceText;
import dev.parley.feature.parquet.KnownAt;
import dev.parley.feature.parquet.LabelJoin;
import dev.parley.feature.parquet.LocalFolder;
import dev.parley.feature.parquet.ParquetHistory;
import dev.parley.feature.parquet.ParquetStorage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;

/**
 * What history costs: writes in batches, their way to files, and a join of a million rows with a hundred thousand labels beside plain
 * DuckDB's ASOF join over the same files, in turns. How it is run: {@code feature-client/history.md}.
 */
public final class HistoryBench {

  private static final int ROWS = Integer.getInteger("rows", 1_000_000);
  private static final int LABELS = ROWS / 10;
  private static final int KEYS = ROWS / 10;
  private static final int BATCH = 500;
  private static final int ROUNDS = 5;
  private static final Instant NOON = Instant.parse("2026-11-25T12:00:00Z");
  private static final int WEEK = 7 * 86_400;
  private static final String GROUP =
      """
      groups:
        account:
          key: account_id
          event_time: updated_at
          features: { account_id: String, updated_at: EventTime, balance: Fractional, visits: Integral, name: String }
      """;

  private HistoryBench() {}

  /** Runs all. */
  public static void main(String[] arguments) throws IOException, SQLException {
    run("puts only", 0);
    run("three of ten are merges", 3);
  }

  private static void run(String what, int merges) throws IOException, SQLException {
    FeatureGroup group = FeatureGroupReader.read(new SourceText("features.yaml", GROUP), new Report()).get(0);
    Path folder = Files.createTempDirectory("history-bench");
    Path files = folder.resolve("files");
    try (ParquetStorage storage =
        ParquetStorage.open(folder.resolve("home"), new LocalFolder(files), ParquetHistory.Settings.of(name -> Optional.of(group)))) {
      long began = System.nanoTime();
      write(storage, merges);
      double writing = seconds(began);
      began = System.nanoTime();
      int moved = storage.history().settler().settleAll();
      double moving = seconds(began);
      began = System.nanoTime();
      storage.history().settler().compact();
      double compacting = seconds(began);
      System.out.printf(
          "%s: %d writes of 3 features in batches of %d: %.0f/s; %d rows to files: %.0f/s; files made larger in %.1f s: %d files, %.1f MB%n",
          what, ROWS, BATCH, ROWS / writing, moved, moved / moving, compacting, parquet(files).size(), bytes(files) / 1e6);
      Path labels = labels(folder.resolve("labels.csv"));
      for (KnownAt known : List.of(new KnownAt.Now(), new KnownAt.LabelTime())) {
        List<Double> ours = new ArrayList<>();
        List<Double> plain = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
          Path output = folder.resolve("joined.parquet");
          began = System.nanoTime();
          storage.history().join(
              new LabelJoin.Request(labels, "at", List.of(new LabelJoin.Group("account", "account", List.of())), known, output), name -> Optional.of(group));
          ours.add(seconds(began));
          began = System.nanoTime();
          plain(files, labels, folder.resolve("plain.parquet"));
          plain.add(seconds(began));
        }
        System.out.printf(
            "%s, %s: join of %d rows with %d labels: %.0f ms; plain ASOF: %.0f ms; %.2f times (medians of %d)%n",
            what, known.getClass().getSimpleName(), ROWS, LABELS, 1000 * median(ours), 1000 * median(plain), median(ours) / median(plain), ROUNDS);
      }
    } finally {
      try (Stream<Path> all = Files.walk(folder)) {
        for (Path file : all.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }

  private static void write(ParquetStorage storage, int merges) {
    Random random = new Random(1);
    List<FeatureWrite> batch = new ArrayList<>();
    for (int i = 0; i < ROWS; i++) {
      Instant time = NOON.plusSeconds(random.nextInt(WEEK));
      Map<String, String> values = Map.of("balance", random.nextInt(100_000) / 100.0 + "", "visits", "" + i, "name", "n" + random.nextInt(1_000));
      FeatureRecord record = FeatureRecord.of("account", "account-" + random.nextInt(KEYS), time, values);
      batch.add(random.nextInt(10) < merges ? FeatureWrite.merge(record) : FeatureWrite.put(record));
      if (batch.size() == BATCH) {
        storage.write(batch, NOON.plusSeconds(WEEK / 2));
        batch.clear();
      }
    }
    storage.write(batch, NOON.plusSeconds(WEEK / 2));
  }

  private static Path labels(Path file) throws IOException {
    Random random = new Random(2);
    StringBuilder csv = new StringBuilder("account,at,label\n");
    for (int i = 0; i < LABELS; i++) {
      csv.append("account-").append(random.nextInt(KEYS)).append(',').append(NOON.plusSeconds(random.nextInt(WEEK))).append(",yes\n");
    }
    Files.writeString(file, csv);
    return file;
  }

  /** With the same memory and threads as ours; knows nothing of merges, deletions, ties and expiry. */
  private static void plain(Path files, Path labels, Path output) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement()) {
      statement.execute("SET threads = 2");
      statement.execute("SET memory_limit = '512MiB'");
      statement.execute(
          "COPY (SELECT l.*, r.balance, r.visits, r.name, r._event_time FROM read_csv('" + labels + "') AS l ASOF LEFT JOIN read_parquet('" + files
              + "/*/*/*.parquet', union_by_name = true) AS r ON l.account = r._key AND l.at >= r._event_time) TO '" + output + "' (FORMAT parquet, COMPRESSION zstd)");
    }
  }

  private static List<Path> parquet(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(f -> f.toString().endsWith(".parquet")).toList();
    }
  }

  private static long bytes(Path folder) throws IOException {
    long bytes = 0;
    for (Path file : parquet(folder)) {
      bytes += Files.size(file);
    }
    return bytes;
  }

  private static double seconds(long began) {
    return (System.nanoTime() - began) / 1e9;
  }

  private static double median(List<Double> values) {
    return values.stream().sorted().toList().get(values.size() / 2);
  }
}
