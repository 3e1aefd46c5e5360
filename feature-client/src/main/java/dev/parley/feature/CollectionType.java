package dev.parley.feature;

import java.util.Optional;

/** How the members of a feature with several values hang together; SageMaker's {@code CollectionType}. */
public enum CollectionType {
  /** In order, with repetitions. */
  LIST("List"),
  /** Each member once; SageMaker keeps no order. */
  SET("Set"),
  /** Fractional numbers, as many as the feature's dimension. */
  VECTOR("Vector");

  private final String typeName;

  CollectionType(String typeName) {
    this.typeName = typeName;
  }

  /** The name in definitions. */
  public String typeName() {
    return typeName;
  }

  /** The collection type with this name. */
  public static Optional<CollectionType> named(String name) {
    for (CollectionType type : values()) {
      if (type.typeName.equals(name)) {
        return Optional.of(type);
      }
    }
    return Optional.empty();
  }
}
