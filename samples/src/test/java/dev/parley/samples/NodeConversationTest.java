package dev.parley.samples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The unmodified AWS SDK for JavaScript: the sample client is installed from its lock file, as a reader would, and run. */
@Tag("peers")
class NodeConversationTest {

  @RegisterExtension
  static final PaymentsServer PAYMENTS =
      new PaymentsServer(Map.of("speech.recognizer", "none", "speech.synthesizer", "none", "identity.file", identity()));

  /** What the client's SDK signs is verified: the request, and each event. */
  private static String identity() {
    try {
      Files.createDirectories(NodePrograms.INSTALLED);
      Files.writeString(NodePrograms.INSTALLED.resolve("any.secret"), "any");
      return Files.writeString(
          NodePrograms.INSTALLED.resolve("identity.yaml"), "principals:\n  node: { access_keys: { any: any.secret }, converse: ['*'] }\n").toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @BeforeAll
  static void install() throws IOException, InterruptedException {
    NodePrograms.install();
  }

  @Test
  void theJavaScriptSdkPaysABillAsksForABalanceAndMeetsLexsExceptions() throws IOException, InterruptedException {
    List<String> dialog = NodePrograms.run("node", "index.mjs", PAYMENTS.address().toString());
    assertThat(dialog)
        .containsSubsequence(
            "you: can you wait a minute",
            "bot: Of course. Take all the time you need, and tell me when you are back.",
            "you: I'm back",
            "bot: I have 4 1 1 1, 1 1 1 1, 1 1 1 1, 1 1 1 1. Is that right?",
            "you: 123",
            "     (the bot stops)",
            "bot: Shall I take $50 from your card ending in 1 1 1 1?",
            "you: what is my balance",
            "bot: Maya, the balance due on your account is $142.50.",
            "all as it should be");
    assertThat(dialog)
        .anyMatch(line -> line.matches(" *confirmation code: [0-9A-Z]+"))
        .anyMatch(line -> line.startsWith("ResourceNotFoundException: ") && line.contains("NOSUCHBOT1"))
        .anyMatch(line -> line.startsWith("ValidationException: ") && line.contains("1024"));
    assertThat(PAYMENTS.filesThatHold("4111 1111")).isEmpty();
  }

  @Test
  void theLockFileSaysWhatIsInstalledAndNotFromWhere() throws IOException {
    assertThat(Files.readAllLines(NodePrograms.SAMPLE.resolve("package-lock.json")))
        .anyMatch(line -> line.contains("\"integrity\": \"sha512-"))
        .noneMatch(line -> line.contains("\"resolved\""));
  }
}
