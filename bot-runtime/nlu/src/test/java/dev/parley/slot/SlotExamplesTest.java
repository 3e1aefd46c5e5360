package dev.parley.slot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.definition.BuiltInSlotType;
import dev.parley.diagnostic.Report;
import dev.parley.diagnostic.SourceText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What callers say for a value and what it is: the files {@code slot/*.examples.yaml}. */
class SlotExamplesTest {

  private static final Path FOLDER = Path.of("src/test/resources/slot");

  @TestFactory
  Stream<DynamicTest> whatCallersSayIsReadAsWhatTheyMean() throws IOException {
    return cases(FOLDER).stream()
        .map(c ->
            DynamicTest.dynamicTest(
                c.span() + " " + c.context().localeId() + ": " + c.said() + " -> " + c.expected(),
                () -> assertThat(c).as("understood as %s", c.understood()).matches(SlotCase::right)));
  }

  @Test
  void everyBuiltInTypeHasExamples() {
    assertThat(Arrays.stream(BuiltInSlotType.values()).map(SlotExamplesTest::file))
        .allSatisfy(file -> assertThat(FOLDER.resolve(file)).exists());
  }

  static List<SlotCase> cases(Path folder) throws IOException {
    List<SlotCase> cases = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.sorted().toList()) {
        Report report = new Report();
        cases.addAll(SlotCases.read(new SourceText(String.valueOf(file.getFileName()), Files.readString(file)), Optional.empty(), report));
        assertThat(report.diagnostics()).as(file.toString()).isEmpty();
      }
    }
    return cases;
  }

  private static String file(BuiltInSlotType type) {
    return type.name().toLowerCase(Locale.ROOT).replace('_', '-') + ".examples.yaml";
  }
}
