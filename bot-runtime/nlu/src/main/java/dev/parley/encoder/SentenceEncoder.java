package dev.parley.encoder;

/** Text to meaning as a vector. Pure and thread-safe. */
public interface SentenceEncoder {

  /**
   * The text's vector, of length 1. The nearer two texts' meanings, the nearer their cosine to 1.
   *
   * @param text of any length; what stands beyond the model's limit is not read
   * @return a new array of {@link #dimensions()} numbers
   * @throws EncoderException when the model fails, which one that has encoded before does only for want of memory
   */
  float[] encode(String text);

  /** How many numbers a vector has. */
  int dimensions();

  /** What tells this model from any other: vectors of two models have nothing to do with each other. */
  String fingerprint();
}
