package dev.parley.feature;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/**
 * A feature of a group. Immutable.
 *
 * @param type of the value, or of each member of a collection
 * @param collection how several values hang together; empty = there is one value
 * @param dimension how many members a vector has; 0 for others
 * @param description words for people; may be empty
 * @param sensitive whether its values are masked wherever people look: logs, tables, the console
 */
public record FeatureDefinition(FeatureType type, Optional<CollectionType> collection, int dimension, String description, boolean sensitive) {

  /** A list longer than this is no feature. SageMaker has a limit of its own on the whole record only. */
  static final int MAX_MEMBERS = 8_192;

  /** One value of a type. */
  public static FeatureDefinition of(FeatureType type) {
    return new FeatureDefinition(type, Optional.empty(), 0, "", false);
  }

  /** What a value of it looks like, for messages. */
  public String expected() {
    if (collection.isEmpty()) {
      return type.expected();
    }
    return switch (collection.get()) {
      case LIST -> "a list, each member " + type.expected();
      case SET -> "a set without repetitions, each member " + type.expected();
      case VECTOR -> "a vector of " + dimension + " numbers";
    };
  }

  /** Whether a value is one of this feature's. */
  public boolean accepts(FeatureValue value) {
    if (value instanceof FeatureValue.Single one) {
      return collection.isEmpty() && type.accepts(one.text());
    }
    List<String> members = ((FeatureValue.Many) value).texts();
    if (collection.isEmpty() || members.size() > MAX_MEMBERS || !members.stream().allMatch(type::accepts)) {
      return false;
    }
    return switch (collection.get()) {
      case LIST -> true;
      case SET -> new HashSet<>(members).size() == members.size();
      case VECTOR -> members.size() == dimension;
    };
  }

  /** Whether values of both can stand in one column. */
  boolean fits(FeatureDefinition other) {
    return type == other.type && collection.equals(other.collection) && dimension == other.dimension;
  }

  /** The type in words: {@code Integral}, {@code List of String}, {@code Vector of 8}. */
  public String typeInWords() {
    return collection
        .map(c -> c == CollectionType.VECTOR ? "Vector of " + dimension : c.typeName() + " of " + type.typeName())
        .orElse(type.typeName());
  }
}
