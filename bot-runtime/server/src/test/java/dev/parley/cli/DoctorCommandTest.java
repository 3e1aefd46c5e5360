package dev.parley.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What an operator sees before the first start. Without speech engines, which take seconds to load. */
class DoctorCommandTest {

  private static final String[] QUIET = {
    "--set", "speech.recognizer=none", "--set", "speech.synthesizer=none", "--set", "understanding.encoder=none", "--set", "server.port=0"
  };

  @TempDir
  private Path folder;

  private record Ran(int code, String text) {}

  private static Ran parley(String command, String... arguments) {
    StringWriter text = new StringWriter();
    PrintWriter out = new PrintWriter(text);
    CommandLine line = Main.commandLine().setOut(out).setErr(out);
    String[] all = new String[QUIET.length + arguments.length + 1];
    all[0] = command;
    System.arraycopy(QUIET, 0, all, 1, QUIET.length);
    System.arraycopy(arguments, 0, all, QUIET.length + 1, arguments.length);
    int code = line.execute(all);
    out.flush();
    return new Ran(code, text.toString());
  }

  @Test
  void aSoundMachineIsOkAndWhatIsOffIsAWarning() {
    Ran ran = parley("doctor", "../../samples/payments", "--set", "data.folder=" + folder);
    assertThat(ran.code()).as(ran.text()).isZero();
    assertThat(ran.text()).contains("ok    java: version", "ok    port: ", "ok    bot PaymentsBot: is well written", "warn  synthesiser: none is set");
  }

  @Test
  void aPortThatIsTakenIsAFailureWithWhatToDo() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Ran ran = parley("doctor", "../../samples/payments", "--set", "server.port=" + taken.getLocalPort());
      assertThat(ran.code()).isOne();
      assertThat(ran.text()).contains("fail  port: 127.0.0.1:" + taken.getLocalPort(), "set server.port");
    }
  }

  @Test
  void aBrokenBotAndAWrongSettingAreFailures() throws IOException {
    Files.writeString(folder.resolve("bot.yaml"), "bot: [\n");
    assertThat(parley("doctor", folder.toString()).text()).contains("has mistakes", "./parley check " + folder);
    Ran ran = parley("doctor", folder.toString(), "--set", "speech.synthesizer=parrot");
    assertThat(ran.code()).isOne();
    assertThat(ran.text()).contains("fail  synthesiser: setting speech.synthesizer: there is no synthesiser 'parrot'", "mary");
    assertThat(parley("doctor", "--set", "server.port=many").text()).contains("fail  settings: setting server.port");
  }

  @Test
  void findingsAreReadableByPrograms() throws IOException {
    Ran ran = parley("doctor", "../../samples/payments", "--json");
    JsonNode findings = new ObjectMapper().readTree(ran.text());
    assertThat(findings.findValuesAsText("level")).contains("ok", "warn").doesNotContain("fail");
    assertThat(findings.path(0).path("what").asText()).isEqualTo("java");
  }

  @Test
  void anEngineThatIsNotUsedMayBeMissing() {
    Ran ran = parley("voices", "--set", "espeak-ng.program=no-such-program", "--set", "vosk.model=" + folder, "--set", "vosk.locale=de_DE");
    assertThat(ran.code()).as(ran.text()).isZero();
    assertThat(ran.text())
        .contains("warn  synthesiser espeak-ng: the program no-such-program cannot be started", "ok    synthesiser mary: languages en-US; voices cmu-slt-hsmm")
        .contains("warn  recogniser vosk");
  }
}
