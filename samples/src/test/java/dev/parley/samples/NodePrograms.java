package dev.parley.samples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Node with the AWS SDK for JavaScript, installed from the sample client's lock file as a reader would. */
public final class NodePrograms {

  static final Path SAMPLE = Path.of("clients", "node");
  public static final Path INSTALLED = Path.of("target", "clients", "node");

  /** Bounds a hang of an outside program; says nothing of how long it takes. */
  private static final long PATIENCE_SECONDS = 200;

  /** A package registry that falls silent is asked anew; what came is in npm's cache by then. */
  private static final int INSTALLATIONS = 3;

  private static boolean installed;

  private NodePrograms() {}

  /** Installs, once for all tests; the sources stay clean, as the libraries are put beside a copy. */
  public static synchronized void install() throws IOException, InterruptedException {
    copy(SAMPLE);
    if (installed) {
      return;
    }
    String[] command = {
      "npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts", "--prefer-offline", "--fetch-timeout=20000", "--fetch-retries=3"
    };
    for (int left = INSTALLATIONS - 1; left > 0 && !installed; left--) {
      Outcome outcome = attempt(command);
      installed = outcome.good();
      if (!installed) {
        System.err.println(outcome + "\nIt is tried " + left + " more times.");
      }
    }
    if (!installed) {
      run(command);
      installed = true;
    }
  }

  /** Puts a folder's files beside the libraries. */
  public static void copy(Path folder) throws IOException {
    Files.createDirectories(INSTALLED);
    try (Stream<Path> files = Files.list(folder)) {
      files.filter(Files::isRegularFile).forEach(NodePrograms::copyFile);
    }
  }

  private static void copyFile(Path file) {
    try {
      Files.copy(file, INSTALLED.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What the program wrote, line by line; its end must be a good one. */
  public static List<String> run(String... command) throws IOException, InterruptedException {
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
