package dev.parley.feature;

import static dev.parley.feature.HistoryFixture.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.feature.parquet.LocalFolder;
import dev.parley.feature.parquet.ObjectFolder;
import dev.parley.feature.parquet.ParquetStorage;
import dev.parley.feature.parquet.Settler;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows go to files in time, once, whatever fails, and out of them when they are forgotten. */
class ParquetHistoryTest {

  @TempDir Path folder;

  private ParquetStorage open() throws IOException {
    return HistoryFixture.open(folder.resolve("home"), new LocalFolder(folder.resolve("files")));
  }

  private static FeatureWrite put(String key, Instant time, String balance) {
    return FeatureWrite.put(FeatureRecord.of("account", key, time, Map.of("balance", balance)));
  }

  private List<Path> files(String ending) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile).filter(f -> f.toString().endsWith(ending)).sorted().toList();
    }
  }

  private static List<String> balances(ParquetStorage storage, String key) {
    return storage.history().rows(new RecordKey("account", key), Instant.MIN, Instant.MAX).stream().map(r -> r.record().words().get("balance")).toList();
  }

  @Test
  void rowsGoToFilesWhenTheyAreOldOrMany() throws IOException {
    try (ParquetStorage storage = open()) {
      Settler settler = storage.history().settler();
      storage.write(List.of(put("a", NOON, "1")), NOON);
      assertThat(settler.settle(NOON.plusSeconds(59))).isZero();
      assertThat(settler.settle(NOON.plusSeconds(60))).isEqualTo(1);
      for (int i = 0; i < 10; i++) {
        storage.write(List.of(put("a", NOON.plusSeconds(1 + i), "2")), NOON);
      }
      assertThat(settler.settle(NOON)).isEqualTo(10);
      assertThat(balances(storage, "a")).hasSize(11);
    }
    assertThat(files(".parquet")).extracting(f -> folder.relativize(f).getParent().toString())
        .containsOnly("files/group=account/day=2026-11-25");
  }

  /** The layout is for people with other tools. */
  @Test
  void anyToolReadsTheFiles() throws Exception {
    try (ParquetStorage storage = open()) {
      storage.write(List.of(put("a", NOON, "5.50"), FeatureWrite.delete("account", "a", NOON.plusSeconds(86_400), false)), NOON);
      storage.history().settler().settleAll();
    }
    assertThat(rows("_key, epoch_ms(_event_time), _kind, balance")).containsExactly("[a, 1795608000000, PUT, 5.5]", "[a, 1795694400000, DELETE, null]");
  }

  private List<String> rows(String columns) throws SQLException {
    List<String> found = new ArrayList<>();
    try (var connection = DriverManager.getConnection("jdbc:duckdb:");
        var statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT [" + columns.replace(",", "::VARCHAR,") + "::VARCHAR] FROM read_parquet('" + folder + "/files/*/*/*.parquet', union_by_name = true) ORDER BY ALL")) {
      while (rows.next()) {
        found.add(String.valueOf(rows.getObject(1)));
      }
    }
    return found;
  }

  @Test
  void smallFilesOfADayBecomeOneAndNothingIsSeenTwiceOrLost() throws IOException {
    try (ParquetStorage storage = open()) {
      for (int i = 0; i < 5; i++) {
        storage.write(List.of(put("a", NOON.plusSeconds(i), "" + i), put("b", NOON.plusSeconds(86_400), "" + i)), NOON);
        storage.history().settler().settleAll();
      }
      assertThat(files(".parquet")).hasSize(10);
      assertThat(storage.history().settler().compact()).isEqualTo(10);
      assertThat(files(".parquet")).hasSize(2);
      assertThat(balances(storage, "a")).containsExactly("0", "1", "2", "3", "4");
    }
    try (ParquetStorage again = open()) {
      again.write(List.of(put("a", NOON.plusSeconds(9), "9")), NOON);
      again.history().settler().settleAll();
      again.history().settler().compact();
      assertThat(balances(again, "a")).containsExactly("0", "1", "2", "3", "4", "9");
    }
  }

  /** Ends as a process would that is killed at the call of this number: what was done stays, nothing is done after it. */
  private static final class Failing implements ObjectFolder {
    private final ObjectFolder inner;
    private int left;

    Failing(ObjectFolder inner, int left) {
      this.inner = inner;
      this.left = left;
    }

    private void step() throws IOException {
      if (left-- <= 0) {
        throw new IOException("gone");
      }
    }

    @Override
    public List<Entry> list() throws IOException {
      return inner.list();
    }

    @Override
    public Copies open(List<String> names) throws IOException {
      return inner.open(names);
    }

    @Override
    public Path readable() {
      return inner.readable();
    }

    @Override
    public void write(String name, Path file) throws IOException {
      step();
      inner.write(name, file);
      step();
    }

    @Override
    public void delete(String name) throws IOException {
      step();
      inner.delete(name);
    }

    @Override
    public void close() {
      inner.close();
    }
  }

  @Test
  void whereverItEndsEachRowIsThereOnceAndAfterwardsToo() throws IOException {
    for (int steps = 0; steps < 9; steps++) {
      Path here = folder.resolve("s" + steps);
      List<String> expected = new ArrayList<>();
      try (ParquetStorage storage = HistoryFixture.open(here.resolve("home"), new Failing(new LocalFolder(here.resolve("files")), steps))) {
        try {
          for (int i = 0; i < 2; i++) {
            expected.add(Integer.toString(i));
            storage.write(List.of(put("a", NOON.plusSeconds(i), "" + i)), NOON);
            storage.history().settler().settleAll();
          }
          storage.history().settler().compact();
        } catch (UncheckedIOException e) {
          assertThat(e).hasRootCauseMessage("gone");
        }
        assertThat(balances(storage, "a")).as("after %s steps", steps).isEqualTo(expected);
      }
      try (ParquetStorage again = HistoryFixture.open(here.resolve("home"), new LocalFolder(here.resolve("files")))) {
        assertThat(balances(again, "a")).as("opened after %s steps", steps).isEqualTo(expected);
        again.history().settler().settleAll();
        again.history().settler().compact();
        assertThat(balances(again, "a")).as("settled after %s steps", steps).isEqualTo(expected);
      }
    }
  }

  @Test
  void aForgottenKeyIsInNoByteOfAnyFile() throws Exception {
    String secret = "customer-4711-0815";
    List<String> kept = new ArrayList<>();
    try (ParquetStorage storage = open()) {
      for (int i = 0; i < 4; i++) {
        storage.write(List.of(put(secret, NOON.plusSeconds(i), "1"), put("zz-neighbour", NOON.plusSeconds(i), "" + i), put("account-a", NOON.plusSeconds(i), "1")), NOON);
        kept.add("" + i);
        if (i == 1) {
          storage.history().settler().settleAll();
          storage.history().settler().compact();
        } else if (i == 2) {
          storage.history().settler().settleAll();
        }
      }
      assertThat(holding(secret)).as("a scan that finds nothing proves nothing").isNotEmpty();
      assertThat(rows("_key")).contains("[" + secret + "]");
      storage.online().forget(new RecordKey("account", secret));
      storage.history().forget(new RecordKey("account", secret));
      assertThat(holding(secret)).isEmpty();
      assertThat(rows("_key")).doesNotContain("[" + secret + "]").contains("[zz-neighbour]");
      assertThat(balances(storage, "zz-neighbour")).isEqualTo(kept);
    }
    assertThat(holding(secret)).isEmpty();
  }

  private List<Path> holding(String secret) throws IOException {
    List<Path> found = new ArrayList<>();
    for (Path file : files("")) {
      if (new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(secret)) {
        found.add(file);
      }
    }
    return found;
  }

  @Test
  void oddTextsComeBackAsTheyWere() throws IOException {
    try (ParquetStorage storage = open()) {
      Map<String, FeatureValue> values =
          Map.of("name", FeatureValue.of("a\u0000\n\"\ud83d\ude00 ä'"), "balance", FeatureValue.of("+0012.500"), "visits", FeatureValue.of("007"));
      FeatureRecord record = new FeatureRecord("account", "ä\u0000' ", NOON.plusNanos(1), values, Optional.of(Instant.MAX));
      storage.write(List.of(FeatureWrite.put(record), put("ä", NOON, "1")), NOON.plusNanos(3));
      storage.history().settler().settleAll();
      HistoryRow row = storage.history().rows(new RecordKey("account", "ä\u0000' "), NOON, NOON.plusSeconds(1)).get(0);
      assertThat(row.record().values()).isEqualTo(values);
      assertThat(row.record().eventTime()).isEqualTo(NOON.plusNanos(1));
      assertThat(row.ingested()).isEqualTo(NOON.plusNanos(3));
      assertThat(row.record().expiresAt()).hasValueSatisfying(e -> assertThat(e).isAfter(Instant.parse("9999-12-31T00:00:00Z")));
      storage.history().forget(new RecordKey("account", "ä\u0000' "));
      assertThat(balances(storage, "ä\u0000' ")).isEmpty();
      assertThat(balances(storage, "ä")).hasSize(1);
    }
  }

  /** What is defined nowhere, or not so, has no columns, and is kept all the same. */
  @Test
  void valuesThatNoDefinitionFitsComeBackToo() throws IOException {
    try (ParquetStorage storage = open()) {
      Map<String, FeatureValue> values = Map.of("visits", FeatureValue.of("many"), "name", FeatureValue.of(List.of("x")), "other", FeatureValue.of(""));
      FeatureRecord here = new FeatureRecord("account", "a", NOON, values);
      FeatureRecord nowhere = new FeatureRecord("nowhere", "a", NOON, values);
      storage.write(List.of(FeatureWrite.put(here), FeatureWrite.put(nowhere)), NOON);
      storage.history().settler().settleAll();
      assertThat(storage.history().asOf(new RecordKey("account", "a"), NOON)).contains(here);
      assertThat(storage.history().asOf(new RecordKey("nowhere", "a"), NOON)).contains(nowhere);
    }
  }

  @Test
  void anEventTimeThatNoFileCanSayIsRefused() throws IOException {
    try (ParquetStorage storage = open()) {
      assertThatThrownBy(() -> storage.write(List.of(put("a", Instant.parse("+10000-01-01T00:00:00Z"), "1")), NOON))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("1 to 9999");
    }
  }

  /** Two that write to one place: each moves and replaces its own files, and reads all. */
  @Test
  void severalWritersShareAPlace() throws IOException {
    Path files = folder.resolve("files");
    try (ParquetStorage one = HistoryFixture.open(folder.resolve("one"), new LocalFolder(files))) {
      one.write(List.of(put("a", NOON, "1")), NOON);
      one.history().settler().settleAll();
      try (ParquetStorage other = HistoryFixture.open(folder.resolve("other"), new LocalFolder(files))) {
        other.write(List.of(put("a", NOON.plusSeconds(1), "2")), NOON.plusSeconds(1));
        other.history().settler().settleAll();
        other.history().settler().compact();
        assertThat(balances(other, "a")).containsExactly("1", "2");
      }
      one.history().settler().refresh();
      assertThat(balances(one, "a")).containsExactly("1", "2");
    }
  }
}
