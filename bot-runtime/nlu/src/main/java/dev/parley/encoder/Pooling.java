package dev.parley.encoder;

/** How the vectors that a model has of a text's pieces become one: a model is trained for one way, which its card names. */
public enum Pooling {
  /** The vector of the first piece, as bge has it. */
  CLS,
  /** The mean of all, as e5 and the MiniLM models have it. */
  MEAN
}
