package dev.parley.samples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.definition.BotDefinition;
import dev.parley.diagnostic.SourceText;
import dev.parley.nlu.TrainedInterpreterFactory;
import dev.parley.simulation.ConversationTestRunner;
import dev.parley.simulation.TestResult;
import dev.parley.yaml.BotReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every sample's conversations go as their files say, with the real interpreter. */
class SampleConversationsTest {

  @TestFactory
  List<DynamicTest> theSamplesConversationsGoAsTheyShould() throws IOException {
    Path bot = Path.of("payments/bot.yaml");
    BotDefinition definition = BotReader.read(new SourceText("bot.yaml", Files.readString(bot))).value().orElseThrow();
    ConversationTestRunner runner = new ConversationTestRunner(definition, new TrainedInterpreterFactory());
    try (Stream<Path> files = Files.list(Path.of("payments/conversations"))) {
      return files.sorted().map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> {
        TestResult result = runner.run(new SourceText(file.toString(), Files.readString(file)));
        assertThat(result.passed()).as(result::print).isTrue();
      })).toList();
    }
  }
}
