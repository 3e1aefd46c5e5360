package dev.parley.nlu;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.definition.BotDefinition;
import dev.parley.diagnostic.Report;
import dev.parley.diagnostic.SourceText;
import dev.parley.event.Interpreter;
import dev.parley.yaml.BotReader;
import dev.parley.yaml.Loaded;
import dev.parley.yaml.YamlNode;
import dev.parley.yaml.YamlNode.YamlScalar;
import dev.parley.yaml.YamlNode.YamlSequence;
import dev.parley.yaml.YamlNodeReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Examples and bots beside the tests. */
final class ExampleFiles {

  private static final Path FOLDER = Path.of("src/test/resources");

  private ExampleFiles() {}

  static YamlNode read(String name) {
    Report report = new Report();
    YamlNode root = YamlNodeReader.read(source(name), report).orElseThrow();
    assertThat(report.diagnostics()).as(name).isEmpty();
    return root;
  }

  static List<YamlNode> items(YamlNode node) {
    return ((YamlSequence) node).items();
  }

  static String text(YamlNode node) {
    return ((YamlScalar) node).text();
  }

  static BotDefinition bot(SourceText source) {
    Loaded<BotDefinition> loaded = BotReader.read(source);
    assertThat(loaded.report().diagnostics()).as(source.name()).isEmpty();
    return loaded.value().orElseThrow();
  }

  static Interpreter interpreter(String name, String localeId) {
    return Trainers.served().train(bot(source(name)), localeId);
  }

  private static SourceText source(String name) {
    try {
      return new SourceText(name, Files.readString(FOLDER.resolve(name)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
