package dev.parley.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.parley.definition.BotDefinition;
import dev.parley.diagnostic.SourceText;
import dev.parley.diagnostic.TextReportPrinter;
import dev.parley.lex.LexImport;
import dev.parley.nlu.TrainedInterpreterFactory;
import dev.parley.simulation.ConversationTestRunner;
import dev.parley.simulation.TestResult;
import dev.parley.yaml.BotReader;
import dev.parley.yaml.Loaded;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Real exports of Lex V2, where {@code -Dparley.data} says where they are: each is imported, checked, and holds the conversations
 * that stand in a folder of its name here. Hooks that answer by a script stand for their Lambdas.
 */
class ImportedLexBotsTest {

  private static final Path CONVERSATIONS = Path.of("src/test/resources/lex-exports");

  @ParameterizedTest
  @ValueSource(strings = {"BlogBot-3-YTZOBUF72Q-LexJson", "OrderFlower-repeat-DRAFT-LexJson", "PizzaShopLexExport", "SST_Doc_Bot-DRAFT-WPCKL6OHLO-LexJson"})
  void anImportedBotHoldsItsConversations(String export) throws IOException {
    String data = System.getProperty("parley.data", "");
    Path zip = Path.of(data, "lex-exports", export + ".zip");
    assumeTrue(!data.isEmpty() && Files.isRegularFile(zip), "-Dparley.data says where the exports are");
    LexImport.Imported imported = LexImport.zip(Files.readAllBytes(zip));
    Loaded<BotDefinition> bot = BotReader.read(new SourceText("bot.yaml", imported.yaml().orElseThrow()));
    assertThat(bot.value()).as(TextReportPrinter.print(bot.report())).isPresent();

    ConversationTestRunner runner = new ConversationTestRunner(bot.value().orElseThrow(), new TrainedInterpreterFactory());
    List<Path> tests = tests(export);

    assertThat(tests).isNotEmpty();
    for (Path test : tests) {
      TestResult result = runner.run(new SourceText(test.toString(), Files.readString(test)));
      assertThat(result.passed()).as("%s%n%s%n%s", test, TextReportPrinter.print(result.report()), String.join("\n", result.transcript())).isTrue();
    }
  }

  private static List<Path> tests(String export) throws IOException {
    try (Stream<Path> files = Files.list(CONVERSATIONS.resolve(export))) {
      return files.filter(f -> f.toString().endsWith(".yaml")).sorted().toList();
    }
  }
}
