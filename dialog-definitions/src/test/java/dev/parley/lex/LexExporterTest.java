package dev.parley.lex;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.parley.definition.BotDefinition;
import dev.parley.diagnostic.SourceText;
import dev.parley.yaml.BotReader;
import dev.parley.yaml.Golden;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What becomes of a bot in Lex. */
class LexExporterTest {

  private static final Path SAMPLES = Path.of("../samples");

  static Stream<Path> bots() throws IOException {
    try (Stream<Path> files = Files.walk(SAMPLES)) {
      return files.filter(f -> f.endsWith("bot.yaml") && !f.toString().contains("target")).sorted().toList().stream();
    }
  }

  private static BotDefinition read(Path file) throws IOException {
    return BotReader.read(new SourceText(file.toString(), Files.readString(file)), path -> source(file.resolveSibling(path)), Optional.empty())
        .value()
        .orElseThrow();
  }

  private static Optional<SourceText> source(Path file) {
    try {
      return Optional.of(new SourceText(file.toString(), Files.readString(file)));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static Map<String, JsonNode> unzipped(byte[] zip) throws IOException {
    Map<String, JsonNode> files = new TreeMap<>();
    try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip))) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        files.put(entry.getName(), new ObjectMapper().readTree(in.readAllBytes()));
      }
    }
    return files;
  }

  /** What Lex can say of a bot goes out and comes back; going out once more, nothing is lost any more. */
  @ParameterizedTest
  @MethodSource("bots")
  void whatLexCanSayOfABotStays(Path file) throws IOException {
    LexImport.Imported once = LexImport.zip(LexExporter.export(read(file)).zip());

    assertThat(once.report().print()).doesNotContain("this member is not known here");
    Exports.readBack(once);
    Exports.goesOutAndComesBack(once.bot().orElseThrow());
  }

  @Test
  void theSampleIsLaidOutAsLexLaysItOut() throws IOException {
    LexExporter.Exported exported = LexExporter.export(read(SAMPLES.resolve("payments/bot.yaml")));
    Map<String, JsonNode> files = unzipped(exported.zip());

    assertThat(exported.fileName()).isEqualTo("PaymentsBot-DRAFT-6A8F9T7KDE-LexJson.zip");
    assertThat(files.keySet()).contains(
        "Manifest.json", "PaymentsBot/Bot.json", "PaymentsBot/BotLocales/en_US/BotLocale.json", "PaymentsBot/BotLocales/en_US/Intents/FallbackIntent/Intent.json",
        "PaymentsBot/BotLocales/en_US/Intents/ProcessPayment/Intent.json", "PaymentsBot/BotLocales/en_US/Intents/ProcessPayment/Slots/Amount/Slot.json");
    assertThat(files.get("Manifest.json").at("/metaData/fileFormat").asText()).isEqualTo("LexJson");
    JsonNode fallback = files.get("PaymentsBot/BotLocales/en_US/Intents/FallbackIntent/Intent.json");
    assertThat(fallback.path("identifier").asText()).isEqualTo("FALLBCKINT");
    JsonNode pay = files.get("PaymentsBot/BotLocales/en_US/Intents/ProcessPayment/Intent.json");
    assertThat(pay.at("/slotPriorities/1/slotName").asText()).isEqualTo("Amount");
    JsonNode card = files.get("PaymentsBot/BotLocales/en_US/Intents/ProcessPayment/Slots/CardNumber/Slot.json");
    assertThat(card.at("/obfuscationSetting/obfuscationSettingType").asText()).isEqualTo("DefaultObfuscation");
    assertThat(card.at("/valueElicitationSetting/promptSpecification/promptAttemptsSpecification/Retry3/audioAndDTMFInputSpecification/dtmfSpecification/maxLength").asInt()).isEqualTo(16);
    assertThat(card.at("/valueElicitationSetting/waitAndContinueSpecification/stillWaitingResponse/frequencyInSeconds").asInt()).isEqualTo(20);
    Golden.check(Path.of("src/test/resources/lex/payments.report.txt"), exported.report().print() + exported.report().summary() + "\n");
  }

  @Test
  void theSameBotGivesTheSameBytes() throws IOException {
    BotDefinition bot = read(SAMPLES.resolve("hotel/bot.yaml"));
    assertThat(LexExporter.export(bot).zip()).isEqualTo(LexExporter.export(bot).zip());
  }
}
