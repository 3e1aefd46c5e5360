package dev.parley.lex;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.definition.BotDefinition;
import dev.parley.diagnostic.SourceText;
import dev.parley.diagnostic.TextReportPrinter;
import dev.parley.yaml.BotReader;
import dev.parley.yaml.Loaded;
import dev.parley.yaml.WithoutPlaces;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Exports for tests: one with every member filled, by hand; and small ones. */
final class Exports {

  static final String MANIFEST = "{\"metaData\":{\"schemaVersion\":\"1\",\"resourceType\":\"BOT\",\"fileFormat\":\"LexJson\"}}";

  private Exports() {}

  /** Every member that an export may have, in a bot of our own. */
  static Map<String, byte[]> everything() {
    Path folder = Path.of("src/test/resources/lex/everything");
    Map<String, byte[]> files = new TreeMap<>();
    try (Stream<Path> walk = Files.walk(folder)) {
      for (Path file : walk.filter(Files::isRegularFile).toList()) {
        files.put(folder.relativize(file).toString().replace('\\', '/'), Files.readAllBytes(file));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return files;
  }

  /** A bot of one intent, with these texts in its files. */
  static Map<String, byte[]> small(Map<String, String> files) {
    Map<String, byte[]> all = new TreeMap<>();
    all.put("Manifest.json", bytes(MANIFEST));
    all.put("Shop/Bot.json", bytes("{\"name\":\"Shop\"}"));
    all.put("Shop/BotLocales/en_US/BotLocale.json", bytes("{\"identifier\":\"en_US\"}"));
    all.put("Shop/BotLocales/en_US/Intents/Buy/Intent.json", bytes("{\"name\":\"Buy\",\"sampleUtterances\":[{\"utterance\":\"I want a hat\"}]}"));
    files.forEach((path, text) -> all.put(path, bytes(text)));
    return all;
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  static byte[] zip(Map<String, byte[]> files) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        zip.putNextEntry(new ZipEntry(file.getKey()));
        zip.write(file.getValue());
        zip.closeEntry();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  /** Sends a bot to Lex and back, and expects the same bot. */
  static void goesOutAndComesBack(BotDefinition bot) {
    LexImport.Imported back = LexImport.zip(LexExporter.export(bot).zip());
    assertThat(back.bot()).as(back.report().print()).isPresent();
    assertThat(WithoutPlaces.of(back.bot().orElseThrow())).isEqualTo(WithoutPlaces.of(bot));
  }

  /** Reads the YAML of an imported bot, and expects the bot that was imported. */
  static Loaded<BotDefinition> readBack(LexImport.Imported imported) {
    Loaded<BotDefinition> read = BotReader.read(new SourceText("bot.yaml", imported.yaml().orElseThrow()));
    assertThat(read.value()).as(TextReportPrinter.print(read.report()) + imported.yaml().orElseThrow()).isPresent();
    assertThat(WithoutPlaces.of(read.value().orElseThrow())).isEqualTo(WithoutPlaces.of(imported.bot().orElseThrow()));
    return read;
  }
}
