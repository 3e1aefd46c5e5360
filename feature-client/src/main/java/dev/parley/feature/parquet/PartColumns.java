package dev.parley.feature.parquet;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.feature.FeatureDefinition;
import dev.parley.feature.FeatureGroup;
import dev.parley.feature.FeatureType;
import dev.parley.feature.FeatureValue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The columns of a file of history. Our own begin with an underscore, which no feature does; each other one is a feature with its
 * type. What a typed column would not give back letter by letter ({@code 5.50} is the number 5.5) stands in {@link #EXACT} too, as
 * JSON. Instants are microseconds with their time zone, as all tools know them, and the nanoseconds beyond them. Stateless.
 */
final class PartColumns {

  static final String KEY = "_key";
  static final String EVENT_TIME = "_event_time";
  static final String EVENT_NANOS = "_event_nanos";
  static final String INGESTED = "_ingested";
  static final String INGESTED_NANOS = "_ingested_nanos";
  static final String KIND = "_kind";
  static final String EXPIRES_AT = "_expires_at";
  static final String EXPIRES_NANOS = "_expires_nanos";
  static final String SEQUENCE = "_sequence";
  static final String WRITER = "_writer";
  /** How many features the row has. */
  static final String FEATURES = "_features";
  static final String EXACT = "_exact";

  /** In the order in which rows are found and folded. */
  static final String ORDER =
      String.join(", ", KEY, EVENT_TIME, EVENT_NANOS, INGESTED, INGESTED_NANOS, SEQUENCE);

  private static final Map<String, String> OWN = new LinkedHashMap<>();

  static {
    OWN.put(KEY, "VARCHAR NOT NULL");
    OWN.put(EVENT_TIME, "TIMESTAMPTZ NOT NULL");
    OWN.put(EVENT_NANOS, "SMALLINT NOT NULL");
    OWN.put(INGESTED, "TIMESTAMPTZ NOT NULL");
    OWN.put(INGESTED_NANOS, "SMALLINT NOT NULL");
    OWN.put(KIND, "VARCHAR NOT NULL");
    OWN.put(EXPIRES_AT, "TIMESTAMPTZ");
    OWN.put(EXPIRES_NANOS, "SMALLINT");
    OWN.put(SEQUENCE, "BIGINT NOT NULL");
    OWN.put(WRITER, "VARCHAR NOT NULL");
    OWN.put(FEATURES, "INTEGER NOT NULL");
    OWN.put(EXACT, "VARCHAR");
  }

  private static final ObjectMapper JSON = new ObjectMapper();

  private PartColumns() {}

  static boolean own(String column) {
    return OWN.containsKey(column);
  }

  /** The features of a group that have columns: of two that differ in case only, which tools do not tell apart, the first. */
  static Map<String, FeatureDefinition> typed(Optional<FeatureGroup> group) {
    Map<String, FeatureDefinition> typed = new LinkedHashMap<>();
    Map<String, Boolean> seen = new HashMap<>();
    group.ifPresent(g -> g.features().forEach((name, definition) -> {
      boolean plain = !name.equals(g.key()) && !name.equals(g.eventTime());
      if (plain && seen.put(name.toLowerCase(Locale.ROOT), true) == null) {
        typed.put(name, definition);
      }
    }));
    return typed;
  }

  /** A table with these columns. */
  static String table(String name, Map<String, FeatureDefinition> typed) {
    List<String> columns = new ArrayList<>();
    OWN.forEach((column, type) -> columns.add(column + " " + type));
    typed.forEach((feature, definition) -> columns.add(SqlEngine.name(feature) + " " + type(definition)));
    return "CREATE TABLE " + name + " (" + String.join(", ", columns) + ")";
  }

  /** The type of a feature's column. */
  static String type(FeatureDefinition definition) {
    String one =
        switch (definition.type()) {
          case STRING -> "VARCHAR";
          case INTEGRAL -> "BIGINT";
          case FRACTIONAL -> "DOUBLE";
          case EVENT_TIME -> "TIMESTAMPTZ";
        };
    return one + (definition.collection().isPresent() ? "[]" : "");
  }

  /** Whether the column says it letter by letter. */
  static boolean literal(@Nullable FeatureDefinition definition) {
    return definition != null && definition.type() == FeatureType.STRING && definition.collection().isEmpty();
  }

  /** What the columns do not say letter by letter, or null when they say all. */
  static @Nullable String exact(Map<String, FeatureValue> values, Map<String, FeatureDefinition> typed) {
    ObjectNode rest = JSON.createObjectNode();
    values.forEach((name, value) -> {
      if (value instanceof FeatureValue.Many many) {
        ArrayNode list = rest.putArray(name);
        many.texts().forEach(list::add);
      } else if (!literal(typed.get(name))) {
        rest.put(name, ((FeatureValue.Single) value).text());
      }
    });
    return rest.isEmpty() ? null : rest.toString();
  }

  /** The features in a text of {@link #exact}. */
  static Map<String, FeatureValue> exact(@Nullable String json) {
    Map<String, FeatureValue> values = new HashMap<>();
    if (json == null) {
      return values;
    }
    try {
      JSON.readTree(json).properties().forEach(entry -> values.put(entry.getKey(), value(entry.getValue())));
      return values;
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException("a row of the history files is damaged", new IOException(e));
    }
  }

  private static FeatureValue value(JsonNode node) {
    if (!node.isArray()) {
      return FeatureValue.of(node.asText());
    }
    List<String> texts = new ArrayList<>();
    node.forEach(n -> texts.add(n.asText()));
    return FeatureValue.of(texts);
  }
}
