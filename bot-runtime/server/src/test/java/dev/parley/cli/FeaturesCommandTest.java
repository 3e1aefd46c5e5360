package dev.parley.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What data people see of {@code parley features}. */
class FeaturesCommandTest {

  private static final String GROUPS =
      """
      groups:
        shopper:
          key: id
          event_time: at
          features:
            id: String
            spent: Fractional
            phone: { type: String, sensitive: true }
            orders: { type: String, collection: List }
            at: EventTime
      """;

  @TempDir private Path folder;
  private Path definitions;

  private record Ran(int code, String text) {}

  @BeforeEach
  void writeTheGroups() throws IOException {
    definitions = Files.writeString(folder.resolve("features.yaml"), GROUPS);
  }

  private Ran features(String... arguments) {
    StringWriter text = new StringWriter();
    PrintWriter out = new PrintWriter(text);
    CommandLine command = Main.commandLine().setOut(out).setErr(out);
    List<String> all = new ArrayList<>(List.of("features"));
    all.addAll(List.of(arguments));
    all.addAll(List.of("--data", folder.resolve("data").toString()));
    int code = command.execute(all.toArray(String[]::new));
    out.flush();
    return new Ran(code, text.toString());
  }

  private void says(Ran ran, int code, String... words) {
    assertThat(ran.code()).as(ran.text()).isEqualTo(code);
    assertThat(ran.text()).contains(words);
  }

  private Ran put(String... more) {
    List<String> all = new ArrayList<>(List.of("put", "shopper", "id=a"));
    all.addAll(List.of(more));
    all.addAll(List.of("--definitions", definitions.toString()));
    return features(all.toArray(String[]::new));
  }

  @Test
  void aRecordIsPutReadAskedForThePastDeletedAndForgotten() throws IOException {
    says(put("spent=5", "phone=555", "orders=[\"x\",\"y\"]", "at=2026-11-01T00:00:00Z"), 0, "shopper a is put, event time 2026-11-01T00:00:00Z");
    says(put("spent=7", "at=2026-11-02T00:00:00Z", "--merge"), 0, "shopper a is merged");
    says(put("spent=1", "at=2026-10-01T00:00:00Z"), 0, "in the history only: what is there is newer");
    Ran shown = features("get", "shopper", "a");
    says(shown, 0, "  spent   7\n", "  phone   ***\n", "  orders  x, y\n");
    says(features("get", "shopper", "a", "--show-sensitive", "--features", "phone"), 0, "  phone  555\n");
    says(features("get", "shopper", "a", "--as-of", "2026-11-01T12:00:00Z"), 0, "  spent   5\n");
    says(features("get", "shopper", "b"), 1, "shopper b  no record");
    assertThat(new ObjectMapper().readTree(features("get", "shopper", "a", "--json").text()).at("/0/values/orders/1").asText()).isEqualTo("y");
    says(features("history", "shopper", "a"), 0, "MERGE", "spent=5 phone=*** orders=x, y");
    says(features("stats", "shopper"), 0, "shopper: 1 records", "phone    0.0%  1         0.00   ***");
    says(features("delete", "shopper", "a", "--event-time", "2026-11-01T00:00:00Z", "--hard"), 1, "is not deleted");
    says(features("delete", "shopper", "a", "--event-time", "2026-11-03T00:00:00Z"), 0, "is deleted from 2026-11-03T00:00:00Z on");
    says(features("forget", "shopper", "a"), 1, "add --yes");
    says(features("forget", "shopper", "a", "--yes"), 0, "is forgotten");
    says(features("history", "shopper", "a"), 0, "nothing was written");
  }

