package dev.parley.sagemaker;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.feature.EventTimes;
import dev.parley.feature.FeatureGroup;
import dev.parley.feature.FeatureRecord;
import dev.parley.feature.FeatureValue;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Records and their times to live as SageMaker writes them. Stateless. */
final class RecordJson {

  static final ObjectMapper MAPPER =
      JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  private static final String NAME = "FeatureName";
  private static final String TEXT = "ValueAsString";
  private static final String TEXTS = "ValueAsStringList";
  private static final int DAYS_OF_WEEK = 7;

  /** No time to live is longer: a century and a day would be a unit mistaken. */
  private static final Duration LONGEST = Duration.ofDays(36_525);

  private RecordJson() {}

  /** A request's body; nothing at all is an empty object. */
  static JsonNode body(byte[] body) {
    try {
      JsonNode node = body.length == 0 ? MAPPER.createObjectNode() : MAPPER.readTree(body);
      if (node == null || !node.isObject()) {
        throw FeatureRefused.invalid("the body must be a JSON object");
      }
      return node;
    } catch (JsonProcessingException e) {
      // Where, but not what: the parser's own message may quote a customer's facts.
      throw FeatureRefused.invalid("the body is not JSON (line " + e.getLocation().getLineNr() + ", character " + e.getLocation().getColumnNr() + ")");
    } catch (IOException e) {
      throw FeatureRefused.invalid("the body is not JSON");
    }
  }

  /** The features of a {@code Record}, by name. */
  static Map<String, FeatureValue> features(JsonNode body) {
    JsonNode record = body.path("Record");
    if (!record.isArray() || record.isEmpty()) {
      throw FeatureRefused.invalid("Record must be a list of at least one {\"FeatureName\": …, \"ValueAsString\": …}");
    }
    Map<String, FeatureValue> features = new LinkedHashMap<>();
    for (JsonNode feature : record) {
      String name = text(feature, NAME, "Record");
      if (features.put(name, value(feature, name)) != null) {
        throw FeatureRefused.invalid("Record has feature `" + name + "` twice");
      }
    }
    return features;
  }

  private static FeatureValue value(JsonNode feature, String name) {
    boolean one = feature.hasNonNull(TEXT);
    if (one == feature.hasNonNull(TEXTS)) {
      throw FeatureRefused.invalid("feature `" + name + "` must have one of " + TEXT + " and " + TEXTS);
    }
    if (one) {
      return FeatureValue.of(text(feature, TEXT, "feature `" + name + "`"));
    }
    return FeatureValue.of(texts(feature, TEXTS, "feature `" + name + "`"));
  }

  private static String text(JsonNode object, String member, String where) {
    JsonNode text = object.path(member);
    if (!text.isTextual()) {
      throw FeatureRefused.invalid(where + ": " + member + " must be a string");
    }
    return text.textValue();
  }

  /** A member that must be text. */
  static String text(JsonNode object, String member) {
    return text(object, member, "the request");
  }

  /** A member that must be a list of texts; absent is empty. */
  static List<String> texts(JsonNode object, String member, String where) {
    JsonNode list = object.path(member);
    List<String> texts = new ArrayList<>();
    if (list.isMissingNode() || list.isNull()) {
      return texts;
    }
    if (!list.isArray()) {
      throw FeatureRefused.invalid(where + ": " + member + " must be a list of strings");
    }
    for (JsonNode text : list) {
      if (!text.isTextual()) {
        throw FeatureRefused.invalid(where + ": " + member + " must be a list of strings");
      }
      texts.add(text.textValue());
    }
    return texts;
  }

  /** A {@code TtlDuration}, if there is one. */
  static Optional<Duration> ttl(JsonNode body) {
    JsonNode ttl = body.path("TtlDuration");
    if (ttl.isMissingNode() || ttl.isNull()) {
      return Optional.empty();
    }
    JsonNode value = ttl.path("Value");
    if (!value.canConvertToInt() || !value.isIntegralNumber() || value.intValue() < 1) {
      throw FeatureRefused.invalid("TtlDuration: Value must be a whole number from 1");
    }
    int count = value.intValue();
    String unit = text(ttl, "Unit", "TtlDuration");
    Duration length =
        switch (unit) {
          case "Seconds" -> Duration.ofSeconds(count);
          case "Minutes" -> Duration.ofMinutes(count);
          case "Hours" -> Duration.ofHours(count);
          case "Days" -> Duration.ofDays(count);
          case "Weeks" -> Duration.ofDays((long) DAYS_OF_WEEK * count);
          default -> throw FeatureRefused.invalid("TtlDuration: Unit must be one of Seconds, Minutes, Hours, Days, Weeks, not `" + unit + "`");
        };
    if (length.compareTo(LONGEST) > 0) {
      throw FeatureRefused.invalid("TtlDuration is more than a hundred years");
    }
    return Optional.of(length);
  }

  /**
   * A record's features as SageMaker lists them: the key and the event time among them.
   *
   * @param wanted their names; empty = all
   */
  static ArrayNode record(FeatureGroup group, FeatureRecord record, List<String> wanted) {
    ArrayNode list = MAPPER.createArrayNode();
    group.features().forEach((name, definition) -> {
      if (!wanted.isEmpty() && !wanted.contains(name)) {
        return;
      }
      if (name.equals(group.key())) {
        list.addObject().put(NAME, name).put(TEXT, record.key());
      } else if (name.equals(group.eventTime())) {
        list.addObject().put(NAME, name).put(TEXT, EventTimes.format(group.eventTimeType(), record.eventTime()));
      } else if (record.values().get(name) instanceof FeatureValue.Single one) {
        list.addObject().put(NAME, name).put(TEXT, one.text());
      } else if (record.values().get(name) instanceof FeatureValue.Many many) {
        ArrayNode texts = list.addObject().put(NAME, name).putArray(TEXTS);
        many.texts().forEach(texts::add);
      }
    });
    return list;
  }

  /** Adds when a record stops to count, where it does. */
  static void expiry(ObjectNode answer, Optional<Instant> expiry) {
    expiry.ifPresent(time -> answer.put("ExpiresAt", time.toString()));
  }
}
