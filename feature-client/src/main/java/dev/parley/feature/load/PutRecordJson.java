package dev.parley.feature.load;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.feature.FeatureValue;
import dev.parley.feature.InvalidRecordException;
import dev.parley.feature.InvalidRecordException.Problem;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Records and their times to live as SageMaker's {@code PutRecord} writes them (API version 2020-07-01). Stateless. What is not as it
 * should be is an {@link InvalidRecordException} that shows no value.
 */
public final class PutRecordJson {

  private static final String NAME = "FeatureName";
  private static final String TEXT = "ValueAsString";
  private static final String TEXTS = "ValueAsStringList";
  private static final int DAYS_OF_WEEK = 7;

  /** No time to live is longer: a century and a day would be a unit mistaken. */
  private static final Duration LONGEST = Duration.ofDays(36_525);

  private PutRecordJson() {}

  private static InvalidRecordException invalid(String reason) {
    return new InvalidRecordException(List.of(new Problem("", "record-json", reason)));
  }

  /** The features of a {@code Record}, by name. */
  public static Map<String, FeatureValue> features(JsonNode body) {
    JsonNode record = body.path("Record");
    if (!record.isArray() || record.isEmpty()) {
      throw invalid("Record must be a list of at least one {\"FeatureName\": …, \"ValueAsString\": …}");
    }
    Map<String, FeatureValue> features = new LinkedHashMap<>();
    for (JsonNode feature : record) {
      String name = text(feature, NAME, "Record");
      if (features.put(name, value(feature, name)) != null) {
        throw invalid("Record has feature `" + name + "` twice");
      }
    }
    return features;
  }

  private static FeatureValue value(JsonNode feature, String name) {
    boolean one = feature.hasNonNull(TEXT);
    if (one == feature.hasNonNull(TEXTS)) {
      throw invalid("feature `" + name + "` must have one of " + TEXT + " and " + TEXTS);
    }
    if (one) {
      return FeatureValue.of(text(feature, TEXT, "feature `" + name + "`"));
    }
    return FeatureValue.of(texts(feature, TEXTS, "feature `" + name + "`"));
  }

  /** A member that must be text. */
  public static String text(JsonNode object, String member, String where) {
    JsonNode text = object.path(member);
    if (!text.isTextual()) {
      throw invalid(where + ": " + member + " must be a string");
    }
    return text.textValue();
  }

  /** A member that must be a list of texts; absent is empty. */
  public static List<String> texts(JsonNode object, String member, String where) {
    JsonNode list = object.path(member);
    List<String> texts = new ArrayList<>();
    if (list.isMissingNode() || list.isNull()) {
      return texts;
    }
    if (!list.isArray()) {
      throw invalid(where + ": " + member + " must be a list of strings");
    }
    for (JsonNode text : list) {
      if (!text.isTextual()) {
        throw invalid(where + ": " + member + " must be a list of strings");
      }
      texts.add(text.textValue());
    }
    return texts;
  }

  /** A {@code TtlDuration}, if there is one. */
  public static Optional<Duration> ttl(JsonNode body) {
    JsonNode ttl = body.path("TtlDuration");
    if (ttl.isMissingNode() || ttl.isNull()) {
      return Optional.empty();
    }
    JsonNode value = ttl.path("Value");
    if (!value.canConvertToInt() || !value.isIntegralNumber() || value.intValue() < 1) {
      throw invalid("TtlDuration: Value must be a whole number from 1");
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
          default -> throw invalid("TtlDuration: Unit must be one of Seconds, Minutes, Hours, Days, Weeks, not `" + unit + "`");
        };
    if (length.compareTo(LONGEST) > 0) {
      throw invalid("TtlDuration is more than a hundred years");
    }
    return Optional.of(length);
  }
}
