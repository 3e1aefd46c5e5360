package dev.parley.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.definition.BotDefinition;
import dev.parley.diagnostic.SourceText;
import dev.parley.diagnostic.TextReportPrinter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A bot that is written is the bot that was read. */
class BotWriterTest {

  private static final Path SAMPLES = Path.of("../samples");

  static Stream<Path> bots() throws IOException {
    try (Stream<Path> files = Files.walk(SAMPLES)) {
      List<Path> samples = files.filter(f -> f.endsWith("bot.yaml") && !f.toString().contains("target")).sorted().toList();
      assertThat(samples).hasSizeGreaterThan(20);
      return Stream.concat(samples.stream(), Stream.of(Fixtures.WHOLE));
    }
  }

  /** Files of mistakes that are only warned of. */
  static Stream<Path> warnings() {
    List<Path> read = Fixtures.mistakes(".yaml").stream().filter(f -> Fixtures.read(f).value().isPresent()).toList();
    assertThat(read).hasSizeGreaterThan(10);
    return read.stream();
  }

  private static BotDefinition read(Path file) throws IOException {
    Loaded<BotDefinition> loaded =
        BotReader.read(new SourceText(file.toString(), Files.readString(file)), Fixtures.beside(file), Optional.empty());
    return loaded.value().or(() -> Fixtures.read(file).value()).orElseThrow();
  }

  /** Writes the bot, reads it, and gives what was written. */
  static String roundTrip(BotDefinition bot) {
    String written = BotWriter.write(bot);
    Loaded<BotDefinition> again = BotReader.read(new SourceText("written.yaml", written));
    assertThat(again.value()).as("%s%n%s", TextReportPrinter.print(again.report()), written).isPresent();
    assertThat(WithoutPlaces.of(again.value().orElseThrow())).as(written).isEqualTo(WithoutPlaces.of(bot));
    assertThat(BotWriter.write(again.value().orElseThrow())).isEqualTo(written);
    return written;
  }

  @ParameterizedTest
  @MethodSource({"bots", "warnings"})
  void aWrittenBotIsTheSame(Path file) throws IOException {
    roundTrip(read(file));
  }

  @Test
  void theWholeLanguageIsWrittenForPeople() throws IOException {
    Golden.check(Path.of("src/test/resources/written/whole.yaml"), roundTrip(read(Fixtures.WHOLE)));
    Golden.check(Path.of("src/test/resources/written/payments.yaml"), roundTrip(read(Fixtures.SAMPLE)));
  }

  /** What a version of YAML, or a tool that reads this file, takes for something else than a text. */
  @ParameterizedTest
  @ValueSource(strings = {"no", "NO", "yes", "on", "Off", "y", "true", "null", "~", "12", "0123", "1e3", "0x1f", "12:30", "1_000", ".5", ".inf", "2026-11-25", "=", "<<", "-", "- a", "a: b", "a #b", "[a]", "{a}", "#a", "&a", "*a", "!a", "|", ">", "%a", "@a", "`a", "'a'", "\"a\"", "a:", "? a", " a", "a "})
  void aTextStaysAText(String text) {
    String written = YamlEmitter.write(Map.of("description", text), List.of());
    assertThat(written).matches("(?s)description: (?:\"|').*");
    assertThat(YamlTree.read(written)).isEqualTo(Map.of("description", text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"Which day?", "I can't, sorry - really", "a {Size} car", "5 o'clock is fine", "Norway", "50% off!", "a [b] c", "it's (almost) over; so what"})
  void aPlainTextHasNoQuotes(String text) {
    assertThat(YamlEmitter.write(Map.of("description", text), List.of())).isEqualTo("description: " + text + "\n");
  }
}
