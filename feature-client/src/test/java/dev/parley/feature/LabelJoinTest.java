package dev.parley.feature;

import static dev.parley.feature.HistoryFixture.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import dev.parley.feature.parquet.KnownAt;
import dev.parley.feature.parquet.LabelJoin;
import dev.parley.feature.parquet.LocalFolder;
import dev.parley.feature.parquet.ParquetStorage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Labels meet what was true at their times: by example, and against a naive search. */
class LabelJoinTest {

  private static final int KEYS = 12;
  private static final int LABELS = 25;

  @TempDir Path folder;

  private static List<Map<String, String>> csv(Path file) throws IOException {
    CsvMapper mapper = CsvMapper.builder().enable(CsvParser.Feature.EMPTY_UNQUOTED_STRING_AS_NULL).build();
    try (MappingIterator<Map<String, String>> rows =
        mapper.readerFor(Map.class).with(CsvSchema.emptySchema().withHeader()).readValues(file.toFile())) {
      return rows.readAll();
    }
  }

  private static LabelJoin.Request request(Path labels, List<LabelJoin.Group> groups, KnownAt known, Path output) {
    return new LabelJoin.Request(labels, "at", groups, known, output);
  }

  private static LabelJoin.Group account(String... features) {
    return new LabelJoin.Group("account", "account", List.of(features));
  }

  private static FeatureWrite put(String group, String key, Instant time, Map<String, String> values) {
    return FeatureWrite.put(FeatureRecord.of(group, key, time, values));
  }

  @Test
  void aLabelMeetsTheRecordOfItsTimeInEachGroup() throws IOException {
    try (ParquetStorage storage = HistoryFixture.open(folder.resolve("home"), new LocalFolder(folder.resolve("files")))) {
      storage.write(
          List.of(
              put("account", "a", NOON, Map.of("balance", "5.50", "visits", "1")),
              put("account", "a", NOON.plusSeconds(10), Map.of("balance", "7")),
              FeatureWrite.merge(FeatureRecord.of("account", "b", NOON, Map.of("name", "Bo, \"B\""))),
              FeatureWrite.delete("account", "b", NOON.plusSeconds(20), false),
              put("visit", "+1", NOON.minusSeconds(3_500), Map.of("intent", "pay"))),
          NOON.plusSeconds(30));
      Path labels = folder.resolve("labels.csv");
      Files.writeString(
          labels,
          """
          account,caller,at,label
          a,+1,2026-11-25T12:00:09.999999Z,yes
          a,+1,2026-11-25T14:00:10+02:00,no
          b,+1,2026-11-25T12:00:19Z,yes
          b,+1,2026-11-25T12:01:40Z,no
          a,,2026-11-25T11:59:59Z,
          """);
      Path output = folder.resolve("joined.csv");
      LabelJoin.Joined joined =
          storage.history().join(
              request(labels, List.of(account("balance", "visits", "name"), new LabelJoin.Group("visit", "caller", List.of("intent"))), new KnownAt.Now(), output),
              HistoryFixture::group);
      assertThat(Files.readString(output))
          .isEqualTo(
              """
              account,caller,at,label,account__balance,account__visits,account__name,account__event_time,visit__intent,visit__event_time
              a,+1,2026-11-25T12:00:09.999999Z,yes,5.50,1,,2026-11-25T12:00:00.000000Z,pay,2026-11-25T11:01:40.000000Z
              a,+1,2026-11-25T14:00:10+02:00,no,7,,,2026-11-25T12:00:10.000000Z,pay,2026-11-25T11:01:40.000000Z
              b,+1,2026-11-25T12:00:19Z,yes,,,"Bo, ""B""\",2026-11-25T12:00:00.000000Z,pay,2026-11-25T11:01:40.000000Z
              b,+1,2026-11-25T12:01:40Z,no,,,,,,
              a,,2026-11-25T11:59:59Z,,,,,,,
              """);
      assertThat(joined).isEqualTo(new LabelJoin.Joined(5, Map.of("account", 3L, "visit", 3L)));
    }
  }

