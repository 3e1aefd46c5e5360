package dev.parley.slot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.definition.BuiltInSlotType;
import dev.parley.definition.SlotTypeDefinition;
import dev.parley.diagnostic.Report;
import dev.parley.diagnostic.SourceText;
import dev.parley.diagnostic.Span;
import dev.parley.yaml.YamlNode;
import dev.parley.yaml.YamlNode.YamlMapping;
import dev.parley.yaml.YamlNode.YamlScalar;
import dev.parley.yaml.YamlNode.YamlSequence;
import dev.parley.yaml.YamlNodeReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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
    return examples().stream()
        .map(e ->
            DynamicTest.dynamicTest(
                e.file + " " + e.context.localeId() + ": " + e.said + " -> " + e.value,
                () -> assertThat(e.read()).isEqualTo(e.value)));
  }

  @Test
  void everyBuiltInTypeHasExamples() {
    assertThat(Arrays.stream(BuiltInSlotType.values()).map(SlotExamplesTest::file))
        .allSatisfy(file -> assertThat(FOLDER.resolve(file)).exists());
  }

  static List<Example> examples() throws IOException {
    List<Example> examples = new ArrayList<>();
    try (Stream<Path> files = Files.list(FOLDER)) {
      for (Path file : files.sorted().toList()) {
        add(file, examples);
      }
    }
    return examples;
  }

  private static void add(Path file, List<Example> examples) throws IOException {
    Report report = new Report();
    String name = String.valueOf(file.getFileName());
    YamlMapping root = (YamlMapping) YamlNodeReader.read(new SourceText(name, Files.readString(file)), report).orElseThrow();
    assertThat(report.diagnostics()).as(name).isEmpty();
    LocalDate today = LocalDate.parse(text(root.get("today").orElseThrow()));
    SlotType type =
        root.get("type")
            .map(t -> BuiltInSlotTypes.of(BuiltInSlotType.named(text(t)).orElseThrow()))
            .orElseGet(() -> listed((YamlMapping) root.get("values").orElseThrow()));
    for (YamlNode.Entry locale : root.entries()) {
      if (locale.key().text().contains("_")) {
        for (YamlNode.Entry example : ((YamlMapping) locale.value()).entries()) {
          SlotContext context = new SlotContext(locale.key().text(), today);
          examples.add(new Example(name, type, context, example.key().text(), text(example.value())));
        }
      }
    }
  }

  private static SlotType listed(YamlMapping values) {
    return new ListedSlotType(
        new SlotTypeDefinition(
            Span.NONE,
            "Listed",
            SlotTypeDefinition.Resolution.TOP_RESOLUTION,
            values.entries().stream()
                .map(v ->
                    new SlotTypeDefinition.Value(
                        Span.NONE,
                        v.key().text(),
                        ((YamlSequence) v.value()).items().stream().map(SlotExamplesTest::text).toList()))
                .toList(),
            Optional.empty(),
            List.of(),
            Map.of()));
  }

  private static String text(YamlNode node) {
    return ((YamlScalar) node).text();
  }

  private static String file(BuiltInSlotType type) {
    return type.name().toLowerCase(Locale.ROOT).replace('_', '-') + ".examples.yaml";
  }

  record Example(String file, SlotType type, SlotContext context, String said, String value) {

    String read() {
      return type.resolve(said, context).stream().findFirst().map(v -> v.interpretedValue()).orElse("none");
    }
  }
}
