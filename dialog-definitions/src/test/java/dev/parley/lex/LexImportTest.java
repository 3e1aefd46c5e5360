package dev.parley.lex;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.parley.definition.BotDefinition;
import dev.parley.definition.IntentDefinition;
import dev.parley.definition.SlotDefinition;
import dev.parley.yaml.Golden;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of an export of Lex V2. */
class LexImportTest {

  private static final Path GOLDEN = Path.of("src/test/resources/lex");

  @Test
  void everyMemberIsCarriedOverOrTold() throws IOException {
    LexImport.Imported imported = LexImport.files(Exports.everything());

    Golden.check(GOLDEN.resolve("everything.bot.yaml"), imported.yaml().orElseThrow());
    Golden.check(GOLDEN.resolve("everything.report.txt"), imported.report().print() + imported.report().summary() + "\n");
    Exports.readBack(imported);
    Exports.goesOutAndComesBack(imported.bot().orElseThrow());
  }

  @Test
  void aZipWithAFolderOnTopIsTheSameExport() {
    Map<String, byte[]> deeper = new TreeMap<>();
    Exports.everything().forEach((path, bytes) -> deeper.put("my bots/ferry/" + path, bytes));
    deeper.put("__MACOSX/my bots/._ferry", new byte[] {1});

    assertThat(LexImport.zip(Exports.zip(deeper)).yaml()).isEqualTo(LexImport.files(Exports.everything()).yaml());
  }

  @Test
  void aLocaleAloneIsABotWithoutItsName() {
    Map<String, byte[]> locale = Exports.small(Map.of());
    locale.put("Manifest.json", Exports.bytes(Exports.MANIFEST.replace("\"BOT\"", "\"BotLocale\"").replace("metaData", "metadata")));
    locale.remove("Shop/Bot.json");

    LexImport.Imported imported = LexImport.files(locale);

    assertThat(imported.bot().orElseThrow().name()).isEqualTo("ImportedBot");
    assertThat(imported.report().print()).contains("the export holds a locale and no bot");
  }

  @Test
  void aLambdaThatIsCalledAfterEveryInputIsATurnHook() {
    IntentDefinition intent = buy("{\"name\":\"Buy\",\"sampleUtterances\":[{\"utterance\":\"I want a hat\"}],\"dialogCodeHook\":{\"enabled\":true}}");

    assertThat(intent.turnHook().orElseThrow().reference().target()).isEqualTo("Shop");
  }

  @Test
  void aCodeHookThatTheIntentDoesNotEnableLeadsStraightOn() {
    String step = "{\"dialogAction\":{\"type\":\"%s\"}}";
    String hook = "{\"enableCodeHookInvocation\":true,\"isActive\":true,\"postCodeHookSpecification\":{\"successNextStep\":" + step.formatted("EndConversation") + "}}";
    IntentDefinition intent =
        buy("{\"name\":\"Buy\",\"sampleUtterances\":[{\"utterance\":\"I want a hat\"}],\"initialResponseSetting\":{\"nextStep\":" + step.formatted("InvokeDialogCodeHook") + ",\"codeHook\":" + hook + "}}");

    assertThat(intent.turnHook()).isEmpty();
    assertThat(intent.opening().orElseThrow().hook()).isEmpty();
    assertThat(intent.opening().orElseThrow().next().orElseThrow().action().word()).isEqualTo("end");
  }

  @Test
  void slotsStandInTheOrderOfTheirPriorities() {
    String slot = "{\"name\":\"%s\",\"slotTypeName\":\"AMAZON.Number\",\"valueElicitationSetting\":{\"slotConstraint\":\"Optional\"}}";
    Map<String, byte[]> files =
        Exports.small(Map.of(
            "Shop/BotLocales/en_US/Intents/Buy/Intent.json",
                "{\"name\":\"Buy\",\"slotPriorities\":[{\"priority\":2,\"slotName\":\"A\"},{\"priority\":1,\"slotName\":\"C\"}]}",
            "Shop/BotLocales/en_US/Intents/Buy/Slots/A/Slot.json", slot.formatted("A"),
            "Shop/BotLocales/en_US/Intents/Buy/Slots/B/Slot.json", slot.formatted("B"),
            "Shop/BotLocales/en_US/Intents/Buy/Slots/C/Slot.json", slot.formatted("C")));

    BotDefinition bot = LexImport.files(files).bot().orElseThrow();

    assertThat(bot.locale("en_US").orElseThrow().intents().get("Buy").slots()).extracting(SlotDefinition::name).containsExactly("C", "A", "B");
  }

  @ParameterizedTest
  @ValueSource(strings = {"BlogBot-3-YTZOBUF72Q-LexJson", "OrderFlower-repeat-DRAFT-LexJson", "PizzaShopLexExport", "SST_Doc_Bot-DRAFT-WPCKL6OHLO-LexJson"})
  void aRealExportComesInGoesOutAndComesBack(String export) throws IOException {
    String data = System.getProperty("parley.data", "");
    Path zip = Path.of(data, "lex-exports", export + ".zip");
    assumeTrue(!data.isEmpty() && Files.isRegularFile(zip), "-Dparley.data says where the exports are");

    LexImport.Imported imported = LexImport.zip(Files.readAllBytes(zip));

    Exports.readBack(imported);
    Exports.goesOutAndComesBack(imported.bot().orElseThrow());
    assertThat(imported.report().print()).doesNotContain("this member is not known here");
  }

  private static IntentDefinition buy(String json) {
    LexImport.Imported imported = LexImport.files(Exports.small(Map.of("Shop/BotLocales/en_US/Intents/Buy/Intent.json", json)));
    Exports.readBack(imported);
    IntentDefinition intent = imported.bot().orElseThrow().locale("en_US").orElseThrow().intents().get("Buy");
    assertThat(intent).isNotNull();
    return intent;
  }
}
