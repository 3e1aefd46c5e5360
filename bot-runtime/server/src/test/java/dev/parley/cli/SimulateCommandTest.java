package dev.parley.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What a bot's author sees of {@code parley simulate}. */
class SimulateCommandTest {

  private static final Pattern FIGURES = Pattern.compile("(\\d+ conversations, \\d+ steps), \\d+ steps/s\n");

  private static final String BOT =
      """
      bot: Tables
      locale: en_US
      slot_types:
        Meal: { values: [lunch, { value: dinner, synonyms: [supper] }] }
      intents:
        Book:
          utterances: [book a table, "book a table for {Guests}"]
          slots:
            Guests:
              type: Number
              ask: For how many?
              validate: [{ max: 12, otherwise: We have twelve seats. }]
            Meal: { type: Meal, ask: Lunch or dinner? }
          confirm: { ask: "A table for {Guests}, for {Meal}?", no: Then not. }
          fulfill: { hook: tables, within: 2s, failure: We are full., timeout: Nobody is there. }
          close: Done.
      """;

  @TempDir private Path folder;

  @BeforeEach
  void writeTheBot() throws IOException {
    Files.writeString(folder.resolve("bot.yaml"), BOT);
  }

  private String run(int expected, String... options) {
    StringWriter printed = new StringWriter();
    PrintWriter out = new PrintWriter(printed, true);
    CommandLine command = Main.commandLine().setOut(out).setErr(out);
    String[] arguments = new String[options.length + 2];
    arguments[0] = "simulate";
    arguments[1] = folder.toString();
    System.arraycopy(options, 0, arguments, 2, options.length);
    assertThat(command.execute(arguments)).as(printed.toString()).isEqualTo(expected);
    return printed.toString();
  }

  @Test
  void aSeedAndANumberOfStepsAreTheSameRunEveryTime() {
    String once = run(0, "--seed", "7", "--steps", "1000", "--interpreter", "exact");
    assertThat(once).startsWith("seed 7\ncoverage\n").containsPattern(FIGURES).endsWith("no law broken\n");
    String again = run(0, "--seed", "7", "--steps", "1000", "--interpreter", "exact");
    assertThat(FIGURES.matcher(again).replaceAll("$1")).isEqualTo(FIGURES.matcher(once).replaceAll("$1"));
    assertThat(run(0, "--seed", "8", "--steps", "1000", "--interpreter", "exact")).startsWith("seed 8\n");
  }

  @Test
  void callersAreUnderstoodByTheTrainedInterpreterUnlessSaidOtherwise() {
    assertThat(run(0, "--seed", "7", "--steps", "1000", "--coverage"))
        .contains("  slots          2/2  100.0 %\n")
        .endsWith("no law broken\n");
  }

  @Test
  void noStepsAtAllProveNothingAndAreRefused() {
    assertThat(run(2, "--steps=-5")).contains("--steps: at least 1, not -5");
    assertThat(run(2, "--steps", "0")).contains("--steps: at least 1, not 0");
  }

  @Test
  void aTimeThatIsNoneIsRefused() {
    assertThat(run(2, "--for", "ten minutes")).contains("--for: write a time such as 30s, 10m or 2h");
    assertThat(run(2, "--for", "0s")).contains("--for: write a time such as 30s, 10m or 2h");
  }

  @Test
  void aBotWithMistakesIsNotSimulated() throws IOException {
    Files.writeString(folder.resolve("bot.yaml"), BOT.replace("type: Meal", "type: Maal"));
    assertThat(run(1, "--steps", "10")).contains("bot.yaml", "Maal");
  }
}
