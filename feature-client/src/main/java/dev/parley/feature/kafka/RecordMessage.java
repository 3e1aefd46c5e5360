package dev.parley.feature.kafka;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.parley.feature.FeatureGroup;
import dev.parley.feature.FeatureValue;
import dev.parley.feature.FeatureWrite;
import dev.parley.feature.InvalidRecordException;
import dev.parley.feature.InvalidRecordException.Problem;
import dev.parley.feature.RecordCheck;
import dev.parley.feature.load.JsonRowReader;
import dev.parley.feature.load.PutRecordJson;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The write that a message means: the body of SageMaker's {@code PutRecord}, or a JSON object from feature to value. Which of the two
 * it is shows in its {@code Record}, unless the group has a feature of that name. Stateless.
 */
final class RecordMessage {

  private static final ObjectMapper MAPPER =
      JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  private static final String RECORD = "Record";
  private static final List<String> STORES = List.of("OnlineStore", "OfflineStore");
  private static final String SYNTAX = "json-syntax";

  private RecordMessage() {}

  /**
   * Reads one.
   *
   * @param message its value; absent in a tombstone
   * @param problems takes all that is wrong with it
   * @return empty when there are problems
   */
  static Optional<FeatureWrite> read(FeatureGroup group, FeatureWrite.Kind kind, byte @Nullable [] message, List<Problem> problems) {
    if (message == null) {
      problems.add(new Problem("", "no-value", "the message has no value; a record is deleted by DeleteRecord, which says its event time"));
      return Optional.empty();
    }
    String text;
    try {
      text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(message)).toString();
    } catch (CharacterCodingException e) {
      problems.add(new Problem("", "encoding", "the message is not text in UTF-8 (Avro and Protobuf are not read; write JSON)"));
      return Optional.empty();
    }
    boolean put = text.contains("\"" + RECORD + "\"") && !group.features().containsKey(RECORD);
    return put ? putRecord(group, kind, text, problems) : new JsonRowReader(group).write(text, kind, problems);
  }

  private static Optional<FeatureWrite> putRecord(FeatureGroup group, FeatureWrite.Kind kind, String text, List<Problem> problems) {
    try {
      JsonNode body = MAPPER.readTree(text);
      if (!body.path(RECORD).isArray()) {
        return new JsonRowReader(group).write(text, kind, problems);
      }
      Map<String, FeatureValue> features = PutRecordJson.features(body);
      Optional<Duration> ttl = PutRecordJson.ttl(body);
      List<String> targets = PutRecordJson.texts(body, "TargetStores", "the message");
      if (!STORES.containsAll(targets)) {
        problems.add(new Problem("", "unknown-store", "TargetStores must be of " + String.join(" and ", STORES)));
      }
      return RecordCheck.write(group, kind, features, ttl, problems)
          .map(w -> targets.isEmpty() ? w : w.to(targets.contains(STORES.get(0)), targets.contains(STORES.get(1))));
    } catch (InvalidRecordException e) {
      problems.addAll(e.problems());
    } catch (JsonProcessingException e) {
      // Where, but not what: the parser's own message may quote a customer's facts.
      problems.add(new Problem("", SYNTAX, "this is not JSON, or a name stands twice (character " + e.getLocation().getColumnNr() + ")"));
    }
    return Optional.empty();
  }
}
