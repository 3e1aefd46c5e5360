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

/** What a bot's author sees of {@code parley eval slots}. */
class EvalSlotsCommandTest {

  private static final String CASES =
      """
      type: Digits
      today: 2026-11-25
      en_US:
        double oh seven: 007
        twelve thirty four: 1234
        one two three: 321
        i don't know: none
      """;

  @TempDir private Path folder;
  private final StringWriter printed = new StringWriter();
  private final StringWriter complained = new StringWriter();

  private int run(String cases, String... options) throws IOException {
    Path file = Files.writeString(folder.resolve("digits.yaml"), cases);
    CommandLine command = Main.commandLine().setOut(new PrintWriter(printed, true)).setErr(new PrintWriter(complained, true));
    String[] arguments = new String[options.length + 4];
    System.arraycopy(new String[] {"eval", "slots", "--cases", file.toString()}, 0, arguments, 0, 4);
    System.arraycopy(options, 0, arguments, 4, options.length);
    return command.execute(arguments);
  }

  @Test
  void theFiguresAndEachErrorAreJsonForPrograms() throws IOException {
    assertThat(run(CASES, "--type", "Digits", "--json")).isZero();
    JsonNode figures = new ObjectMapper().readTree(printed.toString());
    assertThat(figures.get("cases").asInt()).isEqualTo(4);
    assertThat(figures.get("right").asInt()).isEqualTo(3);
    assertThat(figures.get("accuracy").asDouble()).isEqualTo(0.75);
    JsonNode error = figures.get("errors").get(0);
    assertThat(error.get("said").asText()).isEqualTo("one two three");
    assertThat(error.get("expected").asText()).isEqualTo("321");
    assertThat(error.get("understood").asText()).isEqualTo("123");
    assertThat(error.get("line").asInt()).isEqualTo(6);
  }

  @Test
  void anErrorIsShownWhereItStands() throws IOException {
    assertThat(run(CASES)).isZero();
    assertThat(printed.toString()).contains("digits.yaml:6:3: \"one two three\" is 123, not 321").contains("75.0%  3 of 4");
  }

  @Test
  void aTypeNeedNotStandInTheFile() throws IOException {
    assertThat(run(CASES.replace("type: Digits\n", ""), "--type", "Digits")).isZero();
    assertThat(printed.toString()).contains("3 of 4");
  }

  @Test
  void aBotsOwnValuesAreMeasuredToo() throws IOException {
    assertThat(run("values: { Phoenix: [], Boston: [beantown] }\ntoday: 2026-11-25\nen_US: { fenix: Phoenix, beantown: Boston, chicago: none }\n")).isZero();
    assertThat(printed.toString()).contains("100.0%  3 of 3");
  }

  @Test
  void aMalformedFileIsRefusedWithItsPlaces() throws IOException {
    assertThat(run("type: Digit\ntoday: tomorrow\nlocale: en_US\nen_US:\n  four: [4]\n")).isEqualTo(1);
    assertThat(complained.toString())
        .contains("digits.yaml:1:7").contains("did you mean `Digits`?")
        .contains("digits.yaml:2:8").contains("`today` is no day such as `2026-11-25`")
        .contains("digits.yaml:3:1").contains("`locale` is neither a locale");
  }

  @Test
  void casesOfAnotherTypeAreRefused() throws IOException {
    assertThat(run(CASES, "--type", "Number")).isEqualTo(1);
    assertThat(complained.toString()).contains("digits.yaml:1:7").contains("these are cases of `Digits`, not of `Number`");
  }

  @Test
  void aFileWithoutTypeOrLocaleSaysWhatIsMissing() throws IOException {
    assertThat(run("today: 2026-11-25\n")).isEqualTo(1);
    assertThat(complained.toString()).contains("there is neither a `type` nor `values`").contains("there is no locale");
  }
}
