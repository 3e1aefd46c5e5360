package dev.parley.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.definition.BotDefinition;
import dev.parley.diagnostic.Diagnostic;
import dev.parley.diagnostic.Report;
import dev.parley.diagnostic.SourceText;
import dev.parley.diagnostic.TextReportPrinter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every kind of mistake has a bot that makes it, {@code <code>.yaml}, and beside it what the user reads, {@code <code>.txt}. */
class DiagnosticsTest {

  private static final Pattern CODE = Pattern.compile("Diagnostic\\s*\\.(?:error|warning)\\(\\s*\"([a-z-]+)\"");

  /** Their bots would be a megabyte, and ten thousand lines; see the tests at the end. */
  private static final String TOO_LARGE = "file-too-large";

  private static final String TOO_MANY_VALUES = "too-many-values";

  @TestFactory
  Stream<DynamicTest> aMistakeIsReportedAsInItsGoldenFile() {
    return Fixtures.mistakes(".yaml").stream().map(file -> DynamicTest.dynamicTest(code(file), () -> {
      Report report = Fixtures.read(file).report();

      assertThat(report.diagnostics()).extracting(Diagnostic::code).contains(code(file));
      assertThat(report.diagnostics()).allMatch(d -> d.help().isPresent() || d.label().isPresent(), "says what to do");
      Golden.check(file.resolveSibling(code(file) + ".txt"), TextReportPrinter.print(report));
    }));
  }

  @Test
  void everyKindOfMistakeHasItsFilesAndNoFileIsLeftOver() throws IOException {
    TreeSet<String> codes = new TreeSet<>();
    try (Stream<Path> sources = Files.walk(Path.of("src/main/java"))) {
      for (Path source : sources.filter(f -> f.toString().endsWith(".java")).toList()) {
        CODE.matcher(Files.readString(source)).results().map((MatchResult m) -> m.group(1)).forEach(codes::add);
      }
    }
    codes.removeAll(List.of(TOO_LARGE, TOO_MANY_VALUES));

    assertThat(Fixtures.mistakes(".yaml")).extracting(DiagnosticsTest::code).containsExactlyInAnyOrderElementsOf(codes);
    assertThat(Fixtures.mistakes(".txt")).extracting(DiagnosticsTest::code).containsExactlyInAnyOrderElementsOf(codes);
  }

  @Test
  void aFileThatIsTooLargeIsRefusedWithItsLimitNamed() {
    Loaded<BotDefinition> loaded = BotReader.read(new SourceText("big.yaml", "#".repeat(YamlNodeReader.MAX_CHARACTERS + 1)));

    assertThat(loaded.value()).isEmpty();
    List<Diagnostic> found = loaded.report().diagnostics();
    assertThat(found).singleElement().extracting(Diagnostic::code).isEqualTo(TOO_LARGE);
    assertThat(found.get(0).help().orElseThrow()).contains(String.valueOf(YamlNodeReader.MAX_CHARACTERS));
  }

  @Test
  void aFileOfTenMegabytesIsRefusedToo() {
    Loaded<BotDefinition> loaded = BotReader.read(new SourceText("big.yaml", "bot: Big\n" + "# padding\n".repeat(1 << 20)));

    assertThat(loaded.value()).isEmpty();
    assertThat(loaded.report().diagnostics()).extracting(Diagnostic::code).containsExactly(TOO_LARGE);
  }

  @Test
  void moreThanTenThousandValuesAreRefusedAsInLex() {
    String values = IntStream.rangeClosed(0, 10_000).mapToObj(i -> "v" + i).collect(Collectors.joining(", "));
    Loaded<BotDefinition> loaded = BotReader.read(new SourceText("many.yaml", """
        bot: Many
        intents:
          Ask: { utterances: [ask me], slots: { One: { type: Ones, ask: Which? } } }
        slot_types:
          Ones: { values: [%s] }
        """.formatted(values)));

    assertThat(loaded.report().diagnostics()).extracting(Diagnostic::code).containsExactly(TOO_MANY_VALUES);
    assertThat(loaded.report().diagnostics().get(0).message()).contains("10001");
  }

  private static String code(Path file) {
    return file.getFileName().toString().replaceFirst("\\.[a-z]+$", "");
  }
}
