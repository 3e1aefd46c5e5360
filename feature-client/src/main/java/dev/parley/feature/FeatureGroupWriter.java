package dev.parley.feature;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Writes a feature group as {@link FeatureGroupReader} reads it; JSON is YAML too. Where it was written and its seed are left out. Stateless. */
public final class FeatureGroupWriter {

  private FeatureGroupWriter() {}

  /** The keys of one group. */
  public static ObjectNode json(FeatureGroup group) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("key", group.key()).put("event_time", group.eventTime());
    // Whole milliseconds, as the language has them.
    group.ttl().ifPresent(ttl -> json.put("ttl", ttl.toMillis() + "ms"));
    if (!group.targets().online()) {
      json.put("online", false);
    }
    if (!group.targets().offline()) {
      json.put("offline", false);
    }
    text(json, "description", group.about().description());
    text(json, "owner", group.about().owner());
    if (!group.about().tags().isEmpty()) {
      ObjectNode tags = json.putObject("tags");
      group.about().tags().forEach(tags::put);
    }
    ObjectNode features = json.putObject("features");
    group.features().forEach((name, definition) -> {
      if (definition.equals(FeatureDefinition.of(definition.type()))) {
        features.put(name, definition.type().typeName());
      } else {
        features.set(name, json(definition));
      }
    });
    return json;
  }

  private static ObjectNode json(FeatureDefinition definition) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("type", definition.type().typeName());
    definition.collection().ifPresent(c -> json.put("collection", c.typeName()));
    if (definition.dimension() > 0) {
      json.put("dimension", definition.dimension());
    }
    text(json, "description", definition.description());
    if (definition.sensitive()) {
      json.put("sensitive", true);
    }
    return json;
  }

  private static void text(ObjectNode json, String key, String text) {
    if (!text.isEmpty()) {
      json.put(key, text);
    }
  }
}
