package dev.parley.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** A bot goes out to Lex and comes back, on the command line. */
class LexCommandsTest {

  private static final String SAMPLE = "../../samples/payments";

  @TempDir
  private Path folder;

  private record Ran(int code, String text) {}

  private static Ran parley(Object... arguments) {
    StringWriter text = new StringWriter();
    PrintWriter out = new PrintWriter(text);
    CommandLine command = Main.commandLine().setOut(out).setErr(out);
    int code = command.execute(Arrays.stream(arguments).map(Object::toString).toArray(String[]::new));
    out.flush();
    return new Ran(code, text.toString());
  }

  @Test
  void aBotGoesOutAndComesBack() {
    Path zip = folder.resolve("payments.zip");
    Ran exported = parley("export", "lex", SAMPLE, "--out", zip);
    assertThat(exported.code()).as(exported.text()).isZero();
    assertThat(exported.text()).contains("not carried over", "Lex knows no customers", "1 locale, 3 intents, 6 slots");

    Ran imported = parley("import", "lex", zip, "--out", folder.resolve("back"));
    assertThat(imported.code()).as(imported.text()).isZero();
    assertThat(imported.text()).contains("set `hooks.PaymentsBot` to an http address", "0 errors");
    assertThat(parley("check", folder.resolve("back")).code()).isZero();
  }

  @Test
  void whatIsThereIsNotWrittenOverUnlessItIsForced() throws IOException {
    Path zip = folder.resolve("payments.zip");
    parley("export", "lex", SAMPLE, "--out", zip);
    Files.writeString(folder.resolve("bot.yaml"), "mine");

    assertThat(parley("export", "lex", SAMPLE, "--out", zip).text()).contains("is there already", "--force");
    Ran refused = parley("import", "lex", zip, "--out", folder);
    assertThat(refused.code()).isOne();
    assertThat(refused.text()).contains("is there already", "--force");
    assertThat(folder.resolve("bot.yaml")).hasContent("mine");
    assertThat(parley("import", "lex", zip, "--out", folder, "--force").code()).isZero();
    assertThat(Files.readString(folder.resolve("bot.yaml"))).contains("bot: PaymentsBot");
  }

  @Test
  void anUnpackedFolderIsImportedToo() throws IOException {
    Path export = Files.createDirectories(folder.resolve("export/Shop/BotLocales/en_GB/Intents/Buy"));
    Files.writeString(folder.resolve("export/Manifest.json"), "{\"metaData\":{\"schemaVersion\":\"1\",\"resourceType\":\"BOT\",\"fileFormat\":\"LexJson\"}}");
    Files.writeString(folder.resolve("export/Shop/Bot.json"), "{\"name\":\"Shop\"}");
    Files.writeString(export.resolve("../../BotLocale.json"), "{\"identifier\":\"en_GB\"}");
    Files.writeString(export.resolve("Intent.json"), "{\"name\":\"Buy\",\"sampleUtterances\":[{\"utterance\":\"I want a hat\"}]}");

    Ran imported = parley("import", "lex", folder.resolve("export"), "--out", folder.resolve("shop"));

    assertThat(imported.code()).as(imported.text()).isZero();
    assertThat(Files.readString(folder.resolve("shop/bot.yaml"))).contains("locale: en_GB", "utterances: I want a hat");
  }

  @Test
  void whatIsNoExportIsRefusedWithAReason() throws IOException {
    Path text = Files.writeString(folder.resolve("notes.txt"), "nothing of the kind");
    Ran refused = parley("import", "lex", text);
    assertThat(refused.code()).isOne();
    assertThat(refused.text()).contains("this is no zip file", "is not imported");
    assertThat(parley("import", "lex", folder.resolve("absent.zip")).text()).contains("there is no file or folder");
    assertThat(parley("export", "lex", text).code()).isOne();
  }
}
