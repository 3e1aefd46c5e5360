package dev.parley.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.parley.diagnostic.Diagnostic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

class BotSchemaTest {

  private static final Path PUBLISHED = Path.of("schema/parley-bot.schema.json");
  private static final Path PUBLISHED_OF_INCLUDED = Path.of("schema/parley-include.schema.json");

  /** Mistakes of shape: what a schema can see. */
  private static final Set<String> OF_SHAPE =
      Set.of("unknown-key", "missing-key", "wrong-word", "wrong-type", "out-of-range", "key-without-value",
          "test-for-a-bot", "included-for-a-bot", "facts-for-a-bot");

  private final Schema schema =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12).getSchema(BotSchema.text(), InputFormat.JSON);

  private final Schema included =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12).getSchema(BotSchema.includedText(), InputFormat.JSON);

  @Test
  void thePublishedSchemaIsTheOneOfTheReader() throws IOException {
    Golden.check(PUBLISHED, BotSchema.text());
    Golden.check(PUBLISHED_OF_INCLUDED, BotSchema.includedText());
  }

  @Test
  void theSchemaIsASchema() throws IOException {
    Schema meta =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(com.networknt.schema.SchemaLocation.of("https://json-schema.org/draft/2020-12/schema"));

    assertThat(meta.validate(new ObjectMapper().readTree(BotSchema.text()))).isEmpty();
    assertThat(meta.validate(new ObjectMapper().readTree(BotSchema.includedText()))).isEmpty();
  }

  @Test
  void anEditorFindsNothingInTheSampleBot() throws IOException {
    assertThat(complaints(Files.readString(Fixtures.SAMPLE))).isEmpty();
  }

  @TestFactory
  Stream<DynamicTest> anEditorComplainsExactlyWhereTheReaderFindsAMistakeOfShape() {
    return Fixtures.mistakes(".yaml").stream().filter(BotSchemaTest::isYaml).map(file ->
        DynamicTest.dynamicTest(file.getFileName().toString(), () -> {
          List<Diagnostic> found = Fixtures.read(file).report().diagnostics();
          boolean ofShape = found.stream().map(Diagnostic::code).anyMatch(OF_SHAPE::contains);

          List<Error> complaints = complaints(Files.readString(file));

          assertThat(!complaints.isEmpty()).as("%s: %s", file, complaints).isEqualTo(ofShape);
        }));
  }

  @Test
  void aMisspeltKeyAndAWrongTypeAreSeenAtTheirPlace() {
    String text = "bot: Cars\nintents:\n  BookCar:\n    utterance: [book a car]\n    slots: { Day: { type: Date, required: often } }\n";

    assertThat(complaints(text)).extracting(e -> e.getInstanceLocation().toString())
        .contains("/intents/BookCar", "/intents/BookCar/slots/Day/required");
  }

  @Test
  void anEditorFindsNothingInASharedFileAndWhatBelongsToABotAlone() throws IOException {
    String shared = Files.readString(Path.of("../samples/cookbook/prompts/shared.yaml"));

    assertThat(complaints(included, shared)).isEmpty();
    assertThat(complaints(included, shared + "bot: Shared\n")).extracting(e -> e.getInstanceLocation().toString()).containsExactly("");
    assertThat(complaints(included, "slot_types: { Size: { value: [small] } }\n"))
        .extracting(e -> e.getInstanceLocation().toString()).contains("/slot_types/Size");
  }

  private List<Error> complaints(String yaml) {
    return complaints(schema, yaml);
  }

  private static List<Error> complaints(Schema schema, String yaml) {
    JsonNode node = new ObjectMapper().valueToTree(load(yaml));
    return schema.validate(node);
  }

  /** As an editor reads it: YAML 1.2 with its numbers and truths. */
  private static Object load(String yaml) {
    return new Load(LoadSettings.builder().build()).loadFromString(yaml);
  }

  private static boolean isYaml(Path file) {
    try {
      return load(Files.readString(file)) instanceof java.util.Map<?, ?> map && map.keySet().stream().allMatch(String.class::isInstance)
          && !file.getFileName().toString().startsWith("too-");
    } catch (YamlEngineException e) {
      return false;
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
