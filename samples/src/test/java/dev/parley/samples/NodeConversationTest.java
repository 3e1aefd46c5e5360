package dev.parley.samples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The unmodified AWS SDK for JavaScript: the sample client is installed from its lock file, as a reader would, and run. */
@Tag("peers")
class NodeConversationTest {

  private static final Path SAMPLE = Path.of("clients", "node");
  private static final Path INSTALLED = Path.of("target", "clients", "node");

  /** Bounds a hang of an outside program; says nothing of how long it takes. */
  private static final long PATIENCE_SECONDS = 100;

  /** A package registry that falls silent is asked anew; what came is in npm's cache by then. */
  private static final int INSTALLATIONS = 3;

  @RegisterExtension
  static final PaymentsServer PAYMENTS =
      new PaymentsServer(Map.of("speech.recognizer", "none", "speech.synthesizer", "none", "identity.file", identity()));

  /** What the client's SDK signs is verified: the request, and each event. */
  private static String identity() {
    try {
      Files.createDirectories(INSTALLED);
      Files.writeString(INSTALLED.resolve("any.secret"), "any");
      return Files.writeString(
          INSTALLED.resolve("identity.yaml"), "principals:\n  node: { access_keys: { any: any.secret }, converse: ['*'] }\n").toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The sources stay clean: the libraries are put beside a copy. */
  @BeforeAll
  static void install() throws IOException, InterruptedException {
    Files.createDirectories(INSTALLED);
    try (Stream<Path> files = Files.list(SAMPLE)) {
      files.filter(Files::isRegularFile).forEach(NodeConversationTest::copy);
    }
    String[] command = {
      "npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts", "--prefer-offline", "--fetch-timeout=20000", "--fetch-retries=3"
    };
    for (int left = INSTALLATIONS - 1; left > 0; left--) {
      Outcome outcome = attempt(command);
      if (outcome.good()) {
        return;
      }
      System.err.println(outcome + "\nIt is tried " + left + " more times.");
    }
    run(command);
  }

  private static void copy(Path file) {
    try {
      Files.copy(file, INSTALLED.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void theJavaScriptSdkPaysABillAsksForABalanceAndMeetsLexsExceptions() throws IOException, InterruptedException {
    List<String> dialog = run("node", "index.mjs", PAYMENTS.address().toString());
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
    assertThat(Files.readAllLines(SAMPLE.resolve("package-lock.json")))
        .anyMatch(line -> line.contains("\"integrity\": \"sha512-"))
        .noneMatch(line -> line.contains("\"resolved\""));
  }

  /** What the program wrote, line by line; its end must be a good one. */
  private static List<String> run(String... command) throws IOException, InterruptedException {
    Outcome outcome = attempt(command);
    assertThat(outcome.good()).as(outcome::toString).isTrue();
    return outcome.lines();
  }

  /** The output goes to a file, so that nothing can block the program; what it started itself ends with it. */
  private static Outcome attempt(String... command) throws IOException, InterruptedException {
    Path output = INSTALLED.resolve(command[0] + ".log").toAbsolutePath();
    Process process =
        new ProcessBuilder(command).directory(INSTALLED.toFile()).redirectErrorStream(true).redirectOutput(output.toFile()).start();
    try {
      process.getOutputStream().close();
      boolean ended = process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
      List<String> lines = Files.readAllLines(output, StandardCharsets.UTF_8);
      return new Outcome(String.join(" ", command), ended ? "ended with " + process.exitValue() : "did not end", lines);
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }

  private record Outcome(String command, String end, List<String> lines) {

    boolean good() {
      return end.equals("ended with 0");
    }

    @Override
    public String toString() {
      return command + " " + end + "; it wrote\n" + String.join("\n", lines);
    }
  }
}
