package dev.parley.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.diagnostic.SourceText;
import dev.parley.learning.LearntModels;
import dev.parley.nlu.TrainedInterpreterFactory;
import dev.parley.yaml.BotReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What bots have learnt outlives a restart, unless its file is torn or Parley is another. */
class KeptModelsTest {

  private static final String BOT =
      """
      bot: Shop
      locale: en_US
      intents:
        Hours:
          utterances: [when do you open, opening hours please]
        Order:
          utterances: [i want to order, take my order]
      """;

  @TempDir private Path folder;

  private static KeptModels by(String code) {
    return new KeptModels(new Settings(), Optional.of(code));
  }

  private Path file() {
    return folder.resolve("data").resolve("trained.models");
  }

  /** How many models a start with these learns. */
  private static long learntBy(KeptModels models) {
    LearntModels learnt = models.models();
    new TrainedInterpreterFactory(locale -> Optional.empty(), learnt).train(BotReader.read(new SourceText("bot.yaml", BOT)).value().orElseThrow(), "en_US");
    return learnt.learnt();
  }

  private long start(String code) {
    KeptModels models = by(code);
    models.recall(file());
    long learnt = learntBy(models);
    models.keep(file());
    return learnt;
  }

  @Test
  void aBotIsLearntOnceAndByAnotherReleaseOnceMore() {
    assertThat(start("this release")).isEqualTo(1);
    assertThat(start("this release")).isZero();
    assertThat(start("next release")).isEqualTo(1);
    assertThat(start("next release")).isZero();
  }

  @Test
  void aTornFileIsLeftAsideAndMadeAnew() throws IOException {
    start("this release");
    byte[] whole = Files.readAllBytes(file());
    Files.write(file(), Arrays.copyOf(whole, whole.length / 2));
    assertThat(start("this release")).isEqualTo(1);
    assertThat(file()).hasBinaryContent(whole);
    assertThat(start("this release")).isZero();
  }

  @Test
  void nothingElseIsLeftInTheFolder() throws IOException {
    start("this release");
    try (Stream<Path> files = Files.list(file().getParent())) {
      assertThat(files).containsExactly(file());
    }
  }

  @Test
  void withoutRoomNothingIsKept() {
    Settings settings = new Settings();
    settings.option("understanding.remembered-model-bytes=0");
    KeptModels models = new KeptModels(settings, Optional.of("this release"));
    learntBy(models);
    assertThat(models.models().size()).isZero();
    models.keep(file());
    assertThat(file()).doesNotExist();
  }
}
