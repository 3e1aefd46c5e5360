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
