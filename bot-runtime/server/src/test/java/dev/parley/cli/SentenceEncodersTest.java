package dev.parley.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.encoder.NativeLibraryException;
import dev.parley.encoder.RememberedSamples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The sentence encoder of the settings, and what an operator is told who has set it wrong. */
class SentenceEncodersTest {

  @TempDir private Path folder;

  private static SentenceEncoders with(String... assignments) {
    Settings settings = new Settings();
    List.of(assignments).forEach(settings::option);
    return new SentenceEncoders(settings);
  }

  private static void refused(String message, String... assignments) {
    assertThatThrownBy(() -> with(assignments)).isInstanceOf(Complaint.class).hasMessage(message);
  }

  private Path file(String name) throws IOException {
    return Files.writeString(folder.resolve(name), "no model");
  }

  @Test
  void theModelThatComesAlongIsForEnglishOnly() {
    try (SentenceEncoders encoders = with()) {
      assertThat(encoders.apply("en_GB")).isPresent();
      assertThat(encoders.apply("en_US")).isEqualTo(encoders.apply("en_GB"));
      assertThat(encoders.apply("de_DE")).isEmpty();
    }
  }

  @Test
  void withoutAnEncoderWordsAloneTell() {
    try (SentenceEncoders encoders = with("understanding.encoder=none")) {
      assertThat(encoders.apply("en_US")).isEmpty();
    }
  }

  @Test
  void whereNativeCodeCannotRunWordsAloneTellAndItIsTriedOnce() {
    AtomicInteger tries = new AtomicInteger();
    SentenceEncoders encoders =
        new SentenceEncoders(new Settings(), (model, threads) -> {
          tries.incrementAndGet();
          throw new NativeLibraryException("no glibc here", new UnsatisfiedLinkError("musl"));
        });
    assertThat(encoders.apply("en_US")).isEmpty();
    assertThat(encoders.apply("en_GB")).isEmpty();
    assertThat(tries).hasValue(1);
  }

  @Test
  void samplesOutliveARestartUnlessTheirFileIsDamaged() throws IOException {
    Path file = folder.resolve("data").resolve("samples.vectors");
    try (SentenceEncoders encoders = with()) {
      encoders.apply("en_US").orElseThrow().encode("pay my bill");
      encoders.keep(file);
    }
    try (SentenceEncoders encoders = with()) {
      encoders.recall(file);
      assertThat(encoders.apply("en_US").map(RememberedSamples::size)).contains(1L);
    }
    Files.write(file, new byte[] {1, 2, 3});
    try (SentenceEncoders encoders = with()) {
      encoders.recall(file);
      RememberedSamples samples = encoders.apply("en_US").orElseThrow();
      assertThat(samples.size()).isZero();
      samples.encode("pay my bill");
      encoders.keep(file);
      samples.recall(Files.readAllBytes(file));
      assertThat(samples.size()).isEqualTo(1);
    }
  }

  @Test
  void aModelThatIsNotThereIsNamedWithTheChoices() {
    refused(
        "setting understanding.encoder: there is no file big-bert; write bge-small-en (comes along), none (words alone), or the path of an .onnx file",
        "understanding.encoder=big-bert");
  }

  @Test
  void aModelOfOnesOwnNeedsItsVocabularyAndLanguages() throws IOException {
    String model = file("mine.onnx").toString();
    String vocabulary = file("vocab.txt").toString();
    refused(
        "setting understanding.vocabulary: name the tokenizer.json or vocab.txt that belongs to " + model, "understanding.encoder=" + model);
    refused(
        "setting understanding.vocabulary: there is no file nowhere.txt",
        "understanding.encoder=" + model, "understanding.vocabulary=nowhere.txt");
    refused(
        "setting understanding.pooling must be mean or cls, as the model's card says, not 'max'",
        "understanding.encoder=" + model, "understanding.vocabulary=" + vocabulary, "understanding.pooling=max");
    refused(
        "setting understanding.languages: list the languages that the model knows, such as 'de, fr', not ''",
        "understanding.encoder=" + model, "understanding.vocabulary=" + vocabulary);
  }

  @Test
  void whatBelongsToAModelOfOnesOwnIsNotIgnored() {
    refused(
        "setting understanding.languages belongs to a model of your own: name its .onnx file in understanding.encoder, or leave it out",
        "understanding.languages=de");
  }

  @Test
  void aFileThatIsNoModelIsRefusedWhenItIsLoaded() throws IOException {
    SentenceEncoders encoders =
        with(
            "understanding.encoder=" + file("mine.onnx"), "understanding.vocabulary=" + Files.writeString(folder.resolve("v.txt"), "[UNK]\n[CLS]\n[SEP]\n"),
            "understanding.languages=de, fr");
    assertThat(encoders.apply("en_US")).isEmpty();
    assertThatThrownBy(() -> encoders.apply("de_DE"))
        .isInstanceOf(Complaint.class)
        .hasMessageStartingWith("setting understanding.encoder: the model " + folder.resolve("mine.onnx") + " cannot be loaded: is it an ONNX file, and whole?");
  }
}