  @Test
  void parquetHasTypesAndCollectionsAndTimesFinerThanFilesSay() throws Exception {
    try (ParquetStorage storage = HistoryFixture.open(folder.resolve("home"), new LocalFolder(folder.resolve("files")))) {
      Map<String, FeatureValue> values =
          Map.of(
              "steps", FeatureValue.of("3"), "seen", FeatureValue.of("2026-11-25T13:00:00+01:00"), "words", FeatureValue.of(List.of("b", "", "b")),
              "place", FeatureValue.of(List.of("1.50", "-2")));
      storage.write(
          List.of(
              FeatureWrite.put(new FeatureRecord("visit", "c", NOON.plusNanos(1_001), values, Optional.of(NOON.plusSeconds(9)))),
              put("visit", "c", NOON.plusNanos(1_002), Map.of("steps", "4"))),
          NOON);
      Path labels = folder.resolve("labels.csv");
      Files.writeString(
          labels, "caller,at\nc,2026-11-25T12:00:00.000001000Z\nc,2026-11-25T12:00:00.000001001Z\nc,2026-11-25T12:00:00.000001999Z\nc,2026-11-25T12:00:09Z\nc,2026-11-25T13:00:09Z\n");
      Path output = folder.resolve("joined.parquet");
      storage.history().join(request(labels, List.of(new LabelJoin.Group("visit", "caller", List.of())), new KnownAt.Now(), output), HistoryFixture::group);
      try (var connection = DriverManager.getConnection("jdbc:duckdb:");
          var statement = connection.createStatement();
          ResultSet rows =
              statement.executeQuery(
                  "SELECT visit__steps, epoch_us(visit__seen), visit__words, visit__place, epoch_us(visit__event_time) % 10 FROM '" + output + "'")) {
        List<String> seen = new ArrayList<>();
        while (rows.next()) {
          seen.add(rows.getObject(1) + " " + rows.getObject(2) + " " + rows.getObject(3) + " " + rows.getObject(4) + " " + rows.getObject(5));
        }
        long noon = NOON.getEpochSecond() * 1_000_000;
        assertThat(seen)
            .containsExactly(
                "null null null null null", "3 " + noon + " [b, , b] [1.5, -2.0] 1", "4 null null null 1", "4 null null null 1", "null null null null null");
      }
      assertThat(storage.history().rows(new RecordKey("visit", "c"), Instant.MIN, Instant.MAX).get(0).record().values()).isEqualTo(values);
    }
  }

  @Test
  void whatDoesNotFitIsSaidWithWhatToDo() throws IOException {
    try (ParquetStorage storage = HistoryFixture.open(folder.resolve("home"), new LocalFolder(folder.resolve("files")))) {
      Path labels = folder.resolve("labels.csv");
      Path output = folder.resolve("joined.csv");
      Files.writeString(labels, "account,at\na,2026-11-25T12:00:00Z\na,2026-11-25T12:00:00\n");
      KnownAt now = new KnownAt.Now();
      assertThatThrownBy(() -> storage.history().join(request(labels, List.of(account()), now, output), HistoryFixture::group))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("label 2")
          .hasMessageContaining("with its zone");
      assertThatThrownBy(() -> storage.history().join(request(labels, List.of(account("balence")), now, output), HistoryFixture::group))
          .hasMessageContaining("no feature `balence`");
      assertThatThrownBy(() -> storage.history().join(request(labels, List.of(new LabelJoin.Group("account", "id", List.of())), now, output), HistoryFixture::group))
          .hasMessageContaining("no column `id`");
      assertThat(output).doesNotExist();
    }
  }

  /** A file of the time before a feature was defined lacks its column. */
  @Test
  void aFeatureThatCameLaterHasNoValueBefore() throws IOException {
    try (ParquetStorage storage = HistoryFixture.open(folder.resolve("home"), new LocalFolder(folder.resolve("files")))) {
      storage.write(List.of(put("account", "a", NOON, Map.of("balance", "1"))), NOON);
      storage.history().settler().settleAll();
      FeatureGroup before = HistoryFixture.account();
      Map<String, FeatureDefinition> more = new HashMap<>(before.features());
      more.put("limit", FeatureDefinition.of(FeatureType.FRACTIONAL));
      FeatureGroup after =
          new FeatureGroup(before.span(), "account", before.key(), before.eventTime(), more, before.seed(), before.ttl(), before.targets(), before.about());
      Path labels = folder.resolve("labels.csv");
      Files.writeString(labels, "account,at\na,2026-11-25T12:00:00Z\n");
      Path output = folder.resolve("joined.parquet");
      storage.history().join(request(labels, List.of(account("limit", "balance")), new KnownAt.Now(), output), name -> Optional.of(after));
      Path text = folder.resolve("joined.csv");
      storage.history().join(request(labels, List.of(account("limit", "balance")), new KnownAt.Now(), text), name -> Optional.of(after));
      assertThat(csv(text).get(0)).containsEntry("account__balance", "1").containsEntry("account__limit", null);
    }
  }

