package dev.parley.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an operator sees of {@code parley serve --rehearse}. */
class RehearsalTest {

  private static final String BOT =
      """
      bot: Greeter
      locale: en_US
      intents:
        Greet:
          utterances: [good morning]
          close: Good morning to you.
      """;

  @TempDir private Path folder;
  private final StringWriter printed = new StringWriter();
  private final StringWriter complaints = new StringWriter();

  private int rehearse(String... settings) {
    List<String> arguments = new ArrayList<>(List.of("serve", "--rehearse", folder.toString()));
    for (String setting : settings) {
      arguments.addAll(List.of("--set", setting));
    }
    return Main.commandLine()
        .setOut(new PrintWriter(printed, true))
        .setErr(new PrintWriter(complaints, true))
        .execute(arguments.toArray(String[]::new));
  }

  @Test
  void everyBotIsAskedSomethingAndTheServerStops() throws IOException {
    Files.writeString(folder.resolve("bot.yaml"), BOT);

    assertThat(rehearse("speech.recognizer=none", "speech.synthesizer=none")).isZero();
    assertThat(printed).asString().contains("Greeter en_US, asked \"good morning\": Good morning to you.", "bots and speech are ready");
    assertThat(folder).isDirectoryNotContaining("glob:**/.parley");
  }

  @Test
  void aBotWithAMistakeFailsItWithThePlace() throws IOException {
    Files.writeString(folder.resolve("bot.yaml"), BOT.replace("close:", "closes:"));

    assertThat(rehearse("speech.recognizer=none", "speech.synthesizer=none")).isNotZero();
    assertThat(complaints).asString().contains("bot.yaml:6:5", "close");
  }

  @Test
  void aSettingThatCannotBeFailsIt() throws IOException {
    Files.writeString(folder.resolve("bot.yaml"), BOT);

    assertThat(rehearse("speech.synthesizer=parrot", "speech.recognizer=none")).isNotZero();
    assertThat(complaints).asString().contains("parrot");
  }

  @Test
  void aPortThatTheServerCouldNotListenOnFailsItToo() throws IOException {
    Files.writeString(folder.resolve("bot.yaml"), BOT);

    assertThat(rehearse("server.port=99999", "speech.recognizer=none", "speech.synthesizer=none")).isNotZero();
    assertThat(complaints).asString().contains("port", "99999", "65535");
  }
}
