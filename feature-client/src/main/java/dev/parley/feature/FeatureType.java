package dev.parley.feature;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.Optional;

/** The types of features; all but the last are SageMaker's. */
public enum FeatureType {
  STRING("String", "any text"),
  INTEGRAL("Integral", "a whole number"),
  FRACTIONAL("Fractional", "a number"),
  EVENT_TIME("EventTime", "a time with its zone, such as 2026-11-25T09:30:00Z");

  private final String typeName;
  private final String expected;

  FeatureType(String typeName, String expected) {
    this.typeName = typeName;
    this.expected = expected;
  }

  /** The name in definitions. */
  public String typeName() {
    return typeName;
  }

  /** What a value of it looks like, for messages. */
  public String expected() {
    return expected;
  }

  /** The type with this name. */
  public static Optional<FeatureType> named(String name) {
    for (FeatureType type : values()) {
      if (type.typeName.equals(name)) {
        return Optional.of(type);
      }
    }
    return Optional.empty();
  }

  /** Whether the text is a value of this type. */
  public boolean accepts(String text) {
    try {
      switch (this) {
        case STRING -> {
          return true;
        }
        case INTEGRAL -> new BigInteger(text);
        case FRACTIONAL -> new BigDecimal(text);
        case EVENT_TIME -> OffsetDateTime.parse(text);
      }
      return true;
    } catch (NumberFormatException | DateTimeException e) {
      return false;
    }
  }
}
