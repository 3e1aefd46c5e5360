package dev.parley.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What a bot's author sees of {@code parley test}. */
class TestCommandTest {

  private static final String BOT =
      """
      bot: Greeter
      locale: en_US
      intents:
        Greet:
          utterances: [good morning]
          slots:
            Name:
              type: FreeFormInput
              ask: What is your name?
          confirm: { ask: Shall I greet you?, no: Then not. }
          close: Good morning.
      """;

  private static final String TEST =
      """
      at: 2026-05-06T12:00:00Z
      channel: chat
      turns:
        - caller: good morning
          bot: What is your name?
        - caller: Dana
          bot: Shall I greet you?
        - caller: "yes"
          bot: Good morning.
      """;

  @TempDir private Path folder;
  private final StringWriter printed = new StringWriter();

  @BeforeEach
  void writeTheBot() throws IOException {
    Files.writeString(folder.resolve("bot.yaml"), BOT);
    Files.createDirectory(folder.resolve("conversations"));
    Files.writeString(folder.resolve("conversations/greet.yaml"), TEST);
  }

  private int run(String... options) {
    CommandLine command = Main.commandLine().setOut(new PrintWriter(printed, true));
    String[] arguments = new String[options.length + 2];
    arguments[0] = "test";
    arguments[1] = folder.toString();
    System.arraycopy(options, 0, arguments, 2, options.length);
    return command.execute(arguments);
  }

  @Test
  void theSummaryIsTheLastLineAndTheCoverageStandsAboveIt() {
    assertThat(run()).isZero();
    assertThat(printed.toString()).contains("coverage\n  intents        1/2   50.0 %\n").endsWith("1 passed, 0 failed\n");
    assertThat(printed.toString()).doesNotContain("not reached");
  }

  @Test
  void whatWasNotReachedIsListedWithItsPlace() {
    assertThat(run("--coverage")).isZero();
    assertThat(printed.toString())
        .contains("not reached\n", "  " + folder.resolve("bot.yaml") + ":10:14: branch Greet confirmation: no\n")
        .contains("bot.yaml:10:45: prompt Greet \"Then not.\"\n");
  }

  @Test
  void tooLittleCoverageFailsTheCommand() {
    assertThat(run("--min-coverage", "50")).isZero();
    assertThat(run("--min-coverage", "95")).isEqualTo(1);
    assertThat(printed.toString()).contains("too little coverage: " + folder.resolve("bot.yaml")).endsWith("1 passed, 0 failed\n");
  }

  @Test
  void theCoverageIsWrittenForPrograms() throws IOException {
    Path file = folder.resolve("coverage.json");
    assertThat(run("--coverage-json", file.toString())).isZero();
    assertThat(Files.readString(file)).contains("\"branches\"", "\"name\" : \"Greet confirmation\"", "\"reached\" : false");
  }

  @Test
  void aTestThatFailsFailsTheCommand() throws IOException {
    Files.writeString(folder.resolve("conversations/greet.yaml"), TEST.replace("Good morning.", "Good night."));
    assertThat(run()).isEqualTo(1);
    assertThat(printed.toString()).contains("FAILED  ", "said-otherwise").endsWith("0 passed, 1 failed\n");
  }
}
