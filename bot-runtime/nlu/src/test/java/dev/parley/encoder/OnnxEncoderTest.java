package dev.parley.encoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The model that comes along, and models that are not as they must be. */
class OnnxEncoderTest {

  private static OnnxEncoder encoder;

  @BeforeAll
  static void load() {
    encoder = new OnnxEncoder(EncoderModel.bgeSmallEn(), 1);
  }

  @AfterAll
  static void free() {
    encoder.close();
  }

  private static double cosine(String one, String other) {
    float[] left = encoder.encode(one);
    float[] right = encoder.encode(other);
    return IntStream.range(0, left.length).mapToDouble(i -> (double) left[i] * right[i]).sum();
  }

  @Test
  void aVectorIsOfLengthOne() {
    for (String text : List.of("i want to pay my bill", "", "?", "pay ".repeat(500), "中国")) {
      float[] vector = encoder.encode(text);
      double squares = 0;
      for (float x : vector) {
        squares += x * x;
      }
      assertThat(vector).hasSize(encoder.dimensions());
      assertThat(squares).isBetween(0.999, 1.001);
    }
  }

  @Test
  void textsOfLikeMeaningAreNearerThanTextsOfLikeWords() {
    assertThat(cosine("how much money do i have", "what is my balance")).isGreaterThan(cosine("how much money do i have", "how much do elephants weigh"));
    assertThat(cosine("my card was stolen", "somebody took my credit card")).isGreaterThan(cosine("my card was stolen", "my card has arrived"));
  }

  @Test
  void anEncoderThatIsClosedWhileItEncodesFreesItsModelUnderNobody() throws InterruptedException {
    OnnxEncoder ending = new OnnxEncoder(EncoderModel.bgeSmallEn(), 1);
    CountDownLatch began = new CountDownLatch(3);
    FutureTask<Void> busy = new FutureTask<>(() -> {
      while (true) {
        ending.encode("i would like to book a room with a view of the sea for two nights");
        began.countDown();
      }
    });
    new Thread(busy, "busy").start();
    began.await();
    ending.close();
    ending.close();
    assertThatThrownBy(busy::get).hasCauseInstanceOf(EncoderException.class).hasMessageContaining("closed");
  }

  @Test
  void theSameTextIsTheSameVectorHoweverManyAskAtOnce() {
    List<String> texts = List.of("pay my bill", "where is my order", "i would like to book a room with a view of the sea for two nights");
    List<float[]> one = texts.stream().map(encoder::encode).toList();
    boolean same = IntStream.range(0, 60).parallel().allMatch(i -> Arrays.equals(encoder.encode(texts.get(i % texts.size())), one.get(i % texts.size())));
    assertThat(same).isTrue();
  }

  @Test
  void aModelThatIsCutOffIsRefusedByName() {
    EncoderModel whole = EncoderModel.bgeSmallEn();
    byte[] cut = Arrays.copyOf(whole.onnx(), whole.onnx().length / 2);
    assertThatThrownBy(() -> new OnnxEncoder(new EncoderModel("mine.onnx", cut, whole.vocabulary(), Pooling.CLS), 1))
        .isInstanceOf(EncoderException.class)
        .hasMessageStartingWith("the model mine.onnx cannot be loaded: is it an ONNX file, and whole?");
    assertThatThrownBy(() -> new OnnxEncoder(new EncoderModel("mine.onnx", new byte[] {1, 2, 3}, whole.vocabulary(), Pooling.CLS), 1))
        .isInstanceOf(EncoderException.class)
        .hasMessageStartingWith("the model mine.onnx cannot be loaded");
  }

  @Test
  void aVocabularyOfAnotherModelIsRefused() {
    String[] pieces = new String[100_000];
    Arrays.setAll(pieces, i -> "piece" + i);
    pieces[0] = "[UNK]";
    pieces[99_998] = "[CLS]";
    pieces[99_999] = "[SEP]";
    Vocabulary foreign = Vocabulary.read(String.join("\n", pieces).getBytes(StandardCharsets.UTF_8));
    EncoderModel model = new EncoderModel("mine.onnx", EncoderModel.bgeSmallEn().onnx(), foreign, Pooling.CLS);
    assertThatThrownBy(() -> new OnnxEncoder(model, 1))
        .isInstanceOf(EncoderException.class)
        .hasMessageStartingWith("the model mine.onnx does not work with its vocabulary of 100000 pieces: do they belong together?");
  }

  @Test
  void anotherPoolingIsAnotherEncoder() {
    EncoderModel bge = EncoderModel.bgeSmallEn();
    try (OnnxEncoder mean = new OnnxEncoder(new EncoderModel("mean", bge.onnx(), bge.vocabulary(), Pooling.MEAN), 1)) {
      assertThat(mean.fingerprint()).isNotEqualTo(encoder.fingerprint());
      assertThat(mean.encode("pay my bill")).isNotEqualTo(encoder.encode("pay my bill"));
    }
  }
}
