package dev.parley.feature.load;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import dev.parley.feature.FeatureDefinition;
import dev.parley.feature.FeatureGroup;
import dev.parley.feature.FeatureType;
import dev.parley.feature.FeatureValue;
import dev.parley.feature.FeatureWrite;
import dev.parley.feature.InvalidRecordException.Problem;
import dev.parley.feature.RecordCheck;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads a record from a JSON object: from feature to string, number, or list of those; {@code null} is no value. Numbers are kept as
 * they are written. Stateless.
 */
public final class JsonRowReader implements RowReader {

  private static final JsonFactory FACTORY = JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();
  private static final String SYNTAX = "json-syntax";

  private final FeatureGroup group;

  /** For records of this group. */
  public JsonRowReader(FeatureGroup group) {
    this.group = group;
  }

  /** The write that an object means; empty when there are problems. */
  public Optional<FeatureWrite> write(String object, FeatureWrite.Kind kind, List<Problem> problems) {
    Map<String, FeatureValue> values = read(object, problems);
    boolean unreadable = problems.stream().anyMatch(p -> p.code().equals(SYNTAX));
    return unreadable ? Optional.empty() : RecordCheck.write(group, kind, values, Optional.empty(), problems);
  }

  @Override
  public Map<String, FeatureValue> read(String row, List<Problem> problems) {
    Map<String, FeatureValue> values = new LinkedHashMap<>();
    try (JsonParser in = FACTORY.createParser(row)) {
      if (in.nextToken() != JsonToken.START_OBJECT) {
        problems.add(new Problem("", SYNTAX, "a record is a JSON object, such as {\"" + group.key() + "\": …, \"" + group.eventTime() + "\": …}"));
        return values;
      }
      while (in.nextToken() == JsonToken.FIELD_NAME) {
        String name = in.currentName();
        in.nextToken();
        value(in, name, problems).ifPresent(v -> values.put(name, v));
      }
      if (in.nextToken() != null) {
        problems.add(new Problem("", SYNTAX, "something follows the JSON object; each record has a line of its own"));
      }
    } catch (JsonProcessingException e) {
      // Where, but not what: the parser's own message may quote a customer's facts.
      problems.add(new Problem("", SYNTAX, "this is not JSON, or a feature stands twice (character " + e.getLocation().getColumnNr() + ")"));
    } catch (IOException e) {
      throw new UncheckedIOException("a text in memory cannot be read", e);
    }
    return values;
  }

  private Optional<FeatureValue> value(JsonParser in, String name, List<Problem> problems) throws IOException {
    JsonToken token = in.currentToken();
    if (token == JsonToken.VALUE_NULL) {
      return Optional.empty();
    } else if (token == JsonToken.VALUE_STRING || token.isNumeric()) {
      return Optional.of(FeatureValue.of(in.getText()));
    } else if (token == JsonToken.START_ARRAY) {
      List<String> members = new ArrayList<>();
      boolean plain = true;
      while (in.nextToken() != JsonToken.END_ARRAY) {
        plain &= in.currentToken() == JsonToken.VALUE_STRING || in.currentToken().isNumeric();
        members.add(in.currentToken().isScalarValue() ? in.getText() : "");
        in.skipChildren();
      }
      if (plain) {
        return Optional.of(FeatureValue.of(members));
      }
    } else {
      in.skipChildren();
    }
    FeatureDefinition definition = group.features().getOrDefault(name, FeatureDefinition.of(FeatureType.STRING));
    problems.add(
        new Problem(name, "wrong-type", "`" + name + "` must be " + definition.expected() + ", as a JSON string, number, or list of those"));
    return Optional.empty();
  }
}
