package dev.parley.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What a bot's author sees of {@code parley eval tagging}. */
class EvalTaggingCommandTest {

  /** The words, their tags and the intent. */
  private static final String[] TRAIN = {
    "order a ham pizza | O O B-topping O | Order",
    "order an olive pizza please | O O B-topping O O | Order",
    "i want a green pepper pizza | O O O B-topping I-topping O | Order",
    "a pizza with blue cheese | O O O B-topping I-topping | Order",
    "bring it to mill lane | O O O B-street I-street | Deliver",
    "deliver to station road tomorrow | O O B-street I-street B-day | Deliver",
    "come to baker street on friday | O O B-street I-street O B-day | Deliver",
  };

  private static final String[] TEST = {
    "i want a blue cheese pizza please | O O O B-topping I-topping O O | Order",
    "deliver to baker street on friday | O O B-street I-street O B-day | Deliver",
  };

  @TempDir private Path folder;
  private final StringWriter printed = new StringWriter();
  private final StringWriter complained = new StringWriter();

  private Path corpus(String name, String... lines) throws IOException {
    Path corpus = Files.createDirectories(folder.resolve(name));
    String[] files = {"seq.in", "seq.out", "label"};
    for (int i = 0; i < files.length; i++) {
      int column = i;
      Files.writeString(
          corpus.resolve(files[i]), String.join("\n", Arrays.stream(lines).map(l -> l.split("\\|")[column].strip()).toList()) + "\n");
    }
    return corpus;
  }

  private int run(Path train, Path test, String... options) {
    CommandLine command = Main.commandLine().setOut(new PrintWriter(printed, true)).setErr(new PrintWriter(complained, true));
    return command.execute(
        Stream.concat(Stream.of("eval", "tagging", "--train", train.toString(), "--test", test.toString()), Arrays.stream(options)).toArray(String[]::new));
  }

  @Test
  void theFiguresAreJsonForPrograms() throws IOException {
    assertThat(run(corpus("train", TRAIN), corpus("test", TEST), "--json")).isZero();
    JsonNode figures = new ObjectMapper().readTree(printed.toString());
    assertThat(figures.get("f1").asDouble()).isEqualTo(1);
    assertThat(figures.get("allSlotsRight").asDouble()).isEqualTo(1);
    assertThat(figures.get("samples").asInt()).isEqualTo(7);
    assertThat(figures.get("sentences").asInt()).isEqualTo(2);
    assertThat(figures.get("intents").findValuesAsText("intent")).containsExactly("Order", "Deliver");
    assertThat(figures.get("p50Ms").asDouble()).isLessThanOrEqualTo(figures.get("p99Ms").asDouble());
  }

  @Test
  void aSlotIsRightOnlyWithAllItsWords() throws IOException {
    String[] marked = {"i want a blue cheese pizza please | O O O O B-topping O O | Order", TEST[1]};
    assertThat(run(corpus("train", TRAIN), corpus("test", marked), "--json")).isZero();
    JsonNode figures = new ObjectMapper().readTree(printed.toString());
    assertThat(figures.get("f1").asDouble()).isCloseTo(2 / 3.0, within(0.001));
    assertThat(figures.get("allSlotsRight").asDouble()).isEqualTo(0.5);
  }

  @Test
  void theSameSeedDrawsTheSameSentences() throws IOException {
    Path train = corpus("train", TRAIN);
    Path test = corpus("test", TEST);
    String[] options = {"--per-intent", "2", "--seed", "7", "--draws", "2", "--catalogue", "own"};
    assertThat(run(train, test, options)).isZero();
    String first = figures(printed.toString());
    printed.getBuffer().setLength(0);
    assertThat(run(train, test, options)).isZero();
    assertThat(figures(printed.toString())).isEqualTo(first).contains("all slots right", "of 2");
    assertThat(printed.toString()).contains("2 intents, 4 samples, 2 draws");
  }

  /** What is printed, without the times. */
  private static String figures(String text) {
    return String.join("\n", text.lines().filter(l -> l.contains("F1")).toList());
  }

  @Test
  void aFileThatIsMissingIsNamed() throws IOException {
    Path train = corpus("train", TRAIN);
    Files.delete(train.resolve("seq.out"));
    assertThat(run(train, corpus("test", TEST))).isEqualTo(1);
    assertThat(complained.toString()).contains("there is no file " + train.resolve("seq.out"));
  }

  @Test
  void aLineThatOneFileAloneHasIsPointedOut() throws IOException {
    Path train = corpus("train", TRAIN);
    Files.writeString(train.resolve("label"), "Order\nOrder\n");
    assertThat(run(train, corpus("test", TEST))).isEqualTo(1);
    assertThat(complained.toString())
        .contains("has 7 lines and " + train.resolve("label") + " 2")
        .contains(train.resolve("seq.in") + ":3:1");
  }

  @Test
  void tagsThatAreNoneOrTooFewAreNamedWithTheirLine() throws IOException {
    Path train = corpus("train", "order ham | O B-topping | Order", "order ham | O topping | Order", "order ham | O | Order");
    assertThat(run(train, corpus("test", TEST))).isEqualTo(1);
    assertThat(complained.toString())
        .contains("`topping` is no tag\n  --> " + train.resolve("seq.out") + ":2:1")
        .contains("this line has 1 tags for 2 words\n  --> " + train.resolve("seq.out") + ":3:1")
        .doesNotContain(":1:1");
  }

  @Test
  void anIntentThatNothingWasTrainedOnIsPointedOut() throws IOException {
    assertThat(run(corpus("train", TRAIN), corpus("test", "good night anna | O O B-name | Greet"))).isZero();
    assertThat(complained.toString()).contains("has no sentence of Greet");
  }

  @Test
  void drawsAreAtLeastOne() throws IOException {
    assertThat(run(corpus("train", TRAIN), corpus("test", TEST), "--draws", "0")).isEqualTo(2);
  }
}
