package dev.parley.feature;

import java.math.BigDecimal;
import java.util.Optional;

/** The types of features; all but the last are SageMaker's. */
public enum FeatureType {
  STRING("String", "any text"),
  /** 64 bits, as in SageMaker. */
  INTEGRAL("Integral", "a whole number of 64 bits"),
  FRACTIONAL("Fractional", "a number of at most 30 digits before and after the point"),
  EVENT_TIME("EventTime", "a time with its zone, such as 2026-11-25T09:30:00Z");

  /** Longer ones are no amounts; one with a huge exponent would fill the memory where it is written out. */
  private static final int FRACTIONAL_DIGITS = 30;

  private static final BigDecimal HUGE = new BigDecimal("1e999");

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

  /** What an event time of this type looks like, for messages. */
  String expectedTime() {
    return this == FRACTIONAL || this == INTEGRAL ? "a time in Unix seconds, such as 1764062400" : EVENT_TIME.expected;
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
        case INTEGRAL -> {
          Long.parseLong(text);
          return true;
        }
        case FRACTIONAL -> {
          BigDecimal number = text.length() <= 3 * FRACTIONAL_DIGITS ? new BigDecimal(text) : HUGE;
          return Math.abs(number.scale()) <= FRACTIONAL_DIGITS && number.precision() <= 2 * FRACTIONAL_DIGITS;
        }
        case EVENT_TIME -> {
          return EventTimes.parse(this, text).isPresent();
        }
      }
      throw new AssertionError(this);
    } catch (NumberFormatException e) {
      return false;
    }
  }
}