  @Test
  void labelsAreJoinedWithWhatWasTrueThen() throws IOException {
    put("spent=5", "at=2026-11-01T00:00:00Z");
    put("spent=7", "at=2026-11-02T00:00:00Z");
    Path labels = Files.writeString(folder.resolve("labels.csv"), "who,called_at\na,2026-11-01T12:00:00Z\na,2026-11-03T00:00:00Z\nb,2026-11-03T00:00:00Z\n");
    Path joined = folder.resolve("joined.csv");
    says(features("join", labels.toString(), joined.toString(), "--time", "called_at", "--with", "shopper:who:spent"), 0,
        "3 rows in ", "2 with a record of shopper");
    assertThat(Files.readAllLines(joined)).satisfies(rows -> {
      assertThat(rows.get(0)).startsWith("who,called_at,shopper__spent");
      assertThat(rows.get(1)).startsWith("a,2026-11-01T12:00:00Z,5");
      assertThat(rows.get(2)).startsWith("a,2026-11-03T00:00:00Z,7");
      assertThat(rows.get(3)).startsWith("b,2026-11-03T00:00:00Z,,");
    });
    // Taken now, long after the labels: nothing was known then.
    says(features("join", labels.toString(), joined.toString(), "--time", "called_at", "--with", "shopper:who", "--known", "label"), 0, "0 with a record");
    says(features("join", labels.toString(), joined.toString(), "--time", "when", "--with", "shopper:who"), 1, "when");
    says(features("join", labels.toString(), joined.toString(), "--time", "called_at", "--with", "shoper:who"), 1, "shoper");
    says(features("join", labels.toString(), joined.toString(), "--time", "called_at", "--with", "shopper"), 1, "GROUP:COLUMN");
    says(features("join", folder.resolve("no.csv").toString(), joined.toString(), "--time", "called_at", "--with", "shopper:who"), 1, "there is no file");
  }

  @Test
  void keysAreMadeOnceAndRotated() throws IOException {
    Path keys = folder.resolve("keys.json");
    Main.commandLine().setOut(new PrintWriter(new StringWriter())).execute("features", "key", "new", keys.toString());
    says(put("spent=5", "at=2026-11-01T00:00:00Z", "--set", "features.key-file=" + keys), 0, "is put");
    Main.commandLine().setOut(new PrintWriter(new StringWriter())).execute("features", "key", "rotate", keys.toString());
    says(features("get", "shopper", "a", "--set", "features.key-file=" + keys), 0, "spent");
    says(features("get", "shopper", "a"), 1, "is sealed: name its keys");
    StringWriter again = new StringWriter();
    assertThat(Main.commandLine().setErr(new PrintWriter(again, true)).execute("features", "key", "new", keys.toString())).isEqualTo(1);
    assertThat(again.toString()).contains("there already");
  }

  @Test
  void whatIsMistypedIsToldWithWhatWasMeant() {
    says(features("list"), 1, "there is no feature store in");
    says(put("spend=5", "fone=1"), 1, "did you mean `spent`?", "`fone`");
    says(put("spent=much", "at=yesterday", "spend=5"), 1, "`spent` must be a number", "`at` must be a time", "did you mean `spent`?");
    put("spent=5");
    says(features("list"), 0, "GROUP    KEY", "shopper  id");
    says(features("describe", "shoper"), 1, "did you mean `shopper`?");
    says(features("describe", "shopper"), 0, "List of String", "version 1 since");
    says(features("get", "shopper", "a", "--as-of", "2026-11-01T00:00:00"), 1, "with its zone");
  }

  @Test
  void goodLinesLoadAndTheOthersAreToldAndKeptAsTheyWere() throws IOException {
    Path lines =
        Files.writeString(
            folder.resolve("shoppers.jsonl"),
            """
            {"id": "a", "at": "2026-11-01T00:00:00Z", "spent": 5.50, "orders": ["x"]}
            {"id": "b", "at": "soon", "spent": "much", "age": 1}
            {"id": "c", "at": "2026-11-01T00:00:00Z", "spent": true}
            not JSON
            {"id": "d", "at": "2026-11-01T00:00:00Z"}
            """);
    Path rejects = folder.resolve("rejects.txt");
    Path position = folder.resolve("position.json");
    Ran loaded =
        features("load", "shopper", lines.toString(), "--definitions", definitions.toString(), "--rejects", rejects.toString(), "--resume", position.toString());
    says(loaded, 1, "2 records of shopper loaded, 3 refused", "`at` must be", "has no feature `age`", "this is not JSON", ":4:1");
    assertThat(rejects).content().contains("# line 2: `at` must be", "{\"id\": \"b\", \"at\": \"soon\"", "not JSON\n");
    assertThat(position).doesNotExist();
    says(features("get", "shopper", "a", "d"), 0, "spent   5.50");
    Files.writeString(position, "{\"file\":\"another\",\"offset\":1}");
    says(features("load", "shopper", lines.toString(), "--resume", position.toString()), 1, "is the position of another load");
  }

