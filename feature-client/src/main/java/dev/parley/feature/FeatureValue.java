package dev.parley.feature;

import java.util.List;

/** A feature's value as text, as in SageMaker's {@code FeatureValue}: one, or a collection of them. Immutable. */
public sealed interface FeatureValue {

  /** One value. */
  record Single(String text) implements FeatureValue {}

  /** A collection; an empty one is a value too. */
  record Many(List<String> texts) implements FeatureValue {
    public Many {
      texts = List.copyOf(texts);
    }
  }

  /** One value. */
  static FeatureValue of(String text) {
    return new Single(text);
  }

  /** A collection. */
  static FeatureValue of(List<String> texts) {
    return new Many(texts);
  }

  /** The value as people read it: a collection's members with commas between them. */
  default String words() {
    return this instanceof Many many ? String.join(", ", many.texts()) : ((Single) this).text();
  }
}
