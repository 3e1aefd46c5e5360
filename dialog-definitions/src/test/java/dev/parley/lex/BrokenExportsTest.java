package dev.parley.lex;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What cannot be imported is refused with a reason, and nothing is dropped in silence. */
class BrokenExportsTest {

  private static String refused(LexImport.Imported imported) {
    assertThat(imported.bot()).isEmpty();
    assertThat(imported.yaml()).isEmpty();
    assertThat(imported.report().hasErrors()).isTrue();
    return imported.report().print();
  }

  private static String refused(String path, String text) {
    return refused(LexImport.files(Exports.small(Map.of(path, text))));
  }

  @Test
  void aFileThatIsNoZip() {
    assertThat(refused(LexImport.zip(Exports.bytes("bot: Shop")))).contains("this is no zip file", "do:");
    assertThat(refused(LexImport.zip(new byte[0]))).contains("this is no zip file");
    assertThat(refused(LexImport.zip(new byte[] {'P', 'K', 3, 4, 0, 0}))).contains("do:");
  }

  @ParameterizedTest
  @CsvSource({"../bot.yaml", "Shop/../../bot.yaml", "/etc/bot.yaml", "C:/bot.yaml", "..\\bot.yaml"})
  void aZipThatNamesFilesOutsideOfItself(String path) {
    Map<String, byte[]> files = Exports.small(Map.of());
    files.put(path, Exports.bytes("{}"));
    assertThat(refused(LexImport.zip(Exports.zip(files)))).contains("the zip names a file outside of itself");
  }

  @Test
  void aZipThatUnpacksToMuchMore() {
    Map<String, byte[]> files = Exports.small(Map.of());
    files.put("Shop/large.json", new byte[LexFiles.MAX_FILE_BYTES + 1]);
    assertThat(refused(LexImport.zip(Exports.zip(files)))).contains("has more than " + LexFiles.MAX_FILE_BYTES + " bytes");

    Map<String, byte[]> many = new TreeMap<>();
    for (int i = 0; i <= LexFiles.MAX_BYTES / LexFiles.MAX_FILE_BYTES; i++) {
      many.put("Shop/" + i + ".json", new byte[LexFiles.MAX_FILE_BYTES]);
    }
    assertThat(refused(LexImport.zip(Exports.zip(many)))).contains("the zip unpacks to more than");
  }

  @Test
  void aLockedZip() {
    byte[] zip = Exports.zip(Exports.small(Map.of()));
    zip[6] |= 1; // the flag of a locked entry
    assertThat(refused(LexImport.zip(zip))).contains("the zip is locked with a password");
  }

  @Test
  void aZipWithoutAManifest() {
    Map<String, byte[]> files = Exports.small(Map.of());
    files.remove("Manifest.json");
    assertThat(refused(LexImport.files(files))).contains("this is no export of Lex V2", "there is no Manifest.json in it");
  }

  @Test
  void anExportOfLexV1() {
    String one = "{\"metadata\":{\"schemaVersion\":\"1.0\",\"importType\":\"LEX\",\"importFormat\":\"JSON\"},\"resource\":{\"name\":\"Shop\"}}";
    assertThat(refused(LexImport.files(Map.of("Shop_1_Bot_LEX_V1.json", Exports.bytes(one))))).contains("this is an export of Lex V1", "migrate the bot to Lex V2");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
      "schemaVersion | 1 | 2 | the export is of version 2",
      "fileFormat | LexJson | CSV | the export's format is CSV",
      "resourceType | BOT | CUSTOM_VOCABULARY | the export holds no bot"})
  void anExportOfAnotherKind(String key, String value, String other, String message) {
    String pair = "\"" + key + "\":\"%s\"";
    assertThat(refused("Manifest.json", Exports.MANIFEST.replace(pair.formatted(value), pair.formatted(other)))).contains(message);
  }

  @Test
  void filesThatAreNoJson() {
    assertThat(refused("Manifest.json", "{")).contains("this file is not JSON that can be read", "Manifest.json");
    assertThat(refused("Manifest.json", "[]")).contains("it holds no JSON object");
    assertThat(refused("Manifest.json", "{}")).contains("the manifest does not say what this is");
    assertThat(refused("Shop/Bot.json", "{\"name\":\"Shop\"} and more")).contains("Shop/Bot.json");
    assertThat(refused("Shop/BotLocales/en_US/BotLocale.json", "[".repeat(100_000))).contains("BotLocale.json");
  }

  @Test
  void twoBotsInOneExport() {
    assertThat(refused("Other/Bot.json", "{}")).contains("the export holds several bots");
  }

  @Test
  void whatIsUnknownOrOfTheWrongKindIsTold() {
    LexImport.Imported imported = LexImport.files(Exports.small(Map.of(
        "Shop/BotLocales/en_US/Intents/Buy/Intent.json",
            "{\"name\":\"Buy\",\"sampleUtterances\":[{\"utterance\":\"I want a hat\",\"weight\":3}, 7],\"slotPriorities\":{},\"description\":[1],\"newThing\":{\"a\":1},\"nothing\":null}",
        "Shop/BotLocales/en_US/Intents/Buy/notes.txt", "mine",
        "Shop/BotLocales/en_US/Intents/Sell/Slots/Hat/Slot.json", "{\"name\":\"Hat\"}",
        "Shop/BotLocales/en_US/SlotTypes/Hat/SlotType.json", "{")));

    assertThat(imported.bot()).isPresent();
    assertThat(imported.report().print())
        .contains("Intent.json: sampleUtterances[0].weight", "an item of `sampleUtterances`", "`slotPriorities`", "here stands {}, expected was a list", "`description`", "`newThing`", "notes.txt",
            "slots without an intent", "SlotTypes/Hat/SlotType.json")
        .doesNotContain("`nothing`");
  }
}
