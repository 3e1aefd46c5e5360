package dev.parley.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** What {@code parley check} says beyond what a bot's reader does; each kind has a bot and what the user reads of it. */
class CheckCommandTest {

  private static final Path FOLDER = Path.of("src/test/resources/diagnostics");

  private static String check(String... arguments) {
    StringWriter printed = new StringWriter();
    CommandLine command = Main.commandLine().setOut(new PrintWriter(printed, true));
    String[] all = Stream.concat(Stream.of("check"), Stream.of(arguments)).toArray(String[]::new);
    assertThat(command.execute(all)).as(printed.toString()).isZero();
    return printed.toString();
  }

  static List<String> codes() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files.map(f -> f.getFileName().toString()).filter(f -> f.endsWith(".yaml")).map(f -> f.replace(".yaml", "")).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("codes")
  void aWarningIsReportedAsInItsGoldenFile(String code) throws IOException {
    String actual = check(FOLDER.resolve(code + ".yaml").toString());
    Path golden = FOLDER.resolve(code + ".txt");
    if ("rewrite".equals(System.getProperty("parley.golden"))) {
      Files.writeString(golden, actual);
    }
    assertThat(actual).contains("warning[" + code + "]", " help: ").isEqualTo(Files.readString(golden));
    assertThat(check("--json", FOLDER.resolve(code + ".yaml").toString())).contains("\"code\" : \"" + code + "\"");
  }

  @Test
  void noSampleBotHasAnythingToMend() {
    assertThat(check("../../samples", "../../samples/cookbook").lines())
        .hasSizeGreaterThan(25)
        .allMatch(line -> line.endsWith("; 0 errors, 0 warnings"));
  }
}
