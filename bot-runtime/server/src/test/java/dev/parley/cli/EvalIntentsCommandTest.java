package dev.parley.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What a bot's author sees of {@code parley eval intents}. */
class EvalIntentsCommandTest {

  private static final String TRAIN =
      """
      pay a bill\tpay
      i want to pay my bill\tpay
      settle the electricity bill\tpay
      what is my balance\tbalance
      how much money do i have\tbalance
      how {much} is on my account\tbalance
      do you like cats\toos
      """;

  private static final String TEST =
      """
      please pay the bill\tpay
      tell me my balance\tbalance

      where can one see giraffes\toos
      """;

  @TempDir private Path folder;
  private final StringWriter printed = new StringWriter();
  private final StringWriter complained = new StringWriter();

  private int run(String train, String test, String... options) throws IOException {
    Path trained = Files.writeString(folder.resolve("train.tsv"), train);
    Path tested = Files.writeString(folder.resolve("test.tsv"), test);
    CommandLine command = Main.commandLine().setOut(new PrintWriter(printed, true)).setErr(new PrintWriter(complained, true));
    String[] arguments = new String[options.length + 6];
    System.arraycopy(new String[] {"eval", "intents", "--train", trained.toString(), "--test", tested.toString()}, 0, arguments, 0, 6);
    System.arraycopy(options, 0, arguments, 6, options.length);
    return command.execute(arguments);
  }

  @Test
  void theFiguresAreJsonForPrograms() throws IOException {
    assertThat(run(TRAIN, TEST, "--json")).isZero();
    JsonNode figures = new ObjectMapper().readTree(printed.toString());
    assertThat(figures.get("accuracy").asDouble()).isEqualTo(1);
    assertThat(figures.get("inScopeAccuracy").asDouble()).isBetween(0.0, 1.0);
    assertThat(figures.get("outOfScopeRecall").asDouble()).isEqualTo(1);
    assertThat(figures.get("threshold").asDouble()).isEqualTo(0.4);
    assertThat(figures.get("p50Ms").asDouble()).isLessThanOrEqualTo(figures.get("p99Ms").asDouble());
    assertThat(figures.get("samples").asInt()).isEqualTo(6);
  }

  @Test
  void aThresholdThatNothingReachesKeepsEverythingOut() throws IOException {
    assertThat(run(TRAIN, TEST, "--json", "--threshold", "1")).isZero();
    JsonNode figures = new ObjectMapper().readTree(printed.toString());
    assertThat(figures.get("accuracy").asDouble()).isEqualTo(1);
    assertThat(figures.get("inScopeAccuracy").asDouble()).isZero();
  }

  @Test
  void figuresWithoutAnythingToMeasureAreNull() throws IOException {
    assertThat(run(TRAIN, "pay it\tpay\n", "--json")).isZero();
    assertThat(new ObjectMapper().readTree(printed.toString()).get("outOfScopeRecall").isNull()).isTrue();
  }

  @Test
  void aThresholdCanBeChosenOnTextsThatAreNotMeasured() throws IOException {
    Path validation = Files.writeString(folder.resolve("valid.tsv"), "pay my bill please\tpay\nare giraffes tall\toos\n");
    assertThat(run(TRAIN, TEST, "--validate", validation.toString())).isZero();
    assertThat(printed.toString()).contains("accuracy            100.0%  of 2 in scope, best guess", "out-of-scope recall");
  }

  @Test
  void aThresholdCanBeAsHighAsCallersInScopeBear() throws IOException {
    Path validation = Files.writeString(folder.resolve("valid.tsv"), "pay a bill\tpay\nare giraffes tall\toos\n");
    assertThat(run(TRAIN, TEST, "--validate", validation.toString(), "--keep", "1", "--json")).isZero();
    assertThat(new ObjectMapper().readTree(printed.toString()).get("threshold").asDouble()).isEqualTo(1);
    assertThat(run(TRAIN, TEST, "--keep", "0.9")).isEqualTo(2);
    assertThat(complained.toString()).contains("--keep: write a number from 0 to 1, and with --validate");
  }

  @Test
  void fewSamplesAreDrawnOfMany() throws IOException {
    assertThat(run(TRAIN, TEST, "--per-intent", "2", "--draws", "3", "--json")).isZero();
    JsonNode figures = new ObjectMapper().readTree(printed.toString());
    assertThat(figures.get("samples").asInt()).isEqualTo(4);
    assertThat(figures.get("draws").asInt()).isEqualTo(3);
    assertThat(figures.get("inScope").asInt()).isEqualTo(2);
  }

  @Test
  void aSmallBotIsDrawnOfALargeOneAndTheRestIsOutOfItsScope() throws IOException {
    assertThat(run(TRAIN, TEST, "--intents", "1", "--json")).isZero();
    JsonNode figures = new ObjectMapper().readTree(printed.toString());
    assertThat(figures.get("intents").asInt()).isEqualTo(1);
    assertThat(figures.get("samples").asInt()).isEqualTo(3);
    assertThat(figures.get("inScope").asInt()).isEqualTo(1);
    assertThat(figures.get("outOfScope").asInt()).isEqualTo(2);
  }

