package dev.parley.samples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.definition.BotDefinition;
import dev.parley.diagnostic.SourceText;
import dev.parley.diagnostic.TextReportPrinter;
import dev.parley.encoder.EncoderModel;
import dev.parley.encoder.OnnxEncoder;
import dev.parley.encoder.RememberedSamples;
import dev.parley.event.InterpreterFactory;
import dev.parley.nlu.TrainedInterpreterFactory;
import dev.parley.simulation.ConversationTestRunner;
import dev.parley.simulation.ExactInterpreter;
import dev.parley.simulation.Simulator;
import dev.parley.simulation.TestResult;
import dev.parley.yaml.BotReader;
import dev.parley.yaml.Loaded;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The conversations of every sample, of the cookbook and of the field cases go as their files say, with the real interpreter. */
class SampleConversationsTest {

  private static final List<Path> FOLDERS = List.of(Path.of("."), Path.of("cookbook"), Path.of("src/test/conversations/field-cases"));

  /** So many drawn conversations of each bot: a lap, not a proof. */
  private static final int DRAWN = 40;

  /** Seeds that broke a law of some bot once. */
  private static final List<Long> FOUND = List.of(165L, 734L, 1222L, 14_014L, 14_082L, 74_600L, 148_691L);

  /** As a server trains: with the sentence encoder that comes along, for English. */
  private static final InterpreterFactory TRAINER = trainer();

  private static InterpreterFactory trainer() {
    RememberedSamples english = new RememberedSamples(new OnnxEncoder(EncoderModel.bgeSmallEn(), 1), 10_000);
    return new TrainedInterpreterFactory(locale -> locale.startsWith("en") ? Optional.of(english) : Optional.empty());
  }

  @TestFactory
  List<DynamicContainer> theSamplesConversationsGoAsTheyShould() {
    List<Path> bots = FOLDERS.stream().flatMap(SampleConversationsTest::children).map(f -> f.resolve("bot.yaml")).filter(Files::isRegularFile).toList();
    assertThat(bots).as("a bot of each folder").hasSizeGreaterThan(FOLDERS.size());
    return bots.stream().map(bot -> DynamicContainer.dynamicContainer(bot.normalize().toString(), conversations(bot))).toList();
  }

  @TestFactory
  List<DynamicTest> noDrawnCallerBreaksALawOfTheEngine() {
    return FOLDERS.stream().flatMap(SampleConversationsTest::children).map(f -> f.resolve("bot.yaml")).filter(Files::isRegularFile)
        .map(bot -> DynamicTest.dynamicTest(bot.normalize().toString(), () -> {
          Simulator simulator = new Simulator(definition(bot), ExactInterpreter::train);
          LongStream.concat(LongStream.range(0, DRAWN), FOUND.stream().mapToLong(Long::longValue)).forEach(seed -> {
            Optional<Simulator.Break> broken = simulator.conversation(seed).broken();
            assertThat(broken.map(Simulator.Break::test)).as("parley simulate --interpreter exact --seed " + seed).isEmpty();
          });
        }))
        .toList();
  }

  private static List<DynamicTest> conversations(Path bot) {
    BotDefinition definition = definition(bot);
    ConversationTestRunner runner = new ConversationTestRunner(definition, TRAINER);
    return children(bot.resolveSibling("conversations"))
        .map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> {
          TestResult result = runner.run(source(file));
          assertThat(result.passed()).as(result::print).isTrue();
        }))
        .toList();
  }

  private static BotDefinition definition(Path bot) {
    Loaded<BotDefinition> loaded =
        BotReader.read(
            source(bot),
            path -> Optional.of(bot.resolveSibling(path).normalize()).filter(Files::isRegularFile).map(SampleConversationsTest::source),
            Optional.empty());
    return loaded.value().orElseThrow(() -> new AssertionError(TextReportPrinter.print(loaded.report())));
  }

  private static Stream<Path> children(Path folder) {
    try (Stream<Path> children = Files.list(folder)) {
      return children.sorted().toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static SourceText source(Path file) {
    try {
      return new SourceText(file.toString(), Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
