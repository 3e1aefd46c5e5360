package dev.parley.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.definition.BotDefinition;
import dev.parley.definition.IntentDefinition;
import dev.parley.diagnostic.SourceText;
import dev.parley.diagnostic.TextReportPrinter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class SampleBotTest {

  private static final Path BOT = Path.of("../samples/payments/bot.yaml");

  @Test
  void theSampleBotIsReadWithoutAMistake() throws IOException {
    Loaded<BotDefinition> loaded = BotReader.read(new SourceText("bot.yaml", Files.readString(BOT)));

    assertThat(TextReportPrinter.print(loaded.report())).isEmpty();
    BotDefinition bot = loaded.value().orElseThrow();
    assertThat(bot.id()).matches("[0-9A-Z]{10}");
    assertThat(bot.locale("en_US").orElseThrow().intents()).containsOnlyKeys("ProcessPayment", "GetBalance", "FallbackIntent");
    IntentDefinition pay = bot.locale("en_US").orElseThrow().intents().get("ProcessPayment");
    assertThat(pay.slots()).extracting("name")
        .containsExactly("AccountId", "Amount", "CardNumber", "SecurityCode", "ExpiryDate");
    assertThat(pay.slot("CardNumber").orElseThrow().waitAndContinue()).isPresent();
  }
}