  private int evaluate(Path train, String test) throws IOException {
    Path tested = folder.resolve("test.tsv");
    Files.writeString(tested, TEST);
    return Main.commandLine().setOut(new PrintWriter(printed, true)).setErr(new PrintWriter(complained, true))
        .execute("eval", "intents", "--encoder", "none", "--train", train.toString(), "--test", test.isEmpty() ? tested.toString() : test, "--json");
  }

  @Test
  void publicSetsAreReadAsTheyCome() throws IOException {
    Path csv = Files.writeString(folder.resolve("train.csv"), "text,category\n\"pay, please, a bill\",pay\nwhat is my balance,balance\n");
    assertThat(evaluate(csv, "")).isZero();
    Path lists = Files.createDirectory(folder.resolve("lists"));
    Files.writeString(lists.resolve("seq.in"), "pay a bill\nwhat is my balance\n");
    Files.writeString(lists.resolve("label"), "pay\nbalance\n");
    assertThat(evaluate(lists, "")).isZero();
    Path json =
        Files.writeString(
            folder.resolve("all.json"),
            "{\"train\": [[\"pay a bill\", \"pay\"], [\"what is my balance\", \"balance\"]], \"oos_train\": [[\"hi\", \"oos\"]]}");
    assertThat(evaluate(Path.of(json + "#train"), json + "#train")).isZero();
    assertThat(printed.toString().lines().map(l -> l.replaceAll(".*\"samples\":(\\d+).*\"outOfScope\":(\\d+).*", "$1 $2")))
        .containsExactly("2 1", "2 1", "2 1");
  }

  @Test
  void aPublicSetThatIsNotAsItMustBeIsToldWhere() throws IOException {
    assertThat(evaluate(Files.writeString(folder.resolve("a.csv"), "text,category\npay, please,pay\n"), "")).isEqualTo(1);
    assertThat(complained.toString()).contains("a.csv, the row that ends on line 2: it has 3 columns");
    Path json = Files.writeString(folder.resolve("b.json"), "{\"train\": [[\"pay a bill\"]], \"test\": []}");
    assertThat(evaluate(json, "")).isEqualTo(1);
    assertThat(complained.toString()).contains("write which of its parts, as in b.json#train");
    assertThat(evaluate(Path.of(json + "#valid"), "")).isEqualTo(1);
    assertThat(complained.toString()).contains("b.json has no list valid; it has train, test");
    assertThat(evaluate(Path.of(json + "#train"), "")).isEqualTo(1);
    assertThat(complained.toString()).contains("train[0]: write [\"text\", \"label\"]");
    assertThat(evaluate(Path.of(json + "#test"), "")).isEqualTo(1);
    assertThat(complained.toString()).contains("b.json#test has no text with a label");
    Path half = Files.createDirectory(folder.resolve("half"));
    Files.writeString(half.resolve("seq.in"), "pay a bill\nwhat is my balance\n");
    assertThat(evaluate(half, "")).isEqualTo(1);
    assertThat(complained.toString()).contains("half is a folder without the files seq.in and label");
    Files.writeString(half.resolve("label"), "pay\n");
    assertThat(evaluate(half, "")).isEqualTo(1);
    assertThat(complained.toString()).contains("line 2 of seq.in and label: there is no label");
  }

  @Test
  void eachLineThatIsNotATextATabAndALabelIsNamed() throws IOException {
    assertThat(run("\uFEFFpay\tpay\r\nno tab\r\n\tpay\r\npay a bill\t \r\na\tb\tc\r\n", TEST)).isEqualTo(1);
    assertThat(complained.toString())
        .contains("this line has no tab\n  --> " + folder.resolve("train.tsv") + ":2:1")
        .contains("there is no text before the tab\n  --> " + folder.resolve("train.tsv") + ":3:1")
        .contains("there is no label behind the tab\n  --> " + folder.resolve("train.tsv") + ":4:1")
        .contains("this line has 2 tabs\n  --> " + folder.resolve("train.tsv") + ":5:1")
        .doesNotContain(":1:1");
  }

  @Test
  void aLabelThatNothingWasTrainedOnIsPointedOut() throws IOException {
    assertThat(run(TRAIN, TEST + "good night\tgreet\n")).isZero();
    assertThat(complained.toString()).contains("has no text of greet");
    assertThat(printed.toString()).contains("1 x greet taken for");
  }

  @Test
  void trainingNeedsAnIntent() throws IOException {
    assertThat(run("do you like cats\toos\n", TEST)).isEqualTo(1);
    assertThat(complained.toString()).contains("train on at least one intent");
  }
}
