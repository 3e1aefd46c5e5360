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
import dev.parley.feature.InvalidRecordException;
import dev.parley.feature.load.PutRecordJson;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Records and their times to live as SageMaker writes them. Stateless. */
final class RecordJson {

  static final ObjectMapper MAPPER =
      JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  private static final String NAME = "FeatureName";
  private static final String TEXT = "ValueAsString";
  private static final String TEXTS = "ValueAsStringList";

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

  private static <T> T asked(Supplier<T> reading) {
    try {
      return reading.get();
    } catch (InvalidRecordException e) {
      throw FeatureRefused.invalid(String.valueOf(e.getMessage()));
    }
  }

  /** The features of a {@code Record}, by name. */
  static Map<String, FeatureValue> features(JsonNode body) {
    return asked(() -> PutRecordJson.features(body));
  }

  /** A member that must be text. */
  static String text(JsonNode object, String member) {
    return asked(() -> PutRecordJson.text(object, member, "the request"));
  }

  /** A member that must be a list of texts; absent is empty. */
  static List<String> texts(JsonNode object, String member, String where) {
    return asked(() -> PutRecordJson.texts(object, member, where));
  }

  /** A {@code TtlDuration}, if there is one. */
  static Optional<Duration> ttl(JsonNode body) {
    return asked(() -> PutRecordJson.ttl(body));
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
