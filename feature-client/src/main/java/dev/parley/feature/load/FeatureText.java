package dev.parley.feature.load;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import dev.parley.feature.FeatureGroup;
import dev.parley.feature.FeatureValue;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A feature's value as people write it in one text: a collection as a JSON list. Stateless. */
public final class FeatureText {

  private static final ObjectReader LISTS = new ObjectMapper().readerFor(String[].class);

  private FeatureText() {}

  /** The value; a text that is no list where one should be stays one text, which is then refused for that. */
  public static FeatureValue value(FeatureGroup group, String feature, String text) {
    if (Optional.ofNullable(group.features().get(feature)).flatMap(d -> d.collection()).isEmpty()) {
      return FeatureValue.of(text);
    }
    try {
      String[] members = LISTS.readValue(text);
      return members == null || Arrays.asList(members).contains(null) ? FeatureValue.of(text) : FeatureValue.of(List.of(members));
    } catch (JsonProcessingException e) {
      return FeatureValue.of(text);
    }
  }
}