  @Property(tries = 4)
  void itIsWhatANaiveSearchSays(@ForAll long seed) throws IOException {
    randomCases(seed, Files.createTempDirectory("labels"));
  }

  /** More with {@code -Dparley.join-cases=100000}. */
  @Test
  void aCampaignOfLabelsIsWhatANaiveSearchSays() throws IOException {
    int wanted = Integer.getInteger("parley.join-cases", 1);
    int compared = 0;
    for (long seed = 0; compared < wanted; seed++) {
      compared += randomCases(seed, Files.createDirectories(folder.resolve("seed" + seed)));
    }
  }

  /** Random histories and labels; answers how many labels were compared. */
  static int randomCases(long seed, Path folder) throws IOException {
    Random random = new Random(seed);
    boolean merges = random.nextInt(4) > 0;
    long fraction = random.nextInt(3) == 0 ? 7 : 0;
    try (ParquetStorage storage = HistoryFixture.open(folder.resolve("home"), new LocalFolder(folder.resolve("files")))) {
      Map<String, NaiveHistory> naive = new HashMap<>();
      for (int i = 0; i < KEYS * 10; i++) {
        String key = "k" + random.nextInt(KEYS);
        FeatureWrite write = NaiveHistory.random(random, "account", key, NOON.plusNanos(random.nextInt(2) * fraction), i);
        if (!merges && write.kind() == FeatureWrite.Kind.MERGE) {
          write = FeatureWrite.put(write.record());
        }
        Instant ingested = NOON.plusSeconds(i / 4).plusNanos(i);
        naive.computeIfAbsent(key, k -> new NaiveHistory()).add(write, ingested);
        storage.write(List.of(write), ingested);
        if (random.nextInt(40) == 0) {
          storage.history().settler().settleAll();
        }
      }
      Instant fixed = NOON.plusSeconds(random.nextInt(30));
      int compared = 0;
      for (KnownAt known : List.of(new KnownAt.Now(), new KnownAt.LabelTime(), new KnownAt.Fixed(fixed))) {
        compared += compare(random, storage, naive, known, folder);
      }
      return compared;
    }
  }

  private static int compare(Random random, ParquetStorage storage, Map<String, NaiveHistory> naive, KnownAt known, Path folder) throws IOException {
    StringBuilder labels = new StringBuilder("account,at\n");
    List<Map<String, String>> expected = new ArrayList<>();
    for (int i = 0; i < KEYS * LABELS; i++) {
      String key = "k" + random.nextInt(KEYS + 1);
      Instant at = NOON.plusSeconds(random.nextInt(33) - 1).plusNanos(random.nextInt(3) * 7);
      labels.append(key).append(',').append(at).append('\n');
      Instant knownAt = known instanceof KnownAt.Fixed f ? f.instant() : known instanceof KnownAt.LabelTime ? at : Instant.MAX;
      Optional<FeatureRecord> record = naive.getOrDefault(key, new NaiveHistory()).asOf(at, knownAt);
      Map<String, String> row = new HashMap<>();
      for (String feature : List.of("balance", "visits", "name")) {
        row.put("account__" + feature, record.map(r -> r.words().get(feature)).orElse(null));
      }
      row.put("account__event_time", record.map(r -> r.eventTime().toString()).orElse(null));
      expected.add(row);
    }
    Path file = folder.resolve("labels.csv");
    Path output = folder.resolve("joined.csv");
    Files.writeString(file, labels);
    storage.history().join(request(file, List.of(account()), known, output), HistoryFixture::group);
    List<Map<String, String>> actual = csv(output);
    assertThat(actual).hasSize(expected.size());
    for (int i = 0; i < expected.size(); i++) {
      Map<String, String> row = new HashMap<>(actual.get(i));
      row.keySet().removeAll(List.of("account", "at"));
      row.computeIfPresent("account__event_time", (k, time) -> Instant.parse(time).toString());
      assertThat(row).as("label %s of %s", i, known).isEqualTo(expected.get(i));
    }
    return expected.size();
  }
}