  @Test
  void recordsAreExportedAndLoadedAgain() throws IOException {
    put("spent=5.50", "phone=555", "orders=[\"x\",\"y, z\"]", "at=2026-11-01T00:00:00.123456Z");
    put("spent=7", "at=2026-11-02T00:00:00Z", "--merge");
    for (String ending : List.of("csv", "jsonl", "parquet")) {
      Path file = folder.resolve("out." + ending);
      says(features("export", "shopper", file.toString()), 0, "1 records of shopper are in ", "without phone (sensitive: --show-sensitive)");
      says(features("export", "shopper", file.toString(), "--show-sensitive"), 0, "1 records of shopper are in " + file + "\n");
      Path other = folder.resolve("other-" + ending);
      StringWriter text = new StringWriter();
      PrintWriter out = new PrintWriter(text, true);
      int code =
          Main.commandLine().setOut(out).setErr(out)
              .execute("features", "load", "shopper", file.toString(), "--definitions", definitions.toString(), "--data", other.toString());
      assertThat(code).as(text.toString()).isZero();
      text.getBuffer().setLength(0);
      Main.commandLine().setOut(out).execute("features", "get", "shopper", "a", "--show-sensitive", "--json", "--data", other.toString());
      var values = new ObjectMapper().readTree(text.toString()).at("/0/values");
      assertThat(values.path("phone").asText()).isEqualTo("555");
      assertThat(values.at("/orders/1").asText()).isEqualTo("y, z");
      assertThat(Double.parseDouble(values.path("spent").asText())).isEqualTo(7);
    }
    Path all = folder.resolve("all.csv");
    says(features("export", "shopper", all.toString(), "--history", "--features", "spent", "--to", "2026-11-02T00:00:00Z"), 0, "1 writes to shopper");
    assertThat(Files.readAllLines(all)).satisfiesExactly(
        header -> assertThat(header).isEqualTo("id,spent,at,_kind,_ingested"),
        row -> assertThat(row).startsWith("a,5.50,").contains("2026-11-01T00:00:00.123456Z", "PUT"));
    says(features("export", "shopper", folder.resolve("out.xls").toString()), 1, "must end in .csv, .jsonl or .parquet");
    says(features("export", "shopper", folder.resolve("nowhere/out.csv").toString()), 1, "nowhere/out.csv.part: there is no such file, or no folder for it\n");
    says(features("export", "shopper,shopper", folder.resolve("x.csv").toString()), 1, "write {group} in the file's name");
    says(features("export", "shopper", all.toString(), "--from", "2026-11-02T00:00:00Z"), 1, "are of --history");
    assertThat(folder.resolve("out.xls.part")).doesNotExist();
  }

  @Test
  void parquetThatDoesNotFitIsToldAtOnceAndBadRowsAreKeptAsLines() throws Exception {
    Path bad = folder.resolve("bad.parquet");
    Path good = folder.resolve("good.parquet");
    try (var duck = DriverManager.getConnection("jdbc:duckdb:");
        var sql = duck.createStatement()) {
      sql.execute("COPY (SELECT 'a' AS id, 1 AS spend, TIMESTAMP '2026-11-01 00:00:00' AS at) TO '" + bad + "'");
      sql.execute("COPY (SELECT 'a' AS id, 1.25::DECIMAL(9,2) AS spent, ['x'] AS orders, TIMESTAMPTZ '2026-11-01 00:00:00+00' AS at"
          + " UNION ALL SELECT NULL, 2, NULL, TIMESTAMPTZ '2026-11-01 00:00:00+00') TO '" + good + "'");
    }
    says(features("load", "shopper", bad.toString(), "--definitions", definitions.toString()), 1, "did you mean `spent`?", "times without a zone");
    Path rejects = folder.resolve("rejects.txt");
    says(features("load", "shopper", good.toString(), "--definitions", definitions.toString(), "--rejects", rejects.toString()), 1,
        "1 records of shopper loaded, 1 refused", "`id`, the record's identifier, is missing");
    assertThat(rejects).content().contains("# line 2: ", "{\"spent\":\"2.00\",\"at\":\"2026-11-01T00:00:00.000000Z\"}");
    says(features("get", "shopper", "a"), 0, "spent   1.25", "orders  x");
    says(features("load", "shopper", Files.writeString(folder.resolve("no.parquet"), "no").toString(), "--definitions", definitions.toString()), 1, "cannot be read as Parquet");
  }
}
